"""One provider call: a total deadline, a cancel that acts at once, any exception passed on."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from fakes import PATIENCE_S, PNG, FakeProvider, Turnstile, in_threads

from core.errors import Cancelled, GenerationFailed, ProviderFault
from core.providers.calling import Caller, Cancel
from core.providers.contract import ImageRequest

REQUEST = ImageRequest("text", "fake-1", "1:1", 1)


@pytest.fixture
def caller() -> Caller:
    """Return a caller with a deadline that no test here reaches."""
    return Caller(PATIENCE_S)


def test_the_answer_is_returned(caller: Caller) -> None:
    """What the provider answers comes back to the calling thread."""
    assert caller.call(FakeProvider(), REQUEST, Cancel()).data == PNG


@pytest.mark.parametrize(
    "raised",
    [
        ValueError(),
        TimeoutError(),
        MemoryError(),
        KeyboardInterrupt(),
        SystemExit(),
        GeneratorExit(),
        asyncio.CancelledError(),
        GenerationFailed(ProviderFault.NETWORK),
    ],
    ids=lambda error: type(error).__name__,
)
def test_exceptions_travel_and_the_loop_lives_on(caller: Caller, raised: BaseException) -> None:
    """What the provider raises is raised in the thread, itself; the next call works."""
    provider = FakeProvider(raised)
    with pytest.raises(type(raised)) as caught:
        caller.call(provider, REQUEST, Cancel())
    assert caught.value is raised
    assert caller.call(provider, REQUEST, Cancel()).data == PNG


def test_a_call_that_hangs_times_out() -> None:
    """After the deadline a hanging provider is a timeout, and its coroutine was cancelled."""
    cancelled = threading.Event()

    async def hang(_: ImageRequest) -> bytes:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
        return PNG

    with pytest.raises(GenerationFailed) as caught:
        Caller(0.05).call(FakeProvider(hang), REQUEST, Cancel())
    assert caught.value.fault == ProviderFault.TIMED_OUT
    assert cancelled.wait(PATIENCE_S)


def test_a_call_that_drips_times_out() -> None:
    """The deadline is total: a provider that keeps doing a little is ended too."""

    async def drip(_: ImageRequest) -> bytes:
        while True:
            await asyncio.sleep(0.005)

    with pytest.raises(GenerationFailed) as caught:
        Caller(0.05).call(FakeProvider(drip), REQUEST, Cancel())
    assert caught.value.fault == ProviderFault.TIMED_OUT


def test_a_provider_that_blocks_the_loop_is_given_up() -> None:
    """A provider that never awaits is given up after deadline and grace."""
    blocked = threading.Event()

    def block(_: ImageRequest) -> bytes:
        blocked.wait(PATIENCE_S)
        return PNG

    with pytest.raises(GenerationFailed) as caught:
        Caller(0.05, grace_s=0.05).call(FakeProvider(block), REQUEST, Cancel())
    assert caught.value.fault == ProviderFault.TIMED_OUT
    blocked.set()


def test_a_cancel_ends_a_hanging_call_at_once(caller: Caller) -> None:
    """The switch, set from another thread, ends a call long before its deadline."""
    slow, cancel = Turnstile(), Cancel()
    ended: list[float] = []

    def work() -> None:
        with pytest.raises(Cancelled):
            caller.call(FakeProvider(slow), REQUEST, cancel)
        ended.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    slow.wait_for()
    cancel.set()
    thread.join(PATIENCE_S / 2)
    assert ended


def test_a_switch_that_is_set_before_ends_the_call(caller: Caller) -> None:
    """A cancel that came before the call is not missed."""
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        caller.call(FakeProvider(always=Turnstile()), REQUEST, cancel)


def test_a_switch_that_is_set_after_does_nothing(caller: Caller) -> None:
    """A cancel that comes after the answer changes nothing and raises nothing."""
    cancel = Cancel()
    assert caller.call(FakeProvider(), REQUEST, cancel).data == PNG
    cancel.set()
    assert cancel.is_set


def test_calls_run_beside_each_other(caller: Caller) -> None:
    """Twenty calls that wait for each other are all inside the provider at once."""
    slow = Turnstile()
    provider = FakeProvider(always=slow)

    def work(number: int) -> object:
        if number < 20:
            return caller.call(provider, REQUEST, Cancel()).data
        slow.wait_for(20)
        slow.open()
        return PNG

    assert in_threads(21, work) == [PNG] * 21


def test_one_cancelled_call_leaves_the_others_alone(caller: Caller) -> None:
    """Of two calls, cancelling one does not end the other."""
    slow, cancel = Turnstile(), Cancel()
    provider = FakeProvider(always=slow)

    def work(number: int) -> object:
        if number == 2:
            slow.wait_for(2)
            cancel.set()
            return None
        try:
            return caller.call(provider, REQUEST, cancel if number else Cancel()).data
        except Cancelled as error:
            slow.open()
            return error

    kept, cancelled, _ = in_threads(3, work)
    assert kept == PNG
    assert isinstance(cancelled, Cancelled)
