"""Turns: clicks before batches, people one after the other; and the same read from the rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from fakes import CHEAP, form
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, insert, update
from sqlmodel import col

from core.orders import reads, submission
from core.orders.ahead import orders_ahead
from core.orders.pool.turns import Ticket, Turns
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Generation, OrderStatus, User

PEOPLE = ("a", "b", "c")
ARRIVES, IS_TAKEN, ENDS, IS_DROPPED = "arrives", "is taken", "ends", "is dropped"
COMES = st.tuples(st.just(ARRIVES), st.sampled_from(PEOPLE), st.sampled_from((False, False, True)))
GOES = st.tuples(st.sampled_from((IS_TAKEN, IS_TAKEN, ENDS, IS_DROPPED)), st.integers(0, 99))
EVENTS = st.lists(st.one_of(COMES, COMES, GOES), min_size=12, max_size=50)  # orders do wait


# Three orders of a, then one of b; a's first is taken: now it is b's turn, not a's.
A_WAITS_AGAIN = [*[(ARRIVES, "a", False)] * 3, (ARRIVES, "b", False), (IS_TAKEN, 0)]

# Two of a, one is taken; then b comes, then a again, whose older one is dropped: it is b's turn.
A_COMES_ANEW = [
    *[(ARRIVES, "a", False)] * 2,
    (IS_TAKEN, 0),
    (ARRIVES, "b", False),
    (ARRIVES, "a", False),
    (IS_DROPPED, 0),
]


def ticket(number: int, person: str, *, batch: bool = False) -> Ticket:
    """Return the ticket of a person's order that was placed at an instant of its own."""
    return Ticket(number, f"{number:04}", person, batch)


def taken(turns: Turns) -> list[str]:
    """Take all orders that wait; return them in that order."""
    return list(iter(turns.take, None))


class History:
    """Play events; remember what came, what was taken, and when, by a clock of ticks."""

    def __init__(self, events: list[tuple[Any, ...]]) -> None:
        self.turns = Turns()
        self.came: dict[str, Ticket] = {}
        self.taken: dict[str, int] = {}  # order → its tick
        self.over: dict[str, int] = {}  # order → its tick
        self.ticks = count(1)
        for event_ in events:
            self._play(next(self.ticks), *event_)

    def waiting(self) -> list[str]:
        return sorted(self.turns.ids())

    def being_made(self) -> list[str]:
        return sorted(self.taken.keys() - self.over.keys())

    def _play(self, tick: int, what: str, which: Any, batch: bool = False) -> None:
        if what == ARRIVES:
            new = ticket(tick, which, batch=batch)
            self.came[new.order_id] = new
            self.turns.add(new)
        elif what == IS_TAKEN:
            if (order_id := self.turns.take()) is not None:
                self.taken[order_id] = tick
        elif some := self.being_made() if what == ENDS else self.waiting():
            order_id = some[which % len(some)]
            self.over[order_id] = tick
            self.turns.drop([order_id])


def test_a_click_waits_for_one_order_of_each_other_person() -> None:
    """Behind 80 orders of one person, another's click is the second to begin, not the 81st."""
    turns = Turns()
    for number in range(80):
        turns.add(ticket(number, "a"))
    assert turns.take() == "0000"
    turns.add(ticket(80, "b"))
    turns.add(ticket(81, "b"))
    assert taken(turns)[:5] == ["0001", "0080", "0002", "0081", "0003"]


def test_a_click_goes_before_every_batch() -> None:
    """However many orders of batches wait, of the same person too, a click is the next."""
    turns = Turns()
    for number in range(84):
        turns.add(ticket(number, "ab"[number % 2], batch=True))
    turns.add(ticket(84, "a"))
    turns.add(ticket(85, "c"))
    assert taken(turns)[:3] == ["0084", "0085", "0000"]


def test_an_order_waits_once() -> None:
    """An order that comes again while it waits is taken once; after that it may come again."""
    turns = Turns()
    turns.add(ticket(1, "a"))
    turns.add(ticket(1, "a"))
    assert taken(turns) == ["0001"]
    turns.add(ticket(1, "a"))
    assert taken(turns) == ["0001"]


def test_an_order_that_is_put_back_is_its_persons_next() -> None:
    """What was taken and lost goes before what its person placed later."""
    turns = Turns()
    for number in range(3):
        turns.add(ticket(number, "a"))
    assert turns.take() == "0000"
    turns.add(ticket(0, "a"))
    assert taken(turns) == ["0000", "0001", "0002"]


def test_dropped_orders_take_no_turn() -> None:
    """What is taken back while it waits costs its person no turn; only what waited is dropped."""
    turns = Turns()
    for number, person in enumerate("aaab"):
        turns.add(ticket(number, person))
    assert turns.take() == "0000"
    assert turns.drop(["0001", "0000", "unknown"]) == {"0001"}
    assert turns.ids() == {"0002", "0003"}
    assert sorted(taken(turns)) == ["0002", "0003"]
    assert turns.ids() == set()


@given(EVENTS)
def test_nobody_is_passed_twice(events: list[tuple[Any, ...]]) -> None:
    """While an order waits, no equal person has more than one turn more than its own person.

    And nothing is lost, no batch goes before a click, and each person's orders begin as they came.
    """
    history = History([*events, *[(IS_TAKEN, 0)] * len(events)])
    assert history.came.keys() == history.taken.keys() | history.over.keys()
    for order_id, tick in history.taken.items():
        mine = history.came[order_id]
        meanwhile = [
            history.came[other]
            for other, at in history.taken.items()
            if mine.created_at < at < tick
        ]
        assert mine.batch or not any(other.batch for other in meanwhile)
        own = [other for other in meanwhile if other.line == mine.line]
        assert all(other.created_at < mine.created_at for other in own)
        for person in PEOPLE:
            theirs = [other for other in meanwhile if other.line == (mine.batch, person)]
            assert len(theirs) <= len(own) + 1


# --------------------------------------------------------------------- the same, read from the rows


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
    """Yield what the block asks the database, without the beginnings of transactions."""
    sent: list[str] = []

    def note(_: Any, __: Any, sql: str, *___: Any) -> None:
        if sql != "BEGIN":
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
        while (count_ := len(reads.open_orders(studio.database, person))) < wanted:
            key, pictures = f"k{count_}", min(4, wanted - count_)
            submission.submit(studio, DEMO_USER, form(key, CHEAP, pictures=pictures))
        with queries(studio) as sent:
            lives = reads.open_orders(studio.database, person)
        assert [life.ahead for life in lives] == list(range(wanted))
        asked.append(len(sent))
    assert asked == [2, 2]


def test_a_batchs_orders_are_not_among_the_clicked(studio: Studio) -> None:
    """生成 shows what was clicked; what a batch placed holds its tokens beside it."""
    placed = submission.submit(studio, DEMO_USER, form("batch", CHEAP, pictures=3))
    with studio.database.write() as tx:
        ids = [order.id for order in placed]
        tx.execute(update(Generation).where(col(Generation.id).in_(ids)).values(batch=True))
    (clicked,) = submission.submit(studio, DEMO_USER, form("click", CHEAP))
    person = people.find(studio.database, DEMO_USER)
    (life,) = reads.open_orders(studio.database, person)
    assert (life.order.id, life.ahead, person.held) == (clicked.id, 0, 4)
    assert [reads.find(studio.database, person, order.id).ahead for order in placed] == [1, 2, 3]
