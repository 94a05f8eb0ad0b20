"""What a run costs and how long it takes, before anybody decides. Pure: the same for page and hold.

The page shows a quote; the transaction that holds the tokens makes it again, and refuses where it
says something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from core.experiments.plan import Planned
from core.tables import MAX_CELLS

NO_CURRENCY = ""  # of an amount of which not even that is known


@dataclass(frozen=True)
class ArmPrice:
    """What one cell of an arm costs.

    `money` is what its service takes in each currency, None where that is not known; `seconds` is
    what its model took lately, None for one that has made no picture yet.
    """

    tokens: int
    service: str
    money: Mapping[str, Decimal | None]
    seconds: float | None = None


@dataclass(frozen=True)
class Quote:
    """What is asked of a person: so many cells, for so much, of what they have seen.

    `revision` is the experiment's; `money` is sorted by currency. `seconds` is about how long the
    run takes, None where a model has made no picture yet: it is no part of the bargain.
    """

    revision: int
    arms: int
    cases: int
    repeats: int
    cells: int
    tokens: int
    money: tuple[tuple[str, Decimal | None], ...]
    seconds: float | None = None

    @property
    def bargain(self) -> tuple[object, ...]:
        """Return what must be the same in the hold as on the page."""
        return self.revision, self.cells, self.tokens, self.money


class Preset(NamedTuple):
    """A size of an experiment that is known to show something: cases, repeats, voters."""

    cases: int
    repeats: int
    voters: int


PRESETS: Mapping[str, Preset] = {
    "quick": Preset(cases=6, repeats=2, voters=1),
    "standard": Preset(cases=16, repeats=1, voters=3),  # recommended
    "strict": Preset(cases=12, repeats=2, voters=1),
}


def fits(preset: Preset, arms: int) -> bool:
    """Return whether one run takes a preset with so many arms."""
    return arms * preset.cases * preset.repeats <= MAX_CELLS


def quote(
    cells: Sequence[Planned], prices: Mapping[int, ArmPrice], *, revision: int, workers: int
) -> Quote:
    """Return what these cells cost; `prices` has each of their arms by number.

    `workers` are the orders that each service works on at a time.
    """
    count = Counter(cell.place.arm for cell in cells)
    return Quote(
        revision=revision,
        arms=len(count),
        cases=len({cell.place.case for cell in cells}),
        repeats=len({cell.place.repeat for cell in cells}),
        cells=len(cells),
        tokens=sum(prices[arm].tokens * cells_of for arm, cells_of in count.items()),
        money=_money(count, prices),
        seconds=_seconds(count, prices, workers),
    )


def _money(
    count: Mapping[int, int], prices: Mapping[int, ArmPrice]
) -> tuple[tuple[str, Decimal | None], ...]:
    """Return the sum in each currency; None where any arm's part of it is not known."""
    sums: dict[str, Decimal | None] = {}
    for arm, cells in count.items():
        for currency, price in prices[arm].money.items():
            before = sums.get(currency, Decimal(0))
            if price is None or before is None:
                sums[currency] = None
            else:
                sums[currency] = before + price * cells
    return tuple(sorted(sums.items()))


def _seconds(
    count: Mapping[int, int], prices: Mapping[int, ArmPrice], workers: int
) -> float | None:
    """Return the seconds of the slowest service: each has workers of its own."""
    by_service: Counter[str] = Counter()
    seconds: dict[str, float] = {}
    for arm, cells in count.items():
        price = prices[arm]
        if price.seconds is None:
            return None
        by_service[price.service] += cells
        seconds[price.service] = seconds.get(price.service, 0.0) + price.seconds * cells
    times = [seconds[service] / min(workers, cells) for service, cells in by_service.items()]
    return max(times, default=0.0)


def what_fits(
    costs: Sequence[int], cases: int, repeats: int, *, available: int
) -> tuple[int, int] | None:
    """Return how many cases and repeats the tokens cover, cutting repeats before cases.

    `costs` has the tokens of one cell of each arm. No run has more than `MAX_CELLS`. None where not
    even one repeat of one case fits.
    """
    for some_cases in range(cases, 0, -1):
        for some_repeats in range(repeats, 0, -1):
            cells = len(costs) * some_cases * some_repeats
            if cells <= MAX_CELLS and sum(costs) * some_cases * some_repeats <= available:
                return some_cases, some_repeats
    return None
