"""One page of a long list, cut in SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Integer, Select, bindparam, func, select, tuple_
from sqlmodel import Session

from core.database import Database, Source, reading

T = TypeVar("T")

# Counting further would make every page as slow as the list is long; filters reach the rest.
COUNT_LIMIT = 10_000
LONG_S = 60.0  # for which a list of so many rows is not counted again: that costs 1 to 2 ms
MOST_LISTS = 256  # filters whose statements one kind of list keeps: some 20 KB each
CHUNK = 1000  # rows of an export in memory at once


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


@dataclass(frozen=True)
class End:
    """The statements that read a list from one of its ends.

    `first` are its first rows, `onward` those from a `place` on: the sort keys of the row behind
    the `skipped` ones, of which no more than these keys is read.
    """

    first: Select[*tuple[Any, ...]]
    place: Select[*tuple[Any, ...]]
    onward: Select[*tuple[Any, ...]]

    def given(self, values: Mapping[str, Any]) -> End:
        """Return these statements with values for the query's own parameters."""
        first, place, onward = (
            each.params(values) for each in (self.first, self.place, self.onward)
        )
        return End(first, place, onward)


@dataclass(frozen=True)
class Listed:
    """The statements of one list: how many rows, all of them newest first, a page from either end.

    Whoever keeps this builds them once: building them costs more than their answers. `long_until`
    is for `fetch_page` alone: when, by the monotonic clock, a database's list may be short again.
    """

    count: Select[int]
    all: Select[*tuple[Any, ...]]
    newest: End
    oldest: End
    long_until: WeakKeyDictionary[Engine, float] = field(
        default_factory=WeakKeyDictionary, compare=False, repr=False
    )

    def given(self, values: Mapping[str, Any]) -> Listed:
        """Return these statements with values for the query's own parameters and no memory."""
        return Listed(
            count=self.count.params(values),
            all=self.all.params(values),
            newest=self.newest.given(values),
            oldest=self.oldest.given(values),
        )


def listed(
    query: Select[*tuple[Any, ...]],
    *,
    newest_by: tuple[Any, ...],
    count: Select[int] | None = None,
) -> Listed:
    """Return the statements that list a query's rows by these columns, the last of them unique.

    `count` is for a list whose number of rows stands somewhere: counting reads every row.
    """
    counted = query.with_only_columns(newest_by[-1]).order_by(None).limit(COUNT_LIMIT).subquery()
    here = tuple_(*(bindparam(name, type_=column.type) for name, column in _named(newest_by)))
    downwards = [column.desc() for column in newest_by]
    return Listed(
        count=select(func.count()).select_from(counted) if count is None else count,
        all=query.order_by(*downwards),
        newest=_end(query, newest_by, downwards, tuple_(*newest_by) <= here),
        oldest=_end(query, newest_by, newest_by, tuple_(*newest_by) >= here),
    )


def _end(
    query: Select[*tuple[Any, ...]], keys: Sequence[Any], order: Sequence[Any], is_onward: Any
) -> End:
    rows, skipped = bindparam("rows", type_=Integer), bindparam("skipped", type_=Integer)
    return End(
        first=query.order_by(*order).limit(rows),
        place=query.with_only_columns(*keys).order_by(*order).limit(1).offset(skipped),
        onward=query.where(is_onward).order_by(*order).limit(rows),
    )


def _named(keys: Sequence[T]) -> Iterator[tuple[str, T]]:
    """Yield sort keys, each with the name that its value has in a statement."""
    return ((f"place_{number}", key) for number, key in enumerate(keys))


def fetch_page(
    source: Source,
    listed: Listed,
    as_row: Callable[..., T],
    *,
    number: int,
    size: int,
) -> Page[T]:
    """Return page `number` (from 1; out of range means the nearest) of a list, newest first.

    `as_row` makes a row of the query's columns, which it takes by their names.
    """
    with reading(source) as session:
        total, cut, rows = _read(session, listed, number, size)
        if len(rows) < cut.rows:  # a list that was long a moment ago
            listed.long_until.clear()
            total, cut, rows = _read(session, listed, number, size)
    return Page([as_row(**row._mapping) for row in rows], cut.number, cut.pages, total)


def _read(session: Session, listed: Listed, number: int, size: int) -> tuple[int, _Cut, list[Any]]:
    """Return how many rows a list has, where the page lies in it, and the page's rows."""
    total = _count(session, listed)
    cut = _cut(total, number, size)
    return total, cut, _page_rows(session, listed, total, cut)


def _count(session: Session, listed: Listed) -> int:
    """Return how many rows there are, at most COUNT_LIMIT; in that case from memory for a while."""
    engine, now = session.get_bind().engine, monotonic()
    if now < listed.long_until.get(engine, now):
        return COUNT_LIMIT
    total = min(session.scalar(listed.count) or 0, COUNT_LIMIT)
    if total == COUNT_LIMIT:
        listed.long_until[engine] = now + LONG_S
    return total


class _Cut(NamedTuple):
    """Where a page lies in its list: its number of how many, the rows before it and its own."""

    number: int
    pages: int
    skipped: int
    rows: int


def _cut(total: int, number: int, size: int) -> _Cut:
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    skipped = (number - 1) * size
    return _Cut(number, pages, skipped, min(size, total - skipped))


def _page_rows(session: Session, listed: Listed, total: int, cut: _Cut) -> list[Any]:
    """Return a page's rows, read from the nearer end."""
    if total == 0:  # a search that finds nothing need not look twice
        return []
    after = total - cut.skipped - cut.rows
    if total >= COUNT_LIMIT or cut.skipped <= after:  # at the limit nobody knows where the end is
        return _rows(session, listed.newest, cut.skipped, cut.rows)
    return _rows(session, listed.oldest, after, cut.rows)[::-1]


def _rows(session: Session, end: End, skipped: int, rows: int) -> list[Any]:
    if not skipped:
        return [*session.execute(end.first, {"rows": rows})]
    place = session.execute(end.place, {"skipped": skipped}).first()
    if place is None:
        return []
    return [*session.execute(end.onward, {"rows": rows} | dict(_named(place)))]


def fetch_all(database: Database, listed: Listed, as_row: Callable[..., T]) -> Iterator[T]:
    """Yield every row of a list, made as `fetch_page` makes it and newest first, for an export."""
    with database.read() as session:
        for row in session.execute(listed.all.execution_options(yield_per=CHUNK)):
            yield as_row(**row._mapping)


def like(words: str) -> list[str]:
    r"""Return one LIKE pattern (escape character "\\") for each word of a search."""
    escaped = words.replace("\0", " ").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return [f"%{word}%" for word in escaped.split()]
