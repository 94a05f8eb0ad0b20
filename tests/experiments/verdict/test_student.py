"""Student's t quantile against printed tables, closed forms and the density."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from core.experiments.verdict import student

TWENTIETH, HUNDREDTH = Fraction(1, 20), Fraction(1, 100)


@pytest.mark.parametrize(
    ("error", "freedom", "printed"),
    [
        (TWENTIETH, 1, 12.706205),
        (TWENTIETH, 2, 4.302653),
        (TWENTIETH, 3, 3.182446),
        (TWENTIETH, 4, 2.776445),
        (TWENTIETH, 5, 2.570582),
        (TWENTIETH, 6, 2.446912),
        (TWENTIETH, 7, 2.364624),
        (TWENTIETH, 12, 2.178813),
        (TWENTIETH, 15, 2.131450),
        (TWENTIETH, 30, 2.042272),
        (TWENTIETH, 60, 2.000298),
        (HUNDREDTH, 1, 63.656741),
        (HUNDREDTH, 5, 4.032143),
        (HUNDREDTH, 15, 2.946713),
        (HUNDREDTH, 60, 2.660283),
    ],
)
def test_it_is_what_tables_print(error: Fraction, freedom: int, printed: float) -> None:
    """Two-sided 5 % and 1 % points agree with printed tables to a millionth."""
    assert student.quantile(error, freedom) == pytest.approx(printed, abs=1e-6)


@pytest.mark.parametrize("comparisons", [1, 2, 3, 6, 30])
def test_it_is_the_closed_form_where_there_is_one(comparisons: int) -> None:
    """For 1, 2 and 4 degrees of freedom the quantile is a formula, at any probability."""
    error = TWENTIETH / comparisons
    tail = float(error) / 2
    alpha = 4 * tail * (1 - tail)
    angle = math.cos(math.acos(math.sqrt(alpha)) / 3) / math.sqrt(alpha)
    assert student.quantile(error, 1) == pytest.approx(1 / math.tan(math.pi * tail), rel=1e-9)
    assert student.quantile(error, 2) == pytest.approx((1 - 2 * tail) * math.sqrt(2 / alpha))
    assert student.quantile(error, 4) == pytest.approx(2 * math.sqrt(angle - 1))


@pytest.mark.parametrize("freedom", [3, 5, 6, 7, 15, 31, 62, 63])
@pytest.mark.parametrize("comparisons", [1, 3])
def test_the_density_beyond_it_is_the_error(freedom: int, comparisons: int) -> None:
    """Simpson's rule over Student's density finds the probability that was asked for."""
    error = TWENTIETH / comparisons
    peak = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2))
    t, panels = student.quantile(error, freedom), 400
    heights = [
        (1 + (t * n / panels) ** 2 / freedom) ** (-(freedom + 1) / 2) for n in range(panels + 1)
    ]
    weighted = heights[0] + 4 * sum(heights[1::2]) + 2 * sum(heights[2:-1:2]) + heights[-1]
    within = 2 * weighted * t / (3 * panels) * peak / math.sqrt(freedom * math.pi)
    assert within == pytest.approx(float(1 - error), abs=1e-8)


def test_it_keeps_nine_digits() -> None:
    """What machines may compute differently is rounded off, so that a kept verdict is one text."""
    for freedom in range(1, 64):
        t = student.quantile(TWENTIETH, freedom)
        assert t == round(t, 9)
