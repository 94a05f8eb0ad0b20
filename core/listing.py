"""One page of a long list, cut in SQL; and which part of the ledger is being looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from core.database import Database

T = TypeVar("T")

# Counting further would make every page as slow as the list is long; filters reach the rest.
COUNT_LIMIT = 10_000
CHUNK = 1000  # rows of an export in memory at once


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


@dataclass(frozen=True)
class Page(Generic[T]):
    """Hold one page of rows; `total` is exact below 10,000 and means "that many or more" at it."""

    rows: Sequence[T]
    number: int
    pages: int
    total: int

    @property
    def is_capped(self) -> bool:
        """Return whether there may be more rows than `total` says."""
        return self.total >= COUNT_LIMIT


def fetch_page(
    database: Database,
    query: Select[*tuple[Any, ...]],
    as_row: Callable[..., T],
    *,
    newest_by: tuple[Any, ...],
    number: int,
    size: int,
) -> Page[T]:
    """Return page `number` (from 1; out of range means the nearest) of `query`, newest first.

    `as_row` makes a row of the query's columns, which it takes by their names.
    """
    counted = query.with_only_columns(newest_by[-1]).order_by(None).limit(COUNT_LIMIT).subquery()
    with database.read() as session:
        total = session.scalar(select(func.count()).select_from(counted)) or 0
        if total == 0:  # a search that finds nothing need not look twice
            return Page([], 1, 1, 0)
        pages = max(1, -(-total // size))
        number = min(max(1, number), pages)
        ordered = _newest_first(query, newest_by)
        rows = session.execute(ordered.limit(size).offset((number - 1) * size)).all()
    return Page([as_row(**row._mapping) for row in rows], number, pages, total)


def fetch_all(
    database: Database,
    query: Select[*tuple[Any, ...]],
    as_row: Callable[..., T],
    *,
    newest_by: tuple[Any, ...],
) -> Iterator[T]:
    """Yield every row of `query`, made as `fetch_page` makes it and newest first, for an export."""
    ordered = _newest_first(query, newest_by)
    with database.read() as session:
        for row in session.execute(ordered.execution_options(yield_per=CHUNK)):
            yield as_row(**row._mapping)


def _newest_first(
    query: Select[*tuple[Any, ...]], newest_by: tuple[Any, ...]
) -> Select[*tuple[Any, ...]]:
    return query.order_by(*(column.desc() for column in newest_by))


def like(words: str) -> list[str]:
    r"""Return one LIKE pattern (escape character "\\") for each word of a search."""
    escaped = words.replace("\0", " ").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return [f"%{word}%" for word in escaped.split()]
