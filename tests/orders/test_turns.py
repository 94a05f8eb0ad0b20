"""Turns: a click goes before a batch, people take turns, and nothing is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from orders.histories import EVENTS, IS_TAKEN, PEOPLE, History, taken, ticket

from core.orders.pool.turns import Turns


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


def test_a_dropped_order_leaves_its_turn_to_nobody() -> None:
    """What a person placed later waits from its own arrival, not from that of what was dropped."""
    turns = Turns()
    for number in (1, 2):
        turns.add(ticket(number, "a"))
    taken = turns.take()
    turns.add(ticket(3, "b"))
    turns.add(ticket(4, "a"))
    turns.drop({ticket(2, "a").order_id})
    assert taken == ticket(1, "a").order_id
    assert turns.take() == ticket(3, "b").order_id


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
