"""Which part of the books a list looks at, in time and by what its columns say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Period:
    """Bound a list in time: from `start` up to but not including `end`, in ms; None is open."""

    start: int | None = None
    end: int | None = None

    def of(self, column: Any) -> list[Any]:
        """Return the WHERE conditions that this period puts on a column of instants."""
        bounds = []
        if self.start is not None:
            bounds.append(column >= self.start)
        if self.end is not None:
            bounds.append(column < self.end)
        return bounds


def narrowed(equals: Mapping[Any, Any], period: Period, instant: Any) -> list[Any]:
    """Return a filter's WHERE conditions: each column as wanted, `instant` within the period.

    None or an empty value wants nothing of its column.
    """
    wanted = [column == value for column, value in equals.items() if value]
    return [*wanted, *period.of(instant)]
