"""What the votes come to beside a verdict: counts, the share of the left side, agreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from core.experiments.verdict.judged import Choice, JudgedPair


@dataclass(frozen=True)
class Tally:
    """The votes of some pairs, of one arm or of all.

    `for_arm`, `for_base`, `same` and `neither` are votes, `by_block` pairs that a block decided.
    `left` counts votes for the picture on the left, whichever it was. `compared` counts two people
    on one pair, `agreeing` those of them whose votes score the same.
    """

    for_arm: int
    for_base: int
    same: int
    neither: int
    by_block: int
    voters: int
    left: int
    compared: int
    agreeing: int

    @property
    def votes(self) -> int:
        """Return how many votes there are."""
        return self.for_arm + self.for_base + self.same + self.neither

    @property
    def left_share(self) -> Fraction | None:
        """Return the left side's share of the votes for one side, or None without any."""
        sided = self.for_arm + self.for_base
        return Fraction(self.left, sided) if sided else None

    @property
    def is_left_even(self) -> bool:
        """Return whether the left side's share is near a half: at most two standard errors off.

        Sides are random, so who looks at the pictures alone comes out even 19 times of 20.
        """
        sided = self.for_arm + self.for_base
        return (2 * self.left - sided) ** 2 <= 4 * sided

    @property
    def agreement(self) -> Fraction | None:
        """Return how often two people agree on the same pair, or None where no pair has two."""
        return Fraction(self.agreeing, self.compared) if self.compared else None


def count(pairs: Iterable[JudgedPair]) -> Tally:
    """Return the tally of these pairs; votes on a pair that a block has decided don't count."""
    pairs = list(pairs)
    voted = [pair for pair in pairs if pair.is_voted_on]
    votes = [vote for pair in voted for vote in pair.votes]
    choices = Counter(vote.choice for vote in votes)
    agreements = [_agreement(pair) for pair in voted]
    return Tally(
        for_arm=choices[Choice.ARM],
        for_base=choices[Choice.BASE],
        same=choices[Choice.SAME],
        neither=choices[Choice.NEITHER],
        by_block=sum(pair.score is not None for pair in pairs if not pair.is_voted_on),
        voters=len({vote.person_id for vote in votes}),
        left=sum(
            vote.choice == (Choice.ARM if vote.arm_was_left else Choice.BASE) for vote in votes
        ),
        compared=sum(compared for compared, _ in agreements),
        agreeing=sum(agreeing for _, agreeing in agreements),
    )


def _agreement(pair: JudgedPair) -> tuple[int, int]:
    """Return how many couples of voters a pair has, and how many of them agree.

    Who calls both alike and who can use neither agree: neither picture is the better one.
    """
    said = Counter(_side(vote.choice) for vote in pair.votes)
    return _couples(said.total()), sum(map(_couples, said.values()))


def _side(choice: Choice) -> Choice:
    return Choice.SAME if choice == Choice.NEITHER else choice


def _couples(people: int) -> int:
    return people * (people - 1) // 2
