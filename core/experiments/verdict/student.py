"""Student's t quantile, for whole degrees of freedom. SciPy would be 100 MB for this function.

Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 (odd) and 26.7.4 (even):
for whole degrees of freedom the distribution is a finite sum.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache

_HALVINGS = 60  # of the interval: beyond the digits that are kept
_DIGITS = 9  # what is rounded off may differ between machines' libraries; a kept verdict may not


@lru_cache(256)
def quantile(error: Fraction, freedom: int) -> float:
    """Return the t that |T| exceeds with the probability `error`: both tails together.

    `freedom` is at least 1. Rounded to nine digits after the point.
    """
    wanted = float(1 - error)
    low, high = 0.0, 1.0
    while _within(high, freedom) < wanted:
        low, high = high, 2 * high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _within(middle, freedom) < wanted:
            low = middle
        else:
            high = middle
    return round(high, _DIGITS)


def _within(t: float, freedom: int) -> float:
    """Return the probability that |T| is at most t."""
    radius = math.sqrt(freedom + t * t)
    sine, cosine = t / radius, math.sqrt(freedom) / radius
    is_odd = freedom % 2
    term, total = cosine if is_odd else 1.0, 0.0
    for power in range(is_odd, freedom - 1, 2):
        total += term
        term *= (power + 1) / (power + 2) * cosine**2
    if is_odd:
        return 2 / math.pi * (math.atan(t / math.sqrt(freedom)) + sine * total)
    return sine * total
