"""What a pair comes to, and a case."""

from __future__ import annotations

from fractions import Fraction

import pytest
from judgements import pair

from core.experiments.plan import Came
from core.experiments.verdict.judged import case_scores

PICTURE, BLOCKED, NOTHING = Came.PICTURE, Came.BLOCKED, Came.NOTHING


@pytest.mark.parametrize(
    ("votes", "score"),
    [
        ("a", Fraction(1)),
        ("b", Fraction(0)),
        ("=", Fraction(1, 2)),
        ("x", Fraction(1, 2)),
        ("aab", Fraction(2, 3)),
        ("a=xb", Fraction(1, 2)),
        ("b" * 19 + "=", Fraction(1, 40)),
        ("", None),
    ],
)
def test_a_pair_is_the_mean_of_its_votes(votes: str, score: Fraction | None) -> None:
    """1 for the arm, a half for alike and for neither, 0 for the base; nothing without a vote."""
    assert pair(1, votes).score == score


@pytest.mark.parametrize(
    ("came", "score"),
    [
        ((BLOCKED, PICTURE), Fraction(0)),
        ((PICTURE, BLOCKED), Fraction(1)),
        ((BLOCKED, BLOCKED), Fraction(1, 2)),
        ((NOTHING, PICTURE), None),
        ((PICTURE, NOTHING), None),
        ((BLOCKED, NOTHING), None),
        ((Came.STOPPED, BLOCKED), None),
        ((Came.OPEN, Came.OPEN), None),
    ],
)
def test_a_block_scores_unvoted_and_another_gap_leaves(
    came: tuple[Came, Came], score: Fraction | None
) -> None:
    """A side that was blocked has lost, two are alike; what else is missing says nothing."""
    assert pair(1, came=came).score == score
    assert pair(1, "aaa", came=came).score == score, "no vote counts where a picture is missing"


def test_a_case_is_the_plain_mean_of_its_pairs() -> None:
    """A pair with many votes weighs no more than one with a single vote; a gap weighs nothing."""
    given = [
        pair(3, "aaaaaaa", repeat=1),
        pair(3, "b", repeat=2),
        pair(3, "", repeat=3),
        pair(2, "", repeat=1),
        pair(1, came=(BLOCKED, PICTURE)),
        pair(1, "=", repeat=2),
    ]
    assert case_scores(given) == {1: Fraction(1, 4), 3: Fraction(1, 2)}
