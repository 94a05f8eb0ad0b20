"""The exact p of the sign-flip test, against listing all signs."""

from __future__ import annotations

import math
import operator
import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest

from core.experiments.verdict.sign_flip import p_value

HALF = Fraction(1, 2)
ROUNDED = 10**6  # of this size, sums don't fit the grid


def listed(differences: Sequence[Fraction]) -> Fraction:
    """Return p by its definition."""
    extreme = abs(sum(differences, Fraction()))
    signs = list(product((1, -1), repeat=len(differences)))
    flipped = [map(operator.mul, each, differences) for each in signs]
    return Fraction(sum(abs(sum(one)) >= extreme for one in flipped), len(signs))


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([], Fraction(1)),
        ([Fraction(0)] * 5, Fraction(1)),
        ([HALF], Fraction(1)),
        ([HALF] * 6, Fraction(1, 32)),
        ([HALF] * 5 + [Fraction(0)], Fraction(1, 16)),
        ([HALF] * 7, Fraction(1, 64)),
        ([-HALF] * 7, Fraction(1, 64)),
        ([HALF] * 13 + [-HALF] * 3, Fraction(2 * 697, 2**16)),
        ([HALF] * 32 + [-HALF] * 32, Fraction(1)),
        ([HALF] * 64, Fraction(1, 2**63)),
        ([HALF] * 63 + [-HALF], Fraction(65, 2**63)),
        ([HALF] * 33 + [-HALF] * 31, 1 - Fraction(math.comb(64, 32), 2**64)),
        ([Fraction(1, 6)] * 64, Fraction(1, 2**63)),
    ],
)
def test_p_by_hand(differences: list[Fraction], p: Fraction) -> None:
    """With equal differences it is the sign test: tails of the binomial, exact up to 64 cases."""
    assert p_value(differences) == p


@pytest.mark.parametrize("seed", range(20))
def test_p_is_what_listing_all_signs_finds(seed: int) -> None:
    """For differences of any size, with ties and noughts among them, it is the definition's."""
    dice = random.Random(seed)
    differences = [
        Fraction(dice.randint(-6, 6), 2 * dice.choice((1, 2, 3, 4, 6))) for _ in range(9)
    ]
    assert p_value(differences) == listed(differences)
    assert p_value([-each for each in differences]) == p_value(differences)


@pytest.mark.parametrize("seed", range(20))
def test_rounding_never_makes_p_too_small(seed: int) -> None:
    """Where sums don't fit the grid, those that equal the one that came still count as extreme.

    The third difference is the sum of the first two, so that flipping either side is a tie, and
    their last digits are what rounding loses.
    """
    dice = random.Random(seed)
    first, second = (dice.randint(ROUNDED, 3 * ROUNDED) for _ in range(2))
    rest = [dice.randint(-3 * ROUNDED, 3 * ROUNDED) for _ in range(6)]
    differences = [Fraction(each, 10**7) for each in (first, second, first + second, *rest)]
    differences[dice.randrange(3)] *= -1
    true = listed(differences)
    assert true <= p_value(differences) <= true + Fraction(1, 50)


def test_rounding_sees_what_it_rounds_to_nothing() -> None:
    """A difference below the grid may have either sign: 6 won cases and a hair are no 7 won."""
    hair = Fraction(1, 10**9)
    assert p_value([HALF] * 6 + [hair]) == Fraction(1, 32)
    assert p_value([HALF] * 63 + [hair]) == Fraction(1, 2**62)


def test_more_differences_than_cases_are_refused() -> None:
    """65 don't fit the counters, and no experiment has them."""
    with pytest.raises(ValueError, match="65"):
        p_value([HALF] * 65)
