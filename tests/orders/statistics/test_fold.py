"""Ended orders are folded into buckets exactly once, and the statistics never show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from fakes import (
    CHEAP,
    HOUR_MS,
    OPEN,
    FakeClock,
    failing,
    in_threads,
    make_studio,
    moments_of,
    order_of,
    place,
    place_and_run,
    wait_until,
)
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from orders.statistics.ended_orders import (
    BEGINS,
    MAKERS,
    PASTS,
    PERIODS,
    Money,
    Past,
    Rewriting,
    chosen,
    end,
    grouped,
    percentile,
    plainly,
    told,
    write,
)
from sqlalchemy import delete, event, func, select, text
from sqlmodel import col

from core.database import Database
from core.errors import StorageFailed
from core.listing.makers import ANYBODY, MadeBy
from core.listing.period import Period
from core.orders import endings
from core.orders.pool.workers import Pool
from core.orders.statistics import fold as folding
from core.orders.statistics.buckets import (
    DAY_MS,
    MONTH_MS,
    QUARTER_MS,
    SPANS_OF_ALL,
    SPANS_OF_ONE,
    Sums,
)
from core.orders.statistics.fold import CHUNK, fold
from core.orders.statistics.reads import Grouping, by_group
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import BUCKETS, Generation, OrderBucket

EVERYWHERE = Period()
USD, CNY = Money(39_000), Money(200_000, "CNY")
FREE, UNKNOWN = Money(0), Money(None)
REFUSED = "GENERATION_FAILED/prompt_blocked"


@pytest.fixture
def books(studio: Studio) -> Iterator[Studio]:
    """Return a studio whose orders are taken away again: they have no entries beside them."""
    yield studio
    forget(studio)


def forget(studio: Studio) -> None:
    with studio.database.write() as tx:
        tx.execute(delete(OrderBucket))
        tx.execute(delete(Generation))


def on(_: float) -> bool:
    """Rest not at all, and go on."""
    return False


def once(_: float) -> bool:
    """Stop after one transaction."""
    return True


def buckets(studio: Studio) -> list[dict[str, Any]]:
    """Return all rows of buckets in the order of their key."""
    query = select(BUCKETS).order_by(*BUCKETS.primary_key)
    with studio.database.read() as session:
        return [dict(row) for row in session.execute(query).mappings()]


def counted(studio: Studio) -> dict[tuple[bool, int], int]:
    """Return how many orders the spans of each length count: (everybody?, span) → orders."""
    of_all = (BUCKETS.c.person_id == "").label("of_all")
    kinds = (of_all, BUCKETS.c.span_ms)
    query = select(*kinds, func.sum(BUCKETS.c.orders).label("orders")).group_by(*kinds)
    with studio.database.read() as session:
        return {(bool(row.of_all), row.span_ms): int(row.orders) for row in session.execute(query)}


def each_counts(orders: int) -> dict[tuple[bool, int], int]:
    """Return what `counted` says where each kind of span counts so many."""
    of_all = {(True, span_ms): orders for span_ms in SPANS_OF_ALL}
    return of_all | {(False, span_ms): orders for span_ms in SPANS_OF_ONE}


def is_right(
    studio: Studio,
    pasts: list[Past],
    person: str | None,
    period: Period,
    grouping: Grouping = Grouping.PROMPT,
    made_by: MadeBy = ANYBODY,
    prompt: str | None = None,
) -> None:
    """Check the statistics against the plain way: sums exact, durations within 5 %."""
    found = by_group(studio.database, person, period, made_by, prompt_id=prompt, grouping=grouping)
    mine = chosen(pasts, person, period, made_by, prompt)
    assert told(found) == plainly(mine, grouping)
    assert [-each.spent for each in found] == sorted(-each.spent for each in found)
    groups = grouped(mine, grouping)
    for each in found:
        for shown, percent in ((each.median_ms, 50), (each.p95_ms, 95)):
            exact = percentile(groups[each.group], percent)
            assert (shown is None) == (exact is None)
            assert abs((shown or 0) - (exact or 0)) <= 0.05 * (exact or 0)


@pytest.mark.sqlite_first
@settings(max_examples=8, deadline=None, suppress_health_check=[*HealthCheck])
@given(
    first=st.lists(PASTS, max_size=12),
    later=st.lists(PASTS, max_size=12),
    late=PASTS,
    periods=st.lists(PERIODS, min_size=1, max_size=2),
    made_by=MAKERS,
    prompt=st.sampled_from([None, OPEN, CHEAP]),
)
@example(  # an order in each part of a month that is cut at both ends
    first=[Past(BEGINS + at) for at in (0, 1, QUARTER_MS, DAY_MS, 2 * DAY_MS, MONTH_MS)],
    later=[Past(BEGINS + 1, prompt=CHEAP), Past(BEGINS + DAY_MS, error="CANCELLED")],
    late=Past(BEGINS, 5),
    periods=[Period(BEGINS + 1, BEGINS + 2 * DAY_MS + 1), Period(BEGINS, BEGINS + MONTH_MS)],
    made_by=ANYBODY,
    prompt=None,
)
def test_statistics_are_those_of_the_orders(
    books: Studio,
    first: list[Past],
    later: list[Past],
    late: Past,
    periods: list[Period],
    made_by: MadeBy,
    prompt: str | None,
) -> None:
    """Before, between and after folds, with orders that end late, nothing but speed changes."""
    combinations = [(who, when) for who in (None, DEMO_USER, DEMO_MEMBER) for when in periods]

    def all_are_right(pasts: list[Past]) -> None:
        for (who, when), grouping in product(combinations, Grouping):
            is_right(books, pasts, who, when, grouping, made_by, prompt)

    forget(books)  # what a failed example has left
    pasts = [*first, replace(late, took_ms=None)]
    (*_, open_order) = write(books, pasts)
    all_are_right(pasts)
    fold(books.database, rest=on)
    all_are_right(pasts)
    write(books, later)
    ended = late if late.took_ms is not None else replace(late, took_ms=7)
    end(books, open_order, ended)
    pasts = [*first, ended, *later]
    all_are_right(pasts)
    fold(books.database, rest=on)
    all_are_right(pasts)


def test_a_fold_is_once(books: Studio) -> None:
    """A second fold finds nothing to do and changes nothing; open orders wait for their end."""
    pasts = [Past(BEGINS), Past(BEGINS), Past(BEGINS + 1, None), Past(BEGINS, error="GATE")]
    write(books, pasts)
    assert fold(books.database, rest=on) == 3
    before = buckets(books)
    assert counted(books) == each_counts(3)
    assert fold(books.database, rest=on) == 0
    assert buckets(books) == before


def test_orders_of_one_kind_share_a_bucket(books: Studio) -> None:
    """Two folds add to the same row: how many orders, and what they cost together."""
    for _ in range(2):
        write(books, [Past(BEGINS, 1000, picture=USD), Past(BEGINS + QUARTER_MS - 1, 1001)])
        fold(books.database, rest=on)
    rows = buckets(books)
    assert {tuple(row[name] for name in Sums._fields) for row in rows} == {(4, 20, 2, 78_000)}
    assert len(rows) == len(SPANS_OF_ALL) + len(SPANS_OF_ONE)


COSTS_OF_ONE: dict[str, tuple[Past, Money | None]] = {
    "a picture": (Past(BEGINS, picture=USD), USD),
    "a free one": (Past(BEGINS, picture=FREE), FREE),
    "in another currency": (Past(BEGINS, picture=CNY), CNY),
    "of an unknown price": (Past(BEGINS), None),
    "rewritten": (Past(BEGINS, picture=USD, rewriting=Rewriting(Money(200))), Money(39_200)),
    "rewritten at an unknown price": (Past(BEGINS, picture=USD, rewriting=Rewriting()), None),
    "only the rewriting is known": (Past(BEGINS, rewriting=Rewriting(USD)), None),
    "rewritten in another currency": (Past(BEGINS, picture=CNY, rewriting=Rewriting(USD)), None),
    "a rewriting that failed": (
        Past(BEGINS, picture=CNY, rewriting=Rewriting(UNKNOWN, failed=True)),
        CNY,
    ),
    "a rewriting that failed and was billed": (
        Past(BEGINS, picture=USD, rewriting=Rewriting(Money(200), failed=True)),
        Money(39_200),
    ),
    "refused": (Past(BEGINS, error=REFUSED), None),
    "refused and billed": (Past(BEGINS, error=REFUSED, picture=CNY), CNY),
    "rewritten, then refused": (Past(BEGINS, error=REFUSED, rewriting=Rewriting(CNY)), CNY),
}


@pytest.mark.parametrize("what", COSTS_OF_ONE)
def test_what_an_order_cost(books: Studio, what: str) -> None:
    """An order's cost is all of it in one currency, or not known, which is never 0."""
    past, cost = COSTS_OF_ONE[what]
    write(books, [past])
    for _ in range(2):
        (found,) = by_group(books.database)
        assert found.micros == ({cost.currency: cost.micros} if cost else {})
        assert found.priced == (cost is not None and not past.error)
        fold(books.database, rest=on)
    kept = {(row["currency"], row["priced"], row["micros"]) for row in buckets(books)}
    unknown = past.rewriting.cost if past.rewriting and past.picture == UNKNOWN else past.picture
    assert kept == {(cost.currency, 1, cost.micros) if cost else (unknown.currency, 0, 0)}


