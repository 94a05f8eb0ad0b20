"""kill -9 loses nothing: what was acknowledged is there, everything else is given back."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import shelves
import victims
from fakes import (
    CHEAP,
    HOUR_MS,
    PNG,
    FakeClock,
    FakeSeconds,
    failing,
    form,
    in_threads,
    make_studio,
    moments_of,
    never,
    order_of,
    place,
    provider_of,
    raise_leases,
    recover_dead,
    store_as_its_worker,
    wait_a_lease,
)
from sqlalchemy import text
from structlog.testing import capture_logs

from core.audit import audit
from core.errors import Cancelled, StorageFailed
from core.orders import endings, generation, submission
from core.orders.recovery import Recovery
from core.orders.stopwatch import Stopwatch
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import OrderStatus

ROUNDS = 3  # of random kills here; `make soak` has hundreds


@pytest.mark.sqlite_first
@pytest.mark.parametrize("step", victims.STEPS)
def test_a_process_killed_at_a_step(database_url: str, tmp_path: Path, step: str) -> None:
    """Killed at each named step, recovery ends the order where its picture says."""
    process, reports = victims.start(victims.die_at, database_url, tmp_path, step)
    assert victims.read_all(reports) == []
    process.join(20)
    assert process.exitcode == -9
    orders = victims.check_recovery(database_url, tmp_path, [])
    expected = victims.STEPS[step][2]
    assert [order.status for order in orders] == ([expected] if expected else [])


@pytest.mark.sqlite_first
def test_a_process_killed_at_random(database_url: str, tmp_path: Path) -> None:
    """Killed at random instants, every acknowledged picture and grant is there."""
    choose = random.Random(5)
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        process, reports = victims.start(
            victims.work, database_url, tmp_path, f"r{number}", 10**6, 10**6
        )
        while not acknowledged[-1:] or not acknowledged[-1].startswith("settled"):
            acknowledged.append(reports.recv())  # however slow the machine, it has begun to work
        timer = threading.Timer(choose.uniform(0.0, 0.4), process.kill)
        timer.start()
        acknowledged += victims.read_all(reports)
        process.join(20)
        assert process.exitcode == -9
        victims.check_recovery(database_url, tmp_path, acknowledged)
        acknowledged.append("killed")


@pytest.mark.sqlite_first
def test_two_processes_share_one_database(database_url: str, tmp_path: Path) -> None:
    """Two processes with three threads each spend 100 tokens exactly, refusing the rest."""
    make_studio(database_url, tmp_path).database.dispose()
    started = [
        victims.start(victims.work, database_url, tmp_path, name, 66, 0) for name in ("a", "b")
    ]
    lines = [line for _, reports in started for line in victims.read_all(reports)]
    for process, _ in started:
        process.join(20)
        assert process.exitcode == 0
    assert lines.count("refused") == 32
    orders = victims.check_recovery(database_url, tmp_path, lines)
    assert [order.status for order in orders] == [OrderStatus.SETTLED] * 100


# ------------------------------------------------------------------------------------- leases


def test_recovery_goes_forward_when_the_picture_is_stored(studio: Studio) -> None:
    """A dead worker's stored picture is charged and kept, with its own bytes."""
    order = place(studio)
    store_as_its_worker(studio, order)
    assert recover_dead(studio) == 1
    assert order_of(studio, order.id).status == OrderStatus.SETTLED
    assert audit(studio.database).tokens == 195


def test_a_thumbnail_alone_is_no_picture(studio: Studio) -> None:
    """A death between thumbnail and original releases the order and takes the thumbnail away."""
    order = place(studio)
    store_as_its_worker(studio, order)
    shelves.of(studio).delete(shelves.original(studio, order.id))
    assert recover_dead(studio) == 1
    assert order_of(studio, order.id).status == OrderStatus.RELEASED
    assert shelves.of(studio).keys() == set()


def test_a_stored_picture_that_is_damaged_releases(studio: Studio) -> None:
    """A file that cannot be read as a picture is not charged."""
    order = place(studio)
    store_as_its_worker(studio, order)
    shelves.of(studio).write(shelves.original(studio, order.id), PNG[:60])
    assert recover_dead(studio) == 1
    row = order_of(studio, order.id)
    assert (row.status, row.error_code) == (OrderStatus.RELEASED, "STORAGE_FAILED")
    assert studio.images.find_original(order.id) is None


def test_a_bad_picture_on_a_living_order_is_left_alone(still: Studio, seconds: FakeSeconds) -> None:
    """A damaged file does not release an order whose owner raises its lease meanwhile."""
    order = place(still)
    store_as_its_worker(still, order)
    shelves.of(still).write(shelves.original(still, order.id), PNG[:60])
    watch = Recovery(still)
    assert wait_a_lease(still, watch, but_for=0.5) == [0]
    seconds.advance(0.5)
    moments_of(still).once("committed", lambda: raise_leases(still))
    assert watch.run_once() == 0
    assert order_of(still, order.id).status == OrderStatus.HELD
    assert still.images.find_original(order.id)


