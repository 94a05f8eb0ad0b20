"""What the votes come to beside a verdict."""

from __future__ import annotations

from fractions import Fraction

import pytest
from judgements import pair

from core.experiments.plan import Came
from core.experiments.verdict import tally


def test_votes_are_counted_by_what_they_say() -> None:
    """Wins, losses, alike and neither are votes; voters are people, however often they vote."""
    made = tally.count([pair(1, "aab"), pair(2, "=x"), pair(3, "a"), pair(4)])
    assert (made.for_arm, made.for_base, made.same, made.neither) == (3, 1, 1, 1)
    assert (made.votes, made.voters, made.by_block) == (6, 3, 0)


def test_what_a_block_decides_is_no_vote() -> None:
    """Pairs with a block are told by themselves; a pair that is missing is in no count."""
    made = tally.count(
        [
            pair(1, "a", came=(Came.PICTURE, Came.BLOCKED)),
            pair(2, came=(Came.BLOCKED, Came.BLOCKED)),
            pair(3, came=(Came.NOTHING, Came.PICTURE)),
        ]
    )
    assert (made.votes, made.voters, made.by_block) == (0, 0, 2)


def test_the_left_side_is_counted_whichever_picture_was_there() -> None:
    """The arm chosen on the left and the base chosen with the arm on the right are both left."""
    made = tally.count([pair(1, "aabb=x", left="ynynyn")])
    assert (made.left, made.left_share) == (2, Fraction(1, 2))
    assert tally.count([pair(1, "ab", left="yn")]).left_share == 1
    assert tally.count([pair(1, "ab", left="ny")]).left_share == 0


@pytest.mark.parametrize(
    ("left", "sided", "is_even"),
    [(0, 0, True), (4, 4, True), (5, 5, False), (60, 100, True), (61, 100, False)],
)
def test_near_a_half_is_two_standard_errors(left: int, sided: int, is_even: bool) -> None:
    """Of 100 votes 40 to 60 are near 50 %; five of five for one side are not."""
    votes = [pair(n, "a", left="y" if n < left else "n") for n in range(sided)]
    assert tally.count(votes).is_left_even is is_even
    other = [pair(n, "a", left="n" if n < left else "y") for n in range(sided)]
    assert tally.count(other).is_left_even is is_even


def test_nothing_is_said_of_no_votes() -> None:
    """Without votes, and with ties alone, no share is known; one vote a pair agrees with nobody."""
    assert tally.count([]).left_share is None
    assert tally.count([pair(1, "=x")]).left_share is None
    assert tally.count([pair(1, "a"), pair(2, "a")]).agreement is None


@pytest.mark.parametrize(
    ("votes", "agreement"),
    [("aa", 1), ("ab", 0), ("aab", Fraction(1, 3)), ("=x", 1), ("a=", 0), ("aabb", Fraction(1, 3))],
)
def test_agreement_is_of_any_two_people_on_one_pair(votes: str, agreement: Fraction) -> None:
    """Alike and neither agree with each other: neither picture is better."""
    assert tally.count([pair(1, votes)]).agreement == agreement


def test_agreement_is_over_all_pairs() -> None:
    """Three who agree on one pair and two who don't on the next: 3 of 4."""
    assert tally.count([pair(1, "aaa"), pair(2, "ab")]).agreement == Fraction(3, 4)
