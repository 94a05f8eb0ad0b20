"""Pages of one list: together they are the list, whichever end each is read from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, bindparam, delete, event
from sqlmodel import col, select

from core.database import Database
from core.listing import pages
from core.migrations import migrate
from core.tables import User

COUNT, SIZE = 23, 5
INSTANT = 1_700_000_000_000  # ms; every row has it


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Return a database with rows of one instant, written in no order of their ids."""
    database = filled(database_url, COUNT)
    yield database
    database.dispose()


def filled(url: str, count: int) -> Database:
    """Return a database with so many people."""
    database = Database(url)
    migrate(database)
    with database.write() as tx:
        for number in range(count):
            named = f"{number * 7 % count:02}"
            tx.add(User(id=named, name=named, is_member=False, created_at=INSTANT))
            tx.flush()
    return database


def names(
    database: Database, listed: pages.Listed, number: int
) -> tuple[list[str], pages.Page[str]]:
    """Return a page's ids, and the page."""
    page = pages.fetch_page(database, listed, lambda **row: row["id"], number=number, size=SIZE)
    return list(page.rows), page


def people_of(*wanted: ColumnElement[bool]) -> pages.Listed:
    """Return a list of people, all or those wanted, that nothing remembers anything of."""
    query = select(User.id, User.created_at).where(*wanted)
    return pages.listed(query, newest_by=(col(User.created_at), col(User.id)))


def test_rows_of_one_instant_stand_on_one_page_each(database: Database) -> None:
    """Read from either end, pages are cut from one order: no row is on two, none is on no page."""
    numbers = range(1, -(-COUNT // SIZE) + 1)
    people = people_of()
    cut = [row for number in numbers for row in names(database, people, number)[0]]
    assert cut == sorted(cut, reverse=True)
    assert len(set(cut)) == COUNT


def test_a_long_list_is_counted_once_a_minute(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the limit a list is taken to be long for a minute, in its own database; below it never."""
    clock, counted = [0.0], []
    monkeypatch.setattr(pages, "monotonic", lambda: clock[0])
    monkeypatch.setattr(pages, "COUNT_LIMIT", COUNT - 1)
    event.listen(database.engine, "before_cursor_execute", lambda *each: counted.append(each[2]))

    def counts(listed: pages.Listed) -> int:
        counted.clear()
        _, page = names(database, listed, 1)
        assert page.is_capped is (page.total == COUNT - 1)
        return sum("count(*)" in each for each in counted)

    long, short = people_of(), people_of(col(User.id) < "05")
    assert [counts(each) for each in (long, long, short, short)] == [1, 0, 1, 1]
    clock[0] = pages.LONG_S
    assert [counts(long), counts(long)] == [1, 0]
    other = filled(f"sqlite:///{tmp_path / 'other.db'}", SIZE + 1)
    assert names(other, long, 1)[1].total == SIZE + 1
    other.dispose()


@pytest.mark.parametrize("number", [2, 4])
def test_a_list_that_was_long_has_no_empty_pages(
    database: Database, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Where a list was shortened within the minute, a page that it has no more is the last one."""
    monkeypatch.setattr(pages, "COUNT_LIMIT", COUNT - 1)
    people = people_of()
    assert names(database, people, 1)[1].is_capped
    with database.write() as tx:
        tx.execute(delete(User).where(col(User.id) >= "03"))
    rows, page = names(database, people, number)
    assert (rows, page.number, page.pages, page.total) == (["02", "01", "00"], 1, 1, 3)


def test_a_query_with_values_of_its_own_is_cut_like_any_other(database: Database) -> None:
    """`given` fills a query's own parameters in each statement, whichever end is the nearer."""
    some = people_of(col(User.id) > bindparam("after")).given({"after": "09"})
    found = [row for number in (1, 2, 3) for row in names(database, some, number)[0]]
    assert found == [f"{number:02}" for number in range(COUNT - 1, 9, -1)]
