"""What a bucket is: bins of durations, and periods cut into whole spans and edges."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from orders.statistics.ended_orders import BEGINS, INSTANTS, PERIODS

from core.listing.period import Period
from core.orders.statistics.buckets import (
    DAY_MS,
    MONTH_MS,
    QUARTER_MS,
    SPANS_OF_ALL,
    SPANS_OF_ONE,
    bin_of,
    cover,
    middle_of,
)
from core.tables import MAX_TOKENS

LATE = BEGINS + 100 * MONTH_MS  # after every instant of a test


@given(st.integers(0, MAX_TOKENS))
def test_a_bins_middle_is_near_all_of_it(duration: int) -> None:
    """A duration lies within 2.5 % of what is shown for it; up to 20 ms it is shown itself."""
    shown = middle_of(bin_of(duration))
    assert abs(shown - duration) <= duration * 0.025
    assert duration > 20 or shown == duration


@given(st.integers(0, MAX_TOKENS - 1))
def test_bins_are_in_order(duration: int) -> None:
    """A longer duration is in the same bin or a later one, and a bin begins with itself."""
    assert bin_of(duration) <= bin_of(duration + 1)
    assert bin_of(bin_of(duration)) == bin_of(duration) <= duration


def test_before_the_beginning_is_nought() -> None:
    """An old order that ended before it began, by a clock set back, took no time."""
    assert bin_of(-3_583_000) == 0


@given(PERIODS, st.sampled_from((SPANS_OF_ALL, SPANS_OF_ONE)), INSTANTS)
def test_a_cover_holds_the_period_once(
    period: Period, spans: tuple[int, ...], instant: int
) -> None:
    """Each instant of a period is in one whole span or at one edge, and no other instant is."""
    whole, edges = cover(period, spans)
    holding = [*(span for _, span in whole), *edges]
    expected = holds(period, instant)
    assert sum(holds(part, instant) for part in holding) == expected


@given(PERIODS, st.sampled_from((SPANS_OF_ALL, SPANS_OF_ONE)))
def test_a_cover_is_whole_spans(period: Period, spans: tuple[int, ...]) -> None:
    """Runs begin and end where their spans do; edges are shorter than the shortest span."""
    whole, edges = cover(period, spans)
    for span_ms, run in whole:
        assert (run.start or 0) % span_ms == (run.end or 0) % span_ms == 0
    for edge in edges:
        assert edge.start is not None
        assert edge.end is not None
        assert edge.end - edge.start < 2 * spans[-1]


def test_the_longest_spans_come_first() -> None:
    """A period of a month and a bit is read as one month, days and quarters, not in quarters."""
    period = Period(BEGINS - DAY_MS - QUARTER_MS - 1, BEGINS + MONTH_MS + QUARTER_MS + 1)
    whole, edges = cover(period, SPANS_OF_ALL)
    assert whole == [
        (MONTH_MS, Period(BEGINS, BEGINS + MONTH_MS)),
        (DAY_MS, Period(BEGINS - DAY_MS, BEGINS)),
        (QUARTER_MS, Period(BEGINS - DAY_MS - QUARTER_MS, BEGINS - DAY_MS)),
        (QUARTER_MS, Period(BEGINS + MONTH_MS, BEGINS + MONTH_MS + QUARTER_MS)),
    ]
    assert [(edge.end or 0) - (edge.start or 0) for edge in edges] == [1, 1]


def test_all_time_is_months() -> None:
    """Without bounds no span is cut: everything is read from the longest ones."""
    assert cover(Period(), SPANS_OF_ALL) == ([(MONTH_MS, Period())], [])


def holds(period: Period, instant: int) -> bool:
    """Return whether an instant is in a period."""
    return (period.start is None or period.start <= instant) and (
        period.end is None or instant < period.end
    )
