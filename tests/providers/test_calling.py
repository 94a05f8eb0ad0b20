"""One provider call: a total deadline, a cancel that acts at once, any exception passed on."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from fakes import PATIENCE_S, PNG, FakeProvider, Turnstile, in_threads
from structlog.testing import capture_logs

from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault
from core.providers.calling import Caller, Cancel
from core.providers.contract import ImageRequest
from core.providers.loop import PrivateLoop

REQUEST = ImageRequest("text", "fake-1", "1:1", 1)
AT_ONCE_S = 3.0  # a cancel takes milliseconds; a busy machine may add some


class Other(FakeProvider):
    """A second service beside the fake one."""

    name = "other"


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


@pytest.mark.parametrize("raised", [SystemExit(), KeyboardInterrupt()], ids=["exit", "interrupt"])
def test_a_child_task_cannot_stop_the_loop(caller: Caller, raised: BaseException) -> None:
    """What a task inside of `gather` raises ends its own order; one beside it and the next live."""
    beside, slow = [], Turnstile()
    thread = threading.Thread(
        target=lambda: beside.append(caller.call(FakeProvider(slow), REQUEST, Cancel()).data)
    )
    thread.start()
    slow.wait_for()

    async def leave() -> None:
        raise raised

    async def paint(_: ImageRequest) -> None:
        await asyncio.gather(leave(), asyncio.Event().wait())

    with capture_logs() as lines, pytest.raises(type(raised)) as caught:
        caller.call(FakeProvider(paint), REQUEST, Cancel())
    assert caught.value is raised
    assert [line["event"] for line in lines].count("provider.loop_failed") == 1
    assert caller.dead() == []
    slow.open()
    thread.join(PATIENCE_S)
    assert beside == [PNG]
    assert caller.call(FakeProvider(), REQUEST, Cancel()).data == PNG


def test_a_forgotten_task_cannot_stop_the_loop(caller: Caller) -> None:
    """A task that nobody waits for, and a provider that stops the loop, harm no later order."""
    over = threading.Event()

    async def leave() -> None:
        asyncio.get_running_loop().call_soon(over.set)
        raise SystemExit

    async def paint(_: ImageRequest) -> bytes:
        paint.task = asyncio.create_task(leave())  # type: ignore[attr-defined]
        asyncio.get_running_loop().stop()
        return PNG

    assert caller.call(FakeProvider(paint), REQUEST, Cancel()).data == PNG
    assert over.wait(PATIENCE_S)
    assert caller.call(FakeProvider(), REQUEST, Cancel()).data == PNG
    assert caller.dead() == []


class _Mortal(asyncio.SelectorEventLoop):
    """A loop that breaks when a provider stops it."""

    def run_forever(self) -> None:
        super().run_forever()
        raise OSError("the selector is broken")


def _breaks_the_loop(_: ImageRequest) -> asyncio.Future[bytes]:
    asyncio.get_running_loop().stop()
    return asyncio.get_running_loop().create_future()


def test_a_dead_loop_is_replaced() -> None:
    """Where the loop itself breaks, its calls end at once, and the next one gets a fresh loop."""
    caller = Caller(PATIENCE_S, calls=1, new_loop=_Mortal)
    assert caller.dead() == [], "nothing was asked yet"
    with capture_logs() as lines, pytest.raises(GenerationFailed) as caught:
        caller.call(FakeProvider(_breaks_the_loop), REQUEST, Cancel())
    assert caught.value.fault is ProviderFault.INTERRUPTED
    assert ("provider.loop_died", "fake") in [
        (line["event"], line.get("service")) for line in lines
    ]
    assert caller.dead() == ["calls-fake"]
    assert caller.call(FakeProvider(), REQUEST, Cancel()).data == PNG, "the place went with it"
    assert caller.dead() == []


def test_a_dead_loop_leaves_nothing_to_the_garbage_collector(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What calls on a broken loop still had to do is done as it closes, and raises nowhere."""
    unraisable: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unraisable.append)
    caller, slow = Caller(PATIENCE_S, calls=2, new_loop=_Mortal), Turnstile()
    in_place = threading.Thread(target=_is_interrupted, args=(caller, FakeProvider(slow)))
    in_place.start()
    slow.wait_for()
    dead = caller._services["fake"]._loop._serving
    assert dead is not None
    with capture_logs():  # a kept log line would keep the traceback, and that the loop
        _is_interrupted(caller, FakeProvider(_breaks_the_loop))
        for thread in (in_place, dead._thread):
            thread.join(PATIENCE_S)
    assert caller.call(FakeProvider(), REQUEST, Cancel()).data == PNG, "the old loop is forgotten"
    left = weakref.ref(dead._loop)
    del dead, in_place, slow, thread
    gc.collect()
    assert left() is None
    assert unraisable == []


