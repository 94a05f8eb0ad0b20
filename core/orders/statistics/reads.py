"""How each prompt does: orders, success rate, durations, failures by code.

Ended orders are read from their buckets, the others from their own rows: those that are not
folded yet, and those at the edges of a period that no whole bucket covers. Counts and tokens are
exact whichever way an order is read; durations are known to the bin (see `buckets`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from core.database import Database
from core.library.prompts import titles
from core.listing import Period
from core.orders.statistics.buckets import EVERYBODY, bin_of, cover, middle_of, spans_of
from core.orders.views.reads import OrderFilter, conditions
from core.tables import CANCELLED, Generation, OrderBucket, OrderStatus


@dataclass(frozen=True)
class PromptStatistics:
    """How one prompt's orders of a period ended.

    Durations are in ms from order to picture, within 2.5 % of an order's own.
    """

    prompt_id: str
    title: str
    orders: int
    settled: int
    released: int
    cancelled: int
    spent: int
    median_ms: int | None
    p95_ms: int | None
    failures: dict[str, int]  # by "code/reason"; cancelled orders are not failures

    @property
    def success_rate(self) -> float | None:
        """Return settled / (settled + failed), or None before anything has ended."""
        ended = self.settled + self.released - self.cancelled
        return self.settled / ended if ended else None


class _End(NamedTuple):
    """A way in which orders of one prompt stand or ended; `took_ms` is the least of its bin."""

    status: str
    error_code: str
    error_reason: str
    took_ms: int


_Sums = dict[_End, tuple[int, int]]  # how many orders, and what they cost


def by_prompt(
    database: Database, person_id: str | None = None, period: Period = Period()
) -> list[PromptStatistics]:
    """Return the statistics of each prompt that was ordered, the most expensive first.

    `period` bounds the instants of the orders; without `person_id` they are everybody's.
    """
    sums: dict[str, _Sums] = defaultdict(dict)
    with database.snapshot() as session:  # or an order could be folded between two queries
        for row in _rows(session, person_id, period):
            end = _End(row.status, row.error_code, row.error_reason, bin_of(row.took or 0))
            orders, cost = sums[row.prompt_id].get(end, (0, 0))
            sums[row.prompt_id][end] = orders + int(row.orders), cost + int(row.cost)
    names = titles(database)
    found = [_sum_up(prompt_id, names[prompt_id], ends) for prompt_id, ends in sums.items()]
    return sorted(found, key=lambda prompt: (-prompt.spent, prompt.title))


def _rows(session: Session, person_id: str | None, period: Period) -> Iterator[Any]:
    """Yield rows with a prompt, a way to end, a duration, how many orders and their cost."""
    whole, edges = cover(period, spans_of(person_id))
    for span_ms, span in whole:
        yield from session.execute(_in_buckets(person_id or EVERYBODY, span_ms, span))
    yield from session.execute(_not_folded(person_id, period))
    for edge in edges:
        yield from session.execute(_folded(person_id, edge))


def _in_buckets(person_id: str, span_ms: int, span: Period) -> Select[*tuple[Any, ...]]:
    took: Any = col(OrderBucket.took_ms).label("took")
    query = _grouped(OrderBucket, took, func.sum(col(OrderBucket.orders)))
    wanted = (col(OrderBucket.person_id) == person_id, col(OrderBucket.span_ms) == span_ms)
    return query.where(*wanted, *span.of(col(OrderBucket.begins_at)))


def _not_folded(person_id: str | None, period: Period) -> Select[*tuple[Any, ...]]:
    """Return the query for the orders that no bucket counts yet.

    The person stands in an expression: else SQLite reads all orders that the person ever had.
    """
    query = _in_orders().where(~col(Generation.folded), *period.of(col(Generation.created_at)))
    if not person_id:
        return query
    return query.where(func.coalesce(col(Generation.user_id), "") == person_id)


def _folded(person_id: str | None, edge: Period) -> Select[*tuple[Any, ...]]:
    chosen = OrderFilter(person_id, period=edge)
    return _in_orders().where(col(Generation.folded), *conditions(chosen))


def _in_orders() -> Select[*tuple[Any, ...]]:
    took: Any = (col(Generation.ended_at) - col(Generation.created_at)).label("took")
    return _grouped(Generation, took, func.count())


def _grouped(
    table: type[Generation] | type[OrderBucket], took: Any, orders: Any
) -> Select[*tuple[Any, ...]]:
    kinds = [col(table.prompt_id), col(table.status), took]
    kinds += [col(table.error_code), col(table.error_reason)]
    cost = func.sum(col(table.cost)).label("cost")
    return select(*kinds, orders.label("orders"), cost).group_by(*kinds)


def _sum_up(prompt_id: str, title: str, ends: _Sums) -> PromptStatistics:
    """Sum up one prompt's orders, given for each way to end and bin of durations."""
    orders: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    durations: Counter[int] = Counter()
    spent = 0
    for end, (count, cost) in ends.items():
        orders[end.status] += count
        if end.status == OrderStatus.RELEASED:
            failures["/".join(filter(None, (end.error_code, end.error_reason)))] += count
        elif end.status == OrderStatus.SETTLED:
            durations[end.took_ms] += count
            spent += cost
    return PromptStatistics(
        prompt_id=prompt_id,
        title=title,
        orders=orders.total(),
        settled=orders[OrderStatus.SETTLED],
        released=orders[OrderStatus.RELEASED],
        cancelled=failures.pop(CANCELLED, 0),
        spent=spent,
        median_ms=_percentile(durations, 50),
        p95_ms=_percentile(durations, 95),
        failures=dict(failures),
    )


def _percentile(durations: Counter[int], percent: int) -> int | None:
    """Return the middle of the bin that holds the nearest-rank percentile."""
    rank = -(-durations.total() * percent // 100)
    for least_ms, count in sorted(durations.items()):
        rank -= count
        if rank <= 0:
            return middle_of(least_ms)
    return None
