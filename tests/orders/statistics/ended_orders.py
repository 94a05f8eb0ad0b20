"""Orders of any past, written as plain rows; their statistics, computed the plain way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from fakes import CHEAP, OPEN
from hypothesis import strategies as st
from sqlalchemy import insert, update
from sqlmodel import col

from core.listing.makers import ANYBODY, MadeBy
from core.listing.period import Period
from core.orders.statistics.buckets import DAY_MS, MONTH_MS, QUARTER_MS
from core.orders.statistics.reads import Group, Grouping, Statistics
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Generation, OrderStatus

BEGINS = 1_790_000_000_000 // MONTH_MS * MONTH_MS  # the first instant of a whole span of each kind
COSTS = {OPEN: 5, CHEAP: 1}


class Money(NamedTuple):
    """What one part of an order cost, in millionths; None is not known."""

    micros: int | None = None
    currency: str = "USD"


NOT_KNOWN = Money()


@dataclass(frozen=True)
class Rewriting:
    """That an order's text was rewritten, or that this failed, and what it cost."""

    cost: Money = NOT_KNOWN
    failed: bool = False


@dataclass(frozen=True)
class Past:
    """One order: whose, of what, when, and how it ended; `took_ms` None is an order still open."""

    at: int
    took_ms: int | None = 1000
    error: str = ""  # "code" or "code/reason" where it failed
    person: str = DEMO_USER
    prompt: str = OPEN
    provider: str = "fake"
    model: str = "fake-1"
    picture: Money = NOT_KNOWN
    rewriting: Rewriting | None = None

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
MONEY = st.builds(
    Money, st.one_of(st.none(), st.integers(0, 10**6)), st.sampled_from(("USD", "CNY"))
)
PASTS = st.builds(
    Past,
    at=INSTANTS,
    took_ms=st.one_of(st.none(), st.integers(0, 40), st.integers(0, 10**7)),
    error=st.sampled_from(("", "", "GENERATION_FAILED/timed_out", "CANCELLED", "GATE")),
    person=st.sampled_from((DEMO_USER, DEMO_MEMBER)),
    prompt=st.sampled_from((OPEN, CHEAP)),
    provider=st.sampled_from(("fake", "other")),
    model=st.sampled_from(("fake-1", "fake-2")),
    picture=MONEY,
    rewriting=st.one_of(st.none(), st.builds(Rewriting, MONEY, st.booleans())),
)
MAKERS = st.builds(
    MadeBy, st.sampled_from(("", "fake", "other")), st.sampled_from(("", "fake-1", "nobody"))
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
    rewriting = past.rewriting or Rewriting()
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
        provider=past.provider,
        model=past.model,
        picture_micros=past.picture.micros,
        picture_currency=past.picture.currency,
        enhance_model="writer" if past.rewriting else "",
        enhance_error="timed_out" if rewriting.failed else "",
        enhance_micros=rewriting.cost.micros,
        enhance_currency=rewriting.cost.currency,
        cost=COSTS[past.prompt],
        created_at=past.at,
        status=past.status.value,
        error_code=code if past.status == OrderStatus.RELEASED else "",
        error_reason=reason if past.status == OrderStatus.RELEASED else "",
        ended_at=None if past.took_ms is None else past.at + past.took_ms,
    )
    return order.model_dump()


def told(found: list[Statistics]) -> dict[Group, dict[str, Any]]:
    """Return what is exact in statistics, by group."""
    return {
        each.group: {
            "orders": each.orders,
            "settled": each.settled,
            "released": each.released,
            "cancelled": each.cancelled,
            "spent": each.spent,
            "failures": each.failures,
            "priced": each.priced,
            "micros": each.micros,
        }
        for each in found
    }


def plainly(pasts: list[Past], grouping: Grouping = Grouping.PROMPT) -> dict[Group, dict[str, Any]]:
    """Compute the same from chosen orders, one by one."""
    return {group: _plainly(mine) for group, mine in grouped(pasts, grouping).items()}


def grouped(pasts: list[Past], grouping: Grouping) -> dict[Group, list[Past]]:
    """Return orders by what those of a group have in common."""
    groups: dict[Group, list[Past]] = {}
    for past in pasts:
        group = {
            Grouping.PROMPT: Group(prompt_id=past.prompt),
            Grouping.SERVICE: Group(provider=past.provider),
            Grouping.MODEL: Group(provider=past.provider, model=past.model),
        }[grouping]
        groups.setdefault(group, []).append(past)
    return groups


def _plainly(mine: list[Past]) -> dict[str, Any]:
    statuses = Counter(past.status for past in mine)
    errors = Counter(past.error for past in mine if past.status == OrderStatus.RELEASED)
    settled = [past for past in mine if past.status == OrderStatus.SETTLED]
    micros: dict[str, int] = {}
    for cost in filter(None, map(cost_of, mine)):
        micros[cost.currency] = micros.get(cost.currency, 0) + (cost.micros or 0)
    return {
        "orders": len(mine),
        "settled": len(settled),
        "released": statuses[OrderStatus.RELEASED],
        "cancelled": errors.pop("CANCELLED", 0),
        "spent": sum(COSTS[past.prompt] for past in settled),
        "failures": dict(errors),
        "priced": sum(cost_of(past) is not None for past in settled),
        "micros": micros,
    }


def cost_of(past: Past) -> Money | None:
    """Return what an order cost its operator as one amount; None where that is not known."""
    parts = []
    if past.status == OrderStatus.SETTLED or past.picture.micros is not None:
        parts.append(past.picture)
    if past.rewriting and not (past.rewriting.failed and past.rewriting.cost.micros is None):
        parts.append(past.rewriting.cost)
    if not parts or None in [part.micros for part in parts]:
        return None
    if len({part.currency for part in parts}) > 1:
        return None
    return Money(sum(part.micros or 0 for part in parts), parts[0].currency)


def chosen(
    pasts: list[Past],
    person: str | None,
    period: Period,
    made_by: MadeBy = ANYBODY,
    prompt: str | None = None,
) -> list[Past]:
    """Return the orders of a person, or of everybody, that were placed in a period."""
    first = period.start if period.start is not None else min((p.at for p in pasts), default=0)
    last = period.end if period.end is not None else max((p.at for p in pasts), default=0) + 1
    return [
        past
        for past in pasts
        if person in (None, past.person)
        and prompt in (None, past.prompt)
        and first <= past.at < last
        and made_by.service in ("", past.provider)
        and made_by.model in ("", past.model)
    ]


def percentile(pasts: list[Past], percent: int) -> int | None:
    """Return the nearest-rank percentile of how long the orders' pictures took, in ms."""
    settled = [past for past in pasts if past.status == OrderStatus.SETTLED]
    took = sorted(past.took_ms or 0 for past in settled)
    return took[-(-len(took) * percent // 100) - 1] if took else None
