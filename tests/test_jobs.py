"""The worker pool: queued orders end, leases are kept, nothing ends a worker, a stop is short."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fakes import (
    CHEAP,
    HOUR_MS,
    PNG,
    FakeClock,
    FakeProvider,
    Turnstile,
    failing,
    form,
    in_threads,
    make_studio,
    moments_of,
    order_of,
    provider_of,
    wait_until,
)

from core import generation, jobs, ledger, people, recovery, studio, submission
from core.errors import GenerationFailed, OrderNotFound, ProviderFault, Stopping, StorageFailed
from core.jobs import Pool
from core.models import Generation, OrderStatus
from core.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio


@contextmanager
def running(parts: Studio) -> Iterator[Pool]:
    """Return a started pool; stop it at the end."""
    pool = Pool(parts).start()
    try:
        yield pool
    finally:
        pool.stop()


def ended(parts: Studio, *orders: Generation) -> None:
    """Wait until none of the orders is held any more."""
    wait_until(
        lambda: all(order_of(parts, order.id).status != OrderStatus.HELD for order in orders),
        "the orders ended",
    )


def statuses(parts: Studio, orders: list[Generation]) -> set[str]:
    """Return the set of states that the orders are in."""
    return {order_of(parts, order.id).status for order in orders}


def numbers(parts: Studio) -> tuple[int, int]:
    """Return the demo user's balance and held tokens."""
    user = people.find(parts.database, DEMO_USER)
    return user.balance, user.held


def test_a_submitted_form_is_worked_on(studio: Studio) -> None:
    """Four pictures of one form are made by the pool and charged one by one."""
    with running(studio) as pool:
        orders = pool.submit(DEMO_USER, form("k", pictures=4))
        ended(studio, *orders)
    assert statuses(studio, orders) == {OrderStatus.SETTLED}
    assert numbers(studio) == (80, 0)


def test_fifty_clicks_make_one_call(studio: Studio) -> None:
    """Row 2: 50 submits of one key at once are one order, one call and one entry."""
    slow = Turnstile()
    provider_of(studio).queue(slow)
    with running(studio) as pool:
        results = in_threads(50, lambda _: pool.submit(DEMO_USER, form("one")))
        assert len({order.id for (order,) in results}) == 1  # type: ignore[misc]
        slow.wait_for()
        slow.open()
        ended(studio, *pool.submit(DEMO_USER, form("one")))
    assert len(provider_of(studio).requests) == 1
    assert numbers(studio) == (95, 0)


def test_pictures_of_one_form_end_by_themselves(studio: Studio) -> None:
    """One of three pictures fails: two are charged, one is not."""
    provider_of(studio).queue(PNG, GenerationFailed(ProviderFault.NO_IMAGE), PNG)
    with running(studio) as pool:
        orders = pool.submit(DEMO_USER, form("k", pictures=3))
        ended(studio, *orders)
    assert statuses(studio, orders) == {OrderStatus.SETTLED, OrderStatus.RELEASED}
    assert numbers(studio) == (90, 0)


@pytest.mark.parametrize(
    "raised",
    [KeyboardInterrupt(), SystemExit(1), GeneratorExit(), asyncio.CancelledError()],
    ids=lambda error: type(error).__name__,
)
def test_no_exception_ends_a_worker(tmp_path: Path, raised: BaseException) -> None:
    """A provider that raises a BaseException costs its order, not the worker thread."""
    provider = FakeProvider(raised)
    parts = make_studio("", tmp_path / "data", provider, workers=1)
    with running(parts) as pool:
        ended(parts, *pool.submit(DEMO_USER, form("bad")))
        good = pool.submit(DEMO_USER, form("good"))
        ended(parts, *good)
    assert statuses(parts, good) == {OrderStatus.SETTLED}


