"""What came of each arm, from what was ordered and said. Pure: no clock, no database.

Of a place its picture counts; its failed tries are part of what was spent. Nothing is said per
usable picture before each picture of the arm was judged: what is left might turn it round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from core.experiments.plan import Came, Place, Try, last_tries
from core.tables import Answer


@dataclass(frozen=True)
class Result:
    """One order of an arm, and what was said of its picture.

    `tokens` is what it has cost; `money` what its service took, in millionths of each currency,
    None where that is not known; `took_ms` how long its service worked, None without a picture.
    `answers` has each rater's last answer, without those that were undone.
    """

    tried: Try
    tokens: int
    money: Mapping[str, int | None] = field(default_factory=dict)
    took_ms: int | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class Spent:
    """Tokens, and money in millionths of each currency; None there is an amount not known."""

    tokens: Fraction
    money: Mapping[str, Fraction | None]


@dataclass(frozen=True)
class ArmFigures:
    """How an arm has done so far.

    `median_ms` and `p90_ms` are None without a picture; `each_usable` is what one usable picture
    has cost, None while a picture is unjudged or an order open, and where none is usable.
    """

    places: int
    open: int
    pictures: int
    blocked: int
    failed: int
    judged: int
    usable: int
    median_ms: int | None
    p90_ms: int | None
    spent: Spent
    each_usable: Spent | None

    @property
    def is_covered(self) -> bool:
        """Return whether every picture was judged."""
        return self.judged == self.pictures

    @property
    def success(self) -> Fraction | None:
        """Return pictures of all places that have ended, or None before any has.

        One that was stopped says nothing of its arm.
        """
        ended = self.pictures + self.blocked + self.failed
        return Fraction(self.pictures, ended) if ended else None


def by_arm(places: Iterable[Place], results: Iterable[Result]) -> dict[int, ArmFigures]:
    """Return the figures of each arm that has a place."""
    of_arm: dict[int, tuple[list[Place], list[Result]]] = {}
    for place in places:
        of_arm.setdefault(place.arm, ([], []))[0].append(place)
    for result in results:
        of_arm.setdefault(result.tried.place.arm, ([], []))[1].append(result)
    return {arm: _figures(*given) for arm, given in sorted(of_arm.items())}


def is_usable(answers: Iterable[Answer]) -> bool:
    """Return whether most raters say usable: a tie, or one who is unsure, is not enough for it."""
    count = Counter(answers)
    return count[Answer.USABLE] * 2 > count.total()


def _figures(places: Sequence[Place], results: Sequence[Result]) -> ArmFigures:
    last = last_tries(result.tried for result in results)
    came = Counter(tried.came for tried in last.values())
    pictures = [result for result in results if result.tried.came == Came.PICTURE]
    judged = [result for result in pictures if result.answers]
    usable = sum(is_usable(result.answers.values()) for result in judged)
    total = spent(results)
    is_whole = len(judged) == len(pictures) and not came[Came.OPEN]
    times = [result.took_ms for result in pictures if result.took_ms is not None]
    return ArmFigures(
        places=len(places),
        open=came[Came.OPEN],
        pictures=len(pictures),
        blocked=came[Came.BLOCKED],
        failed=came[Came.NOTHING],
        judged=len(judged),
        usable=usable,
        median_ms=_percentile(times, 50),
        p90_ms=_percentile(times, 90),
        spent=total,
        each_usable=_divided(total, usable) if usable and is_whole else None,
    )


def spent(results: Iterable[Result]) -> Spent:
    """Return what orders have cost together, their failed tries included."""
    tokens = 0
    money: dict[str, int | None] = {}
    for result in results:
        tokens += result.tokens
        for currency, amount in result.money.items():
            before = money.get(currency, 0)
            money[currency] = None if amount is None or before is None else before + amount
    return Spent(
        Fraction(tokens),
        {of: None if sum_ is None else Fraction(sum_) for of, sum_ in sorted(money.items())},
    )


def _divided(total: Spent, by: int) -> Spent:
    money = {
        currency: None if amount is None else amount / by
        for currency, amount in total.money.items()
    }
    return Spent(total.tokens / by, money)


def _percentile(times: Sequence[int], percent: int) -> int | None:
    """Return the nearest-rank percentile, or None of nothing."""
    rank = -(-len(times) * percent // 100)
    return sorted(times)[rank - 1] if times else None
