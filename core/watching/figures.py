"""What a monitor is told when it asks: of the books, and of this process's threads and audits.

The books' figures are the same in every process: a monitor takes the greatest and adds none up. A
database that can't be asked is said to be down; they are missing then, and no page waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import case, func, select
from sqlmodel import Session, col

from core.log import get_logger
from core.orders.limits import budgets, usage
from core.tables import MICROS, Generation, OrderStatus, User, in_status

if TYPE_CHECKING:
    from core.studio import Studio
    from core.watching.audits import Audits

log = get_logger()

_IS_WAITING = col(Generation.started_at).is_(None)
_OPEN_ORDERS = (
    select(
        col(Generation.provider),
        func.count(case((_IS_WAITING, 1))).label("waiting"),
        func.count(col(Generation.started_at)).label("running"),
        func.min(case((_IS_WAITING, col(Generation.created_at)))).label("oldest"),
    )
    .where(in_status(OrderStatus.HELD))
    .group_by(col(Generation.provider))
)
_TOKENS = select(func.sum(col(User.held)), func.sum(col(User.balance)))


class Figures:
    """Collect the figures for prometheus_client; `dead` names threads that should live."""

    def __init__(self, studio: Studio, audits: Audits, dead: Callable[[], list[str]]) -> None:
        self._studio = studio
        self._audits = audits
        self._dead = dead

    def collect(self) -> Iterator[Metric]:
        """Yield every figure; asked by whoever scrapes, in a thread of the metrics' server."""
        yield _gauge("studio_threads_dead", "Threads that must live and don't", len(self._dead()))
        yield from self._of_audits()
        try:
            found = self._of_books()
        except Exception:
            log.exception("figures.failed")
            found = []
        yield _gauge("studio_database_up", "Whether the figures could be read", int(bool(found)))
        yield from found

    def _of_audits(self) -> Iterator[Metric]:
        last = self._audits.last
        if last is None:
            return
        age_s = self._studio.monotonic() - last.ended_s
        yield _gauge("studio_audit_age_seconds", "Since the last audit of the books ended", age_s)
        yield _gauge("studio_audit_seconds", "How long that audit took", last.took_s)
        yield _gauge("studio_audit_broken_rules", "Rules that it found broken", last.broken)

    def _of_books(self) -> list[Metric]:
        """Read everything at once: a scrape takes one connection, and one instant."""
        now = self._studio.now()
        with self._studio.database.read() as session:
            return [
                *self._of_orders(session, now),
                *self._of_tokens(session),
                *self._of_money(session, now),
            ]

    def _of_orders(self, session: Session, now: int) -> Iterator[Metric]:
        waiting = _family("studio_orders_waiting", "Orders that wait for a worker", "service")
        running = _family("studio_orders_running", "Orders that a worker has begun", "service")
        oldest = _family(
            "studio_oldest_waiting_seconds", "How long the oldest waiting order waits", "service"
        )
        rows = {row.provider: row for row in session.execute(_OPEN_ORDERS)}
        for service in {*self._studio.services, *rows}:
            row = rows.get(service)
            waiting.add_metric([service], row.waiting if row else 0)
            running.add_metric([service], row.running if row else 0)
            since = row.oldest if row and row.oldest is not None else now
            oldest.add_metric([service], max(0, now - since) / 1000)
        return iter((waiting, running, oldest))

    def _of_tokens(self, session: Session) -> Iterator[Metric]:
        held, balance = session.execute(_TOKENS).one()
        yield _gauge("studio_tokens_held", "Tokens on hold for open orders", int(held or 0))
        yield _gauge("studio_tokens_balance", "Tokens of all people, held ones too", balance or 0)

    def _of_money(self, session: Session, now: int) -> Iterator[Metric]:
        labels = ("service", "currency")
        spent = _family("studio_service_day_spent", "Today's cost, in its currency", *labels)
        reserved = _family("studio_service_day_reserved", "Reserved for open orders", *labels)
        limit = _family("studio_service_day_limit", "What today may cost", *labels)
        today = budgets.day_of(self._studio, now)
        for one in usage.services_of_day(self._studio, session, today):
            named = [one.service, one.currency]
            spent.add_metric(named, one.spent / MICROS)
            reserved.add_metric(named, one.reserved / MICROS)
            if one.limit is not None:
                limit.add_metric(named, one.limit / MICROS)
        yield from (spent, reserved, limit)


def _family(name: str, words: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, labels=labels)


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=float(value))