def test_cancelling_frees_the_worker_at_once(tmp_path: Path) -> None:
    """A cancelled call that would hang for ever leaves its worker to the next order."""
    slow = Turnstile()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), workers=1)
    with running(parts) as pool:
        (hanging,) = pool.submit(DEMO_USER, form("hangs"))
        slow.wait_for()
        (next_one,) = pool.submit(DEMO_USER, form("next"))
        assert pool.cancel(DEMO_USER, hanging.id)
        ended(parts, next_one)
    assert order_of(parts, hanging.id).error_code == "CANCELLED"
    assert order_of(parts, next_one.id).status == OrderStatus.SETTLED


def test_another_persons_cancel_does_not_stop_the_call(tmp_path: Path) -> None:
    """A stranger's cancel is answered as unknown, and the call goes on."""
    slow = Turnstile()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), workers=1)
    with running(parts) as pool:
        (order,) = pool.submit(DEMO_USER, form("k"))
        slow.wait_for()
        with pytest.raises(OrderNotFound):
            pool.cancel(DEMO_MEMBER, order.id)
        slow.open()
        ended(parts, order)
    assert order_of(parts, order.id).status == OrderStatus.SETTLED


def test_a_queued_order_keeps_its_lease(tmp_path: Path) -> None:
    """Orders that run or wait longer than a lease are renewed, and another process lets them be."""
    clock, slow = FakeClock(), Turnstile()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), clock=clock, workers=1)
    other = make_studio("", tmp_path / "data", clock=clock)
    with running(parts) as pool:
        orders = pool.submit(DEMO_USER, form("k", pictures=2))
        slow.wait_for()
        for _ in range(3):
            clock.advance(ledger.LEASE_MS - 1)
            pool.renew()
            assert recovery.recover(other) == 0
        slow.open()
        ended(parts, *orders)
    assert statuses(parts, orders) == {OrderStatus.SETTLED}


def test_a_worker_whose_order_was_taken_is_freed(tmp_path: Path) -> None:
    """When another process has released an order, its hanging call is given up, not waited for."""
    slow = Turnstile()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), workers=1)
    with running(parts) as pool:
        (order,) = pool.submit(DEMO_USER, form("k"))
        slow.wait_for()
        generation.release(parts, order.id, GenerationFailed(ProviderFault.INTERRUPTED))
        pool.renew()
        ended(parts, *pool.submit(DEMO_USER, form("next")))
    assert numbers(parts) == (95, 0)


def test_an_order_left_between_submit_and_queue_is_recovered(studio: Studio) -> None:
    """An order that no process works on is released when its lease is over."""
    (order,) = submission.submit(studio, DEMO_USER, form("k"))
    object.__setattr__(studio, "now", lambda: order.expires_at + 1)
    with running(studio):
        assert order_of(studio, order.id).status == OrderStatus.RELEASED
    assert numbers(studio) == (100, 0)


def test_tokens_of_a_dead_process_are_free_for_the_next_order(studio: Studio) -> None:
    """Row 6: recovery comes before the hold, so a dead worker's tokens are not missed."""
    submission.submit(studio, DEMO_USER, form("dead", pictures=4))
    with running(studio) as pool:
        object.__setattr__(studio, "now", FakeClock(studio.now() + HOUR_MS))
        orders = [pool.submit(DEMO_USER, form(f"k{number}", pictures=4)) for number in range(5)]
        ended(studio, *(order for form_orders in orders for order in form_orders))
    assert numbers(studio) == (0, 0)


def test_a_released_hold_that_failed_does_not_stop_the_pool(studio: Studio) -> None:
    """A database that is gone for one settle and release costs that order's time, nothing else."""
    slow = Turnstile()
    provider_of(studio).queue(slow)
    with running(studio) as pool:
        (order,) = pool.submit(DEMO_USER, form("k"))
        slow.wait_for()
        with failing(studio.database.engine) as hit:
            slow.open()
            wait_until(lambda: len(hit) >= 2, "settle and release met the dead database")
        ended(studio, *pool.submit(DEMO_USER, form("next")))
        assert order_of(studio, order.id).status == OrderStatus.HELD
        object.__setattr__(studio, "now", FakeClock(studio.now() + HOUR_MS))
        assert recovery.recover(studio) == 1
    assert numbers(studio) == (95, 0)


