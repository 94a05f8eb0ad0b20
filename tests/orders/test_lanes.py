"""Lanes: a batch starves no click, a person no other, a service that hangs no other service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import (
    CHEAP,
    OPEN,
    PROMPT_TEXT,
    FakeProvider,
    Turnstile,
    form,
    make_studio,
    open_lives,
    order_of,
    provider_of,
    wait_until,
)
from sqlalchemy import update
from sqlmodel import col

from core.audit import audit
from core.orders import placing, submission
from core.orders.pool.in_progress import InProgress
from core.orders.pool.lanes import Lanes
from core.orders.pool.leases import Leases
from core.orders.pool.workers import Pool
from core.orders.specs import specs_of
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Generation, OrderStatus


class Other(FakeProvider):
    """A second service beside the fake one."""

    name = "other"


class One:
    """A studio with one worker for each service, and its pool; the fake service's first call waits.

    `slow` lets that call, and every other one that was given it, go on.
    """

    def __init__(self, database_url: str, data_dir: Path) -> None:
        self.slow = Turnstile()
        self.other = Other()
        made = make_studio(
            database_url, data_dir, FakeProvider(self.slow), workers=1, open_orders=200
        )
        services = {**made.services, self.other.name: self.other}
        self.studio: Studio = replace(made, services=services)
        self.pool = Pool(self.studio, renew_s=3600, recover_s=3600)

    def place(
        self, person: str, count: int, *, batch: bool = False, service: str = "fake"
    ) -> list[Generation]:
        """Place and queue a person's cheap orders; a service that is not here has gone since."""
        services = {service: self.studio.default_service, **self.studio.services}
        studio = replace(self.studio, services=services)
        specs = [
            replace(spec, service=service)
            for number in range(0, count, 4)
            for spec in specs_of(
                form(f"{service}:{batch}:{number}", CHEAP, pictures=min(4, count - number)),
                self.studio.services,
                studio.new_seed,
            )
        ]
        orders = placing.place(studio, person, specs, batch=batch)
        with studio.database.write() as tx:
            theirs = update(Generation).where(col(Generation.placed_by) == orders[0].placed_by)
            tx.execute(theirs.values(owner=None))
        self.pool.adopt()
        return orders

    def asked(self) -> list[str]:
        """Return the texts that the fake service was asked for, in that order."""
        return [request.text for request in provider_of(self.studio).requests]

    def ends(self, *orders: Generation) -> None:
        """Wait until none of the orders is held any more."""
        wait_until(
            lambda: all(
                order_of(self.studio, order.id).status != OrderStatus.HELD for order in orders
            ),
            "the orders ended",
        )


@pytest.fixture
def one(database_url: str, tmp_path: Path) -> Iterator[One]:
    """Return a running pool on each database; its books must be clean at the end of the test."""
    made = One(database_url, tmp_path / "data")
    made.pool.start()
    yield made
    made.slow.open()
    made.pool.stop()
    assert audit(made.studio.database).clean
    made.studio.database.dispose()


def test_a_batch_of_84_makes_no_click_wait(one: One) -> None:
    """A click waits for what is being made, and for none of a batch's 83 other orders."""
    batch = one.place(DEMO_MEMBER, 84, batch=True)
    one.slow.wait_for()
    (click,) = one.pool.submit(DEMO_USER, form("click", OPEN))
    (life,) = open_lives(one.studio, people.find(one.studio.database, DEMO_USER))
    assert life.ahead == 1
    one.slow.open()
    one.ends(click)
    assert one.asked()[1] == PROMPT_TEXT
    assert order_of(one.studio, batch[-1].id).status == OrderStatus.HELD


def test_eighty_orders_of_one_person_make_no_others_click_wait(one: One) -> None:
    """Another person's click waits for what is being made and one order more, not for 80."""
    one.place(DEMO_MEMBER, 80)
    one.slow.wait_for()
    (click,) = one.pool.submit(DEMO_USER, form("click", OPEN))
    (life,) = open_lives(one.studio, people.find(one.studio.database, DEMO_USER))
    assert life.ahead == 2
    one.slow.open()
    one.ends(click)
    assert one.asked().index(PROMPT_TEXT) == 2


