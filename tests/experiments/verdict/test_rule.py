"""The verdict, by cases worked by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from judgements import ARM, BASE, pair, pairs, swapped

from core.experiments.plan import Came
from core.experiments.verdict.judged import JudgedPair
from core.experiments.verdict.rule import ArmVerdict, Kind, decide, least_cases

SLIGHTLY = "aaaaabbbb="  # .55 for the arm
SLIGHTLY_NOT = "bbbbbaaaa="  # .45


def of(given: list[JudgedPair], cases: int, *, looks: int = 1) -> ArmVerdict:
    """Return the verdict on the only arm, over cases numbered from 1."""
    made = decide(given, base=BASE, arms=[BASE, ARM], cases=range(1, cases + 1), looks=looks)
    return made[ARM]


def verdict(votes: str, *, looks: int = 1) -> ArmVerdict:
    """Return the verdict on the only arm, of as many cases as have votes."""
    given = pairs(votes)
    return of(given, len(given), looks=looks)


def many(*each: tuple[str, int]) -> str:
    """Return the votes of so many cases of each kind."""
    return " ".join(" ".join([votes] * number) for votes, number in each)


@dataclass(frozen=True)
class Worked:
    """Votes by case, and what comes of them by hand.

    With t(5) = 2.570582, t(7) = 2.364624 and t(15) = 2.131450, for two looks t(15) = 2.489880,
    for three 2.693739.
    """

    claim: str
    votes: str
    kind: Kind
    mean: float
    half_width: float
    p: float
    estimate: int | None = None
    looks: int = 1


WORKED = (
    Worked("all six cases won", many(("a", 6)), Kind.ARM, 1, 0, 1 / 32),
    Worked(
        "one tie among six: the interval says winner, p does not",
        many(("a", 5), ("=", 1)),
        Kind.UNCLEAR,
        11 / 12,
        2.570582 * (1 / 24) ** 0.5 / 6**0.5,
        1 / 16,
        estimate=7,  # (2.57 × .204 / .417)² = 1.6: one more than there are
    ),
    Worked("13 of 16 won", many(("a", 13), ("b", 3)), Kind.ARM, 0.8125, 0.214804, 2 * 697 / 65_536),
    Worked(
        "12 of 16 won: beyond a half, but one in thirteen by luck",
        many(("a", 12), ("b", 4)),
        Kind.UNCLEAR,
        0.75,
        0.238303,
        2 * 2517 / 65_536,
        estimate=17,  # (2.13 × .447 / .25)² = 14.5
    ),
    Worked(
        "six won, five of them by a hair: rare, but the interval holds a half",
        many(("a", 1), (SLIGHTLY, 5)),
        Kind.UNCLEAR,
        0.625,
        0.192794,
        1 / 32,
        estimate=15,  # (2.57 × .184 / .125)² = 14.3
    ),
    Worked(
        "three to three",
        many(("a", 3), ("b", 3)),
        Kind.UNCLEAR,
        0.5,
        0.574799,
        1,
        estimate=199,  # (2.57 × .548 / .1)² = 198.2: a difference below .1 is not looked for
    ),
    Worked("all alike", many(("=", 6)), Kind.NO_DIFFERENCE, 0.5, 0, 1),
    Worked("neither can be used", many(("x", 6)), Kind.NO_DIFFERENCE, 0.5, 0, 1),
    Worked(
        "a little more, a little less",
        many((SLIGHTLY, 4), (SLIGHTLY_NOT, 4)),
        Kind.NO_DIFFERENCE,
        0.5,
        0.044687,
        1,
    ),
    Worked("six times a little better is better", many((SLIGHTLY, 6)), Kind.ARM, 0.55, 0, 1 / 32),
    Worked(
        "the interval leaves what is near",
        many(("aaabb", 5), ("=", 1)),
        Kind.UNCLEAR,
        7 / 12,
        0.042843,
        1 / 16,
        estimate=7,
    ),
    Worked(
        "a second look widens the interval",
        many(("a", 13), ("b", 3)),
        Kind.ARM,
        0.8125,
        0.250925,
        2 * 697 / 65_536,
        looks=2,
    ),
    Worked(
        "at the third look the same is not rare enough",
        many(("a", 13), ("b", 3)),
        Kind.UNCLEAR,
        0.8125,
        0.27147,
        2 * 697 / 65_536,  # .0213, and .0167 is asked for
        estimate=17,
        looks=3,
    ),
    Worked("seven won at the second look", many(("a", 7)), Kind.ARM, 1, 0, 1 / 64, looks=2),
)


@pytest.mark.parametrize("worked", WORKED, ids=lambda worked: worked.claim)
def test_worked_by_hand(worked: Worked) -> None:
    """Kind, interval, p and estimate are what the rule gives by hand."""
    made = verdict(worked.votes, looks=worked.looks)
    assert made.kind == worked.kind
    assert made.mean == pytest.approx(worked.mean, abs=1e-9)
    assert made.half_width == pytest.approx(worked.half_width, abs=1e-6)
    assert made.p == pytest.approx(worked.p, abs=1e-12)
    assert made.estimate == worked.estimate


MIRRORED = {Kind.ARM: Kind.BASE, Kind.BASE: Kind.ARM}


@pytest.mark.parametrize("worked", WORKED, ids=lambda worked: worked.claim)
def test_swapping_arm_and_base_mirrors_the_verdict(worked: Worked) -> None:
    """The other one wins, by the same numbers, to the last bit."""
    given = pairs(worked.votes)
    made = of(given, len(given), looks=worked.looks)
    other = of(swapped(given), len(given), looks=worked.looks)
    assert other.kind == MIRRORED.get(made.kind, made.kind)
    assert (other.won, other.tied, other.lost) == (made.lost, made.tied, made.won)
    assert (other.half_width, other.p) == (made.half_width, made.p)
    assert other.estimate == made.estimate
    assert made.mean is not None
    assert other.mean == pytest.approx(1 - made.mean, abs=1e-15)


def test_two_arms_may_both_win() -> None:
    """Seven cases all won by two arms: p = .0156 ≤ .025 each; six are too few for two arms."""
    for cases, kind in ((7, Kind.ARM), (6, Kind.TOO_FEW)):
        given = pairs(many(("a", cases)), arm=2) + pairs(many(("a", cases)), arm=3)
        made = decide(given, base=1, arms=[1, 2, 3], cases=range(1, cases + 1), looks=1)
        assert [made[arm].kind for arm in (2, 3)] == [kind, kind]
        assert (made[2].comparisons, made[2].p_needed) == (2, 0.025)
    assert list(made) == [2, 3], "the base has no verdict on itself"


def test_each_arm_is_judged_by_its_own_pairs() -> None:
    """One arm wins, the next loses, the third ties; none of them is ranked."""
    given = [
        *pairs(many(("a", 8)), arm=1),
        *pairs(many(("b", 8)), arm=3),
        *pairs(many(("=", 8)), arm=4),
    ]
    made = decide(given, base=2, arms=[1, 2, 3, 4], cases=range(1, 9), looks=1)
    kinds = {arm: each.kind for arm, each in made.items()}
    assert kinds == {1: Kind.ARM, 3: Kind.BASE, 4: Kind.NO_DIFFERENCE}


@pytest.mark.parametrize(
    ("arms", "looks", "least"), [(1, 1, 6), (2, 1, 7), (1, 2, 7), (3, 1, 7), (2, 2, 8), (3, 2, 8)]
)
def test_too_few_cases_have_no_verdict(arms: int, looks: int, least: int) -> None:
    """Below 2^R ≥ 40 K not even a clean sweep could be rare enough, and no number is shown."""
    assert least_cases(arms * looks) == least
    assert 2**least >= 40 * arms * looks > 2 ** (least - 1)
    for cases in range(least + 1):
        given = [each for arm in range(arms) for each in pairs(many(("a", cases)), arm=arm + 2)]
        made = decide(
            given, base=1, arms=range(1, arms + 2), cases=range(1, cases + 1), looks=looks
        )[2]
        assert (made.cases, made.cases_needed, made.won) == (cases, least, cases)
        assert made.kind == (Kind.ARM if cases == least else Kind.TOO_FEW)
        if cases < least:
            assert (made.mean, made.half_width, made.p, made.estimate) == (None,) * 4


def test_missing_cases_are_named_and_count_for_nothing() -> None:
    """Cases without a score leave R; where only one repeat is missing, the other stands."""
    given = [
        *pairs(many(("a", 5))),
        pair(6, ""),  # nobody has voted
        pair(7, came=(Came.NOTHING, Came.PICTURE)),
        pair(8, "a"),
        pair(8, "", repeat=2),
    ]
    made = of(given, 9)
    assert made.kind == Kind.ARM
    assert (made.cases, made.missing_cases) == (6, (6, 7, 9))
    assert (made.pairs, made.left_out) == (6, 3)


def test_blocked_sides_decide_without_a_vote() -> None:
    """Six cases in which the arm alone was blocked are lost, and where both were, it is alike."""
    lost = [pair(case, came=(Came.BLOCKED, Came.PICTURE)) for case in range(1, 7)]
    alike = [pair(case, came=(Came.BLOCKED, Came.BLOCKED)) for case in range(1, 7)]
    assert of(lost, 6).kind == Kind.BASE
    assert of(alike, 6).kind == Kind.NO_DIFFERENCE


def test_votes_and_repeats_are_no_cases() -> None:
    """Twenty votes a case, or four repeats, are worth one of the same mind."""
    assert verdict(many(("a" * 20, 5))).kind == Kind.TOO_FEW
    assert verdict(many(("a" * 20, 6))) == verdict(many(("a", 6)))
    repeated = [pair(case, "a", repeat=repeat) for case in range(1, 6) for repeat in range(1, 5)]
    made = of(repeated, 5)
    assert (made.kind, made.cases, made.pairs) == (Kind.TOO_FEW, 5, 20)


def test_a_case_that_is_not_asked_for_counts_for_nothing() -> None:
    """Pairs of other cases and of other arms are not looked at, not even as left out."""
    given = [*pairs(many(("a", 7))), pair(1, "b", arm=4), pair(8, "")]
    assert of(given, 6) == of(given[:6], 6)


def test_the_order_of_pairs_decides_nothing() -> None:
    """The same pairs in another order are the same verdict, to the last bit."""
    given = pairs(many(("a", 4), ("aab", 3), ("b", 2), ("ab=", 1)))
    assert of(given, 10) == of(given[::-1], 10)


def test_of_no_pairs_all_is_missing() -> None:
    """An arm that nobody could judge has a verdict that names every case."""
    made = of([], 2)
    assert (made.kind, made.cases, made.missing_cases) == (Kind.TOO_FEW, 0, (1, 2))
