"""Pages of one list: together they are the list, whichever end each is read from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from core import listing
from core.database import Database
from core.migrations import migrate
from core.tables import User

COUNT, SIZE = 23, 5
INSTANT = 1_700_000_000_000  # ms; every row has it
LISTED = listing.listed(
    select(User.id, User.created_at), newest_by=(col(User.created_at), col(User.id))
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Return a database with rows of one instant, written in no order of their ids."""
    database = Database(database_url)
    migrate(database)
    with database.write() as tx:
        for number in range(COUNT):
            named = f"{number * 7 % COUNT:02}"
            tx.add(User(id=named, name=named, is_member=False, created_at=INSTANT))
            tx.flush()
    yield database
    database.dispose()


def test_rows_of_one_instant_stand_on_one_page_each(database: Database) -> None:
    """Read from either end, pages are cut from one order: no row is on two, none is on no page."""
    numbers = range(1, -(-COUNT // SIZE) + 1)
    pages = [
        listing.fetch_page(database, LISTED, as_row=lambda **row: row["id"], number=n, size=SIZE)
        for n in numbers
    ]
    cut = [row for page in pages for row in page.rows]
    assert cut == sorted(cut, reverse=True)
    assert len(set(cut)) == COUNT


def test_a_long_list_is_counted_once_a_minute(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the limit a list is taken to be long for a minute, in its own database; below it never."""
    clock, counted = [0.0], []
    monkeypatch.setattr(listing, "monotonic", lambda: clock[0])
    monkeypatch.setattr(listing, "COUNT_LIMIT", COUNT - 1)
    event.listen(database.engine, "before_cursor_execute", lambda *each: counted.append(each[2]))

    def counts(listed: listing.Listed) -> int:
        counted.clear()
        page = listing.fetch_page(database, listed, lambda **row: row["id"], number=1, size=SIZE)
        assert page.is_capped is (page.total == COUNT - 1)
        return sum("count(*)" in each for each in counted)

    query, newest_by = select(User.id, User.created_at), (col(User.created_at), col(User.id))
    long = listing.listed(query, newest_by=newest_by)
    short = listing.listed(query.where(col(User.id) < "05"), newest_by=newest_by)
    assert [counts(each) for each in (long, long, short, short)] == [1, 0, 1, 1]
    clock[0] = listing.LONG_S
    assert [counts(long), counts(long)] == [1, 0]
