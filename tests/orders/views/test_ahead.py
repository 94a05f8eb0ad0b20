"""What people are told of the queue: read from the rows, it is what the queue then does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fakes import CHEAP, form, open_lives
from hypothesis import HealthCheck, example, given, settings
from orders.histories import (
    A_COMES_ANEW,
    A_WAITS_AGAIN,
    ARRIVES,
    ENDS,
    EVENTS,
    PEOPLE,
    History,
    taken,
)
from sqlalchemy import delete, event, insert, text, update
from sqlmodel import col

from core.errors import PersonNotFound
from core.orders import endings, placing, submission
from core.orders.specs import specs_of
from core.orders.views import reads, standing
from core.orders.views.ahead import orders_ahead
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Generation, OrderStatus, User


@contextmanager
def rows_of(studio: Studio, histories: dict[str, History]) -> Iterator[None]:
    """Write what a history for each service would have left in the tables; take it away again."""
    rows = [
        row_of(studio, service, history, order_id)
        for service, history in histories.items()
        for order_id in history.came
    ]
    them = [User(id=one, name=one, is_member=False, created_at=0).model_dump() for one in PEOPLE]
    with studio.database.write() as tx:
        tx.execute(insert(User), them)
        if rows:
            tx.execute(insert(Generation), rows)
    try:
        yield
    finally:
        with studio.database.write() as tx:
            tx.execute(delete(Generation))
            tx.execute(delete(User).where(col(User.id).in_(PEOPLE)))


def row_of(studio: Studio, service: str, history: History, order_id: str) -> dict[str, Any]:
    """Return an order's row as the history left it."""
    came = history.came[order_id]
    over = history.over.get(order_id)
    order = Generation(
        id=f"{service}-{order_id}",
        user_id=came.person,
        key=f"{service}-{order_id}",
        fingerprint="",
        batch=came.batch,
        prompt_id=CHEAP,
        prompt_title="",
        prompt_category="",
        prompt_text="",
        prompt_members_only=False,
        aspect_ratio="1:1",
        seed=0,
        provider=service,
        model="",
        cost=1,
        owner=studio.instance,
        created_at=came.created_at,
        started_at=history.taken.get(order_id),
        ended_at=over,
        status=OrderStatus.HELD if over is None else OrderStatus.RELEASED,
        error_code="" if over is None else "CANCELLED",
    )
    return order.model_dump()


@pytest.mark.sqlite_first
@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
@given(one=EVENTS, other=EVENTS)
@example(one=[(ARRIVES, "a", False)] * 9, other=[])
@example(one=A_WAITS_AGAIN, other=[])
@example(one=[*A_WAITS_AGAIN, (ENDS, 0)], other=[])
@example(one=A_COMES_ANEW, other=[])
@example(one=[(ARRIVES, "a", False), *A_WAITS_AGAIN[1:3]], other=[*A_WAITS_AGAIN, (ENDS, 0)])
def test_what_is_said_to_be_ahead_is_what_begins_before(
    studio: Studio, one: list[tuple[Any, ...]], other: list[tuple[Any, ...]]
) -> None:
    """The number of each waiting order is what its lane makes, and takes before it if nobody comes.

    Whatever has come, begun, ended and been taken back in its lane and in another one before.
    """
    histories = {"one": History(one), "other": History(other)}
    with rows_of(studio, histories), studio.database.read() as session:
        said = [orders_ahead(session, person) for person in PEOPLE]
    expected = {
        f"{service}-{order_id}": len(history.being_made()) + number
        for service, history in histories.items()
        for number, order_id in enumerate(taken(history.turns))
    }
    assert {order: ahead for each in said for order, ahead in each.items()} == expected


def test_orders_of_a_dead_process_are_before_nobody(studio: Studio) -> None:
    """What waits for another owner is in another lane: it never begins here."""
    submission.submit(studio, DEMO_USER, form("dead", CHEAP, pictures=4))
    with studio.database.write() as tx:
        tx.execute(update(Generation).values(owner="another"))
    (order,) = submission.submit(studio, DEMO_MEMBER, form("k", CHEAP))
    with studio.database.read() as session:
        assert orders_ahead(session, DEMO_MEMBER) == {order.id: 0}


