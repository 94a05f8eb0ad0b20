"""What a measurement is: times, a figure beside its floor and its goal, and the table of them."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Literal

Of = Literal["value", "ratio"]


@dataclass(frozen=True)
class Goal:
    """What a figure's value, or its ratio to the floor, should be at most (or at least)."""

    limit: float
    of: Of = "value"
    at_least: bool = False

    def is_met(self, figure: Figure) -> bool:
        """Return whether the figure reaches the goal."""
        measured = figure.value if self.of == "value" else figure.ratio
        if measured is None:
            return False
        return measured >= self.limit if self.at_least else measured <= self.limit

    def words(self, unit: str) -> str:
        """Return the goal as the table shows it."""
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {number(self.limit)} {unit if self.of == 'value' else 'x'}"


@dataclass(frozen=True)
class Figure:
    """One measured value; `floor` is what it can't be better than, `note` says what that is."""

    name: str
    value: float
    unit: str
    p95: float | None = None
    floor: float | None = None
    goal: Goal | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Return the value as a multiple of the floor."""
        return self.value / self.floor if self.floor else None

    @property
    def is_met(self) -> bool | None:
        """Return whether the goal is reached; None without a goal."""
        return self.goal.is_met(self) if self.goal else None

    def as_json(self) -> dict[str, Any]:
        """Return everything that the table shows, and what it is computed from."""
        return asdict(self) | {"ratio": self.ratio, "is_met": self.is_met}


@dataclass
class Times:
    """Collect durations in ms."""

    ms: list[float] = field(default_factory=list)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Measure the block, unless it raises."""
        began = time.perf_counter()
        yield
        self.ms.append((time.perf_counter() - began) * 1000)

    @property
    def median(self) -> float:
        """Return the median in ms."""
        return median(self.ms)

    @property
    def p95(self) -> float:
        """Return the 95th percentile (nearest rank) in ms."""
        return percentile(self.ms, 95)

    def figure(
        self, name: str, *, floor: Times | None = None, goal: Goal | None = None, note: str = ""
    ) -> Figure:
        """Return these times as a figure: their median beside the median of the floor's."""
        least = floor.median if floor else None
        return Figure(name, self.median, "ms", self.p95, least, goal, note)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the nearest-rank percentile of some values."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes, in s."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def flatness(name: str, sizes: dict[str, Times], *, limit: float) -> Figure:
    """Return how much slower the slowest size is than the fastest, as a figure with its goal."""
    medians = {size: times.median for size, times in sizes.items()}
    slowest = max(medians, key=medians.__getitem__)
    note = " · ".join(f"{size}: {number(ms)}" for size, ms in medians.items())
    floor = min(medians.values())
    return Figure(
        name, medians[slowest], "ms", sizes[slowest].p95, floor, Goal(limit, "ratio"), note
    )


def number(value: float) -> str:
    """Return a number with three significant digits, or whole."""
    if float(value).is_integer():
        return f"{value:,.0f}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


HEADER = ("measured", "median", "p95", "can't be better than", "ratio", "goal", "", "note")


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield the figures as the lines of a Markdown table."""
    rows = [HEADER, *map(_cells, figures)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEADER))]
    for index, row in enumerate(rows):
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield f"| {' | '.join(cells)} |"
        if index == 0:
            yield "|-" + "-|-".join("-" * width for width in widths) + "-|"


def _width(words: str) -> int:
    """Return how many columns of a terminal the words take: Chinese takes two."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in words)


def _cells(figure: Figure) -> tuple[str, ...]:
    unit = figure.unit
    return (
        figure.name,
        f"{number(figure.value)} {unit}",
        "" if figure.p95 is None else number(figure.p95),
        "" if figure.floor is None else f"{number(figure.floor)} {unit}",
        "" if figure.ratio is None else f"{number(figure.ratio)} x",
        figure.goal.words(unit) if figure.goal else "",
        {True: "✓", False: "✗", None: ""}[figure.is_met],
        figure.note,
    )
