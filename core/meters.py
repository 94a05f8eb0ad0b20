"""What this process counts for a monitor: orders by their end, seconds by step, tokens, money.

Counters belong to a process and begin with it, so a monitor adds them up over all processes.
Nothing here raises: an order must not end otherwise because it was counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

from core.errors import GenerationFailed, StorageFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.tables import MICROS

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # its memory, processor time and open files

# Pictures take seconds to minutes; what is below a tenth of a second is the app's own work.
_SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300, 600)
_orders = Counter(
    "studio_orders",
    "Orders that have ended; code says why one was released",
    ("service", "outcome", "code"),
    registry=REGISTRY,
)
_tokens = Counter(
    "studio_tokens",
    "Tokens of orders that have ended: charged with a picture, or released",
    ("outcome",),
    registry=REGISTRY,
)
_steps = Histogram(
    "studio_step_seconds",
    "Seconds that an order spent in a step; waiting is from the hold to the first step",
    ("service", "step"),
    buckets=_SECONDS,
    registry=REGISTRY,
)
_money = Counter(
    "studio_service_money",
    "What answers cost at a service, estimated, in units of its currency",
    ("service", "currency"),
    registry=REGISTRY,
)
_unknown = Counter(
    "studio_service_money_unknown",
    "Answers whose price is not known",
    ("service",),
    registry=REGISTRY,
)

log = get_logger()


def never_raises(count: Callable[..., None]) -> Callable[..., None]:
    """Let a function that counts write to the log what it can't count, and raise nothing."""

    @wraps(count)
    def counted(*given: Any, **more: Any) -> None:
        try:
            count(*given, **more)
        except Exception:
            log.exception("meter.failed", meter=count.__qualname__)

    return counted


@never_raises
def start_at_zero(services: Iterable[str]) -> None:
    """Tell of each end that an alert looks for that there was none yet.

    A series that begins at 1 has not increased, for Prometheus: the first failure went unseen.
    """
    codes = [f"{StorageFailed.code}/{reason}" for reason in StorageFailed.reasons]
    codes += [f"{GenerationFailed.code}/{fault}" for fault in ProviderFault]
    for service in services:
        for code in codes:
            _orders.labels(service, "released", code)
        _orders.labels(service, "settled", "")


@never_raises
def settled(service: str, cost: int) -> None:
    """Count an order that has its picture, and its tokens."""
    _orders.labels(service, "settled", "").inc()
    _tokens.labels("charged").inc(cost)


@never_raises
def released(service: str, cost: int, code: str) -> None:
    """Count an order that ended without a picture, and the tokens that it gave back."""
    _orders.labels(service, "released", code).inc()
    _tokens.labels("released").inc(cost)


@never_raises
def step(service: str, name: str, ms: int) -> None:
    """Count how long an order was in a step, in milliseconds."""
    _steps.labels(service, name).observe(max(0, ms) / 1000)


@never_raises
def money(service: str, currency: str, micros: int | None) -> None:
    """Count what an answer cost, in millionths of a currency; None: it is not known."""
    if micros is None:
        _unknown.labels(service).inc()
    else:
        _money.labels(service, currency).inc(micros / MICROS)
