"""The audit of the buckets names what was changed in them, and raises no false alarm."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes import CHEAP, OPEN
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orders.statistics.ended_orders import BEGINS, PASTS, Past, write
from orders.statistics.test_fold import USD, books, forget, on, once
from sqlalchemy import text

from core.database import Database
from core.orders.statistics.audit_rules import SAMPLES, Row, check
from core.orders.statistics.buckets import DAY_MS, MONTH_MS, QUARTER_MS
from core.orders.statistics.fold import fold
from core.people.people import DEMO_MEMBER
from core.studio import Studio

pytestmark = pytest.mark.sqlite_first

__all__ = ["books"]

DAY = f"span_ms = {DAY_MS} AND person_id = ''"
QUARTER = f"span_ms = {QUARTER_MS} AND person_id = ''"
MONTH = f"span_ms = {MONTH_MS} AND person_id = ''"
PERSON = f"span_ms = {MONTH_MS} AND person_id <> ''"

# What was done to the buckets of two orders of one quarter, and which comparisons name it.
ALL, ORDERS_OF_DAY = "all orders", "orders of a day"
QUARTERS, DAYS, PEOPLE = "quarters of a month", "days of a month", "people of a month"
ORDERS_OF_PERSON = "a person's orders of a month"
TAMPERINGS: dict[str, tuple[str, set[str]]] = {
    "a quarter counts more": (
        f"UPDATE orderbucket SET orders = 2 WHERE {QUARTER} AND prompt_id = 'open'",
        {ORDERS_OF_DAY, QUARTERS},
    ),
    "a day is gone": (f"DELETE FROM orderbucket WHERE {DAY}", {ORDERS_OF_DAY, DAYS}),
    "a month is gone": (f"DELETE FROM orderbucket WHERE {MONTH}", {ALL, QUARTERS, DAYS, PEOPLE}),
    "a person is gone": (f"DELETE FROM orderbucket WHERE {PERSON}", {PEOPLE, ORDERS_OF_PERSON}),
    "a quarter costs more": (
        f"UPDATE orderbucket SET cost = 9 WHERE {QUARTER}",
        {ORDERS_OF_DAY, QUARTERS},
    ),
    "a day costs more": (
        f"UPDATE orderbucket SET cost = 9 WHERE {DAY}",
        {ORDERS_OF_DAY, DAYS},
    ),
    "a month costs more": (
        f"UPDATE orderbucket SET cost = 9 WHERE {MONTH}",
        {QUARTERS, DAYS, PEOPLE},
    ),
    "a person costs more": (
        f"UPDATE orderbucket SET cost = 9 WHERE {PERSON}",
        {PEOPLE, ORDERS_OF_PERSON},
    ),
    "it took longer": (
        f"UPDATE orderbucket SET took_ms = 2000 WHERE {QUARTER}",
        {ORDERS_OF_DAY, QUARTERS},
    ),
    "a quarter took more money": (
        f"UPDATE orderbucket SET micros = 9 WHERE {QUARTER}",
        {ORDERS_OF_DAY, QUARTERS},
    ),
    "a month's money is not known": (
        f"UPDATE orderbucket SET priced = 0 WHERE {MONTH}",
        {QUARTERS, DAYS, PEOPLE},
    ),
    "a person's money is not known": (
        f"UPDATE orderbucket SET priced = 0 WHERE {PERSON}",
        {PEOPLE, ORDERS_OF_PERSON},
    ),
    "another currency": (
        f"UPDATE orderbucket SET currency = 'CNY' WHERE {DAY}",
        {ORDERS_OF_DAY, DAYS},
    ),
    "another model": (
        f"UPDATE orderbucket SET model = 'x' WHERE {DAY}",
        {ORDERS_OF_DAY, DAYS},
    ),
    "a failure": (
        f"UPDATE orderbucket SET status = 'released' WHERE {MONTH}",
        {QUARTERS, DAYS, PEOPLE},
    ),
    "another person": (
        f"UPDATE orderbucket SET person_id = 'demo-member' WHERE {PERSON}",
        {ORDERS_OF_PERSON},
    ),
    "nobody's": (
        f"UPDATE orderbucket SET person_id = 'nobody' WHERE {PERSON}",
        {PEOPLE, ORDERS_OF_PERSON},
    ),
    "another span": (
        f"UPDATE orderbucket SET span_ms = 1 WHERE {QUARTER}",
        {ORDERS_OF_DAY, QUARTERS},
    ),
    "an order that is not folded": (
        "UPDATE generation SET folded = (1 = 0) WHERE prompt_id = 'cheap'",
        {ALL, ORDERS_OF_DAY, ORDERS_OF_PERSON},
    ),
    "another cost of a picture": (
        "UPDATE generation SET picture_micros = 1 WHERE prompt_id = 'cheap'",
        {ORDERS_OF_DAY, ORDERS_OF_PERSON},
    ),
    "another price": (
        "UPDATE generation SET cost = 3 WHERE prompt_id = 'cheap'",
        {ORDERS_OF_DAY, ORDERS_OF_PERSON},
    ),
}


def named(rows: list[Row]) -> set[object]:
    """Return which comparisons found something."""
    return {row["compared"] for row in rows}


def found(database: Database, at: int | None = None) -> list[Row]:
    """Return what the check finds; with an instant, around that one."""
    with database.snapshot() as session:
        return list(check(session) if at is None else check(session, lambda *_: at))


@settings(max_examples=15, deadline=None, suppress_health_check=[*HealthCheck])
@given(first=st.lists(PASTS, max_size=12), later=st.lists(PASTS, max_size=12))
def test_no_false_alarm(books: Studio, first: list[Past], later: list[Past]) -> None:
    """Whatever was ordered, and however much of it is folded, nothing is found."""
    write(books, first)
    fold(books.database, rest=once)
    write(books, later)
    assert found(books.database) == []
    for past in (*first, *later):
        assert found(books.database, past.at) == []
    forget(books)


@pytest.fixture
def folded(books: Studio) -> Iterator[Studio]:
    """Return books with two orders of one person in a quarter."""
    write(books, [Past(BEGINS + at, prompt=of, picture=USD) for at, of in ((5, OPEN), (6, CHEAP))])
    fold(books.database, rest=on)
    yield books
    forget(books)


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_change_is_named(folded: Studio, name: str) -> None:
    """Each column of a bucket is compared, on every kind of span."""
    assert found(folded.database) == []
    change, comparisons = TAMPERINGS[name]
    with folded.database.write() as tx:
        tx.execute(text(change))
    assert named(found(folded.database)) == comparisons


def test_a_difference_says_both(folded: Studio) -> None:
    """A row names the bucket, what the orders say, and what the bucket says."""
    change = f"UPDATE orderbucket SET cost = 9 WHERE {QUARTER} AND prompt_id = '{CHEAP}'"
    with folded.database.write() as tx:
        tx.execute(text(change))
    row, sums = found(folded.database)
    assert (row["compared"], sums["compared"]) == (ORDERS_OF_DAY, QUARTERS)
    assert (row["span_ms"], row["begins_at"], row["prompt_id"]) == (QUARTER_MS, BEGINS, CHEAP)
    assert (row["orders"], row["cost"]) == (1, 1)
    assert (row["counted_orders"], row["counted_cost"]) == (1, 9)


def test_any_order_may_be_drawn(books: Studio) -> None:
    """Draws are between the first order and the last; the next order's day is looked at."""
    far = BEGINS + 3 * MONTH_MS
    write(books, [Past(BEGINS), Past(far, person=DEMO_MEMBER)])
    fold(books.database, rest=on)
    with books.database.write() as tx:
        tx.execute(text(f"UPDATE orderbucket SET cost = 9 WHERE begins_at = {far}"))
    draws: list[tuple[int, int]] = []

    def drawing(first: int, last: int) -> int:
        draws.append((first, last))
        return BEGINS + 1

    with books.database.snapshot() as session:
        assert named(list(check(session, drawing))) == {ORDERS_OF_DAY, ORDERS_OF_PERSON}
    assert draws == [(BEGINS, far)] * SAMPLES
    assert found(books.database, BEGINS) == []


