"""The worker pool: queued orders end, leases are kept, nothing ends a worker, a stop is short."""

from __future__ import annotations

import asyncio
import ctypes
import io
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import (
    CHEAP,
    HOUR_MS,
    PATIENCE_S,
    PNG,
    FakeClock,
    FakeProvider,
    FakeSeconds,
    Turnstile,
    failing,
    form,
    in_threads,
    make_studio,
    moments_of,
    order_of,
    place_and_run,
    provider_of,
    recover_dead,
    wait_a_lease,
    wait_until,
)
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

import streamlit_app
from core import log
from core.audit import audit
from core.errors import GenerationFailed, OrderNotFound, Stopping, StorageFailed, TooManyOrders
from core.faults import ProviderFault
from core.orders import endings, submission
from core.orders.pool import ending, leases, workers
from core.orders.pool.workers import Pool
from core.orders.recovery import LEASE_S, Recovery
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import trash
from core.pictures.uploads import check_answer
from core.providers.calling import Caller
from core.studio import Studio, current_studio, now_ms, use
from core.tables import Generation, OrderStatus


@contextmanager
def running(parts: Studio, **times: float) -> Iterator[Pool]:
    """Return a started pool; stop it at the end."""
    pool = Pool(parts, **times).start()
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


def numbers(parts: Studio, person_id: str = DEMO_USER) -> tuple[int, int]:
    """Return a person's balance and held tokens."""
    user = people.find(parts.database, person_id)
    return user.balance, user.held


def test_a_submitted_form_is_worked_on(studio: Studio) -> None:
    """Four pictures of one form are made by the pool and charged one by one."""
    with running(studio) as pool:
        orders = pool.submit(DEMO_USER, form("k", pictures=4))
        ended(studio, *orders)
    assert statuses(studio, orders) == {OrderStatus.SETTLED}
    assert numbers(studio) == (80, 0)


def test_fifty_clicks_make_one_call(studio: Studio) -> None:
    """50 submits of one key at once are one order, one call and one entry."""
    slow = Turnstile()
    provider_of(studio).queue(slow)
    with running(studio) as pool:
        results: list[Any] = in_threads(50, lambda _: pool.submit(DEMO_USER, form("one")))
        assert len({order.id for (order,) in results}) == 1
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
    """A cancelled call that would hang for ever leaves its worker to the next order, at once.

    Without the switch the renewal would free it after 5 s, and the deadline after 20 s.
    """
    slow = Turnstile()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), workers=1)
    with running(parts, renew_s=3600) as pool:
        (hanging,) = pool.submit(DEMO_USER, form("hangs"))
        slow.wait_for()
        (next_one,) = pool.submit(DEMO_USER, form("next"))
        began = time.monotonic()
        assert pool.cancel(DEMO_USER, hanging.id)
        ended(parts, next_one)
        assert time.monotonic() - began < PATIENCE_S / 2
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
    slow, seconds = Turnstile(), FakeSeconds()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), workers=1)
    other = make_studio("", tmp_path / "data", monotonic=seconds)
    watch = Recovery(other)
    with running(parts) as pool:
        orders = pool.submit(DEMO_USER, form("k", pictures=2))
        slow.wait_for()
        for _ in range(3):
            assert wait_a_lease(other, watch, but_for=0.5) == [0]
            pool.renew()
        slow.open()
        ended(parts, *orders)
    assert statuses(parts, orders) == {OrderStatus.SETTLED}


