"""Around any service: retries, one deadline, an instant cancel, a limit of calls, a log line."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from typing import Any

import pytest
from structlog.testing import capture_logs

from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault
from core.providers.calling import Caller, Cancel
from core.providers.calls import BACKOFF_S, JITTER, Pause
from core.providers.contract import (
    Checked,
    ImageAnswer,
    ImageRequest,
    Model,
    Proof,
    Rewritten,
    TextModel,
)
from core.providers.demo import DemoProvider

PATIENCE_S = 20.0  # what nothing here may take, however busy the machine
REQUEST = ImageRequest("words that nobody may log", "scripted-1", "1:1", seed=1)
BUSY = GenerationFailed(ProviderFault.RATE_LIMITED, retries=2)
ONCE_MORE = GenerationFailed(ProviderFault.SERVICE_FAULT, retries=1)
HANG = "hang"


class Scripted:
    """Answer with what was queued: an exception is raised, HANG never ends."""

    name = "scripted"
    models: tuple[Model, ...] = (Model("scripted-1", "Scripted", ("1:1",)),)
    text_model = TextModel("scripted-text", "Scripted")
    missing: tuple[str, ...] = ()
    has_check = True

    def __init__(self, *answers: Any) -> None:
        self._answers = deque(answers)
        self.tries = 0
        self.begun = threading.Semaphore(0)

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        self.tries += 1
        self.begun.release()
        answer = self._answers.popleft() if self._answers else b"a picture"
        if answer == HANG:
            await asyncio.Event().wait()
        if isinstance(answer, Exception):
            raise answer
        return ImageAnswer(answer)

    async def rewrite(self, text: str, wish: str) -> Rewritten:
        return Rewritten((await self.generate(REQUEST)).data.decode())

    async def check(self) -> Checked:
        return Checked((await self.generate(REQUEST)).data.decode(), Proof.KEY)


class Pauses:
    """Remember every pause instead of sleeping."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    """Return pauses that take no time."""
    return Pauses()


@pytest.fixture
def caller(pauses: Pauses) -> Caller:
    """Return a caller that does not sleep."""
    return Caller(PATIENCE_S, sleep=pauses)


def test_a_busy_service_is_asked_three_times(caller: Caller, pauses: Pauses) -> None:
    """What is worth two more tries gets them, with growing pauses."""
    provider = Scripted(BUSY, BUSY)
    assert caller.call(provider, REQUEST, Cancel()).data == b"a picture"
    assert provider.tries == 3
    for pause, usual in zip(pauses.taken, BACKOFF_S, strict=True):
        assert usual * (1 - JITTER) <= pause <= usual * (1 + JITTER)


def test_each_pause_is_told_and_its_end(caller: Caller, pauses: Pauses) -> None:
    """Who asked hears why and how long the call rests, which retry is next, and when it goes on."""
    told: list[Pause | None] = []
    caller.call(Scripted(ONCE_MORE, BUSY), REQUEST, Cancel(), told.append)
    first, second = pauses.taken
    assert told == [
        Pause("service_fault", 1, first),
        None,
        Pause("rate_limited", 2, second),
        None,
    ]


def test_the_last_failure_is_told(caller: Caller) -> None:
    """After the third try the failure itself comes out, not a failure of the retries."""
    with pytest.raises(GenerationFailed) as caught:
        caller.call(Scripted(BUSY, BUSY, BUSY), REQUEST, Cancel())
    assert caught.value is BUSY


@pytest.mark.parametrize(
    ("failures", "tries"), [((ONCE_MORE, ONCE_MORE, BUSY), 2), ((ONCE_MORE, BUSY, BUSY), 3)]
)
def test_each_failure_says_how_many_tries_it_is_worth(
    caller: Caller, failures: tuple[GenerationFailed, ...], tries: int
) -> None:
    """The number of a try counts against what the failure of that try allows."""
    provider = Scripted(*failures)
    with pytest.raises(GenerationFailed):
        caller.call(provider, REQUEST, Cancel())
    assert provider.tries == tries


@pytest.mark.parametrize(
    "error", [GenerationFailed(fault) for fault in ProviderFault] + [ValueError("a bug")]
)
def test_nothing_is_retried_by_itself(caller: Caller, pauses: Pauses, error: Exception) -> None:
    """A failure that does not ask for another try gets none, whatever it is."""
    provider = Scripted(error)
    with pytest.raises(type(error)):
        caller.call(provider, REQUEST, Cancel())
    assert (provider.tries, pauses.taken) == (1, [])


@pytest.mark.parametrize("fault", ["error", "blocked"])
def test_the_demo_fails_at_once(caller: Caller, pauses: Pauses, fault: Any) -> None:
    """The demo renderer's faults are not slowed down by retries."""
    with pytest.raises(GenerationFailed):
        caller.call(DemoProvider(fault=fault), REQUEST, Cancel())
    assert pauses.taken == []


