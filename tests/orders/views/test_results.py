"""What 生成 reads: orders as they were placed, what is open and what the last ones came to."""

from __future__ import annotations

import pytest
from fakes import CHEAP, OPEN, form, never, place, place_and_run, provider_of
from sqlalchemy import event, update
from sqlmodel import col

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.orders import endings, generation, placing, submission
from core.orders.specs import specs_of
from core.orders.views import results
from core.orders.views.results import Placing
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Generation, OrderStatus, User


@pytest.fixture
def person(studio: Studio) -> User:
    """Return who orders."""
    return people.find(studio.database, DEMO_USER)


def click(studio: Studio, key: str, pictures: int = 1) -> list[Generation]:
    """Place one form's orders; nobody works on them."""
    return submission.submit(studio, DEMO_USER, form(key, CHEAP, pictures=pictures))


def run(studio: Studio, *orders: Generation) -> None:
    """Carry orders to their end, in this order."""
    for order in orders:
        generation.run(studio, order.id, never())


def cancel(studio: Studio, *orders: Generation) -> None:
    """Take orders back."""
    for order in orders:
        assert endings.cancel(studio, DEMO_USER, order.id)


def tell(studio: Studio, placed_by: dict[str, str]) -> None:
    """Let orders say what they were placed by."""
    with studio.database.write() as tx:
        for order_id, name in placed_by.items():
            order = update(Generation).where(col(Generation.id) == order_id)
            tx.execute(order.values(placed_by=name))


def ids(placings: list[Placing]) -> list[list[str]]:
    """Return the orders' ids of each placing."""
    return [[order.id for order in each.orders] for each in placings]


def last(studio: Studio, person: User, *, orders: int) -> list[Placing]:
    """Return the person's last placings, read whole."""
    listed = results.last_ended(studio.database, person, orders=orders)
    named = [order.id for each in listed for order in each]
    read = results.placings_of(studio.database, person, named)
    assert [each.id for each in read] == [results.placed_as(each[0]) for each in listed]
    return read


def of(*placed: list[Generation]) -> list[list[str]]:
    """Return the orders' ids of each click."""
    return [[order.id for order in each] for each in placed]


def test_what_is_open_stands_with_what_has_ended_of_it(studio: Studio, person: User) -> None:
    """An open placing has all its orders in their order, newest placing first; ended ones none."""
    old, first, second = click(studio, "a", 2), click(studio, "b", 4), click(studio, "c")
    run(studio, *old, first[0], first[3])
    assert ids(results.open_placings(studio.database, person)) == of(second, first)
    run(studio, first[1], first[2], *second)
    assert results.open_placings(studio.database, person) == []


def test_nobody_sees_what_others_placed(studio: Studio, person: User) -> None:
    """Neither open nor ended orders of somebody else are there, nor those of a batch."""
    place(studio, "a", OPEN, person=DEMO_MEMBER)
    place_and_run(studio, "b", OPEN, person=DEMO_MEMBER)
    specs = specs_of(form("batch", CHEAP, pictures=2), studio.services, studio.new_seed)
    run(studio, placing.place(studio, DEMO_USER, specs, batch=True)[0])
    assert results.open_placings(studio.database, person) == []
    assert last(studio, person, orders=9) == []
    mine = click(studio, "c")
    assert ids(results.open_placings(studio.database, person)) == of(mine)


def test_results_stand_by_placing_newest_end_first(studio: Studio, person: User) -> None:
    """Who ended last stands first, whatever was placed first; within it the pictures' order."""
    first, second = click(studio, "a", 3), click(studio, "b", 2)
    run(studio, *second, *first[::-1])
    assert ids(last(studio, person, orders=9)) == of(first, second)


def test_a_placing_is_whole_or_not_there(studio: Studio, person: User) -> None:
    """Where the limit would cut an older placing in two, it is left out."""
    first, second = click(studio, "a", 4), click(studio, "b", 4)
    run(studio, *first, *second)
    assert ids(last(studio, person, orders=8)) == of(second, first)
    assert ids(last(studio, person, orders=7)) == of(second)
    assert ids(last(studio, person, orders=4)) == of(second)


def test_cancelled_orders_make_room(studio: Studio, person: User) -> None:
    """What was taken back is there while nothing ended after it; what failed stays."""
    made, failed, taken, both = (click(studio, key, 2) for key in "abcd")
    run(studio, *made)
    provider_of(studio).queue(*[GenerationFailed(ProviderFault.TIMED_OUT)] * 2)
    for order in failed:
        with pytest.raises(GenerationFailed):
            run(studio, order)
    cancel(studio, *taken)
    assert ids(last(studio, person, orders=9)) == of(taken, failed, made)
    cancel(studio, both[0])
    run(studio, both[1])
    shown = last(studio, person, orders=9)
    assert ids(shown) == of(both, failed, made)
    run(studio, *click(studio, "e"))
    (_, older, *_) = last(studio, person, orders=9)
    assert [order.status for order in older.orders] == [OrderStatus.SETTLED]


def test_orders_of_before_stand_alone(studio: Studio, person: User) -> None:
    """Orders that don't tell what was placed together are placings of one, open or ended."""
    first, second = click(studio, "a", 2), click(studio, "b", 2)
    tell(studio, dict.fromkeys((order.id for order in (*first, *second)), ""))
    run(studio, first[0])
    cancel(studio, first[1])
    opened = results.open_placings(studio.database, person)
    assert ids(opened) == [[second[1].id], [second[0].id]]
    assert [each.id for each in opened] == [second[1].id, second[0].id]
    assert ids(last(studio, person, orders=9)) == [[first[0].id]]
    tell(studio, {order.id: order.placed_by for order in (*first, *second)})  # as it is chained


def test_each_is_one_query(studio: Studio, person: User) -> None:
    """However much there is: two queries for what is open and its places, and two for the rest."""
    asked: list[str] = []
    event.listen(
        studio.database.engine, "before_cursor_execute", lambda *each: asked.append(each[2])
    )
    for key in "abc":
        run(studio, *click(studio, key, 4)[:3])
        asked.clear()
        results.open_placings(studio.database, person)
        last(studio, person, orders=12)
        assert sum("generation" in each for each in asked) == 4
