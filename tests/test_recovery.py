"""kill -9 loses nothing: what was acknowledged is there, everything else is given back."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import victims
from fakes import (
    CHEAP,
    HOUR_MS,
    PNG,
    FakeClock,
    FakeProvider,
    Turnstile,
    form,
    in_threads,
    make_studio,
    moments_of,
    never,
    order_of,
    provider_of,
)

from core import generation, people, recovery, submission
from core.audit import audit
from core.errors import Cancelled
from core.models import Generation, OrderStatus
from core.people import DEMO_USER
from core.studio import Studio
from core.uploads import check_answer

ROUNDS = 3  # of random kills here; `make soak` has hundreds


@pytest.mark.parametrize("step", victims.STEPS)
def test_a_process_killed_at_a_step(database_url: str, tmp_path: Path, step: str) -> None:
    """Row 5: killed at each named step, recovery ends the order where its picture says."""
    process, reports = victims.start(victims.die_at, database_url, tmp_path, step)
    assert victims.read_all(reports) == []
    process.join(20)
    assert process.exitcode == -9
    orders = victims.check_recovery(database_url, tmp_path, [])
    expected = victims.STEPS[step][2]
    assert [order.status for order in orders] == ([expected] if expected else [])


def test_a_process_killed_at_random(database_url: str, tmp_path: Path) -> None:
    """Row 5: killed at random instants, every acknowledged picture and grant is there."""
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


def test_two_processes_share_one_database(database_url: str, tmp_path: Path) -> None:
    """Row 11: two processes with three threads each spend 100 tokens exactly, refusing the rest."""
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


# ------------------------------------------------------------------------ leases and other clocks


def expired(studio: Studio, key: str = "k") -> Generation:
    """Return a held order whose lease was over before it began."""
    (order,) = submission.submit(studio, DEMO_USER, form(key))
    object.__setattr__(studio, "now", lambda: order.expires_at + 1)
    return order


def test_recovery_goes_forward_when_the_picture_is_stored(studio: Studio) -> None:
    """A dead worker's stored picture is charged and kept, with its own bytes."""
    order = expired(studio)
    studio.images.store_original(order.id, check_answer(PNG))
    assert recovery.recover(studio) == 1
    assert order_of(studio, order.id).status == OrderStatus.SETTLED
    assert audit(studio.database).tokens == 195


def test_a_thumbnail_alone_is_no_picture(studio: Studio) -> None:
    """A death between thumbnail and original releases the order and takes the thumbnail away."""
    order = expired(studio)
    studio.images.store_original(order.id, check_answer(PNG))
    path = studio.images.find_original(order.id)
    assert path
    path.unlink()
    assert recovery.recover(studio) == 1
    assert order_of(studio, order.id).status == OrderStatus.RELEASED
    assert list((studio.images.root / "thumbnails").iterdir()) == []


def test_a_stored_picture_that_is_damaged_releases(studio: Studio) -> None:
    """A file that cannot be read as a picture is not charged."""
    order = expired(studio)
    studio.images.store_original(order.id, check_answer(PNG))
    path = studio.images.find_original(order.id)
    assert path
    path.write_bytes(PNG[:60])
    assert recovery.recover(studio) == 1
    row = order_of(studio, order.id)
    assert (row.status, row.error_code) == (OrderStatus.RELEASED, "STORAGE_FAILED")
    assert studio.images.find_original(order.id) is None


def test_a_living_order_is_not_recovered(studio: Studio) -> None:
    """An order whose lease runs is left alone, whoever recovers."""
    (order,) = submission.submit(studio, DEMO_USER, form("k"))
    assert recovery.recover(studio) == 0
    assert order_of(studio, order.id).status == OrderStatus.HELD


def test_more_dead_orders_than_one_batch_are_recovered(studio: Studio) -> None:
    """Recovery does not stop after its first batch."""
    people.top_up(studio.database, DEMO_USER, key="more", now=studio.now())
    for number in range(recovery.RECOVERY_BATCH // 4 + 1):
        submission.submit(studio, DEMO_USER, form(f"k{number}", CHEAP, pictures=4))
    object.__setattr__(studio, "now", FakeClock(studio.now() + HOUR_MS))
    assert recovery.recover(studio) == recovery.RECOVERY_BATCH + 4


def test_many_recover_at_once(studio: Studio) -> None:
    """Row 6: eight recoveries of the same dead orders at once end each order once."""
    for number in range(10):
        (order,) = submission.submit(studio, DEMO_USER, form(f"k{number}"))
        if number % 2:
            studio.images.store_original(order.id, check_answer(PNG))
    object.__setattr__(studio, "now", FakeClock(studio.now() + HOUR_MS))
    results = in_threads(8, lambda _: recovery.recover(studio))
    assert [result for result in results if isinstance(result, BaseException)] == []
    assert sum(results) == 10  # type: ignore[arg-type]
    assert people.find(studio.database, DEMO_USER).available == 75


@pytest.mark.parametrize("moment", ["asked", "store", "stored"])
@pytest.mark.parametrize("skew_ms", [HOUR_MS, -HOUR_MS], ids=["ahead", "behind"])
def test_a_clock_an_hour_off_harms_no_tokens(
    database_url: str, tmp_path: Path, skew_ms: int, moment: str
) -> None:
    """Row 6: another process an hour off recovers in the middle of an order: one outcome, exact."""
    clock = FakeClock()
    other_clock = FakeClock(clock.now + skew_ms)
    owner = make_studio(database_url, tmp_path / "data", clock=clock)
    other = make_studio(database_url, tmp_path / "data", clock=other_clock)

    def recover(_: object = None) -> bytes:
        recovery.recover(other)
        return PNG

    if moment == "asked":
        provider_of(owner).queue(recover)
    else:
        moments_of(owner).once(moment, recover)
    (order,) = submission.submit(owner, DEMO_USER, form("k"))
    taken = skew_ms > 0
    ending: Callable[[], None] = lambda: generation.run(owner, order.id, never())  # noqa: E731
    if taken:
        with pytest.raises(Cancelled):
            ending()
    else:
        ending()
    row = order_of(owner, order.id)
    settled = not taken or moment == "stored"
    assert row.status == (OrderStatus.SETTLED if settled else OrderStatus.RELEASED)
    assert (owner.images.find_original(order.id) is not None) == settled
    report = audit(owner.database)
    assert report.clean
    assert (report.held, report.tokens) == (0, 195 if settled else 200)
    owner.database.dispose()
    other.database.dispose()


def test_an_order_of_a_clock_behind_is_held_or_ended_never_both(
    database_url: str, tmp_path: Path
) -> None:
    """Row 6: orders of a process an hour behind look expired to us; taking them is exact too."""
    clock, slow = FakeClock(), Turnstile()
    behind = make_studio(
        database_url, tmp_path / "data", FakeProvider(slow), clock=FakeClock(clock.now - HOUR_MS)
    )
    here = make_studio(database_url, tmp_path / "data", clock=clock)
    (order,) = submission.submit(behind, DEMO_USER, form("k"))
    outcome: list[object] = []

    def work() -> None:
        outcome.extend(in_threads(1, lambda _: generation.run(behind, order.id, never())))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    slow.wait_for()
    assert recovery.recover(here) == 1
    slow.open()
    thread.join(20)
    assert isinstance(outcome[0], Cancelled)
    report = audit(here.database)
    assert (report.clean, report.held, report.tokens) == (True, 0, 200)
    behind.database.dispose()
    here.database.dispose()