def test_every_order_in_hand_is_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many statements it takes, a renewal raises the lease of each waiting order."""
    monkeypatch.setattr(leases, "MOST_IDS", 1)
    slow = Turnstile()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), workers=1)
    with running(parts, renew_s=3600) as pool:
        (_, *waiting) = pool.submit(DEMO_USER, form("k", pictures=4))
        slow.wait_for()
        before = [order_of(parts, order.id).lease for order in waiting]
        pool.renew()
        assert [order_of(parts, order.id).lease for order in waiting] == [n + 1 for n in before]


class Rests(threading.Event):
    """Say by thread how long the keepers rest between two rounds; let some rest for less."""

    def __init__(self, **shorter: float) -> None:
        super().__init__()
        self._shorter = {name.replace("_", "-"): times for name, times in shorter.items()}
        self.seconds: dict[str, float] = {}

    def wait(self, timeout: float | None = None) -> bool:
        name = threading.current_thread().name
        assert timeout is not None
        self.seconds[name] = timeout
        return super().wait(timeout / self._shorter.get(name, 1))


def test_a_renewal_comes_before_a_lease_is_over(tmp_path: Path) -> None:
    """As the app makes it, three renewals may fail before anybody may take an order for dead."""
    pool = Pool(make_studio("", tmp_path / "data"))
    pool._stopping = rests = Rests()
    pool.start()
    try:
        wait_until(lambda: "keeper-renew" in rests.seconds, "leases were renewed")
    finally:
        pool.stop()
    assert 3 * rests.seconds["keeper-renew"] < LEASE_S


def test_a_sweep_comes_every_hour(tmp_path: Path) -> None:
    """What an hour brings goes with a later round: the first one is not the last."""
    clock = FakeClock()
    parts = make_studio("", tmp_path / "data", clock=clock)
    pool = Pool(parts)
    pool._stopping = rests = Rests(keeper_sweep=36_000.0)  # an hour takes 0.1 s
    pool.start()
    try:
        wait_until(lambda: "keeper-sweep" in rests.seconds, "the first sweep ended")
        (order,) = submission.submit(parts, DEMO_USER, form("k"))
        endings.release(parts, [order.id], GenerationFailed(ProviderFault.INTERRUPTED))
        parts.images.store_original(order.id, check_answer(PNG))
        clock.now = now_ms() + 25 * HOUR_MS
        wait_until(lambda: parts.images.find_original(order.id) is None, "a later one took it")
    finally:
        pool.stop()


def test_the_pool_never_recovers_its_own_living_orders(tmp_path: Path) -> None:
    """A renewer that cannot write for longer than a lease costs no running order its picture."""
    slow, seconds = Turnstile(), FakeSeconds()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), monotonic=seconds, workers=1)
    with running(parts, renew_s=3600, recover_s=0.01) as pool:
        orders = pool.submit(DEMO_USER, form("k", pictures=2))
        slow.wait_for()
        for _ in range(10):
            seconds.advance(5)
            looked_at(parts)
        slow.open()
        ended(parts, *orders)
    assert statuses(parts, orders) == {OrderStatus.SETTLED}


def looked_at(parts: Studio) -> None:
    """Return when the keepers have written twice more: then recovery has had a whole look."""
    commits = threading.Semaphore(0)
    moments_of(parts).on("committed", commits.release)
    for _ in range(6):
        assert commits.acquire(timeout=PATIENCE_S), "no keeper wrote"
    moments_of(parts).clear()


def test_a_worker_whose_order_was_taken_is_freed(tmp_path: Path) -> None:
    """When another process has released an order, its hanging call is given up, not waited for."""
    slow = Turnstile()
    made: dict[str, Any] = {"workers": 1, "call_timeout_s": 600}  # no deadline frees it meanwhile
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), **made)
    with running(parts) as pool:
        (order,) = pool.submit(DEMO_USER, form("k"))
        slow.wait_for()
        endings.release(parts, [order.id], GenerationFailed(ProviderFault.INTERRUPTED))
        pool.renew()
        ended(parts, *pool.submit(DEMO_USER, form("next")))
    assert numbers(parts) == (95, 0)


def test_an_order_left_between_submit_and_queue_is_recovered(tmp_path: Path) -> None:
    """The keeper releases an order that no process works on when its lease is over."""
    seconds = FakeSeconds()
    parts = make_studio("", tmp_path / "data", monotonic=seconds)
    order = submission.submit(parts, DEMO_USER, form("k"))[0]
    with running(parts, recover_s=0.01):
        while order_of(parts, order.id).status == OrderStatus.HELD:
            seconds.advance(5)
            looked_at(parts)
    assert order_of(parts, order.id).error_reason == "interrupted"
    assert numbers(parts) == (100, 0)


def test_an_order_without_an_owner_is_queued(studio: Studio) -> None:
    """The keeper takes an order that nobody owns yet, and works on it."""
    (order,) = submission.submit(studio, DEMO_USER, form("k"))
    with studio.database.write() as tx:
        tx.execute(text("UPDATE generation SET owner = NULL"))
    with running(studio, recover_s=0.01):
        ended(studio, order)
    assert order_of(studio, order.id).status == OrderStatus.SETTLED
    assert order_of(studio, order.id).owner == studio.instance


def kill(pool: Pool, name: str) -> threading.Thread:
    """Raise SystemExit in a thread of the pool, as nothing in the app ever should."""
    thread = pool._threads._threads[name]
    assert thread.ident
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit)
    )
    return thread


class FailingCaller(Caller):
    """A caller whose loop is dead; count who wants it running."""

    def __init__(self) -> None:
        super().__init__(PATIENCE_S)
        self.looks = threading.Semaphore(0)

    def dead(self) -> list[str]:
        return ["calls-fake"]

    def ensure_running(self) -> None:
        self.looks.release()


def test_the_pool_watches_over_the_services_loops(tmp_path: Path) -> None:
    """A service's loop that died is among the dead, and each look wants it running again."""
    caller = FailingCaller()
    parts = replace(make_studio("", tmp_path / "data"), caller=caller)
    with running(parts) as pool:
        assert "calls-fake" in pool.dead()
        for _ in range(2):
            assert caller.looks.acquire(timeout=PATIENCE_S), "nobody looked after the loop"


