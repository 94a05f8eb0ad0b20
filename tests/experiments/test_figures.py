"""The figures of an arm, worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.experiments import figures, plan
from core.experiments.figures import ArmFigures, Result, Spent
from core.experiments.plan import Came, Place, Try
from core.tables import Answer

YES, NO, UNSURE = Answer.USABLE, Answer.UNUSABLE, Answer.UNSURE


def result(
    case: int, came: Came = Came.PICTURE, *said: Answer, attempt: int = 1, **more: object
) -> Result:
    known: dict[str, object] = {"tokens": 5 if came == Came.PICTURE else 0, "money": {"USD": 100}}
    answers = {f"rater {number}": answer for number, answer in enumerate(said)}
    tried = Try(Place(1, case, 1), attempt, came)
    return Result(tried, answers=answers, **known | more)  # type: ignore[arg-type]


def of(*results: Result, cases: int = 4) -> ArmFigures:
    places = plan.places([1], range(1, cases + 1), 1)
    return figures.by_arm(places, results)[1]


def test_an_arm_that_was_not_run_has_no_figures() -> None:
    """Nothing is nought: success, seconds and cost of a usable picture are not known yet."""
    made = of()
    assert (made.places, made.pictures, made.judged) == (4, 0, 0)
    assert (made.success, made.median_ms, made.p90_ms, made.each_usable) == (None,) * 4
    assert made.spent == Spent(Fraction(0), {})


def test_success_is_of_the_places_that_have_ended() -> None:
    """Two pictures, one block, one failure: half; an open place does not count yet."""
    ended = (result(1), result(2), result(3, Came.BLOCKED), result(4, Came.NOTHING))
    made = of(*ended)
    assert (made.pictures, made.blocked, made.failed, made.open) == (2, 1, 1, 0)
    assert made.success == Fraction(1, 2)
    assert of(result(1), result(2, Came.OPEN)).success == 1
    assert of(result(1), result(2, Came.STOPPED)).success == 1, "nobody has asked for it"


def test_a_place_counts_once_and_by_its_last_try() -> None:
    """A failure that was made good is a success, but what it took is spent."""
    made = of(result(1, Came.NOTHING), result(1, Came.PICTURE, YES, attempt=2), cases=1)
    assert (made.pictures, made.failed, made.success) == (1, 0, Fraction(1))
    assert made.each_usable == Spent(Fraction(5), {"USD": Fraction(200)})


@pytest.mark.parametrize(
    ("said", "usable"),
    [
        ((YES,), True),
        ((NO,), False),
        ((UNSURE,), False),
        ((YES, NO), False),
        ((YES, YES, NO), True),
        ((YES, UNSURE), False),
        ((YES, YES, UNSURE), True),
        ((YES, NO, UNSURE), False),
    ],
)
def test_most_raters_must_say_usable(said: tuple[Answer, ...], usable: bool) -> None:
    """A tie or somebody unsure makes a picture judged, and not usable."""
    assert figures.is_usable(said) == usable
    made = of(result(1, Came.PICTURE, *said))
    assert (made.judged, made.usable) == (1, int(usable))


def test_the_cost_of_a_usable_picture_is_all_that_was_spent() -> None:
    """15 tokens for three pictures, one usable: 15, and the money of all four orders."""
    made = of(
        result(1, Came.PICTURE, YES),
        result(2, Came.PICTURE, NO),
        result(3, Came.PICTURE, UNSURE),
        result(4, Came.BLOCKED),
    )
    assert made.each_usable == Spent(Fraction(15), {"USD": Fraction(400)})
    shared = of(result(1, Came.PICTURE, YES), result(2, Came.PICTURE, YES), result(3, Came.BLOCKED))
    assert shared.each_usable == Spent(Fraction(5), {"USD": Fraction(150)})


def test_nothing_is_said_per_usable_picture_before_all_are_judged() -> None:
    """An unjudged picture or an open order may still turn it round; none usable has no price."""
    assert of(result(1, Came.PICTURE, YES), result(2)).each_usable is None
    assert of(result(1, Came.PICTURE, YES), result(2, Came.OPEN)).each_usable is None
    assert of(result(1, Came.PICTURE, NO)).each_usable is None
    assert not of(result(1, Came.PICTURE, YES), result(2)).is_covered
    assert of(result(1, Came.PICTURE, YES)).is_covered


def test_one_unknown_amount_makes_its_currency_unknown() -> None:
    """What is not known is not nought: neither before nor after known amounts, and in no other."""
    unknown = result(1, Came.PICTURE, YES, money={"USD": None, "EUR": 3})
    known = result(2, Came.PICTURE, YES)
    for results in ((unknown, known), (known, unknown)):
        made = of(*results)
        assert made.spent == Spent(Fraction(10), {"EUR": Fraction(3), "USD": None})
        assert made.each_usable == Spent(Fraction(5), {"EUR": Fraction(3, 2), "USD": None})


def test_seconds_are_those_of_pictures_by_nearest_rank() -> None:
    """Of 10 pictures the fifth is the median and the ninth the p90; failures don't count."""
    times = [result(number, took_ms=number * 1000) for number in range(10, 0, -1)]
    made = of(*times, result(11, Came.NOTHING, took_ms=99_000), cases=11)
    assert (made.median_ms, made.p90_ms) == (5000, 9000)
    one = of(result(1, took_ms=700))
    assert (one.median_ms, one.p90_ms) == (700, 700)


def test_arms_are_told_apart() -> None:
    """Each arm has its own figures, also one of which nothing was ordered yet."""
    places = plan.places([1, 2], [1], 1)
    made = figures.by_arm(places, [result(1, Came.PICTURE, YES)])
    assert (made[1].pictures, made[2].pictures) == (1, 0)
