"""What the pool knows of a call that rests between two tries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fakes import FakeProvider, FakeSeconds, Turnstile, form, make_studio, order_of, wait_until

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.orders.pool.in_progress import Pauses
from core.orders.pool.workers import Pool
from core.people.people import DEMO_USER
from core.providers.calling import Caller
from core.providers.calls import Pause
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