def test_the_cost_of_a_picture(books: Studio) -> None:
    """All money of a group is shared by its pictures, refusals that were billed included."""
    rewritten = Rewriting(Money(1_000))
    write(
        books,
        [
            Past(BEGINS, picture=USD),
            Past(BEGINS, picture=USD, rewriting=rewritten),
            Past(BEGINS, error=REFUSED, picture=Money(3_000)),
            Past(BEGINS, error="GENERATION_FAILED/timed_out"),
        ],
    )
    (found,) = by_group(books.database)
    assert found.cost_of_a_picture == {"USD": Decimal("0.041")}
    write(books, [Past(BEGINS, picture=CNY)])
    (found,) = by_group(books.database)
    assert found.cost_of_a_picture == {
        "USD": Decimal("0.082") / 3,
        "CNY": Decimal("0.2") / 3,
    }


def test_a_picture_without_a_price_leaves_the_cost_open(books: Studio) -> None:
    """One picture of an unknown price, and the cost of a picture is not known; nor without any."""
    write(books, [Past(BEGINS, picture=USD), Past(BEGINS, provider="other")])
    costs = {
        each.group.provider: (each.priced, each.cost_of_a_picture)
        for each in by_group(books.database, grouping=Grouping.SERVICE)
    }
    assert costs == {"fake": (1, {"USD": Decimal("0.039")}), "other": (0, None)}
    (both,) = by_group(books.database)
    assert (both.priced, both.settled, both.cost_of_a_picture) == (1, 2, None)
    forget(books)
    write(books, [Past(BEGINS, error=REFUSED, picture=USD)])
    (refused,) = by_group(books.database)
    assert refused.cost_of_a_picture is None


