"""Deadlines of calls to the very second, and what a call leaves behind, on a clock that jumps."""

from __future__ import annotations

import asyncio
import selectors
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import (
    OPEN,
    PATIENCE_S,
    PNG,
    PROMPT_TEXT,
    FakeProvider,
    form,
    in_threads,
    make_studio,
    never,
    order_of,
)

from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault
from core.orders import generation, submission
from core.people.people import DEMO_USER
from core.providers.calling import Caller, Cancel
from core.providers.contract import ImageRequest, TextModel
from core.tables import OrderStatus

REQUEST = ImageRequest("text", "fake-1", "1:1", 1)
LONG_S = 120.0  # a deadline for pictures that is longer than all that is measured here


class _JumpingSelector(selectors.DefaultSelector):
    """Where the loop would sleep until its next timer, let that much time have passed instead."""

    skipped = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.waits_for: Callable[[], bool] = lambda: True

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None or not self.waits_for():
            return super().select(timeout)
        self.waits_for = lambda: True
        self.skipped += max(0.0, timeout)
        return super().select(0)


class JumpingLoop(asyncio.SelectorEventLoop):
    """A loop in which hours pass at once, as long as nobody outside is waited for."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return super().time() + self._jumping.skipped


class PatientLoop(JumpingLoop):
    """A loop in which hours pass at once from the moment on when so many tasks are there."""

    def __init__(self, tasks: int) -> None:
        super().__init__()
        self._jumping.waits_for = lambda: len(asyncio.all_tasks(self)) >= tasks


def jumping(timeout_s: float, **more: Any) -> Caller:
    """Return a caller whose loop's clock jumps."""
    return Caller(timeout_s, new_loop=JumpingLoop, **more)


class Hanging(FakeProvider):
    """A service that never answers any question, and knows how long each was waited for."""

    text_model = TextModel("words-1", "Words")
    missing = ()
    has_check = True

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float] = []
        self.begun, self.ended = threading.Semaphore(0), threading.Semaphore(0)

    async def _hang(self) -> Any:
        began = asyncio.get_running_loop().time()
        self.begun.release()
        try:
            await asyncio.Event().wait()
        finally:
            self.waited.append(asyncio.get_running_loop().time() - began)
            self.ended.release()

    async def generate(self, request: ImageRequest) -> Any:
        return await self._hang()

    async def rewrite(self, text: str, wish: str) -> Any:
        return await self._hang()

    async def check(self) -> Any:
        return await self._hang()


@pytest.mark.parametrize(
    ("question", "timeout_s", "expected_s"),
    [
        ("call", LONG_S, LONG_S),
        ("rewrite", LONG_S, 30.0),
        ("rewrite", 10.0, 10.0),
        ("check", LONG_S, 15.0),
        ("check", 10.0, 10.0),
    ],
)
def test_how_long_a_silent_service_is_waited_for(
    question: str, timeout_s: float, expected_s: float
) -> None:
    """A picture has its whole deadline, a rewriting 30 s of it, a check 15 s, if it is so long."""
    service, caller = Hanging(), jumping(timeout_s)
    ask: dict[str, Callable[[], object]] = {
        "call": lambda: caller.call(service, REQUEST, Cancel()),
        "rewrite": lambda: caller.rewrite(service, "text", "wish", Cancel()),
        "check": lambda: caller.check(service),
    }
    with pytest.raises(GenerationFailed) as caught:
        ask[question]()
    assert caught.value.fault == ProviderFault.TIMED_OUT
    assert service.ended.acquire(timeout=PATIENCE_S)
    assert service.waited == [pytest.approx(expected_s, abs=2.0)]  # a busy machine's own delay