def test_the_apps_health_is_the_pools(tmp_path: Path) -> None:
    """The app's own addresses tell of threads that are dead, and `/readyz` of what hinders work."""
    parts = replace(make_studio("", tmp_path / "data"), caller=FailingCaller())
    routes = [route for route in streamlit_app.app._user_routes if isinstance(route, Route)]
    client = TestClient(Starlette(routes=routes))
    streamlit_app.checks.cache_clear()
    with use(parts):
        try:
            assert client.get("/healthz").text == "not ok: calls-fake\n"
            shutil.rmtree(parts.settings.data_dir / "originals", ignore_errors=True)
            (parts.settings.data_dir / "originals").write_bytes(b"a file where the folder was")
            # More than once, because on a busy machine one look may take too long.
            answers = (client.get("/readyz").text for _ in range(10))
            assert any(
                answer.startswith("not ok: calls-fake, ") and "pictures" in answer
                for answer in answers
            )
        finally:
            workers.stop()
            streamlit_app.checks.cache_clear()


MEANT = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


@MEANT
def test_an_order_whose_worker_died_is_made(tmp_path: Path) -> None:
    """A worker that dies with an order in its hands leaves it to the one that takes its place."""
    parts = make_studio("", tmp_path / "data", workers=1)
    with running(parts, recover_s=0.01) as pool:
        kill(pool, "worker-fake-0")  # it waits in the queue: it dies as soon as an order wakes it
        (order,) = pool.submit(DEMO_USER, form("k"))
        ended(parts, order)
    assert order_of(parts, order.id).status == OrderStatus.SETTLED


@MEANT
def test_a_dead_supervisor_is_started_again(tmp_path: Path) -> None:
    """The keepers look after the thread that looks after all others."""
    parts = make_studio("", tmp_path / "data", workers=1)
    with running(parts, recover_s=0.01) as pool:
        old = kill(pool, "supervisor")
        wait_until(lambda: not old.is_alive(), "the supervisor died")
        wait_until(lambda: pool.dead() == [], "all threads live")


