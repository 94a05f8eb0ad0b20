"""What was said of pairs of pictures, and what each case comes to.

A pair is an arm's picture beside the base's, of one case and repeat. Scores are exact fractions
from 0, all for the base, to 1, all for the arm, so swapping the two gives exactly 1 - score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.experiments.plan import Came


class Choice(StrEnum):
    """What a vote says, once it is known which side was the arm's. A skip is no vote."""

    ARM = "arm"
    BASE = "base"
    SAME = "same"
    NEITHER = "neither"  # can be used


_HALF_POINTS = {Choice.ARM: 2, Choice.SAME: 1, Choice.NEITHER: 1, Choice.BASE: 0}
# What a pair comes to that nobody could vote on, by what came of the arm and of the base.
_UNVOTED = {
    (Came.BLOCKED, Came.PICTURE): Fraction(0),
    (Came.PICTURE, Came.BLOCKED): Fraction(1),
    (Came.BLOCKED, Came.BLOCKED): Fraction(1, 2),
}


@dataclass(frozen=True)
class CountedVote:
    """One person's vote that counts, and on which side the arm's picture was shown to them."""

    person_id: str
    choice: Choice
    arm_was_left: bool


@dataclass(frozen=True)
class JudgedPair:
    """One arm's place beside the base's, what came of both, and the votes; skips are left out."""

    arm: int
    case: int
    repeat: int
    arm_came: Came
    base_came: Came
    votes: tuple[CountedVote, ...] = ()

    @property
    def is_voted_on(self) -> bool:
        """Return whether both have a picture, so that votes are what counts."""
        return self.arm_came == self.base_came == Came.PICTURE

    @property
    def score(self) -> Fraction | None:
        """Return the mean of the votes, or what a block decides; None where there is neither."""
        if not self.is_voted_on:
            return _UNVOTED.get((self.arm_came, self.base_came))
        if not self.votes:
            return None
        points = sum(_HALF_POINTS[vote.choice] for vote in self.votes)
        return Fraction(points, 2 * len(self.votes))


def case_scores(pairs: Iterable[JudgedPair]) -> dict[int, Fraction]:
    """Return the plain mean of each case's pairs of one arm; cases without a score are not in it.

    A case counts once, however many repeats and votes it has: they share what it asks for.
    """
    of_case: dict[int, list[Fraction]] = defaultdict(list)
    for pair in pairs:
        if (score := pair.score) is not None:
            of_case[pair.case].append(score)
    return {case: sum(scores, Fraction()) / len(scores) for case, scores in sorted(of_case.items())}
