"""What is remembered of each service's calls: the last success, the last failure, and when."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from fake_service import FakeService, SecondProvider
from fakes import PATIENCE_S, FakeClock, FakeProvider, Turnstile

from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.calling import Caller, Cancel
from core.providers.contract import ImageRequest
from core.providers.last_calls import CallNotes, LastCalls, together

REQUEST = ImageRequest("text", "fake-1", "1:1", 1)
MINUTE_MS = 60_000
FAILED = LastCalls(None, 5, Fault.NETWORK, "picture", is_failing=True)
RECOVERED = replace(FAILED, ok_at=2, is_failing=False)  # after the clock was set back
FAILED_AT_ONCE = replace(FAILED, ok_at=5)  # in the millisecond of a success


@pytest.fixture
def clock() -> FakeClock:
    """Return the clock that the caller is given."""
    return FakeClock()


@pytest.fixture
def caller(clock: FakeClock) -> Caller:
    """Return a caller with a deadline that no test here reaches."""
    return Caller(PATIENCE_S, now=clock)


def fail(caller: Caller, service: FakeProvider, error: BaseException) -> None:
    """Let one call of a service end with this error."""
    service.queue(error)
    with pytest.raises(type(error)):
        caller.call(service, REQUEST, Cancel())


def test_a_service_that_was_never_called_has_neither(caller: Caller) -> None:
    """Nothing is claimed of a service before its first call."""
    assert caller.last_calls("fake") == LastCalls()


def test_success_and_failure_are_kept_beside_each_other(caller: Caller, clock: FakeClock) -> None:
    """Each keeps its instant; which of them is the newer one is said, not reckoned from these."""
    service, began = FakeProvider(), clock.now
    caller.call(service, REQUEST, Cancel())
    assert caller.last_calls("fake") == LastCalls(ok_at=began)
    clock.advance(-MINUTE_MS)  # set back: what comes later is newer all the same
    fail(caller, service, GenerationFailed(Fault.RATE_LIMITED))
    failed = LastCalls(began, clock.now, Fault.RATE_LIMITED, "picture", is_failing=True)
    assert caller.last_calls("fake") == failed
    clock.advance(5 * MINUTE_MS)
    caller.call(service, REQUEST, Cancel())
    assert caller.last_calls("fake") == LastCalls(
        clock.now, began - MINUTE_MS, Fault.RATE_LIMITED, "picture", is_failing=False
    )


def test_a_failure_says_what_was_asked_for(caller: Caller) -> None:
    """A check and a rewriting are told apart from a picture."""
    service = FakeService(GenerationFailed(Fault.NETWORK))
    service.checked = GenerationFailed(Fault.KEY_INVALID)
    with pytest.raises(GenerationFailed):
        caller.rewrite(service, "text", "", Cancel())
    told = caller.last_calls("fake")
    assert (told.kind, told.fault) == ("rewrite", Fault.NETWORK)
    with pytest.raises(GenerationFailed):
        caller.check(service)
    told = caller.last_calls("fake")
    assert (told.kind, told.fault) == ("check", Fault.KEY_INVALID)


@pytest.mark.parametrize("error", [ValueError(), SystemExit()], ids=["value", "exit"])
def test_what_no_service_should_raise_is_an_internal_error(
    caller: Caller, error: BaseException
) -> None:
    """A mistake in a service's code is a failure like any other, without its words."""
    fail(caller, FakeProvider(), error)
    assert caller.last_calls("fake").fault is Fault.INTERNAL


def test_a_deadline_is_a_failure(clock: FakeClock) -> None:
    """A service that hangs is remembered as one that took too long."""
    caller, slow = Caller(0.05, now=clock), Turnstile()
    with pytest.raises(GenerationFailed):
        caller.call(FakeProvider(slow), REQUEST, Cancel())
    assert caller.last_calls("fake").fault is Fault.TIMED_OUT


