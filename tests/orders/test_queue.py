"""The queue, whichever engine carries the orders: what pages may rely on."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from fakes import (
    CHEAP,
    PNG,
    Turnstile,
    form,
    in_threads,
    order_of,
    provider_of,
    wait_until,
)
from orders.engines import ended, is_engine, jobs_of, running, statuses, waiting_room
from sqlalchemy import text
from sqlmodel import Session

from core.errors import OrderNotFound, Stopping
from core.log import configure
from core.orders import placing
from core.orders.specs import specs_of
from core.orders.views.ahead import orders_ahead
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.providers.calling import Caller
from core.providers.contract import ImageRequest
from core.studio import Studio
from core.tables import Generation, OrderStatus

NEVER_S = 3600  # no renewal and no keeper helps what is to happen by itself
TOLD_S = 2.5  # a worker that nobody tells of a cancel looks for it by itself every 5 s


def numbers(studio: Studio, person_id: str = DEMO_USER) -> tuple[int, int]:
    """Return a person's balance and held tokens."""
    user = people.find(studio.database, person_id)
    return user.balance, user.held


def begun(studio: Studio) -> list[str]:
    """Return the wishes of the requests that the service got, in their order."""
    return [request.text.rsplit("\n")[-1] for request in provider_of(studio).requests]


def placed_batch(studio: Studio, person: str, *wishes: str) -> list[Generation]:
    """Place a batch of orders, one for each wish."""
    specs = [
        spec
        for wish in wishes
        for spec in specs_of(form(wish, CHEAP, wish=wish), studio.services, studio.new_seed)
    ]
    return placing.place(studio, person, specs, batch=True)


def test_an_order_goes_to_its_end(queued: Studio) -> None:
    """Four pictures of one form are made and charged, each by one call."""
    with running(queued) as queue:
        orders = queue.submit(DEMO_USER, form("k", pictures=4))
        ended(queued, *orders)
    assert statuses(queued, *orders) == [OrderStatus.SETTLED] * 4
    assert numbers(queued) == (80, 0)
    assert len(provider_of(queued).requests) == 4


def test_clicks_with_one_key_make_one_call(queued: Studio) -> None:
    """Eight submits of one key at once are one order, one call and one entry."""
    with running(queued) as queue:
        results: list[Any] = in_threads(8, lambda _: queue.submit(DEMO_USER, form("one")))
        assert len({order.id for (order,) in results}) == 1
        ended(queued, *results[0])
        (again,) = queue.submit(DEMO_USER, form("one"))
        assert order_of(queued, again.id).status == OrderStatus.SETTLED
    assert len(provider_of(queued).requests) == 1
    assert numbers(queued) == (95, 0)


def test_what_is_cancelled_while_it_waits_is_never_made(queued: Studio) -> None:
    """A waiting order that its person cancels costs nothing, and no call is made for it."""
    slow = Turnstile()
    provider_of(queued).queue(slow)
    with running(queued) as queue:
        (first,) = queue.submit(DEMO_USER, form("first", CHEAP))
        slow.wait_for()
        (second,) = queue.submit(DEMO_USER, form("second", CHEAP))
        assert queue.cancel(DEMO_USER, second.id)
        assert not queue.cancel(DEMO_USER, second.id)
        with pytest.raises(OrderNotFound):
            queue.cancel(DEMO_MEMBER, first.id)
        slow.open()
        ended(queued, first)
        (third,) = queue.submit(DEMO_USER, form("third", CHEAP))
        ended(queued, third)
    assert statuses(queued, first, second, third) == ["settled", "released", "settled"]
    assert len(provider_of(queued).requests) == 2
    assert numbers(queued) == (98, 0)


def test_a_cancel_stops_the_call(queued: Studio) -> None:
    """A running call ends at the cancel of its order: no look, timeout or recovery is needed."""
    entered, stopped = threading.Event(), threading.Event()

    async def hang(_: ImageRequest) -> bytes:
        entered.set()
        try:
            await asyncio.sleep(NEVER_S)
        except asyncio.CancelledError:
            stopped.set()
            raise
        return PNG

    provider_of(queued).queue(hang)
    patient = replace(queued, caller=Caller(NEVER_S))
    with running(patient, renew_s=NEVER_S, recover_s=NEVER_S) as queue:
        (order,) = queue.submit(DEMO_USER, form("k"))
        wait_until(entered.is_set, "the call has begun")
        assert queue.cancel(DEMO_USER, order.id)
        assert stopped.wait(TOLD_S), "nobody told the worker of the cancel"
        (after,) = queue.submit(DEMO_USER, form("after", CHEAP))
        ended(queued, after)
    row = order_of(queued, order.id)
    assert (row.status, row.error_code) == (OrderStatus.RELEASED, "CANCELLED")
    assert numbers(queued) == (99, 0)