def test_the_keeper_sweeps(tmp_path: Path) -> None:
    """A file of a released order that nobody needs any more goes with the pool's first sweep."""
    clock = FakeClock(now_ms() + 25 * HOUR_MS)  # a day and an hour after the file was written
    parts = make_studio("", tmp_path / "data", clock=clock)
    (order,) = submission.submit(parts, DEMO_USER, form("k"))
    endings.release(parts, [order.id], GenerationFailed(ProviderFault.INTERRUPTED))
    parts.images.store_original(order.id, check_answer(PNG))
    with running(parts):
        wait_until(lambda: parts.images.find_original(order.id) is None, "the file was swept")


def test_the_keeper_purges(tmp_path: Path) -> None:
    """What has been in the bin for its days goes with the pool's first purge."""
    clock = FakeClock()
    parts = make_studio("", tmp_path / "data", clock=clock)
    order = place_and_run(parts)
    trash.trash(parts, DEMO_USER, [order.id])
    clock.advance((trash.KEEP_DAYS + 1) * 24 * HOUR_MS)
    with running(parts):
        wait_until(lambda: parts.images.find_original(order.id) is None, "the file was purged")


def test_an_open_orders_time_is_its_own(tmp_path: Path) -> None:
    """While an order is open, and where it is cancelled, no clock that is set changes its time."""
    clock, seconds, slow = FakeClock(), FakeSeconds(), Turnstile()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), clock=clock, monotonic=seconds)
    with running(parts) as pool:
        (order,) = pool.submit(DEMO_USER, form("k"))
        slow.wait_for()
        clock.advance(HOUR_MS)
        seconds.advance(3)
        assert pool.instant(order) == order.created_at + 3000
        pool.cancel(DEMO_USER, order.id)
        assert order_of(parts, order.id).ended_at == order.created_at + 3000
        wait_until(lambda: pool.instant(order) == clock.now, "the order was out of hand")


def waiting(pool: Pool) -> set[str]:
    """Return the orders that wait for a worker of the fake service."""
    return pool._lanes._lanes["fake"]._turns.ids()


def test_an_order_is_queued_once(tmp_path: Path) -> None:
    """The same click answered again queues nothing: while it waits, while it runs, afterwards."""
    slow = Turnstile()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), workers=1)
    with running(parts) as pool:
        orders = pool.submit(DEMO_USER, form("k", pictures=2))
        slow.wait_for()
        pool.submit(DEMO_USER, form("k", pictures=2))
        assert waiting(pool) == {orders[1].id}
        slow.open()
        ended(parts, *orders)
        pool.submit(DEMO_USER, form("k", pictures=2))
        assert waiting(pool) == set()
    assert len(provider_of(parts).requests) == 2


def test_a_click_waits_for_no_recovery(studio: Studio) -> None:
    """A start and a click go on while the orders of a dead process are still held."""
    left = submission.submit(studio, DEMO_USER, form("dead"))
    object.__setattr__(studio, "instance", "another")
    with running(studio) as pool:
        ended(studio, *pool.submit(DEMO_USER, form("k")))
        assert statuses(studio, left) == {OrderStatus.HELD}
    assert numbers(studio) == (95, 5)
    assert recover_dead(studio) == 1


def test_one_person_has_twenty_open_orders(tmp_path: Path) -> None:
    """The order after the twentieth open one is refused with the numbers, and holds nothing."""
    parts = make_studio("", tmp_path / "data", FakeProvider(always=Turnstile()), workers=1)
    with running(parts) as pool:
        for number in range(5):
            pool.submit(DEMO_USER, form(f"k{number}", CHEAP, pictures=4))
        with pytest.raises(TooManyOrders) as refused:
            pool.submit(DEMO_USER, form("more", CHEAP))
        assert refused.value.facts == {"open": 20, "new": 1, "limit": 20}
        assert numbers(parts) == (100, 20)
        assert pool.submit(DEMO_MEMBER, form("another person", CHEAP))