def test_a_dead_database_is_told_to_the_page(studio: Studio) -> None:
    """Submit on a dead database raises StorageFailed, recovery before the hold included."""
    with (
        running(studio) as pool,
        failing(studio.database.engine),
        pytest.raises(StorageFailed),
    ):
        pool.submit(DEMO_USER, form("k"))


def test_a_stop_releases_what_waits_and_lets_the_running_end(studio: Studio) -> None:
    """Row 3: after a stop nothing is held: the running order is settled, the waiting ones free."""
    slow = Turnstile()
    provider_of(studio).queue(*[slow] * studio.settings.workers)
    pool = Pool(studio).start()
    orders = [
        order
        for number in range(2)
        for order in pool.submit(DEMO_USER, form(f"k{number}", CHEAP, pictures=4))
    ]
    slow.wait_for(studio.settings.workers)
    stopping = threading.Thread(target=pool.stop, daemon=True)
    stopping.start()
    wait_until(
        lambda: sum(order_of(studio, one.id).status == OrderStatus.RELEASED for one in orders) == 4,
        "the waiting orders were released",
    )
    slow.open()
    stopping.join(20)
    assert not stopping.is_alive()
    assert statuses(studio, orders) == {OrderStatus.SETTLED, OrderStatus.RELEASED}
    assert numbers(studio) == (96, 0)
    with pytest.raises(Stopping):
        pool.submit(DEMO_USER, form("late"))


def test_a_stop_ends_within_ten_seconds(tmp_path: Path) -> None:
    """A call that hangs is given up and released when the stop's patience is over."""
    parts = make_studio("", tmp_path / "data", FakeProvider(always=Turnstile()), workers=2)
    pool = Pool(parts).start()
    pool.submit(DEMO_USER, form("k", pictures=3))
    wait_until(lambda: len(provider_of(parts).requests) == 2, "two calls hang")
    began = time.monotonic()
    pool.stop()
    assert time.monotonic() - began < 10
    assert numbers(parts) == (100, 0)


def test_a_crashed_keeper_round_does_not_end_the_keeper(tmp_path: Path) -> None:
    """A renewal that fails is logged; the next one renews again."""
    clock, slow = FakeClock(), Turnstile()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), clock=clock, workers=1)
    pool = Pool(parts, renew_s=0.01).start()
    (order,) = pool.submit(DEMO_USER, form("k"))
    slow.wait_for()
    with failing(parts.database.engine, "UPDATE generation SET expires_at") as hit:
        wait_until(lambda: bool(hit), "a renewal failed")
    clock.advance(1000)
    late = clock.now + ledger.LEASE_MS
    wait_until(lambda: order_of(parts, order.id).expires_at == late, "a renewal worked")
    slow.open()
    pool.stop()
    assert order_of(parts, order.id).status == OrderStatus.SETTLED


def test_there_is_one_pool_for_a_studio(app_studio: Studio) -> None:
    """`current` starts the studio's pool once; a stopped one stays, and takes no new orders."""
    pools = in_threads(8, lambda _: jobs.current())
    assert len({id(pool) for pool in pools}) == 1
    jobs.stop()
    again = jobs.current()
    assert again is pools[0]
    with pytest.raises(Stopping):
        again.submit(DEMO_USER, form("late"))
    assert studio.current() is app_studio


def test_two_processes_that_queue_one_order_make_one_picture(
    database_url: str, tmp_path: Path
) -> None:
    """The same click answered by two processes is called once, and the file is the charged one."""
    slow = Turnstile()
    one = make_studio(database_url, tmp_path / "data", FakeProvider(slow))
    two = make_studio(database_url, tmp_path / "data", FakeProvider())
    moments_of(one).clear()
    with running(one) as first, running(two) as second:
        (order,) = submission.submit(one, DEMO_USER, form("k"))
        results: list[Any] = in_threads(
            2, lambda number: (first, second)[number].submit(DEMO_USER, form("k"))
        )
        assert {placed.id for (placed,) in results} == {order.id}
        slow.open()
        ended(one, order)
    assert len(provider_of(one).requests) + len(provider_of(two).requests) == 1
    one.database.dispose()
    two.database.dispose()