def test_a_bucket_names_what_was_ordered(books: Studio) -> None:
    """Version, service, model and reason are kept apart; what failed has no duration."""
    kinds = [Past(BEGINS), Past(BEGINS, model="fake-2"), Past(BEGINS, error="GATE/why")]
    write(books, kinds)
    fold(books.database, rest=on)
    mine = [row for row in buckets(books) if row["person_id"] == DEMO_USER]
    names = ("version_id", "provider", "model", "status", "error_code", "error_reason", "took_ms")
    assert sorted(tuple(row[name] for name in names) for row in mine) == [
        (f"{OPEN}@1", "fake", "fake-1", "released", "GATE", "why", 0),
        (f"{OPEN}@1", "fake", "fake-1", "settled", "", "", 964),
        (f"{OPEN}@1", "fake", "fake-2", "settled", "", "", 964),
    ]


def test_an_order_without_a_version_is_folded(books: Studio) -> None:
    """An order from before versions has none in its bucket either."""
    write(books, [Past(BEGINS)])
    with books.database.write() as tx:
        tx.execute(text("UPDATE generation SET version_id = NULL"))
    assert fold(books.database, rest=on) == 1
    assert {row["version_id"] for row in buckets(books)} == {""}


def test_more_than_one_transaction_takes(books: Studio) -> None:
    """Many orders are folded a few at a time, with a rest after each; a stop ends it there."""
    many = 2 * CHUNK + 1
    write(books, [Past(BEGINS + number) for number in range(many)])
    assert fold(books.database, rest=once) == CHUNK
    is_right(books, [Past(BEGINS)] * many, None, EVERYWHERE)
    assert counted(books) == each_counts(CHUNK)
    rests: list[float] = []

    def resting(seconds: float) -> bool:
        rests.append(seconds)
        return False

    assert fold(books.database, rest=resting) == CHUNK + 1
    assert rests == [folding.REST_S] * 2
    assert counted(books) == each_counts(many)