def test_ended_orders_are_not_open(tmp_path: Path) -> None:
    """Whoever has had as many orders as the limit, and none of them open, may order again."""
    parts = make_studio("", tmp_path / "data", open_orders=4)
    first = submission.submit(parts, DEMO_USER, form("k", CHEAP, pictures=4))
    endings.release(parts, [order.id for order in first], Stopping())
    assert len(submission.submit(parts, DEMO_USER, form("more", CHEAP, pictures=4))) == 4


def test_many_clicks_at_once_keep_the_limit(studio: Studio) -> None:
    """Thirty clicks at one instant make twenty orders, on both databases."""
    results = in_threads(30, lambda n: submission.submit(studio, DEMO_USER, form(f"k{n}", CHEAP)))
    refused = [result for result in results if isinstance(result, TooManyOrders)]
    assert len(refused) == 10
    assert numbers(studio) == (100, 20)
    assert recover_dead(studio) == 20


def test_a_released_hold_that_failed_does_not_stop_the_pool(studio: Studio) -> None:
    """A database that is gone for a step and the release costs that order time, nothing else."""
    slow = Turnstile()
    provider_of(studio).queue(slow)
    with running(studio) as pool:
        (order,) = pool.submit(DEMO_USER, form("k"))
        slow.wait_for()
        with failing(studio.database.engine, "UPDATE generation SET"):
            slow.open()
            wait_until(lambda: pool._mine.ids() == set(), "nobody works on it, nobody renews it")
        ended(studio, *pool.submit(DEMO_USER, form("next")))
        assert order_of(studio, order.id).status == OrderStatus.HELD
        assert recover_dead(studio) == 1
    assert numbers(studio) == (95, 0)


def test_a_dead_database_is_told_to_the_page(studio: Studio) -> None:
    """Submit on a dead database raises StorageFailed."""
    with (
        running(studio) as pool,
        failing(studio.database.engine),
        pytest.raises(StorageFailed),
    ):
        pool.submit(DEMO_USER, form("k"))


def test_a_stop_releases_what_waits_and_lets_the_running_end(studio: Studio) -> None:
    """After a stop nothing is held: the running order is settled, the waiting ones free."""
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
    """A call that hangs is given up when the stop's patience is over; its order was interrupted."""
    parts = make_studio("", tmp_path / "data", FakeProvider(always=Turnstile()), workers=2)
    pool = Pool(parts).start()
    orders = pool.submit(DEMO_USER, form("k", pictures=3))
    wait_until(lambda: len(provider_of(parts).requests) == 2, "two calls hang")
    began = time.monotonic()
    pool.stop()
    assert time.monotonic() - began < 10
    assert numbers(parts) == (100, 0)
    assert {order_of(parts, order.id).error_reason for order in orders} == {"interrupted"}


def test_an_idle_pool_stops_at_once(tmp_path: Path) -> None:
    """Where nothing runs, a stop does not wait for the time that running orders would have."""
    pool = Pool(make_studio("", tmp_path / "data")).start()
    began = time.monotonic()
    pool.stop()
    assert time.monotonic() - began < ending.DRAIN_S


CROWD = [f"person-{number}" for number in range(50)]  # a click counts its person's open orders


@pytest.mark.slow
def test_a_stop_with_many_waiting_orders_is_short(tmp_path: Path) -> None:
    """A stop with 1,200 waiting orders ends within 10 s, and all tokens come back."""
    parts = stop_with_many(tmp_path, 1200)
    recover_dead(parts)
    assert {numbers(parts, person) for person in CROWD} == {(1200, 0)}
    assert audit(parts.database).clean


@pytest.mark.soak
def test_a_stop_with_ten_thousand_waiting_orders_is_short(tmp_path: Path) -> None:
    """A stop with 10,000 waiting orders ends within 10 s, and what is left then is on hold."""
    assert audit(stop_with_many(tmp_path, 10_000).database).clean


