"""The rule of the verdict against chance: how often it names a winner where there is none.

Every round is one experiment, decided by the real function. Each case of each arm has a preference
of its own, drawn from a beta distribution of concentration 4, and its votes follow that: so votes
on one case are alike, which is why they are not counted as if they stood alone.
"""

from __future__ import annotations

import math
import random

import pytest

from core.experiments.plan import Came
from core.experiments.verdict.judged import Choice, CountedVote, JudgedPair
from core.experiments.verdict.rule import Kind, decide

pytestmark = pytest.mark.soak

ROUNDS = 1000
CONCENTRATION = 4
MOST_FALSE = 0.05
LEAST_FOUND = 0.9
BASE = 0
NAMED = {Kind.ARM, Kind.BASE}
VOTES = {choice: CountedVote("somebody", choice, arm_was_left=True) for choice in Choice}

Setting = tuple[int, int, int, float, int]  # cases, voters, repeats, share of ties, arms


def voted(dice: random.Random, setting: Setting, preference: float) -> list[JudgedPair]:
    """Return one experiment's pairs, of arms that are preferred to the base with this chance."""
    cases, voters, repeats, ties, arms = setting
    alpha = preference * CONCENTRATION
    pairs = []
    for arm in range(1, arms + 1):
        for case in range(cases):
            liked = dice.betavariate(alpha, CONCENTRATION - alpha)
            for repeat in range(repeats):
                votes = tuple(VOTES[said(dice, liked, ties)] for _ in range(voters))
                pairs.append(JudgedPair(arm, case, repeat, Came.PICTURE, Came.PICTURE, votes))
    return pairs


def said(dice: random.Random, liked: float, ties: float) -> Choice:
    """Return one vote."""
    if dice.random() < ties:
        return Choice.SAME
    return Choice.ARM if dice.random() < liked else Choice.BASE


def kinds(pairs: list[JudgedPair], setting: Setting) -> set[Kind]:
    """Return what the verdicts on all arms say."""
    cases, arms = setting[0], setting[-1]
    made = decide(pairs, base=BASE, arms=range(1, arms + 1), cases=range(cases), looks=1)
    return {verdict.kind for verdict in made.values()}


@pytest.mark.parametrize("arms", [1, 3])
@pytest.mark.parametrize("ties", [0, 0.3])
@pytest.mark.parametrize("repeats", [1, 2])
@pytest.mark.parametrize("voters", [1, 3])
@pytest.mark.parametrize("cases", [6, 7, 8, 13, 16, 32])
def test_hardly_any_winner_among_equals(
    cases: int, voters: int, repeats: int, ties: float, arms: int
) -> None:
    """In at most 5 % of experiments with equal arms any arm is named better or worse."""
    setting = cases, voters, repeats, ties, arms
    dice = random.Random(repr(setting))
    false = sum(bool(kinds(voted(dice, setting, 0.5), setting) & NAMED) for _ in range(ROUNDS))
    error = math.sqrt(MOST_FALSE * (1 - MOST_FALSE) / ROUNDS)
    assert false / ROUNDS <= MOST_FALSE + 3 * error


@pytest.mark.parametrize("repeats", [1, 2])
def test_a_true_preference_is_found(repeats: int) -> None:
    """Of arms that four of five prefer, 16 cases with 3 voters name at least nine in ten."""
    setting = (16, 3, repeats, 0.0, 1)
    dice = random.Random(repr(setting))
    found = sum(Kind.ARM in kinds(voted(dice, setting, 0.8), setting) for _ in range(ROUNDS))
    assert found / ROUNDS >= LEAST_FOUND


def test_the_simulation_catches_a_rule_that_counts_votes() -> None:
    """A sign test over single votes names a false winner in more than 10 % of the same rounds."""
    setting = (16, 3, 2, 0.0, 1)
    dice = random.Random(repr(setting))
    votes = math.prod(setting[:3])
    tails = [sum(math.comb(votes, n) for n in range(most + 1)) for most in range(votes // 2 + 1)]
    rare = {most for most, ways in enumerate(tails) if 2 * ways <= MOST_FALSE * 2**votes}
    false = 0
    for _ in range(ROUNDS):
        pairs = voted(dice, setting, 0.5)
        won = sum(vote.choice == Choice.ARM for pair in pairs for vote in pair.votes)
        false += min(won, votes - won) in rare
    assert false / ROUNDS > 2 * MOST_FALSE