def test_the_oldest_are_folded_first(books: Studio) -> None:
    """A long first fold goes through time: orders of one time stand together on the disk."""
    write(books, [Past(BEGINS + CHUNK - number) for number in range(CHUNK + 1)])
    fold(books.database, rest=once)
    with books.database.read() as session:
        left = session.scalars(select(col(Generation.created_at)).where(~col(Generation.folded)))
        assert left.all() == [BEGINS + CHUNK]


@pytest.mark.parametrize("statement", ["INSERT INTO orderbucket", "UPDATE generation SET folded"])
def test_a_fold_that_fails_has_done_nothing(books: Studio, statement: str) -> None:
    """Marks and counts become true together: after a failure the next fold does all of it."""
    pasts = [Past(BEGINS), Past(BEGINS, prompt=CHEAP)]
    write(books, pasts)
    with failing(books.database.engine, statement), pytest.raises(StorageFailed):
        fold(books.database, rest=on)
    assert buckets(books) == []
    is_right(books, pasts, None, EVERYWHERE)
    assert fold(books.database, rest=on) == 2
    is_right(books, pasts, None, EVERYWHERE)
    assert counted(books) == each_counts(2)


@pytest.mark.parametrize(("moment", "left"), [("commit", 1), ("committed", 0)])
def test_a_death_at_the_commit(books: Studio, moment: str, left: int) -> None:
    """Whether a death came just before the commit or just after it, an order is counted once."""
    write(books, [Past(BEGINS)])
    moments_of(books).once(moment, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        fold(books.database, rest=on)
    is_right(books, [Past(BEGINS)], DEMO_USER, EVERYWHERE)
    assert fold(books.database, rest=on) == left
    assert counted(books) == each_counts(1)


def test_two_who_fold_at_once(books: Studio) -> None:
    """However many processes fold the same orders, each order is counted by one of them."""
    pasts = [
        Past(BEGINS + number * QUARTER_MS // 7, prompt=(OPEN, CHEAP)[number % 2])
        for number in range(2 * CHUNK + 50)
    ]
    write(books, pasts)
    url = books.database.engine.url.render_as_string(hide_password=False)
    others = [Database(url), Database(url), books.database]
    folded = in_threads(len(others), lambda number: fold(others[number], rest=on))
    assert sum(one for one in folded if isinstance(one, int)) == len(pasts), folded
    assert counted(books) == each_counts(len(pasts))
    is_right(books, pasts, None, EVERYWHERE)
    for other in others[:-1]:
        other.dispose()


def test_a_stale_list_folds_nothing_twice(books: Studio) -> None:
    """Whoever comes with orders that another has folded meanwhile counts none of them again."""
    orders = write(books, [Past(BEGINS), Past(BEGINS, None)])
    fold(books.database, rest=on)
    assert folding._fold(books.database, orders) == 0
    assert counted(books) == each_counts(1)


def test_a_reader_sees_each_order_once(books: Studio) -> None:
    """A fold that commits between two queries of the statistics changes nothing in them."""
    write(books, [Past(BEGINS)])
    other = Database(books.database.engine.url.render_as_string(hide_password=False))
    folded: list[int] = []

    def fold_between(*given: Any) -> None:
        if "FROM orderbucket" in given[2]:
            folded.append(fold(other, rest=on))

    event.listen(books.database.engine, "after_cursor_execute", fold_between)
    is_right(books, [Past(BEGINS)], None, EVERYWHERE)
    event.remove(books.database.engine, "after_cursor_execute", fold_between)
    assert folded == [1]
    other.dispose()


def test_orders_of_the_flow(studio: Studio) -> None:
    """Real orders, settled, failed and cancelled, are folded as they ended; books stay clean."""
    settled = place_and_run(studio, "a")
    cancelled = place(studio, "b", CHEAP)
    endings.cancel(studio, DEMO_USER, cancelled.id)
    still_open = place(studio, "c", CHEAP)
    before = by_group(studio.database, DEMO_USER)
    assert fold(studio.database, rest=on) == 2
    assert by_group(studio.database, DEMO_USER) == before
    assert order_of(studio, settled.id).folded
    assert not order_of(studio, still_open.id).folded
    assert endings.cancel(studio, DEMO_USER, still_open.id)
    assert fold(studio.database, rest=on) == 1


def test_a_clock_set_back(tmp_path: Path) -> None:
    """Orders placed an hour in the past, after that hour was folded, are folded as well."""
    clock = FakeClock()
    studio = make_studio("", tmp_path / "data", clock=clock)
    place_and_run(studio, "a")
    assert fold(studio.database, rest=on) == 1
    clock.advance(-HOUR_MS)
    place_and_run(studio, "b")
    (prompt,) = by_group(studio.database)
    assert fold(studio.database, rest=on) == 1
    assert by_group(studio.database) == [prompt]
    assert (prompt.orders, prompt.settled) == (2, 2)
    assert counted(studio) == each_counts(2)
    studio.database.dispose()


def test_the_keeper_folds(tmp_path: Path) -> None:
    """What had ended before a start is folded by the pool, with nobody asking for it."""
    studio = make_studio("", tmp_path / "data")
    order = place_and_run(studio, "a")
    pool = Pool(studio).start()
    wait_until(lambda: order_of(studio, order.id).folded, "the order was folded")
    pool.stop()
    studio.database.dispose()


PLANS = {  # of a query → the index that SQLite must read it by, and how
    (None, Period(BEGINS)): "USING INDEX ix_generation_unfolded (created_at>?)",
    (DEMO_USER, Period(BEGINS)): "USING INDEX ix_generation_unfolded (created_at>?)",
    (None, EVERYWHERE): "SCAN generation USING INDEX ix_generation_unfolded",
    (DEMO_USER, EVERYWHERE): "SCAN generation USING INDEX ix_generation_unfolded",
}


@pytest.mark.parametrize(("person", "period"), PLANS)
def test_folded_orders_are_not_looked_at(
    sqlite_studio: Studio, person: str | None, period: Period
) -> None:
    """On SQLite the statistics read what is not folded by the index that has nothing else."""
    with failing(sqlite_studio.database.engine, "folded = 0") as hit, pytest.raises(StorageFailed):
        by_group(sqlite_studio.database, person, period)
    with sqlite_studio.database.read() as session:
        connection: Any = session.connection().connection.driver_connection
        bound = [0] * hit[0].count("?")
        said = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {hit[0]}", bound)]
    assert PLANS[person, period] in said[0]


def test_postgresql_knows_how_few_months_there_are(books: Studio) -> None:
    """Its planner reads everybody's months by the key: it would else expect a third of all rows."""
    if books.database.is_sqlite:
        pytest.skip("SQLite asks nothing about rows before it takes the key")
    fill = """
        INSERT INTO orderbucket SELECT {person}, {span}, CAST(number AS BIGINT) * {span},
            'p', 'v', 's', 'm', 'settled', '', '', 0, 'USD', 1, 1, 0, 0
        FROM generate_series(1, {rows}) number"""
    filling = (("''", QUARTER_MS, 4000), ("''", MONTH_MS, 40), ("'p' || number", MONTH_MS, 3000))
    with books.database.write() as tx:
        for person, span, rows in filling:
            tx.execute(text(fill.format(person=person, span=span, rows=rows)))
        tx.execute(text("ANALYZE orderbucket"))
        query = f"SELECT 1 FROM orderbucket WHERE person_id = '' AND span_ms = {MONTH_MS}"
        plan = tx.execute(text(f"EXPLAIN {query}")).scalars().all()
    assert "pk_orderbucket" in plan[0], plan
    forget(books)