def stop_with_many(tmp_path: Path, count: int) -> Studio:
    """Stop a pool in which so many orders wait, within 10 s; return its studio."""
    parts = make_studio(
        "", tmp_path / "data", FakeProvider(always=Turnstile()), workers=1, open_orders=10_000
    )
    for person in CROWD:
        people.create(parts.database, person, person, is_member=False, opening=count, now=0)
    pool = Pool(parts).start()
    for number in range(count // 4):
        person = CROWD[number % len(CROWD)]
        pool.submit(person, form(f"k{number}", CHEAP, pictures=4))
    began = time.monotonic()
    pool.stop()
    assert time.monotonic() - began < 10
    return parts


def test_a_stop_waits_for_no_database(tmp_path: Path) -> None:
    """A stop ends in its time though the database answers nothing: recovery has the rest."""
    parts = make_studio("", tmp_path / "data", FakeProvider(always=Turnstile()), workers=1)
    pool = Pool(parts, stop_s=0.2).start()
    pool.submit(DEMO_USER, form("k", pictures=2))
    with parts.database.write():  # nobody else can write
        began = time.monotonic()
        pool.stop()
        assert time.monotonic() - began < PATIENCE_S


def test_a_crashed_keeper_round_does_not_end_the_keeper(tmp_path: Path) -> None:
    """A renewal that fails is logged; the next one renews again."""
    slow = Turnstile()
    parts = make_studio("", tmp_path / "data", FakeProvider(slow), workers=1)
    pool = Pool(parts, renew_s=0.01).start()
    (order,) = pool.submit(DEMO_USER, form("k"))
    slow.wait_for()
    with failing(parts.database.engine, "UPDATE generation SET lease") as hit:
        wait_until(lambda: bool(hit), "a renewal failed")
    before = order_of(parts, order.id).lease
    wait_until(lambda: order_of(parts, order.id).lease > before, "a renewal worked")
    slow.open()
    pool.stop()
    assert order_of(parts, order.id).status == OrderStatus.SETTLED


@pytest.mark.parametrize("stderr", [None, "closed"])
def test_a_dead_stderr_costs_nothing(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, stderr: str | None
) -> None:
    """With nowhere to log to, orders that succeed and fail end as they would otherwise."""
    log.configure("text")
    stream = None
    if stderr:
        stream = io.StringIO()
        stream.close()
    monkeypatch.setattr(sys, "stderr", stream)
    provider_of(studio).queue(PNG, ValueError("unforeseen"), SystemExit(1), PNG)
    with running(studio) as pool:
        orders = pool.submit(DEMO_USER, form("k", pictures=4))
        ended(studio, *orders)
        assert pool.dead() == []
    assert numbers(studio) == (90, 0)


def test_there_is_one_pool_for_a_studio(app_studio: Studio) -> None:
    """`current` starts the studio's pool once; a stopped one stays, and takes no new orders."""
    pools = in_threads(8, lambda _: workers.current())
    assert len({id(pool) for pool in pools}) == 1
    workers.stop()
    again = workers.current()
    assert again is pools[0]
    with pytest.raises(Stopping):
        again.submit(DEMO_USER, form("late"))
    assert current_studio() is app_studio


def test_another_processs_order_is_not_taken_in_hand(tmp_path: Path) -> None:
    """A click that another process has held is answered with its order, which stays that one's."""
    one = make_studio("", tmp_path / "data")
    two = make_studio("", tmp_path / "data")
    (order,) = submission.submit(one, DEMO_USER, form("k"))
    with running(two) as pool:
        assert [placed.id for placed in pool.submit(DEMO_USER, form("k"))] == [order.id]
        assert pool._mine.ids() == set()
    assert order_of(one, order.id).status == OrderStatus.HELD


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
