"""Orders of any past, written as plain rows; their statistics, computed the plain way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from fakes import CHEAP, OPEN
from hypothesis import strategies as st
from sqlalchemy import insert, update
from sqlmodel import col

from core.listing import Period
from core.orders.statistics.buckets import DAY_MS, MONTH_MS, QUARTER_MS
from core.orders.statistics.reads import PromptStatistics
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Generation, OrderStatus

BEGINS = 1_790_000_000_000 // MONTH_MS * MONTH_MS  # the first instant of a whole span of each kind
COSTS = {OPEN: 5, CHEAP: 1}


@dataclass(frozen=True)
class Past:
    """One order: whose, of what, when, and how it ended; `took_ms` None is an order still open."""

    at: int
    took_ms: int | None = 1000
    error: str = ""  # "code" or "code/reason" where it failed
    person: str = DEMO_USER
    prompt: str = OPEN
    model: str = "fake-1"

    @property
    def status(self) -> OrderStatus:
        if self.took_ms is None:
            return OrderStatus.HELD
        return OrderStatus.RELEASED if self.error else OrderStatus.SETTLED


# Close to where spans begin and end, so that cuts fall beside orders and upon them.
INSTANTS = st.builds(
    lambda span_ms, number, beside: BEGINS + number * span_ms + beside,
    st.sampled_from((MONTH_MS, DAY_MS, QUARTER_MS)),
    st.integers(0, 3),
    st.sampled_from((0, 1, -1, QUARTER_MS // 2, 5 * DAY_MS + 7)),
)
PASTS = st.builds(
    Past,
    at=INSTANTS,
    took_ms=st.one_of(st.none(), st.integers(0, 40), st.integers(0, 10**7)),
    error=st.sampled_from(("", "", "GENERATION_FAILED/timed_out", "CANCELLED", "GATE")),
    person=st.sampled_from((DEMO_USER, DEMO_MEMBER)),
    prompt=st.sampled_from((OPEN, CHEAP)),
    model=st.sampled_from(("fake-1", "fake-2")),
)
PERIODS = st.builds(Period, st.one_of(st.none(), INSTANTS), st.one_of(st.none(), INSTANTS))


def write(studio: Studio, pasts: list[Past]) -> list[str]:
    """Write the orders' rows, with nothing beside them; return their ids."""
    rows = [_row(studio.new_id(), past) for past in pasts]
    with studio.database.write() as tx:
        if rows:
            tx.execute(insert(Generation), rows)
    return [row["id"] for row in rows]


def end(studio: Studio, order_id: str, past: Past) -> None:
    """Let an open order end as `past` says."""
    ends = {name: _row(order_id, past)[name] for name in _END}
    with studio.database.write() as tx:
        tx.execute(update(Generation).where(col(Generation.id) == order_id).values(**ends))


_END = ("status", "error_code", "error_reason", "ended_at")


def _row(order_id: str, past: Past) -> dict[str, Any]:
    code, _, reason = past.error.partition("/")
    order = Generation(
        id=order_id,
        user_id=past.person,
        key=order_id,
        fingerprint="",
        prompt_id=past.prompt,
        prompt_title="",
        prompt_category="",
        version_id=f"{past.prompt}@1",
        prompt_text="",
        prompt_members_only=False,
        aspect_ratio="1:1",
        seed=0,
        provider="fake",
        model=past.model,
        cost=COSTS[past.prompt],
        created_at=past.at,
        status=past.status.value,
        error_code=code if past.status == OrderStatus.RELEASED else "",
        error_reason=reason if past.status == OrderStatus.RELEASED else "",
        ended_at=None if past.took_ms is None else past.at + past.took_ms,
    )
    return order.model_dump()


def told(found: list[PromptStatistics]) -> dict[str, dict[str, Any]]:
    """Return what is exact in statistics, by prompt."""
    return {
        each.prompt_id: {
            "orders": each.orders,
            "settled": each.settled,
            "released": each.released,
            "cancelled": each.cancelled,
            "spent": each.spent,
            "failures": each.failures,
        }
        for each in found
    }


def plainly(pasts: list[Past], person: str | None, period: Period) -> dict[str, dict[str, Any]]:
    """Compute the same from the orders, one by one."""
    sums = {}
    for prompt, cost in COSTS.items():
        mine = [past for past in chosen(pasts, person, period) if past.prompt == prompt]
        if not mine:
            continue
        statuses = Counter(past.status for past in mine)
        errors = Counter(past.error for past in mine if past.status == OrderStatus.RELEASED)
        settled = statuses[OrderStatus.SETTLED]
        sums[prompt] = {
            "orders": len(mine),
            "settled": settled,
            "released": statuses[OrderStatus.RELEASED],
            "cancelled": errors.pop("CANCELLED", 0),
            "spent": settled * cost,
            "failures": dict(errors),
        }
    return sums


def chosen(pasts: list[Past], person: str | None, period: Period) -> list[Past]:
    """Return the orders of a person, or of everybody, that were placed in a period."""
    first = period.start if period.start is not None else min((p.at for p in pasts), default=0)
    last = period.end if period.end is not None else max((p.at for p in pasts), default=0) + 1
    return [past for past in pasts if person in (None, past.person) and first <= past.at < last]


def percentile(pasts: list[Past], prompt: str, percent: int) -> int | None:
    """Return the nearest-rank percentile of how long a prompt's pictures took, in ms."""
    settled = [past for past in pasts if past.status == OrderStatus.SETTLED]
    took = sorted(past.took_ms or 0 for past in settled if past.prompt == prompt)
    return took[-(-len(took) * percent // 100) - 1] if took else None
