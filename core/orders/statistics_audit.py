"""Whether the buckets say what the orders say: all counts, and a sample in every detail.

A bucket moves no token, and can be filled anew. But what it says is shown to people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import SystemRandom
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from core.listing import Period
from core.orders.buckets import (
    COUNTED,
    DAY_MS,
    EVERYBODY,
    MONTH_MS,
    SPANS_OF_ALL,
    SPANS_OF_ONE,
    Bucket,
    Counts,
    buckets_of,
    count,
)
from core.tables import BUCKETS, ORDERS

SAMPLES = 2  # orders drawn; around each, a day is counted again, and its person's month

ANYWHERE = SystemRandom().randint

Row = dict[str, object]  # as a report names it
_OF_ALL = BUCKETS.c.person_id == EVERYBODY


class _Span(NamedTuple):
    begins_at: int
    span_ms: int

    def of(self, instant: Any) -> list[Any]:
        """Return the conditions that an instant is in the span."""
        return Period(self.begins_at, self.begins_at + self.span_ms).of(instant)


def check(session: Session, pick: Callable[[int, int], int] = ANYWHERE) -> Iterator[Row]:
    """Yield a row for each difference between the buckets and the folded orders of a snapshot.

    How many orders are counted is looked at everywhere. Kinds, durations and cost are looked at
    around orders drawn by `pick(first, last)`, which returns an instant: each time elsewhere, so
    that nothing stays unseen for ever.
    """
    yield from _wrong_counts(session)
    for day, person_id in sorted(_sample(session, pick)):
        for wanted, found in _pairs(session, day, person_id):
            yield from _differences(wanted, found)


def _wrong_counts(session: Session) -> Iterator[Row]:
    """Compare how many orders the spans of each length count with how many are folded."""
    every = select(func.count()).select_from(ORDERS)
    unfolded = session.scalar(every.where(~ORDERS.c.folded)) or 0
    folded = (session.scalar(every) or 0) - unfolded  # no index knows those that are
    kinds = (_OF_ALL.label("of_all"), BUCKETS.c.span_ms)
    sums = select(*kinds, func.sum(BUCKETS.c.orders).label("orders")).group_by(*kinds)
    counted = {(bool(row.of_all), row.span_ms): int(row.orders) for row in session.execute(sums)}
    known = {(True, span_ms) for span_ms in SPANS_OF_ALL}
    known |= {(False, span_ms) for span_ms in SPANS_OF_ONE}
    for of_all, span_ms in sorted(known | counted.keys()):
        wanted = folded if (of_all, span_ms) in known else 0
        found = counted.get((of_all, span_ms), 0)
        if found != wanted:
            yield {"span_ms": span_ms, "of_all": of_all, "orders": wanted, "counted": found}


def _sample(session: Session, pick: Callable[[int, int], int]) -> set[tuple[_Span, str]]:
    """Return days and people, each of the first order at or after an instant that was drawn."""
    instant = ORDERS.c.created_at
    first, last = (session.scalar(select(bound(instant))) for bound in (func.min, func.max))
    if first is None or last is None:
        return set()
    query = select(instant, ORDERS.c.user_id).order_by(instant).limit(1)
    drawn = [session.execute(query.where(instant >= pick(first, last))) for _ in range(SAMPLES)]
    return {(_around(row.created_at, DAY_MS), row.user_id) for found in drawn for row in found}


def _pairs(session: Session, day: _Span, person_id: str) -> Iterator[tuple[Counts, Counts]]:
    """Yield what buckets should say and what they say: of a day, and of a person's month."""
    month = _around(day.begins_at, MONTH_MS)
    lengths = BUCKETS.c.span_ms
    yield _counted(session, EVERYBODY, day), _found(session, day, _OF_ALL, lengths != MONTH_MS)
    of_all = _found(session, month, _OF_ALL, lengths == MONTH_MS)
    yield _summed(_found(session, month, _OF_ALL, lengths == DAY_MS), month), of_all
    yield _summed(_found(session, month, ~_OF_ALL), month), of_all
    theirs = _found(session, month, BUCKETS.c.person_id == person_id)
    yield _counted(session, person_id, month), theirs


def _around(instant: int, span_ms: int) -> _Span:
    return _Span(instant // span_ms * span_ms, span_ms)


def _counted(session: Session, person_id: str, span: _Span) -> Counts:
    """Count the folded orders of a span in a person's buckets that are no longer than it."""
    query = select(*COUNTED).where(ORDERS.c.folded, *span.of(ORDERS.c.created_at))
    if person_id != EVERYBODY:
        query = query.where(ORDERS.c.user_id == person_id)
    counts: Counts = {}
    for order in session.execute(query):
        for bucket in buckets_of(order):
            if bucket.person_id == person_id and bucket.span_ms <= span.span_ms:
                count(counts, bucket, 1, order.cost)
    return counts


def _found(session: Session, span: _Span, *conditions: Any) -> Counts:
    """Return the buckets that begin in a span."""
    query = select(BUCKETS).where(*span.of(BUCKETS.c.begins_at), *conditions)
    return {
        Bucket(**{name: row[name] for name in Bucket._fields}): (row["orders"], row["cost"])
        for row in session.execute(query).mappings()
    }


def _summed(parts: Counts, whole: _Span) -> Counts:
    """Sum buckets up to those of everybody and of one span that holds them all."""
    sums: Counts = {}
    for bucket, (orders, cost) in parts.items():
        count(sums, bucket._replace(person_id=EVERYBODY, **whole._asdict()), orders, cost)
    return sums


def _differences(wanted: Counts, found: Counts) -> Iterator[Row]:
    for bucket in sorted(wanted.keys() | found.keys()):
        (orders, cost), (counted, their_cost) = (
            counts.get(bucket, (0, 0)) for counts in (wanted, found)
        )
        if (orders, cost) != (counted, their_cost):
            sums = {"orders": orders, "cost": cost, "counted": counted, "their_cost": their_cost}
            yield bucket._asdict() | sums
