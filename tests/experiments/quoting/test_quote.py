"""A quote: what a run costs in tokens and money, how long it takes, what fits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.experiments import plan
from core.experiments.quoting import quote
from core.experiments.quoting.quote import PRESETS, ArmPrice, Quote
from core.providers.contract import USD

CENTS = Decimal("0.0336")


def price(tokens: int = 5, **more: object) -> ArmPrice:
    known: dict[str, object] = {"service": "a", "money": {USD: CENTS}, "seconds": 10.0}
    return ArmPrice(tokens, **known | more)  # type: ignore[arg-type]


def quoted(*prices: ArmPrice, cases: int = 8, repeats: int = 2, workers: int = 4) -> Quote:
    arms = range(1, len(prices) + 1)
    cells = plan.to_place(plan.places(arms, range(1, cases + 1), repeats), [], seed=1, again=False)
    return quote.quote(cells, dict(zip(arms, prices, strict=True)), revision=3, workers=workers)


def test_the_issues_own_example() -> None:
    """2 arms × 8 cases × 2 repeats are 32 pictures: 160 tokens, $1.0752, 80 s by 4 workers."""
    made = quoted(price(), price())
    assert (made.arms, made.cases, made.repeats, made.cells) == (2, 8, 2, 32)
    assert made.tokens == 160
    assert made.money == ((USD, Decimal("1.0752")),)
    assert made.seconds == 80.0


def test_each_arm_has_its_own_price() -> None:
    """A dear arm and a cheap one are summed cell by cell."""
    made = quoted(price(5), price(1), cases=3, repeats=1)
    assert made.tokens == 18


def test_an_unknown_price_makes_its_currency_unknown_and_no_other() -> None:
    """What one arm's service takes is not known: neither is the sum; free is known."""
    unknown, euro = price(money={USD: None}), price(money={"EUR": Decimal(2)})
    assert quoted(price(), unknown, euro, cases=1, repeats=1).money == (
        ("EUR", Decimal(2)),
        (USD, None),
    )
    assert quoted(unknown, price(), cases=1, repeats=1).money == ((USD, None),)
    free = price(money={USD: Decimal(0)})
    assert quoted(free, free).money == ((USD, Decimal(0)),)


def test_services_work_beside_each_other() -> None:
    """The slower of two services says how long it takes; one that never drew says nothing."""
    slow = price(service="b", seconds=60.0)
    assert quoted(price(), slow, cases=4, repeats=1).seconds == 60.0
    assert quoted(price(), price(service="b", seconds=None)).seconds is None


def test_few_cells_keep_few_workers_busy() -> None:
    """One cell takes as long as one picture, however many workers there are."""
    assert quoted(price(), cases=1, repeats=1).seconds == 10.0


def test_nothing_to_place_costs_nothing() -> None:
    """An empty run has an empty quote."""
    made = quoted(cases=0)
    assert (made.cells, made.tokens, made.money, made.seconds) == (0, 0, (), 0.0)


def test_the_bargain_is_all_but_the_time() -> None:
    """A slower service is no other bargain; another price, count or revision is."""
    assert quoted(price()).bargain == quoted(price(seconds=99.0)).bargain
    assert quoted(price()).bargain != quoted(price(6)).bargain
    assert quoted(price()).bargain != quoted(price(money={USD: None})).bargain
    assert quoted(price(), cases=2).bargain != quoted(price(), cases=3).bargain
    assert quoted(price()).bargain != replace(quoted(price()), revision=4).bargain


@pytest.mark.parametrize(
    ("name", "arms", "fits"),
    [
        ("quick", 4, True),
        ("standard", 4, True),
        ("strict", 2, True),
        ("strict", 3, False),
    ],
)
def test_a_preset_is_offered_while_one_run_takes_it(name: str, arms: int, fits: bool) -> None:
    """Arms × cases × repeats of a preset are at most 64."""
    assert quote.fits(PRESETS[name], arms) == fits


@pytest.mark.parametrize(
    ("available", "fits"),
    [
        (160, (8, 2)),
        (159, (8, 1)),
        (80, (8, 1)),
        (79, (7, 1)),
        (10, (1, 1)),
        (9, None),
        (0, None),
    ],
)
def test_repeats_are_cut_before_cases(available: int, fits: tuple[int, int] | None) -> None:
    """Two arms of 5 tokens on 8 cases, twice: what fits so many tokens."""
    assert quote.what_fits([5, 5], 8, 2, available=available) == fits


def test_what_fits_is_one_run() -> None:
    """However many tokens there are, no more than 64 cells are offered."""
    assert quote.what_fits([1, 1], 40, 4, available=10**6) == (32, 1)
