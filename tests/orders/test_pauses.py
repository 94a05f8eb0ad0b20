"""What the pool knows of a call that rests between two tries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from driver import sent_by
from fakes import (
    FakeProvider,
    FakeSeconds,
    Turnstile,
    form,
    make_studio,
    order_of,
    provider_of,
    wait_until,
)
from orders.engines import ended, jobs_of, waiting_room, working
from sqlalchemy import text

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.orders import submission
from core.orders.engine.front import Front
from core.orders.engine.pauses import Teller
from core.orders.pool.in_progress import InProgress, Pauses
from core.orders.pool.workers import Pool
from core.people.people import DEMO_USER
from core.providers.calling import Caller
from core.providers.calls import Pause
from core.studio import Studio
from core.tables import OrderStatus

BUSY = GenerationFailed(ProviderFault.RATE_LIMITED, retries=2, retry_after=8)


def test_a_pause_runs_down_and_never_below_nothing() -> None:
    """What is left of a pause is counted by the pool's clock; between pauses there is none."""
    seconds = FakeSeconds()
    pauses = Pauses(seconds)
    assert pauses.now() is None
    pauses.note(Pause("network", 1, 3.0))
    seconds.advance(1.0)
    assert pauses.now() == Pause("network", 1, 2.0)
    seconds.advance(5.0)
    assert pauses.now() == Pause("network", 1, 0.0)
    pauses.note(None)
    assert pauses.now() is None


def test_the_pool_tells_an_orders_pause(tmp_path: Path) -> None:
    """While an order's call rests the pool says so; not before, not after, not of other orders."""
    rest, answer = Turnstile(), Turnstile()

    async def sleep(_: float) -> None:
        await rest.pass_through()

    made = make_studio(f"sqlite:///{tmp_path}/db", tmp_path, FakeProvider(BUSY, answer))
    studio = replace(made, monotonic=FakeSeconds(), caller=Caller(20.0, sleep=sleep))
    pool = Pool(studio).start()
    resting, other = (pool.submit(DEMO_USER, form(key))[0] for key in ("a", "b"))
    rest.wait_for()
    answer.wait_for()
    pauses = {pool.pause(resting), pool.pause(other)}
    assert pauses == {None, Pause("rate_limited", 1, 8.0)}
    rest.open()
    wait_until(lambda: {pool.pause(resting), pool.pause(other)} == {None}, "the pause to end")
    answer.open()
    for order in (resting, other):
        wait_until(lambda: order_of(studio, order.id).status == OrderStatus.SETTLED, "its end")  # noqa: B023
    assert pool.pause(resting) is None
    pool.stop()
    studio.database.dispose()


def test_a_web_process_tells_the_pause_of_a_worker(engine: Studio) -> None:
    """What rests in another process is told by its job's row, counted down by the database's clock.

    What rests no more, or never did, is not told.
    """
    rest, answer = Turnstile(), Turnstile()

    async def sleep(_: float) -> None:
        await rest.pass_through()

    provider_of(engine).queue(BUSY, answer)
    studio = replace(engine, caller=Caller(20.0, sleep=sleep))
    with waiting_room(studio) as front, working(studio):
        (resting,) = front.submit(DEMO_USER, form("a"))
        rest.wait_for()
        wait_until(lambda: front.pause(resting) is not None, "the pause to be told")
        pause = front.pause(resting)
        assert pause is not None
        assert (pause.reason, pause.retry) == ("rate_limited", 1)
        assert 0 < pause.seconds <= 8
        assert [job.queueing_lock for job in jobs_of(studio)] == [resting.id]
        rest.open()
        answer.wait_for()
        wait_until(lambda: set(jobs_of(studio)[0].args) == {"order", "person"}, "nothing of it")
        wait_until(lambda: front.pause(resting) is None, "the pause to end")
        (other,) = front.submit(DEMO_USER, form("b"))
        answer.open()
        ended(studio, resting, other)
        assert front.pause(other) is None
    assert {order_of(studio, each.id).status for each in (resting, other)} == {OrderStatus.SETTLED}


def test_pauses_are_read_once_a_second_for_all(engine: Studio) -> None:
    """However many pages ask a web process of however many orders: one statement a second."""
    seconds = FakeSeconds()
    studio = replace(engine, monotonic=seconds)
    front = Front(studio)
    orders = submission.submit(studio, DEMO_USER, form("k", pictures=4))
    assert len(sent_by(studio, lambda: [front.pause(order) for order in orders])) == 1
    seconds.advance(1.0)
    assert len(sent_by(studio, lambda: [front.pause(order) for order in orders])) == 1


def test_a_dead_workers_pause_ends(engine: Studio) -> None:
    """Who died while a call rested tells no end: once its seconds are over it is told no more."""
    seconds = FakeSeconds()
    studio = replace(engine, monotonic=seconds)
    (order,) = submission.submit(studio, DEMO_USER, form("k"))
    mine = InProgress(seconds)
    work = mine.take(order, order.created_at)
    assert work is not None
    with studio.database.write() as tx:
        tx.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
    work.pauses.note(Pause("network", 1, 60.0))
    Teller(studio, mine).tell()
    front = Front(studio)
    assert front.pause(order) is not None
    work.pauses.note(Pause("network", 2, 0.0))
    Teller(studio, mine).tell()
    seconds.advance(1.0)
    assert front.pause(order) is None