def test_retry_after_is_honoured(pauses: Pauses) -> None:
    """The service's own time is waited, to the second."""
    later = GenerationFailed(ProviderFault.RATE_LIMITED, retries=2, retry_after=17)
    Caller(100, sleep=pauses).call(Scripted(later), REQUEST, Cancel())
    assert pauses.taken == [17]


def test_a_long_retry_after_is_not_waited_for(pauses: Pauses) -> None:
    """A service that wants more than 20 s is not asked again, and not sooner either."""
    later = GenerationFailed(ProviderFault.RATE_LIMITED, retries=2, retry_after=20.1)
    provider = Scripted(later)
    with pytest.raises(GenerationFailed):
        Caller(100, sleep=pauses).call(provider, REQUEST, Cancel())
    assert (provider.tries, pauses.taken) == (1, [])


def test_a_pause_that_ends_after_the_deadline_is_not_begun(pauses: Pauses) -> None:
    """The person learns why at once, instead of waiting for "time over"."""
    later = GenerationFailed(ProviderFault.RATE_LIMITED, retries=2, retry_after=6)
    with pytest.raises(GenerationFailed) as caught:
        Caller(5, sleep=pauses).call(Scripted(later), REQUEST, Cancel())
    assert caught.value is later


def test_one_deadline_covers_all_tries(pauses: Pauses) -> None:
    """A second try does not get a second deadline."""
    provider = Scripted(
        GenerationFailed(ProviderFault.RATE_LIMITED, retries=2, retry_after=0), HANG
    )
    began = time.monotonic()
    with pytest.raises(GenerationFailed) as caught:
        Caller(2.0, sleep=pauses).call(provider, REQUEST, Cancel())
    assert caught.value.fault is ProviderFault.TIMED_OUT
    assert provider.tries == 2
    assert time.monotonic() - began < 3.9


def test_a_cancel_ends_a_pause_at_once() -> None:
    """Nobody waits for the end of a pause to take an order back."""
    later = GenerationFailed(ProviderFault.RATE_LIMITED, retries=2, retry_after=19)
    provider, cancel = Scripted(later), Cancel()
    caller = Caller(60)

    def give_up() -> None:
        provider.begun.acquire()
        cancel.set()

    threading.Thread(target=give_up).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        caller.call(provider, REQUEST, cancel)
    assert time.monotonic() - began < 10


class Crowd:
    """Count how many calls are inside at once; let them out when so many have come."""

    name = "crowd"
    models = Scripted.models

    def __init__(self, until: int) -> None:
        self._until = until
        self._full = asyncio.Event()
        self.inside = self.most = self.total = 0

    async def generate(self, _: ImageRequest) -> ImageAnswer:
        self.total += 1
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.inside == self._until:
            self._full.set()
        await self._full.wait()
        await asyncio.sleep(0.01)
        self.inside -= 1
        return ImageAnswer(b"a picture")