def test_a_loop_that_is_held_up_is_a_failure(clock: FakeClock) -> None:
    """So is one that never awaits, which only the waiting thread can give up."""
    caller, blocked = Caller(0.05, grace_s=0.05, now=clock), threading.Event()

    def block(_: ImageRequest) -> bytes:
        blocked.wait(PATIENCE_S)
        return b""

    with pytest.raises(GenerationFailed):
        caller.call(FakeProvider(block), REQUEST, Cancel())
    blocked.set()
    assert caller.last_calls("fake").fault is Fault.TIMED_OUT


def test_who_gives_up_says_nothing_of_the_service(caller: Caller) -> None:
    """A cancelled call is neither a success nor a failure of its service."""
    slow, cancel = Turnstile(), Cancel()
    ended: list[type[BaseException]] = []

    def wait() -> None:
        with pytest.raises(Cancelled) as caught:
            caller.call(FakeProvider(slow), REQUEST, cancel)
        ended.append(caught.type)

    thread = threading.Thread(target=wait)
    thread.start()
    slow.wait_for()
    cancel.set()
    thread.join(PATIENCE_S)
    assert ended == [Cancelled]
    assert caller.last_calls("fake") == LastCalls()


def test_no_service_speaks_for_another(caller: Caller) -> None:
    """What one service failed at leaves the other's record alone."""
    caller.call(SecondProvider(), REQUEST, Cancel())
    fail(caller, FakeProvider(), GenerationFailed(Fault.QUOTA_EXHAUSTED))
    assert caller.last_calls("second").fault is None
    assert caller.last_calls("second").ok_at is not None


def test_two_calls_that_end_at_once_are_both_noted() -> None:
    """A success that ends while a failure is being noted does not get lost under it."""
    threads: list[threading.Thread] = []

    def now() -> int:
        if not threads:
            threads.append(threading.Thread(target=notes.note, args=("fake", "picture", b"")))
            threads[0].start()
            threads[0].join(0.2)  # without a lock it would be done by then, and overwritten
        return 1

    notes = CallNotes(now)
    notes.note("fake", "picture", GenerationFailed(Fault.NETWORK))
    threads[0].join(PATIENCE_S)
    assert notes.of("fake") == LastCalls(1, 1, Fault.NETWORK, "picture", is_failing=False)


@pytest.mark.parametrize("fault", [Fault.PROMPT_BLOCKED, Fault.IMAGE_BLOCKED, Fault.NO_IMAGE])
def test_a_refused_order_is_an_answer(caller: Caller, clock: FakeClock, fault: Fault) -> None:
    """What was blocked is somebody's own: of the service it only says that it answers."""
    fail(caller, FakeProvider(), GenerationFailed(fault))
    assert caller.last_calls("fake") == LastCalls(ok_at=clock.now)


def test_a_wrong_request_says_nothing_of_the_service(caller: Caller) -> None:
    """It may not have been sent at all."""
    fail(caller, FakeProvider(), GenerationFailed(Fault.REQUEST_REJECTED))
    assert caller.last_calls("fake") == LastCalls()


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (LastCalls(), LastCalls(), LastCalls()),
        (LastCalls(ok_at=3), LastCalls(ok_at=7), LastCalls(ok_at=7)),
        (FAILED, LastCalls(ok_at=4), replace(FAILED, ok_at=4)),
        (FAILED, LastCalls(ok_at=6), replace(FAILED, ok_at=6, is_failing=False)),
        (FAILED, replace(FAILED, failed_at=4, fault=Fault.SETTINGS), FAILED),
        (RECOVERED, LastCalls(), RECOVERED),
        (RECOVERED, LastCalls(ok_at=1), RECOVERED),
        (FAILED_AT_ONCE, LastCalls(), FAILED_AT_ONCE),
    ],
)
def test_two_records_of_a_service_are_one(
    one: LastCalls, other: LastCalls, both: LastCalls
) -> None:
    """The later success and the later failure count, in whichever record they stand."""
    assert together(one, other) == both == together(other, one)