def test_an_order_is_left_alone_until_its_lease_is_over(
    still: Studio, seconds: FakeSeconds
) -> None:
    """A lease that is seen unmoved for a moment less than 20 s is not over; then it is."""
    order = place(still)
    watch = Recovery(still)
    assert wait_a_lease(still, watch, but_for=0.5) == [0]
    seconds.advance(0.5)
    assert watch.run_once() == 1
    assert order_of(still, order.id).error_reason == "interrupted"


def test_a_lease_that_moves_is_never_over(still: Studio) -> None:
    """However long an order takes, each move of its lease begins the 20 s anew."""
    order = place(still)
    watch = Recovery(still)
    for _ in range(4):
        assert wait_a_lease(still, watch, but_for=0.5) == [0]
        raise_leases(still)
    assert order_of(still, order.id).status == OrderStatus.HELD


def test_living_orders_of_our_own_are_never_taken(still: Studio) -> None:
    """An order that this process works on outlives any time in which its lease could not move."""
    order, left = place(still, "living"), place(still, "left")
    watch = Recovery(still, living=lambda: {order.id})
    assert wait_a_lease(still, watch) == [1]
    assert order_of(still, order.id).status == OrderStatus.HELD
    assert order_of(still, left.id).status == OrderStatus.RELEASED


def test_an_owner_that_was_seen_alive_and_dies_is_recovered(
    still: Studio, seconds: FakeSeconds
) -> None:
    """A lease that moved once, and then stands still, is over a lease's time after that."""
    order = place(still)
    watch = Recovery(still)
    watch.run_once()
    seconds.advance(5)
    raise_leases(still)
    assert wait_a_lease(still, watch, but_for=0.5) == [0]
    seconds.advance(0.5)
    assert watch.run_once() == 1
    assert order_of(still, order.id).status == OrderStatus.RELEASED


def test_ended_orders_are_not_looked_at_again(studio: Studio) -> None:
    """However many orders have ended, recovery finds none of them: there is nothing to say."""
    order = place(studio)
    generation.run(studio, order.id, never())
    endings.cancel(studio, DEMO_USER, place(studio, "taken back").id)
    with capture_logs() as events:
        assert recover_dead(studio) == 0
    assert [event["event"] for event in events] == []


def test_a_watch_that_was_stuck_begins_anew(still: Studio, seconds: FakeSeconds) -> None:
    """After a minute in which we could not look, others get a whole lease to show that they live.

    A database locked for everybody keeps their leases from moving as well.
    """
    place(still)
    watch = Recovery(still)
    watch.run_once()
    with failing(still.database.engine), pytest.raises(StorageFailed):
        watch.run_once()
    seconds.advance(60)
    assert wait_a_lease(still, watch, but_for=0.5) == [0]
    seconds.advance(0.5)
    assert watch.run_once() == 1


def test_a_look_that_takes_long_begins_the_watch_anew(still: Studio, seconds: FakeSeconds) -> None:
    """Where ending one order held us up for a minute, the others' owners may have been as stuck."""
    place(still, "first")
    watch = Recovery(still)
    assert wait_a_lease(still, watch, but_for=2.5) == [0]
    second = place(still, "second")
    assert watch.run_once() == 0
    seconds.advance(2.5)
    moments = moments_of(still)
    hold_up = lambda: moments.on("commit", lambda: seconds.advance(30))  # noqa: E731
    moments.once("committed", hold_up)  # once the leases are read
    assert watch.run_once() == 1
    moments.clear()
    assert watch.run_once() == 0
    assert order_of(still, second.id).status == OrderStatus.HELD


def test_one_order_that_cannot_be_ended_stops_no_other(studio: Studio) -> None:
    """Whatever ending one order raises, the orders behind it end in the same look."""
    orders = [place(studio, f"k{number}") for number in range(3)]
    with failing(studio.database.engine, "UPDATE generation SET status", MemoryError(), times=1):
        assert recover_dead(studio) == 2
    assert recover_dead(studio) == 1
    assert {order_of(studio, order.id).status for order in orders} == {OrderStatus.RELEASED}


def test_an_order_without_an_owner_is_not_recovered(studio: Studio) -> None:
    """An order that nobody has begun to own waits for a queue; no lease can be over."""
    order = place(studio)
    with studio.database.write() as tx:
        tx.execute(text("UPDATE generation SET owner = NULL"))
    assert recover_dead(studio) == 0
    assert order_of(studio, order.id).status == OrderStatus.HELD