def test_no_more_calls_at_a_time_than_set() -> None:
    """Of seven calls never more than three are inside, and all are answered."""
    caller, crowd = Caller(PATIENCE_S, calls=3), Crowd(until=3)
    threads = [
        threading.Thread(target=caller.call, args=(crowd, REQUEST, Cancel())) for _ in range(7)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert (crowd.most, crowd.total, crowd.inside) == (3, 7, 0)


def test_a_rewriting_does_not_wait_for_a_place_beyond_its_time() -> None:
    """A rewriting that never got a place ends in time over; the service was not asked."""
    caller = Caller(PATIENCE_S, calls=1, rewrite_timeout_s=0.1)
    first, waiting, cancel = Scripted(HANG), Scripted(), Cancel()
    thread = threading.Thread(target=_is_cancelled, args=(caller, first, cancel))
    thread.start()
    assert first.begun.acquire(timeout=PATIENCE_S)
    with pytest.raises(GenerationFailed) as caught:
        caller.rewrite(waiting, "text", "wish", Cancel())
    assert caught.value.fault is ProviderFault.TIMED_OUT
    assert waiting.tries == 0
    cancel.set()
    thread.join(PATIENCE_S)


def _is_cancelled(caller: Caller, provider: Scripted, cancel: Cancel) -> None:
    with pytest.raises(Cancelled):
        caller.call(provider, REQUEST, cancel)


class Watched(asyncio.SelectorEventLoop):
    """Remember how many seconds ahead each timer is set."""

    def __init__(self) -> None:
        super().__init__()
        self.timers: list[float] = []

    def call_at(  # type: ignore[override]
        self, when: float, *args: Any, **more: Any
    ) -> asyncio.TimerHandle:
        self.timers.append(when - self.time())
        return super().call_at(when, *args, **more)


@pytest.mark.parametrize(
    ("ask", "timeout_s", "deadline_s"),
    [("rewrite", 600, 30), ("rewrite", 20, 20), ("check", 600, 15), ("call", 600, 600)],
)
def test_each_kind_of_call_has_its_deadline(ask: str, timeout_s: float, deadline_s: float) -> None:
    """A picture has what is set; its rewriting 30 s and a check 15 s of that, and never more."""
    loop = Watched()
    caller = Caller(timeout_s, new_loop=lambda: loop)
    arguments = {"rewrite": ("text", "wish", Cancel()), "check": (), "call": (REQUEST, Cancel())}
    getattr(caller, ask)(Scripted(), *arguments[ask])
    assert [round(seconds) for seconds in loop.timers] == [deadline_s]


def test_a_pause_keeps_no_place() -> None:
    """While one order waits to try again, another one is served."""
    other, pausing = Scripted(), Scripted(BUSY)
    caller = Caller(PATIENCE_S, calls=1, sleep=_SleepUntil(other))
    thread = threading.Thread(target=caller.call, args=(pausing, REQUEST, Cancel()))
    thread.start()
    assert pausing.begun.acquire(timeout=PATIENCE_S)
    assert caller.call(other, REQUEST, Cancel()).data == b"a picture"
    thread.join(PATIENCE_S)
    assert pausing.tries == 2


class _SleepUntil:
    """Sleep until another provider was asked: for ever, if a pause kept its place."""

    def __init__(self, other: Scripted) -> None:
        self._other = other

    async def __call__(self, _: float) -> None:
        while not self._other.tries:
            await asyncio.sleep(0.005)


def test_a_check_is_one_call(caller: Caller) -> None:
    """测试连接 tells what happened the first time."""
    provider = Scripted(BUSY)
    with pytest.raises(GenerationFailed):
        caller.check(provider)
    assert provider.tries == 1


def test_each_try_is_one_log_line_without_the_prompt(caller: Caller) -> None:
    """A line has service, model, code, time and number, and no words of the order."""
    with capture_logs() as lines:
        caller.call(Scripted(BUSY), REQUEST, Cancel())
    told = [{name: line[name] for name in ("event", "outcome", "try_number")} for line in lines]
    assert told == [
        {"event": "provider.picture", "outcome": str(BUSY), "try_number": 1},
        {"event": "provider.picture", "outcome": "ok", "try_number": 2},
    ]
    assert all(line["service"] == "scripted" and line["model"] == "scripted-1" for line in lines)
    assert all(isinstance(line["ms"], int) for line in lines)
    assert REQUEST.text not in str(lines)


def test_a_foreign_error_is_logged_by_its_class_alone(caller: Caller) -> None:
    """What a bug says may carry a prompt: it is raised, and not logged here."""
    with capture_logs() as lines, pytest.raises(ValueError, match="words"):
        caller.call(Scripted(ValueError(REQUEST.text)), REQUEST, Cancel())
    assert [line["outcome"] for line in lines] == ["ValueError"]