def test_a_call_that_waited_for_its_place_has_its_whole_deadline() -> None:
    """Two orders that meet in one place of a silent service are each waited for as long as any."""
    service = Hanging()
    loop = PatientLoop(tasks=3)  # both calls, and the try of the one that has the place
    caller = Caller(LONG_S, calls=1, new_loop=lambda: loop)
    outcomes = in_threads(2, lambda _: caller.call(service, REQUEST, Cancel()))
    assert [str(outcome) for outcome in outcomes] == [
        str(GenerationFailed(ProviderFault.TIMED_OUT))
    ] * 2
    for _ in outcomes:
        assert service.ended.acquire(timeout=PATIENCE_S)
    assert service.waited == [pytest.approx(LONG_S, abs=2.0)] * 2  # a busy machine's own delay


def test_a_rewriting_that_finds_no_place_ends_in_its_time() -> None:
    """Its seconds count from the asking: it ends while pictures have all places of its service."""
    service, cancel = Hanging(), Cancel()
    caller = Caller(LONG_S, calls=1, rewrite_timeout_s=0.1, grace_s=LONG_S)
    faults: list[ProviderFault] = []

    def paint() -> None:
        with pytest.raises(Cancelled):
            caller.call(service, REQUEST, cancel)

    def rewrite() -> None:
        try:
            caller.rewrite(service, "text", "wish", Cancel())
        except GenerationFailed as error:
            faults.append(error.fault)

    picture, rewriting = (threading.Thread(target=work, daemon=True) for work in (paint, rewrite))
    picture.start()
    assert service.begun.acquire(timeout=PATIENCE_S)
    rewriting.start()
    rewriting.join(PATIENCE_S)
    assert faults == [ProviderFault.TIMED_OUT]
    assert picture.is_alive(), "the call that has the place goes on"
    cancel.set()
    picture.join(PATIENCE_S)


class SilentRewriter(Hanging):
    """A service that makes pictures at once and never answers a rewriting."""

    async def generate(self, request: ImageRequest) -> Any:
        return await FakeProvider.generate(self, request)


def test_a_silent_rewriting_costs_no_picture(tmp_path: Path) -> None:
    """After 30 s without a rewriting the picture is made from the plain words, and says so."""
    service = SilentRewriter()
    studio = replace(make_studio("", tmp_path / "data", service), caller=jumping(LONG_S))
    (order,) = submission.submit(studio, DEMO_USER, form("k", OPEN, enhance=True))
    generation.run(studio, order.id, never())
    row = order_of(studio, order.id)
    assert (row.status, row.enhance_error) == (OrderStatus.SETTLED, ProviderFault.TIMED_OUT)
    assert [request.text for request in service.requests] == [PROMPT_TEXT] == [row.sent_text]
    assert service.ended.acquire(timeout=PATIENCE_S)
    assert service.waited == [pytest.approx(30.0, abs=2.0)]
    studio.database.dispose()


def test_a_call_that_timed_out_leaves_nothing_running() -> None:
    """After its deadline a call's coroutine has ended, and its place is free for the next."""
    service, caller = Hanging(), jumping(1.0, calls=1)
    with pytest.raises(GenerationFailed):
        caller.call(service, REQUEST, Cancel())
    assert service.ended.acquire(timeout=PATIENCE_S)
    assert caller.call(FakeProvider(), REQUEST, Cancel()).data == PNG


def test_a_call_that_was_given_up_leaves_nothing_running() -> None:
    """After a cancel a call's coroutine ends before any answer, and its place is free."""
    service, caller, cancel = Hanging(), Caller(PATIENCE_S, calls=1), Cancel()
    outcomes: list[object] = []

    def work() -> None:
        outcomes.extend(in_threads(1, lambda _: caller.call(service, REQUEST, cancel)))

    thread = threading.Thread(target=work)
    thread.start()
    assert service.begun.acquire(timeout=PATIENCE_S)
    cancel.set()
    assert service.ended.acquire(timeout=PATIENCE_S / 2), "the coroutine is still waiting"
    thread.join(PATIENCE_S)
    assert isinstance(outcomes[0], Cancelled)
    assert caller.call(FakeProvider(), REQUEST, Cancel()).data == PNG