def test_people_take_turns(queued: Studio) -> None:
    """Behind eight orders of one person, another's click is one of the next two; both go on so."""
    slow = Turnstile()
    provider_of(queued).queue(slow)
    with running(queued) as queue:
        orders = queue.submit(DEMO_USER, form("a0", CHEAP, wish="a0"))
        slow.wait_for()
        for number in range(1, 9):
            orders += queue.submit(DEMO_USER, form(f"a{number}", CHEAP, wish=f"a{number}"))
        for number in range(3):
            orders += queue.submit(DEMO_MEMBER, form(f"b{number}", CHEAP, wish=f"b{number}"))
        slow.open()
        ended(queued, *orders)
    order = begun(queued)[1:]
    assert [wish for wish in order if wish[0] == "a"] == [f"a{number}" for number in range(1, 9)]
    assert [wish for wish in order if wish[0] == "b"] == ["b0", "b1", "b2"]
    for turn in range(3):
        assert order.index(f"b{turn}") <= 2 * turn + 1


def test_who_comes_again_and_again_passes_nobody_twice(queued: Studio) -> None:
    """An order that waits goes before the second of those that another places one by one."""
    slow, taken = Turnstile(), Turnstile()
    provider_of(queued).queue(slow, taken)
    with running(queued) as queue:
        orders = queue.submit(DEMO_USER, form("a", CHEAP, pictures=3, wish="a"))
        slow.wait_for()
        orders += queue.submit(DEMO_MEMBER, form("b0", CHEAP, wish="b"))
        slow.open()
        taken.wait_for()
        for number in range(1, 4):
            orders += queue.submit(DEMO_MEMBER, form(f"b{number}", CHEAP, wish="b"))
        taken.open()
        ended(queued, *orders)
    assert "".join(begun(queued)).count("bbb") <= 1  # only where no order of the other is left
    assert "bb" not in "".join(begun(queued)).rstrip("b")


def test_clicks_go_before_batches(queued: Studio) -> None:
    """A click of whomever is made before all of a batch that came first."""
    slow = Turnstile()
    provider_of(queued).queue(slow)
    with running(queued) as queue:
        orders = queue.submit(DEMO_USER, form("k", CHEAP, wish="first"))
        slow.wait_for()
        orders += queue.place(partial(placed_batch, queued, DEMO_USER, "x", "y"))
        orders += queue.submit(DEMO_MEMBER, form("k", CHEAP, wish="other's click"))
        orders += queue.submit(DEMO_USER, form("own", CHEAP, wish="own click"))
        slow.open()
        ended(queued, *orders)
    assert sorted(begun(queued)[1:3]) == ["other's click", "own click"]
    assert begun(queued)[3:] == ["x", "y"]


def test_what_is_said_to_be_ahead_begins_before(queued: Studio) -> None:
    """The number of each waiting order is what its lane makes, and takes before it."""
    slow = Turnstile()
    provider_of(queued).queue(slow)
    with running(queued) as queue:
        orders = queue.submit(DEMO_USER, form("k", CHEAP, wish="first"))
        slow.wait_for()
        for number in range(4):
            for person in (DEMO_USER, DEMO_USER, DEMO_MEMBER)[number % 2 :]:
                wish = f"{number}{person}{len(orders)}"
                if number == 2:
                    orders += queue.place(partial(placed_batch, queued, person, wish))
                else:
                    orders += queue.submit(person, form(wish, CHEAP, wish=wish))
        assert queue.cancel(DEMO_USER, orders[2].id)
        with queued.database.read() as session:
            said = {
                order: ahead
                for person in (DEMO_USER, DEMO_MEMBER)
                for order, ahead in orders_ahead(session, person).items()
            }
        slow.open()
        ended(queued, *orders)
    wishes = {order.id: order.wish for order in orders}
    assert [wishes[order] for order in sorted(said, key=said.__getitem__)] == begun(queued)[1:]
    assert sorted(said.values()) == list(range(1, len(orders) - 1))


def test_a_placing_that_fails_leaves_nothing_to_make(queued: Studio) -> None:
    """What is raised beside a hold leaves neither order nor job."""

    class Failing:
        def lock(self, tx: Session) -> None: ...

        def record(self, tx: Session, orders: Any) -> None:
            raise OrderNotFound

    specs = specs_of(form("k"), queued.services, queued.new_seed)
    with waiting_room(queued) as queue, pytest.raises(OrderNotFound):
        queue.place(partial(placing.place, queued, DEMO_USER, specs, beside=Failing()))
    with queued.database.read() as session:
        assert session.execute(text("SELECT COUNT(*) FROM generation")).scalar_one() == 0
    assert not is_engine(queued) or jobs_of(queued) == []


def test_a_stopped_queue_takes_no_orders(queued: Studio) -> None:
    """A click during a stop is refused, and its tokens are not held."""
    with waiting_room(queued) as queue:
        queue.stop()
        with pytest.raises(Stopping):
            queue.submit(DEMO_USER, form("k"))
    assert numbers(queued) == (100, 0)


def test_each_line_of_an_orders_way_has_its_id(
    queued: Studio, capsys: pytest.CaptureFixture[str]
) -> None:
    """Held, handed to workers, begun and ended: the log tells each of them with the order's id."""
    configure("json")
    with running(queued) as queue:
        (order,) = queue.submit(DEMO_USER, form("k"))
        ended(queued, order)
    said = [line for line in capsys.readouterr().err.splitlines() if order.id in line]
    events = ["order.held", "order.step", "order.settled"]
    events += ["order.deferred", "order.taken"] if is_engine(queued) else []
    assert all(any(f'"{event}"' in line for line in said) for event in events)
