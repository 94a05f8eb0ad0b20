"""The exact p of the two-sided sign-flip test (Fisher's randomization test of paired differences).

Were arm and base alike, each case's difference could as well have had the other sign. So p is the
share of all 2^R ways to set the signs whose sum is at least as far from 0 as the one that came.
They are not listed but counted, sum by sum.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from core.tables import MAX_CASES

# The widest sum that is counted: 64 cases of up to 6 voters and 4 repeats, whoever skipped what,
# stay below it, in 10 ms.
_GRID = 2**18


def p_value(differences: Sequence[Fraction]) -> Fraction:
    """Return the p of at most 64 differences from "alike"; 1 of none.

    Exact as long as the differences, as whole numbers over their common denominator, sum up to no
    more than 2^18. Above that they are rounded to a grid, and every sum counts as extreme that
    could be, were all roundings against it: p is then a little too large, never too small.
    Raise `ValueError` for more differences than an experiment has cases.
    """
    if len(differences) > MAX_CASES:
        raise ValueError(f"{len(differences)} differences")  # they would not fit 64 bits
    common = math.lcm(*(each.denominator for each in differences))
    whole = [int(each * common) for each in differences if each]  # an even case doubles both sides
    sizes = [abs(each) for each in whole]
    scale = min(Fraction(1), Fraction(_GRID, max(1, sum(sizes))))
    steps = [round(size * scale) for size in sizes]
    rounded_off = sum(abs(size * scale - step) for size, step in zip(sizes, steps, strict=True))
    extreme = abs(sum(whole)) * scale - rounded_off
    if extreme <= 0:
        return Fraction(1)
    # The sum of all steps with their signs is twice the sum of those with a plus, less all of them.
    first = math.ceil((sum(steps) + extreme) / 2)
    one_side = int(_ways(steps)[first:].sum())
    return Fraction(2 * one_side, 2 ** len(whole))


def _ways(steps: Sequence[int]) -> NDArray[np.uint64]:
    """Return in how many ways some of the steps add up to each sum, from 0 to all of them.

    Of 64 steps that are not all 0, no sum has more than 2^63 ways.
    """
    ways = np.ones(1, np.uint64)
    for step in steps:
        longer = np.zeros(len(ways) + step, np.uint64)
        longer[: len(ways)] = ways
        longer[step:] += ways
        ways = longer
    return ways
