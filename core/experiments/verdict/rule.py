"""Each arm against the base: a winner, no difference, unclear, or too few cases.

Two arms may both win: they are not ranked among each other. All comparisons are of exact fractions
but for the t quantile, so swapping arm and base mirrors every verdict.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from core.experiments.verdict import sign_flip, student
from core.experiments.verdict.judged import JudgedPair, case_scores

_ALIKE = Fraction(1, 2)
_ERROR = Fraction(1, 20)  # the chance to name a winner where there is none, over all comparisons
_NEAR = Fraction(1, 10)  # from alike: what nobody would act on


class Kind(StrEnum):
    """What can be said of an arm against the base."""

    ARM = "arm"  # is better
    BASE = "base"  # is better
    NO_DIFFERENCE = "no_difference"
    UNCLEAR = "unclear"
    TOO_FEW = "too_few"  # cases


@dataclass(frozen=True)
class ArmVerdict:
    """One arm against the base.

    `cases` counts those with a score, `won`, `tied` or `lost` by the arm; `missing_cases` have
    none. `pairs` have a score, `left_out` have none. `comparisons` is arms beside the base × looks;
    it decides how many cases a verdict needs at least, and how small p must be for a winner.

    Scores go from 0 (base) to 1 (arm): `mean` ± `half_width` is their interval, `p` the sign-flip
    test's; all None while there are too few cases. `estimate` is roughly how many cases might make
    it clear, None but where it is unclear.
    """

    kind: Kind
    cases: int
    cases_needed: int
    missing_cases: tuple[int, ...]
    pairs: int
    left_out: int
    won: int
    tied: int
    lost: int
    comparisons: int
    p_needed: float
    mean: float | None = None
    half_width: float | None = None
    p: float | None = None
    estimate: int | None = None


def decide(
    pairs: Iterable[JudgedPair],
    *,
    base: int,
    arms: Collection[int],
    cases: Collection[int],
    looks: int,
) -> dict[int, ArmVerdict]:
    """Return the verdict on each arm but the base, which `arms` may name or not.

    `looks` counts the reveals, this one included. Pairs of other arms or cases are not looked at.
    """
    others = sorted(set(arms) - {base})
    of_arm: dict[int, list[JudgedPair]] = defaultdict(list)
    for pair in pairs:
        if pair.case in cases:
            of_arm[pair.arm].append(pair)
    return {arm: _verdict(of_arm[arm], sorted(cases), len(others) * looks) for arm in others}


def least_cases(comparisons: int) -> int:
    """Return with how many cases the smallest p there is can be small enough: 2^R >= 40 K."""
    return (40 * comparisons - 1).bit_length()


@dataclass(frozen=True)
class _Spread:
    """Where the cases lie, exactly: `off` is the mean's distance from alike, with its sign.

    `deviation` is t·sd and `half_width` t·sd/√R, both squared: a root would round.
    """

    off: Fraction
    squared_deviation: Fraction
    squared_half_width: Fraction


def _verdict(pairs: Sequence[JudgedPair], cases: Sequence[int], comparisons: int) -> ArmVerdict:
    error = _ERROR / comparisons
    scores = case_scores(pairs)
    scored = sum(pair.score is not None for pair in pairs)
    too_few = ArmVerdict(
        Kind.TOO_FEW,
        cases=len(scores),
        cases_needed=least_cases(comparisons),
        missing_cases=tuple(case for case in cases if case not in scores),
        pairs=scored,
        left_out=len(pairs) - scored,
        won=sum(score > _ALIKE for score in scores.values()),
        tied=sum(score == _ALIKE for score in scores.values()),
        lost=sum(score < _ALIKE for score in scores.values()),
        comparisons=comparisons,
        p_needed=float(error),
    )
    if too_few.cases < too_few.cases_needed:
        return too_few
    differences = [score - _ALIKE for score in scores.values()]
    spread = _spread(differences, error)
    p = sign_flip.p_value(differences)
    kind = _kind(spread, is_rare=p <= error)
    return replace(
        too_few,
        kind=kind,
        mean=float(_ALIKE + spread.off),
        half_width=math.sqrt(spread.squared_half_width),
        p=float(p),
        estimate=_estimate(spread, len(scores)) if kind == Kind.UNCLEAR else None,
    )


def _spread(differences: Sequence[Fraction], error: Fraction) -> _Spread:
    count = len(differences)
    off = sum(differences, Fraction()) / count
    variance = sum(((each - off) ** 2 for each in differences), Fraction()) / (count - 1)
    squared = Fraction(student.quantile(error, count - 1)) ** 2 * variance
    return _Spread(off, squared, squared / count)


def _kind(spread: _Spread, *, is_rare: bool) -> Kind:
    """Return what the interval and the test say together; a winner needs both."""
    distance = abs(spread.off)
    if distance**2 > spread.squared_half_width and is_rare:
        return Kind.ARM if spread.off > 0 else Kind.BASE
    room = _NEAR - distance
    if room >= 0 and spread.squared_half_width <= room**2:
        return Kind.NO_DIFFERENCE
    return Kind.UNCLEAR


def _estimate(spread: _Spread, count: int) -> int:
    """Return roughly how many cases like these would narrow the interval enough to tell."""
    enough = spread.squared_deviation / max(abs(spread.off), _NEAR) ** 2
    return max(count + 1, math.ceil(enough))