@pytest.mark.parametrize("instant", ["0.5", "'now'", "9e999"])
def test_draws_are_between_whole_instants(sqlite_studio: Studio, instant: str) -> None:
    """Whatever a row was made to hold, which SQLite alone keeps: another rule names it."""
    first, forged, last = (BEGINS + number * DAY_MS for number in range(3))
    write(sqlite_studio, [Past(first), Past(forged), Past(last)])
    draws: list[tuple[int, int]] = []

    def drawing(first: int, last: int) -> int:
        draws.append((first, last))
        return last

    with sqlite_studio.database.write() as tx:
        tx.execute(text("PRAGMA ignore_check_constraints = ON"))
        change = f"UPDATE generation SET created_at = {instant} WHERE created_at = {forged}"
        tx.execute(text(change))
    with sqlite_studio.database.snapshot() as session:
        list(check(session, drawing))
    assert draws == [(0 if instant == "0.5" else first, last)] * SAMPLES
    assert {type(bound) for draw in draws for bound in draw} == {int}


def test_all_orders_are_counted(books: Studio) -> None:
    """A month that is gone is noticed wherever the draw falls."""
    far = BEGINS + 3 * MONTH_MS
    write(books, [Past(BEGINS), Past(far)])
    fold(books.database, rest=on)
    with books.database.write() as tx:
        tx.execute(text(f"DELETE FROM orderbucket WHERE {MONTH} AND begins_at = {far}"))
    missing = {"compared": ALL, "orders": 2, "counted": 1}
    assert found(books.database, BEGINS) == [missing]


def test_empty_books_are_right(studio: Studio) -> None:
    """Without orders there is nothing to draw, and nothing to find."""
    assert found(studio.database) == []