def test_a_service_that_hangs_holds_up_no_other(one: One) -> None:
    """While every worker of one service hangs and more wait, another one's orders are made."""
    hanging = one.place(DEMO_MEMBER, 8)
    one.slow.wait_for()
    healthy = one.place(DEMO_USER, 8, service="other")
    one.ends(*healthy)
    assert len(one.other.requests) == 8
    assert {order_of(one.studio, order.id).status for order in hanging} == {OrderStatus.HELD}


def test_an_order_of_a_service_that_is_gone_ends(one: One) -> None:
    """What waits for a service that is not configured any more is told so, and costs nothing."""
    one.slow.open()
    (order,) = one.place(DEMO_USER, 1, service="gone")
    one.ends(order)
    assert order_of(one.studio, order.id).status == OrderStatus.RELEASED
    assert people.find(one.studio.database, DEMO_USER).available == 100


def test_what_is_being_made_is_not_queued_again(one: One) -> None:
    """However often the keeper looks for lost orders, none that a worker has is among them."""
    (order,) = one.place(DEMO_MEMBER, 1)
    one.slow.wait_for()
    for _ in range(3):
        one.pool.adopt()
    assert waiting(one.pool._lanes) == set()
    assert one.pool._mine.ids() == {order.id}


def test_what_is_taken_back_takes_no_turn(one: One) -> None:
    """A waiting order that is cancelled is out of hand at once; the next one is made."""
    one.place(DEMO_MEMBER, 1)
    one.slow.wait_for()
    first, second = one.pool.submit(DEMO_USER, form("k", CHEAP, pictures=2))
    assert one.pool.cancel(DEMO_USER, first.id)
    assert first.id not in one.pool._mine.ids()
    one.slow.open()
    one.ends(second)
    assert len(one.asked()) == 2


def test_what_another_process_ended_takes_no_turn(one: One) -> None:
    """A renewal takes what is not held any more out of the queue, and gives its call up."""
    one.place(DEMO_MEMBER, 1)
    one.slow.wait_for()
    (order,) = one.pool.submit(DEMO_USER, form("k", CHEAP))
    other = Pool(one.studio)
    assert other.cancel(DEMO_USER, order.id)
    assert order.id in one.pool._mine.ids()
    one.pool.renew()
    assert order.id not in one.pool._mine.ids()


def taken_by_a_worker(studio: Studio, mine: InProgress | None = None) -> tuple[Lanes, Generation]:
    """Return lanes without threads, and an order that was taken there and has not begun."""
    lanes = Lanes(studio, mine or InProgress(studio.monotonic))
    (order,) = submission.submit(studio, DEMO_USER, form("k", CHEAP))
    lanes.put(order)
    assert waiting(lanes) == {order.id}
    assert lanes._lanes["fake"]._turns.take() == order.id
    return lanes, order


def waiting(lanes: Lanes) -> set[str]:
    """Return what waits for a worker of the fake service."""
    return lanes._lanes["fake"]._turns.ids()


def test_a_second_click_queues_nothing_that_a_worker_has_taken(sqlite_studio: Studio) -> None:
    """Between a worker's taking an order and its first step, the same click queues it no more."""
    lanes, order = taken_by_a_worker(sqlite_studio)
    lanes.put(order)
    assert waiting(lanes) == set()


def test_what_a_dead_worker_had_taken_is_queued_at_the_second_look(sqlite_studio: Studio) -> None:
    """An order in hand that neither waits nor is worked on may be on its way at one look."""
    lanes, order = taken_by_a_worker(sqlite_studio)
    lanes.queue_the_lost()
    assert waiting(lanes) == set()
    lanes.queue_the_lost()
    assert waiting(lanes) == {order.id}


def test_the_keeper_looks_for_what_dead_workers_had_taken(sqlite_studio: Studio) -> None:
    """Its second round queues such an order again: nobody has to click."""
    mine = InProgress(sqlite_studio.monotonic)
    lanes, order = taken_by_a_worker(sqlite_studio, mine)
    leases = Leases(sqlite_studio, mine, lanes)
    leases.adopt()
    assert waiting(lanes) == set()
    leases.adopt()
    assert waiting(lanes) == {order.id}
