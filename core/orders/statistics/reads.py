"""How orders do, by prompt, service or model: success rate, durations, money, failures by code.

Ended orders are read from their buckets, the others from their own rows: those that are not
folded yet, and those at the edges of a period that no whole bucket covers. Counts, tokens and
money are exact whichever way an order is read; durations are known to the bin (see `buckets`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from core.database import Database
from core.library.prompts import titles
from core.listing.makers import ANYBODY, MadeBy
from core.listing.period import Period
from core.orders.statistics.buckets import EVERYBODY, Sums, bin_of, cover, middle_of, spans_of
from core.orders.statistics.money import COST_MICROS, CURRENCY
from core.orders.views.reads import OrderFilter, conditions
from core.tables import CANCELLED, MICROS, Generation, OrderBucket, OrderStatus


class Grouping(StrEnum):
    """What the orders of one line have in common."""

    PROMPT = "prompt"
    SERVICE = "service"
    MODEL = "model"


class Group(NamedTuple):
    """What orders have in common; "" where they may differ. The fields are the tables' columns."""

    prompt_id: str = ""
    provider: str = ""
    model: str = ""


_Columns = tuple[str, ...]
_Query = Select[*tuple[Any, ...]]

_COLUMNS: dict[Grouping, _Columns] = {
    Grouping.PROMPT: ("prompt_id",),
    Grouping.SERVICE: ("provider",),
    Grouping.MODEL: ("provider", "model"),
}


@dataclass(frozen=True)
class Statistics:
    """How one group's orders of a period ended.

    Durations are in ms from order to picture, within 2.5 % of an order's own. `micros` is all that
    is known of what the orders cost their operator, in millionths, by currency: see
    `core.orders.statistics.money`. `priced` of the settled ones have a known cost.
    """

    group: Group
    title: str  # the prompt's, of today
    orders: int
    settled: int
    released: int
    cancelled: int
    spent: int
    median_ms: int | None
    p95_ms: int | None
    failures: dict[str, int]  # by "code/reason"; cancelled orders are not failures
    priced: int
    micros: dict[str, int]

    @property
    def success_rate(self) -> float | None:
        """Return settled / (settled + failed), or None before anything has ended."""
        ended = self.settled + self.released - self.cancelled
        return self.settled / ended if ended else None

    @property
    def cost_of_a_picture(self) -> dict[str, Decimal] | None:
        """Return all that the orders cost / settled, by currency, what was refused included.

        None where no picture was made, or where any picture's cost is not known.
        """
        if not self.settled or self.priced < self.settled:
            return None
        return {
            currency: Decimal(micros) / MICROS / self.settled
            for currency, micros in self.micros.items()
        }


class _End(NamedTuple):
    """A way in which orders of one group stand or ended; `took_ms` is the least of its bin."""

    status: str
    error_code: str
    error_reason: str
    took_ms: int
    currency: str


_Ends = dict[_End, Sums]


def by_group(
    database: Database,
    person_id: str | None = None,
    period: Period = Period(),
    made_by: MadeBy = ANYBODY,
    *,
    prompt_id: str | None = None,
    grouping: Grouping = Grouping.PROMPT,
) -> list[Statistics]:
    """Return the statistics of each group that was ordered, the most expensive first.

    `period` bounds the instants of the orders; without `person_id` they are everybody's, without
    `prompt_id` of all prompts.
    """
    columns = _COLUMNS[grouping]
    chosen = OrderFilter(person_id, prompt_id=prompt_id, period=period, made_by=made_by)
    groups: dict[Group, _Ends] = defaultdict(dict)
    with database.snapshot() as session:  # or an order could be folded between two queries
        for row in _rows(session, columns, chosen):
            ends = groups[Group(**{name: getattr(row, name) for name in columns})]
            end = _End(*(getattr(row, name) for name in _End._fields))
            end = end._replace(took_ms=bin_of(end.took_ms or 0))
            more = Sums(*(int(getattr(row, name)) for name in Sums._fields))
            ends[end] = ends.get(end, Sums()).plus(more)
    names = titles(database) if grouping == Grouping.PROMPT else {"": ""}
    found = [_sum_up(group, names[group.prompt_id], ends) for group, ends in groups.items()]
    return sorted(found, key=lambda each: (-each.spent, each.title, each.group))