@contextmanager
def queries(studio: Studio) -> Iterator[list[str]]:
    """Yield what the block asks the database."""
    sent: list[str] = []

    def note(_: Any, __: Any, sql: str, *___: Any) -> None:
        sent.append(sql)

    event.listen(studio.database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(studio.database.engine, "before_cursor_execute", note)


def test_sixty_open_orders_cost_no_more_queries_than_five(studio: Studio) -> None:
    """Two queries tell the page of all open orders and their places, however many there are."""
    object.__setattr__(studio.settings, "open_orders", 100)
    person = people.find(studio.database, DEMO_USER)
    asked = []
    for wanted in (5, 60):
        while (count_ := len(open_lives(studio, person))) < wanted:
            key, pictures = f"k{count_}", min(4, wanted - count_)
            submission.submit(studio, DEMO_USER, form(key, CHEAP, pictures=pictures))
        with queries(studio) as sent:
            lives = open_lives(studio, person)
        assert [life.ahead for life in lives] == list(range(wanted))
        asked.append(len(sent))
    assert asked == [2, 2]


def test_a_batchs_orders_are_not_among_the_clicked(studio: Studio) -> None:
    """生成 shows what was clicked; what a batch placed holds its tokens beside it."""
    specs = specs_of(form("batch", CHEAP, pictures=3), studio.services, studio.new_seed)
    placed = placing.place(studio, DEMO_USER, specs, batch=True)
    (clicked,) = submission.submit(studio, DEMO_USER, form("click", CHEAP))
    person = people.find(studio.database, DEMO_USER)
    (life,) = open_lives(studio, person)
    assert (life.order.id, life.ahead, person.held) == (clicked.id, 0, 4)
    assert standing.find(studio.database, person.id).open_orders == {clicked.id}
    assert [reads.find(studio.database, person, order.id).ahead for order in placed] == [1, 2, 3]


def test_what_every_page_asks_is_two_queries(studio: Studio) -> None:
    """The ids of open orders come without the orders: not of the ended, nor of somebody else."""
    first, second = submission.submit(studio, DEMO_USER, form("k", CHEAP, pictures=2))
    endings.cancel(studio, DEMO_USER, first.id)
    submission.submit(studio, DEMO_MEMBER, form("k", CHEAP))
    with queries(studio) as sent:
        found = standing.find(studio.database, DEMO_USER, beside=(DEMO_MEMBER, "nobody"))
    assert found.open_orders == {second.id}
    assert (found.person.id, found.person.held) == (DEMO_USER, 1)
    assert found.names == {DEMO_USER: "演示用户", DEMO_MEMBER: "演示会员"}
    (_, asked) = sent
    assert asked.split("FROM")[0].split() == ["SELECT", "generation.id"]


@pytest.mark.parametrize("person_id", ["nobody", "", "\0", "\ud800", "x" * 65], ids=repr)
def test_somebody_unknown_has_no_standing(studio: Studio, person_id: str) -> None:
    """Words from an address that name nobody are refused, with whomever else is asked for."""
    with pytest.raises(PersonNotFound):
        standing.find(studio.database, person_id, beside=(DEMO_MEMBER,))


def test_open_orders_are_found_without_reading_the_ended_ones(sqlite_studio: Studio) -> None:
    """SQLite finds a person's open orders by their own index, however many have ended."""
    query = reads.ids_of_open_clicks(DEMO_USER)
    words = query.compile(sqlite_studio.database.engine, compile_kwargs={"literal_binds": True})
    with sqlite_studio.database.read() as session:
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {words}")).all()
    assert "ix_generation_open" in plan[0].detail, plan


def test_named_orders_are_found_without_reading_all_of_a_person(sqlite_studio: Studio) -> None:
    """SQLite finds orders by their ids, however many they are and however many somebody has."""
    mine = people.find(sqlite_studio.database, DEMO_USER)
    asked: list[tuple[str, tuple[str, ...]]] = []
    engine = sqlite_studio.database.engine
    event.listen(engine, "before_cursor_execute", lambda *each: asked.append(each[2:4]))
    reads.find_all(sqlite_studio.database, mine, [f"{n:032x}" for n in range(9)])
    ((statement, values),) = [each for each in asked if "FROM generation" in each[0]]
    with sqlite_studio.database.read() as session:
        connection = session.connection()
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    assert "(id=?)" in plan[0].detail, plan