def test_a_hundred_dead_orders_end_in_one_round(studio: Studio) -> None:
    """Recovery ends all dead orders that it finds, however many there are."""
    object.__setattr__(studio.settings, "open_orders", 200)
    people.top_up(studio.database, DEMO_USER, key="more", now=studio.now())
    for number in range(26):
        submission.submit(studio, DEMO_USER, form(f"k{number}", CHEAP, pictures=4))
    assert recover_dead(studio) == 104


def test_many_recover_at_once(studio: Studio) -> None:
    """Eight recoveries of the same dead orders at once end each order once."""
    for number in range(10):
        order = place(studio, f"k{number}")
        if number % 2:
            store_as_its_worker(studio, order)
    results = in_threads(8, lambda _: recover_dead(studio))
    assert [result for result in results if isinstance(result, BaseException)] == []
    assert sum(results) == 10  # type: ignore[arg-type]
    assert people.find(studio.database, DEMO_USER).available == 75


# --------------------------------------------------------------------------------- other clocks


@pytest.mark.parametrize("moment", ["asked", "store", "stored"])
def test_an_owner_that_is_taken_for_dead_harms_no_tokens(
    database_url: str, tmp_path: Path, moment: str
) -> None:
    """Another process takes an order in the middle of its work: one outcome, exact to the token."""
    owner = make_studio(database_url, tmp_path / "data")
    other = make_studio(database_url, tmp_path / "data")

    def recover(_: object = None) -> bytes:
        assert recover_dead(other) == 1
        return PNG

    if moment == "asked":
        provider_of(owner).queue(recover)
    else:
        moments_of(owner).once(moment, recover)
    order = place(owner)
    with pytest.raises(Cancelled):
        generation.run(owner, order.id, never())
    settled = moment == "stored"
    row = order_of(owner, order.id)
    assert row.status == (OrderStatus.SETTLED if settled else OrderStatus.RELEASED)
    assert (owner.images.find_original(order.id) is not None) == settled
    report = audit(owner.database)
    assert report.clean
    assert (report.held, report.tokens) == (0, 195 if settled else 200)
    owner.database.dispose()
    other.database.dispose()


@pytest.mark.parametrize("skew_ms", [HOUR_MS, -HOUR_MS], ids=["ahead", "behind"])
def test_a_clock_an_hour_off_takes_no_living_order(
    database_url: str, tmp_path: Path, skew_ms: int
) -> None:
    """A watcher whose clock is an hour off sees the same leases as any other."""
    clock, seconds = FakeClock(), FakeSeconds()
    owner = make_studio(database_url, tmp_path / "data", clock=clock)
    other = make_studio(
        database_url, tmp_path / "data", clock=FakeClock(clock.now + skew_ms), monotonic=seconds
    )
    order = place(owner)
    watch = Recovery(other)
    assert wait_a_lease(other, watch, but_for=0.5) == [0]
    seconds.advance(0.5)
    assert watch.run_once() == 1
    assert order_of(other, order.id).status == OrderStatus.RELEASED
    owner.database.dispose()
    other.database.dispose()


def test_a_clock_set_back_shortens_no_duration_below_zero(studio: Studio) -> None:
    """Orders that end by a clock an hour behind end when they last did something, not before."""
    (released, settled) = (place(studio, key) for key in ("r", "s"))
    store_as_its_worker(studio, settled)
    behind = replace(studio, now=FakeClock(studio.now() - HOUR_MS))
    assert recover_dead(behind) == 2
    for order in (order_of(studio, released.id), order_of(studio, settled.id)):
        assert order.ended_at == order.created_at
    with studio.database.read() as session:
        written = "SELECT created_at FROM %s WHERE generation_id IS NOT NULL"
        for table in ("generatedimage", '"transaction"'):
            assert session.scalar(text(written % table)) == settled.created_at


def test_durations_come_from_a_clock_that_nobody_sets(database_url: str, tmp_path: Path) -> None:
    """The wall's clock jumps before and while an order is made: its steps took what they took."""
    clock, seconds = FakeClock(), FakeSeconds()
    studio = make_studio(database_url, tmp_path / "data", clock=clock, monotonic=seconds)
    order = place(studio)
    hold = Stopwatch(order.created_at, seconds)
    clock.advance(HOUR_MS)

    def jump(_: object) -> bytes:
        clock.advance(-3 * HOUR_MS)
        seconds.advance(7)
        return PNG

    provider_of(studio).queue(jump)
    generation.run(studio, order.id, never(), hold)
    row = order_of(studio, order.id)
    assert row.generating_at == row.created_at
    assert row.saving_at == row.ended_at == row.created_at + 7000
    studio.database.dispose()
