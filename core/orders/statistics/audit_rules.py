"""Whether the buckets say what the orders say: how many as a whole, and a sample in every detail.

A bucket moves no token, and can be filled anew. But what it says is shown to people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import SystemRandom
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from core.listing.period import Period
from core.orders.statistics.buckets import (
    COUNTED,
    DAY_MS,
    EVERYBODY,
    MONTH_MS,
    QUARTER_MS,
    Bucket,
    Counts,
    Sums,
    buckets_of,
    count,
    sums_of,
)
from core.tables import BUCKETS, MAX_TOKENS, ORDERS, PEOPLE
from core.tables.claims import Claim

SAMPLES = 2  # orders drawn; each names a day, a month and a person to be looked at
ANYWHERE = SystemRandom().randint

Row = Mapping[str, object]  # as a report names it


class _Span(NamedTuple):
    begins_at: int
    span_ms: int

    def of(self, instant: Any) -> list[Any]:
        """Return the conditions that an instant is in the span."""
        return Period(self.begins_at, self.begins_at + self.span_ms).of(instant)


# SQLite may have been made to keep words for an instant, or no end of one: another rule names it.
_CAN_BE = ORDERS.c.created_at.between(0, MAX_TOKENS)
_OF_ALL = BUCKETS.c.person_id == EVERYBODY
_OF_PEOPLE = BUCKETS.c.person_id.in_(select(PEOPLE.c.id))  # one by one, as the key's order wants
_NOT_KIND = ("person_id", *_Span._fields)
_KIND = [column for column in BUCKETS.primary_key if column.name not in _NOT_KIND]


def check(session: Session, pick: Callable[[int, int], int] = ANYWHERE) -> Iterator[Row]:
    """Yield a row for each difference between the buckets and the folded orders of a snapshot.

    How many orders are counted is looked at as a whole, everything else around orders drawn by
    `pick(first, last)`, which returns an instant: each time elsewhere, so that nothing stays
    unseen for ever. There the orders of a day and of a person's month are counted again, and the
    month's quarters, days and people must add up to the month.
    """
    yield from _wrong_total(session)
    for day, person_id in sorted(_sample(session, pick)):
        for compared, wanted, found in _comparisons(session, day, person_id):
            yield from _differences(compared, wanted, found)


def _wrong_total(session: Session) -> Iterator[Row]:
    every = select(func.count()).select_from(ORDERS)
    unfolded = session.scalar(every.where(~ORDERS.c.folded)) or 0
    folded = (session.scalar(every) or 0) - unfolded  # no index knows those that are
    total = select(func.sum(BUCKETS.c.orders)).where(_OF_ALL, BUCKETS.c.span_ms == MONTH_MS)
    counted = int(session.scalar(total) or 0)
    if counted != folded:
        yield {"compared": "all orders", "orders": folded, "counted": counted}


def _sample(session: Session, pick: Callable[[int, int], int]) -> set[tuple[_Span, str]]:
    """Return days and people, each of the first order at or after an instant that was drawn."""
    instant = ORDERS.c.created_at
    first, last = (
        session.scalar(select(bound(instant)).where(_CAN_BE)) for bound in (func.min, func.max)
    )
    if first is None or last is None:
        return set()
    bounds = int(first), int(last)
    query = select(instant, ORDERS.c.user_id).order_by(instant).limit(1)
    drawn = [session.execute(query.where(instant >= pick(*bounds))) for _ in range(SAMPLES)]
    return {(_around(row.created_at, DAY_MS), row.user_id) for found in drawn for row in found}


def _comparisons(
    session: Session, day: _Span, person_id: str
) -> Iterator[tuple[str, Counts, Counts]]:
    """Yield what is compared, what the buckets should say and what they say."""
    month = _around(day.begins_at, MONTH_MS)
    length = BUCKETS.c.span_ms
    in_day = _found(session, day, _OF_ALL, length.in_((QUARTER_MS, DAY_MS)))
    yield "orders of a day", _counted(session, EVERYBODY, day), in_day
    whole = _found(session, month, _OF_ALL, length == MONTH_MS)
    yield "quarters of a month", _summed(session, month, _OF_ALL, length == QUARTER_MS), whole
    yield "days of a month", _summed(session, month, _OF_ALL, length == DAY_MS), whole
    yield "people of a month", _summed(session, month, _OF_PEOPLE, length == MONTH_MS), whole
    theirs = _found(session, month, BUCKETS.c.person_id == person_id, length == MONTH_MS)
    yield "a person's orders of a month", _counted(session, person_id, month), theirs


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
                count(counts, bucket, sums_of(order))
    return counts


def _found(session: Session, span: _Span, *conditions: Any) -> Counts:
    """Return the buckets that begin in a span."""
    query = select(BUCKETS).where(*span.of(BUCKETS.c.begins_at), *conditions)
    return {
        Bucket(*(row[name] for name in Bucket._fields)): Sums(*(row[name] for name in Sums._fields))
        for row in session.execute(query).mappings()
    }


def _summed(session: Session, whole: _Span, *parts: Any) -> Counts:
    """Sum the buckets that begin in a span up to those that everybody's whole span should have."""
    sums = [func.sum(BUCKETS.c[name]).label(name) for name in Sums._fields]
    query = select(*_KIND, *sums).where(*whole.of(BUCKETS.c.begins_at), *parts).group_by(*_KIND)
    counts: Counts = {}
    for row in session.execute(query).mappings():
        kind = {column.name: row[column.name] for column in _KIND}
        bucket = Bucket(EVERYBODY, whole.span_ms, whole.begins_at, **kind)
        count(counts, bucket, Sums(*(int(row[name]) for name in Sums._fields)))
    return counts


def _differences(compared: str, wanted: Counts, found: Counts) -> Iterator[Row]:
    for bucket in sorted(wanted.keys() | found.keys()):
        should, does = (counts.get(bucket, Sums()) for counts in (wanted, found))
        if should != does:
            counted = {f"counted_{name}": value for name, value in does._asdict().items()}
            yield {"compared": compared} | bucket._asdict() | should._asdict() | counted


RULES: dict[str, Claim] = {"buckets_are_right": check}
