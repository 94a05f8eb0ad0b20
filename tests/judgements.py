"""Pairs as tests say them: one letter a vote."""

from __future__ import annotations

from collections.abc import Iterable

from core.experiments.plan import Came
from core.experiments.verdict.judged import Choice, CountedVote, JudgedPair

BASE, ARM = 1, 2
LETTERS = {"a": Choice.ARM, "b": Choice.BASE, "=": Choice.SAME, "x": Choice.NEITHER}
SWAPPED = {Choice.ARM: Choice.BASE, Choice.BASE: Choice.ARM}


def pair(
    case: int,
    votes: str = "",
    *,
    arm: int = ARM,
    repeat: int = 1,
    came: tuple[Came, Came] = (Came.PICTURE, Came.PICTURE),
    left: str = "",
) -> JudgedPair:
    """Return a pair with a vote a letter, each by another person; `left` says "y" or "n" of each.

    `came` is what came of the arm and of the base.
    """
    cast = tuple(
        CountedVote(f"voter {n}", LETTERS[letter], arm_was_left=left[n : n + 1] == "y")
        for n, letter in enumerate(votes)
    )
    return JudgedPair(arm, case, repeat, *came, cast)


def pairs(votes: str, *, arm: int = ARM) -> list[JudgedPair]:
    """Return a pair for each case from 1 on, whose votes stand between spaces."""
    return [pair(case, cast, arm=arm) for case, cast in enumerate(votes.split(), start=1)]


def many(*each: tuple[str, int]) -> str:
    """Return the votes of so many cases of each kind."""
    return " ".join(" ".join([votes] * number) for votes, number in each)


def swapped(given: Iterable[JudgedPair]) -> list[JudgedPair]:
    """Return the same pairs as if the arm were the base, and the base the arm."""
    return [
        JudgedPair(
            each.arm,
            each.case,
            each.repeat,
            each.base_came,
            each.arm_came,
            tuple(
                CountedVote(
                    vote.person_id,
                    SWAPPED.get(vote.choice, vote.choice),
                    arm_was_left=not vote.arm_was_left,
                )
                for vote in each.votes
            ),
        )
        for each in given
    ]