def _is_interrupted(caller: Caller, provider: FakeProvider) -> None:
    with pytest.raises(GenerationFailed) as caught:
        caller.call(provider, REQUEST, Cancel())
    assert caught.value.fault is ProviderFault.INTERRUPTED


def test_a_supervisor_revives_a_dead_loop() -> None:
    """`ensure_running` replaces a dead loop once, whoever asks, and leaves a living one alone."""
    made = []

    def new_loop() -> asyncio.AbstractEventLoop:
        made.append(_Mortal())
        return made[-1]

    caller = Caller(PATIENCE_S, new_loop=new_loop)
    assert caller.call(FakeProvider(), REQUEST, Cancel()).data == PNG
    in_threads(4, lambda _: caller.ensure_running())
    assert (len(made), caller.dead()) == (1, [])
    assert caller.call(Other(), REQUEST, Cancel()).data == PNG
    with pytest.raises(GenerationFailed):
        caller.call(FakeProvider(_breaks_the_loop), REQUEST, Cancel())
    assert caller.dead() == ["calls-fake"], "the other service's loop lives"
    in_threads(4, lambda _: caller.ensure_running())
    assert (len(made), caller.dead()) == (3, [])


def test_a_service_that_takes_all_its_places_keeps_nobody_elses() -> None:
    """Two calls that hang in the only place of their service leave another one's to it."""
    caller, slow, switches = Caller(PATIENCE_S, calls=1), Turnstile(), (Cancel(), Cancel())
    hanging = FakeProvider(always=slow)
    threads = [
        threading.Thread(target=_is_cancelled, args=(caller, hanging, cancel))
        for cancel in switches
    ]
    for thread in threads:
        thread.start()
    slow.wait_for()
    assert caller.call(Other(), REQUEST, Cancel()).data == PNG
    assert len(hanging.requests) == 1, "the second one has no place"
    for cancel in switches:
        cancel.set()
    for thread in threads:
        thread.join(PATIENCE_S)


def _is_cancelled(caller: Caller, provider: FakeProvider, cancel: Cancel) -> None:
    with pytest.raises(Cancelled):
        caller.call(provider, REQUEST, cancel)


class Blocked:
    """A call that never lets go of its loop until the test opens it, in a thread that waits."""

    def __init__(self, caller: Caller) -> None:
        self._opened, self._begun, self._cancel = threading.Event(), threading.Event(), Cancel()
        arguments = (caller, FakeProvider(self._block), self._cancel)
        self._thread = threading.Thread(target=_is_cancelled, args=arguments)

    def _block(self, _: ImageRequest) -> bytes:
        self._begun.set()
        self._opened.wait(3 * PATIENCE_S)
        return PNG

    def begin(self) -> None:
        self._thread.start()
        assert self._begun.wait(PATIENCE_S)

    def cancel(self) -> None:
        """Take the call back: its thread ends, and the loop stays blocked."""
        self._cancel.set()
        self._thread.join(PATIENCE_S)

    def open(self) -> None:
        self._opened.set()


def test_a_service_that_blocks_its_loop_blocks_no_other(caller: Caller) -> None:
    """A provider that never lets go of its loop is not noticed by the calls of another service."""
    blocked = Blocked(caller)
    blocked.begin()
    try:
        assert caller.call(Other(), REQUEST, Cancel()).data == PNG
    finally:
        blocked.cancel()
        blocked.open()


def test_a_call_that_waits_behind_a_blocked_loop_is_told() -> None:
    """Who waits for a place on a loop that a call holds up, which was taken back, is not left."""
    caller = Caller(PATIENCE_S / 10, grace_s=0.05)
    blocked = Blocked(caller)
    blocked.begin()
    blocked.cancel()
    try:
        with pytest.raises(GenerationFailed):
            caller.call(FakeProvider(), REQUEST, Cancel())
        assert _answers(caller) == PNG, "the next one has a fresh loop"
    finally:
        blocked.open()