def _rows(session: Session, columns: _Columns, chosen: OrderFilter) -> Iterator[Any]:
    """Yield rows with a group's columns, a way to end, and sums: each order in one of them."""
    whole, edges = cover(chosen.period, spans_of(chosen.person_id))
    for span_ms, span in whole:
        yield from session.execute(_in_buckets(columns, span_ms, replace(chosen, period=span)))
    yield from session.execute(_not_folded(columns, chosen))
    for edge in edges:
        yield from session.execute(_folded(columns, replace(chosen, period=edge)))


def _in_buckets(columns: _Columns, span_ms: int, chosen: OrderFilter) -> _Query:
    sums = [func.sum(getattr(OrderBucket, name)).label(name) for name in Sums._fields]
    ends = [col(OrderBucket.took_ms), col(OrderBucket.currency)]
    wanted = (
        col(OrderBucket.person_id) == (chosen.person_id or EVERYBODY),
        col(OrderBucket.span_ms) == span_ms,
        *chosen.period.of(col(OrderBucket.begins_at)),
        *chosen.made_by.of(col(OrderBucket.provider), col(OrderBucket.model)),
        *([col(OrderBucket.prompt_id) == chosen.prompt_id] if chosen.prompt_id else []),
    )
    return _grouped(OrderBucket, columns, ends, sums).where(*wanted)


def _not_folded(columns: _Columns, chosen: OrderFilter) -> _Query:
    """Return the query for the orders that no bucket counts yet.

    The person stands in an expression: else SQLite reads all orders that the person ever had.
    """
    query = _in_orders(columns, replace(chosen, person_id=None)).where(~col(Generation.folded))
    if not chosen.person_id:
        return query
    return query.where(func.coalesce(col(Generation.user_id), "") == chosen.person_id)


def _folded(columns: _Columns, edge: OrderFilter) -> _Query:
    return _in_orders(columns, edge).where(col(Generation.folded))


def _in_orders(columns: _Columns, chosen: OrderFilter) -> _Query:
    took: Any = (col(Generation.ended_at) - col(Generation.created_at)).label("took_ms")
    sums = [
        func.count().label("orders"),
        func.sum(col(Generation.cost)).label("cost"),
        func.count(COST_MICROS).label("priced"),
        func.coalesce(func.sum(COST_MICROS), 0).label("micros"),
    ]
    query = _grouped(Generation, columns, [took, CURRENCY.label("currency")], sums)
    return query.where(*conditions(chosen))


def _grouped(
    table: type[Generation] | type[OrderBucket], columns: _Columns, ends: list[Any], sums: list[Any]
) -> _Query:
    same = (*columns, "status", "error_code", "error_reason")
    kinds = [*(col(getattr(table, name)) for name in same), *ends]
    return select(*kinds, *sums).group_by(*kinds)


def _sum_up(group: Group, title: str, ends: _Ends) -> Statistics:
    """Sum up one group's orders, given for each way to end, bin of durations and currency."""
    orders: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    durations: Counter[int] = Counter()
    micros: Counter[str] = Counter()
    spent = priced = 0
    for end, sums in ends.items():
        orders[end.status] += sums.orders
        if sums.priced:
            micros[end.currency] += sums.micros
        if end.status == OrderStatus.RELEASED:
            failures["/".join(filter(None, (end.error_code, end.error_reason)))] += sums.orders
        elif end.status == OrderStatus.SETTLED:
            durations[end.took_ms] += sums.orders
            spent += sums.cost
            priced += sums.priced
    return Statistics(
        group=group,
        title=title,
        orders=orders.total(),
        settled=orders[OrderStatus.SETTLED],
        released=orders[OrderStatus.RELEASED],
        cancelled=failures.pop(CANCELLED, 0),
        spent=spent,
        median_ms=_percentile(durations, 50),
        p95_ms=_percentile(durations, 95),
        failures=dict(failures),
        priced=priced,
        micros=dict(micros),
    )


def _percentile(durations: Counter[int], percent: int) -> int | None:
    """Return the middle of the bin that holds the nearest-rank percentile."""
    rank = -(-durations.total() * percent // 100)
    for least_ms, count in sorted(durations.items()):
        rank -= count
        if rank <= 0:
            return middle_of(least_ms)
    return None
