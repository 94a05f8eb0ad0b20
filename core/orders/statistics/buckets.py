"""What a bucket of orders is: which kind of order, which span of time, which bin of durations.

All of it is pure. `core.orders.statistics.fold` fills the buckets, `reads` reads them, and
`audit_rules` counts some of them again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import add
from typing import Any, NamedTuple

from core.listing.period import Period
from core.orders.statistics.money import COST_MICROS, CURRENCY
from core.tables import MAX_TOKENS, ORDERS, OrderStatus

EVERYBODY = ""  # the person of the buckets that count all people's orders

# A quarter of an hour divides every time zone's day. With quarters alone there are as many buckets
# as orders where few come at a time: hence spans that hold others. A person's quarters would hold
# one order each, so that a person's edges are read from the orders instead.
QUARTER_MS = 15 * 60_000
DAY_MS = 96 * QUARTER_MS
MONTH_MS = 32 * DAY_MS
SPANS_OF_ALL = (MONTH_MS, DAY_MS, QUARTER_MS)
SPANS_OF_ONE = (MONTH_MS,)


def spans_of(person_id: str | None) -> Sequence[int]:
    """Return the spans, in ms, that one person's or everybody's buckets have, longest first."""
    return SPANS_OF_ONE if person_id else SPANS_OF_ALL


class Bucket(NamedTuple):
    """The key of a bucket; its fields are the columns of `OrderBucket`'s key."""

    person_id: str
    span_ms: int
    begins_at: int
    prompt_id: str
    version_id: str
    provider: str
    model: str
    status: str
    error_code: str
    error_reason: str
    took_ms: int
    currency: str


class Sums(NamedTuple):
    """What a bucket has; its fields are the columns of `OrderBucket` beside its key.

    `cost` is in tokens; `micros` is what the `priced` of its orders cost their operator.
    """

    orders: int = 0
    cost: int = 0
    priced: int = 0
    micros: int = 0

    def plus(self, more: Sums) -> Sums:
        """Return both together."""
        return Sums(*map(add, self, more))


# What of an order decides where it is counted, and what it adds there.
COUNTED = [
    *(
        ORDERS.c[name]
        for name in (
            *("user_id", "prompt_id", "version_id", "provider", "model", "cost"),
            *("status", "error_code", "error_reason", "created_at", "ended_at"),
        )
    ),
    CURRENCY.label("currency"),
    COST_MICROS.label("micros"),
]

Counts = dict[Bucket, Sums]


def count(counts: Counts, bucket: Bucket, more: Sums) -> None:
    """Add to what a bucket has."""
    counts[bucket] = counts.get(bucket, Sums()).plus(more)


def sums_of(order: Any) -> Sums:
    """Return what an order, as `COUNTED` reads it, adds to each of its buckets."""
    is_priced = order.micros is not None
    return Sums(1, order.cost, int(is_priced), order.micros if is_priced else 0)


def buckets_of(order: Any) -> Iterator[Bucket]:
    """Yield every bucket that counts an ended order: its person's and everybody's."""
    for person_id in (order.user_id, EVERYBODY):
        for span_ms in spans_of(person_id):
            yield _bucket_of(order, person_id, span_ms)


def _bucket_of(order: Any, person_id: str, span_ms: int) -> Bucket:
    settled = order.status == OrderStatus.SETTLED
    return Bucket(
        person_id=person_id,
        span_ms=span_ms,
        begins_at=order.created_at // span_ms * span_ms,
        prompt_id=order.prompt_id,
        version_id=order.version_id or "",
        provider=order.provider,
        model=order.model,
        status=order.status,
        error_code=order.error_code,
        error_reason=order.error_reason,
        took_ms=bin_of(order.ended_at - order.created_at) if settled else 0,
        currency=order.currency,
    )


def _edges() -> list[int]:
    """Return the least duration of each bin: every ms its own to 20 ms, then 5 % more each."""
    edges = [0, 1]
    while edges[-1] < MAX_TOKENS:
        edges.append(max(edges[-1] + 1, edges[-1] * 105 // 100))
    return edges


_EDGES = _edges()


def bin_of(duration_ms: int) -> int:
    """Return the least duration of the bin that a duration is in, in ms.

    Below nought is nought: an old order may have ended before it began, by a clock set back.
    """
    return _EDGES[max(0, bisect_right(_EDGES, duration_ms) - 1)]


def middle_of(least_ms: int) -> int:
    """Return the middle of the bin with this least duration: within 2.5 % of all that is in it."""
    greatest = _EDGES[bisect_right(_EDGES, least_ms)] - 1
    return (least_ms + greatest) // 2


class Cover(NamedTuple):
    """A period, cut into whole spans, each kind in one run, and what is left at its edges."""

    whole: list[tuple[int, Period]]
    edges: list[Period]


def cover(period: Period, spans: Iterable[int]) -> Cover:
    """Cut a period into runs of whole spans, the longest that fit; `spans` are in ms, falling."""
    found = Cover([], [period])
    for span_ms in spans:
        found = _cut(found, span_ms)
    return found


def _cut(found: Cover, span_ms: int) -> Cover:
    whole, edges = list(found.whole), []
    for edge in found.edges:
        first = None if edge.start is None else -(-edge.start // span_ms) * span_ms
        last = None if edge.end is None else edge.end // span_ms * span_ms
        if first is not None and last is not None and first >= last:
            edges.append(edge)
            continue
        whole.append((span_ms, Period(first, last)))
        if edge.start != first:
            edges.append(Period(edge.start, first))
        if edge.end != last:
            edges.append(Period(last, edge.end))
    return Cover(whole, edges)