def test_a_thread_that_waits_no_more_leaves_no_call() -> None:
    """A waiting thread that is torn away cancels its call long before the deadline would."""
    caller = Caller(10 * PATIENCE_S, calls=1)
    begun, given_up = threading.Event(), threading.Event()

    async def hang(_: ImageRequest) -> bytes:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()
        return PNG

    class Torn(Cancel):
        @contextmanager
        def tells(self, listener: Callable[[], object]) -> Iterator[None]:
            assert begun.wait(PATIENCE_S)
            raise KeyboardInterrupt
            yield

    with pytest.raises(KeyboardInterrupt):
        caller.call(FakeProvider(hang), REQUEST, Torn())
    assert given_up.wait(PATIENCE_S)
    assert caller.call(FakeProvider(), REQUEST, Cancel()).data == PNG


def test_a_call_that_does_not_heed_its_cancel_holds_no_place() -> None:
    """Given up, a provider that goes on regardless keeps nobody else from being served."""
    caller, cancel = Caller(PATIENCE_S, calls=1), Cancel()
    begun, let_go = threading.Event(), threading.Event()

    async def stubborn(_: ImageRequest) -> bytes:
        begun.set()
        while not let_go.is_set():
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0.01)
        return PNG

    def give_up() -> None:
        begun.wait(PATIENCE_S)
        cancel.set()

    thread = threading.Thread(target=give_up)
    thread.start()
    with pytest.raises(Cancelled):
        caller.call(FakeProvider(stubborn), REQUEST, cancel)
    assert caller.call(FakeProvider(), REQUEST, Cancel()).data == PNG
    let_go.set()
    thread.join()


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
    """A provider that never awaits is given up after deadline and grace, its loop with it."""
    blocked = threading.Event()

    def block(_: ImageRequest) -> bytes:
        blocked.wait(PATIENCE_S)
        return PNG

    caller = Caller(0.05, grace_s=0.05, calls=1)
    with capture_logs() as lines, pytest.raises(GenerationFailed) as caught:
        caller.call(FakeProvider(block), REQUEST, Cancel())
    assert caught.value.fault == ProviderFault.TIMED_OUT
    alarms = [(line["event"], line["service"]) for line in lines if "loop" in line["event"]]
    assert alarms == [("provider.loop_stuck", "fake")]
    assert caller.dead() == ["calls-fake"]
    caller.ensure_running()
    assert caller.dead() == []
    assert _answers(caller) == PNG, "another order is served meanwhile"
    blocked.set()


def test_a_loop_that_answers_is_not_left() -> None:
    """An outcome that is overdue because the whole process was halted costs nobody their call."""
    loop = PrivateLoop("fake")

    async def hang() -> None:
        await asyncio.Event().wait()

    outcome = loop.run(hang)
    loop.leave(outcome)
    assert loop.is_alive()
    assert not outcome.done()
    outcome.set_result(None)


def _answers(caller: Caller) -> bytes:
    """Return what a quick provider answers to a caller of little patience, asked repeatedly."""
    for _ in range(100):
        with suppress(GenerationFailed):
            return caller.call(FakeProvider(), REQUEST, Cancel()).data
    raise AssertionError


def test_a_cancel_ends_a_hanging_call_at_once(caller: Caller) -> None:
    """The switch, set from another thread, frees the waiting thread in moments, not seconds."""
    slow, cancel = Turnstile(), Cancel()
    ended: list[float] = []

    def work() -> None:
        with pytest.raises(Cancelled):
            caller.call(FakeProvider(slow), REQUEST, cancel)
        ended.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    slow.wait_for()
    began = time.monotonic()
    cancel.set()
    thread.join(PATIENCE_S)
    assert ended[0] - began < AT_ONCE_S


def test_a_cancel_frees_the_thread_though_the_loop_is_blocked(caller: Caller) -> None:
    """Even a provider that never awaits keeps nobody who has taken the order back."""
    blocked, begun, cancel = threading.Event(), threading.Event(), Cancel()

    def block(_: ImageRequest) -> bytes:
        begun.set()
        blocked.wait(PATIENCE_S)
        return PNG

    def give_up() -> None:
        begun.wait(PATIENCE_S)
        cancel.set()

    threading.Thread(target=give_up).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        caller.call(FakeProvider(block), REQUEST, cancel)
    assert time.monotonic() - began < AT_ONCE_S
    blocked.set()


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


def test_a_loop_that_no_call_has_needed_yet_is_not_dead() -> None:
    """A service that nobody has asked anything is in order, and makes no health check fail."""
    assert PrivateLoop("fake", asyncio.new_event_loop).is_alive()
