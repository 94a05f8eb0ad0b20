"""One service's calls: a loop and places of their own, the tries of each under one deadline.

Each service has its own event loop in its own thread. One that holds its loop up, or fills the
loop's threads with lookups of names that hang, keeps no other service from answering.

    places     at most so many tries at a time; neither a pause nor a try that was given up keeps
               its place, whether it ends or not. Where several processes call, `Shared` places
               hold for all of them together
    deadline   one for every try and every pause between them; where the call waits for its place,
               it begins with the first one, so that a crowd before it costs it nothing
    retries    as many as the failure says it is worth; the service decides that, not this module
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from core.errors import GenerationFailed, StudioError
from core.faults import ProviderFault
from core.log import get_logger
from core.providers.loop import PrivateLoop

MAX_RETRY_AFTER_S = 20.0  # a service that wants more rest gets it, but not this order
BACKOFF_S = (1.0, 3.0)  # before the second and the third try, where the service names no time
JITTER = 0.25  # part of a pause that is random, so that orders don't come back in step

Shared = Callable[[str], AbstractAsyncContextManager[None]]  # a service's place among processes

log = get_logger()
T = TypeVar("T")


def unshared(_: str) -> AbstractAsyncContextManager[None]:
    """Share a service's places with no other process."""
    return nullcontext()


@dataclass(frozen=True)
class Pause:
    """Say why a call rests: what the last try ran into, which retry is next, in how many seconds.

    `reason` is a `ProviderFault`; the first retry is 1.
    """

    reason: str
    retry: int
    seconds: float


def untold(_: Pause | None) -> None:
    """Tell nobody of a call's pauses."""


@dataclass(frozen=True)
class Call(Generic[T]):
    """One thing to ask of a service; `try_once` is called anew for each try.

    `timeout_s` counts from the first place if the call `waits` for it, else from the asking.
    `tell` hears of each pause as it begins, and None when it is over; it must not raise.
    """

    kind: str
    service: str
    model: str
    try_once: Callable[[], Awaitable[T]]
    timeout_s: float
    waits: bool = False
    retried: bool = True
    tell: Callable[[Pause | None], object] = untold


@dataclass(frozen=True)
class Asked(Generic[T]):
    """A call on its way: its outcome, exceptions as values; `begun` is done with its first place.

    Of one that does not wait for its place `begun` says nothing.
    """

    outcome: Future[T | BaseException]
    begun: Future[None] = field(default_factory=Future)


@dataclass(frozen=True)
class _OnLoop:
    """The places of one loop, and its tries: asyncio alone may forget a task that runs."""

    loop: asyncio.AbstractEventLoop
    places: asyncio.Semaphore
    trying: set[asyncio.Task[Any]] = field(default_factory=set)


class ServiceCalls:
    """Carry one service's calls on its own loop; every method may be called from any thread."""

    def __init__(
        self,
        places: int,
        sleep: Callable[[float], Awaitable[None]],
        loop: PrivateLoop,
        shared: Shared = unshared,
    ) -> None:
        self._at_a_time = places
        self._sleep = sleep
        self._loop = loop
        self._shared = shared
        self._on_loop: _OnLoop | None = None

    @property
    def name(self) -> str:
        """Return the name of the thread that serves them."""
        return self._loop.name

    def is_alive(self) -> bool:
        """Return whether the loop lives, or was never needed."""
        return self._loop.is_alive()

    def ensure_running(self) -> None:
        """Start the loop, or replace a dead one; do nothing to one that lives."""
        self._loop.ensure_running()

    def ask(self, call: Call[T]) -> Asked[T]:
        """Begin a call; whoever concludes its outcome earlier gives it up."""
        begun: Future[None] = Future()
        return Asked(self._loop.run(partial(self._by_deadline, call, begun)), begun)

    def leave(self, asked: Asked[Any]) -> None:
        """Leave the loop to whatever holds it up, if anything does: this call is overdue."""
        self._loop.leave(asked.outcome)

    async def _by_deadline(self, call: Call[T], begun: Future[None]) -> T:
        try:
            async with asyncio.timeout(None if call.waits else call.timeout_s) as deadline:
                return await self._tries(call, deadline, begun)
        except TimeoutError:
            if not deadline.expired():
                raise
        raise GenerationFailed(ProviderFault.TIMED_OUT)

    async def _tries(self, call: Call[T], deadline: asyncio.Timeout, begun: Future[None]) -> T:
        number = 1
        while True:
            try:
                async with self._here().places, self._shared(call.service):
                    if deadline.when() is None:
                        deadline.reschedule(_clock() + call.timeout_s)
                        begun.set_result(None)
                    return await self._one_try(call, number)
            except GenerationFailed as error:
                pause = _pause_s(error, number) if call.retried else None
                if pause is None or pause >= _left_s(deadline):
                    raise  # what the service said tells more than "time over" would
                call.tell(Pause(error.reason or "", number, pause))
            await self._sleep(pause)
            call.tell(None)
            number += 1

    async def _one_try(self, call: Call[T], number: int) -> T:
        clock, outcome = asyncio.get_running_loop().time, "given up"  # a cancel, or the deadline
        began = clock()
        try:
            answer = await self._unless_given_up(call.try_once)
            outcome = "ok"
            return answer
        except Exception as error:
            # Only codes and names of classes: a message may carry a prompt.
            outcome = str(error) if isinstance(error, StudioError) else type(error).__name__
            raise
        finally:
            took = round((clock() - began) * 1000)
            facts = {"service": call.service, "model": call.model, "try_number": number}
            log.info(f"provider.{call.kind}", **facts, outcome=outcome, ms=took)

    def _here(self) -> _OnLoop:
        """Return what belongs to this loop: that of a loop that died went with it."""
        loop = asyncio.get_running_loop()
        if self._on_loop is None or self._on_loop.loop is not loop:
            self._on_loop = _OnLoop(loop, asyncio.Semaphore(self._at_a_time))
        return self._on_loop

    async def _unless_given_up(self, try_once: Callable[[], Awaitable[T]]) -> T:
        """Return what the try returns; given up, cancel it and wait for nothing.

        A try of its own task: one that does not heed its cancel would keep the place for ever.
        """
        task, trying = asyncio.create_task(_as_value(try_once)), self._here().trying
        trying.add(task)
        task.add_done_callback(trying.discard)
        try:
            await asyncio.wait((task,))
        finally:
            task.cancel()
        answer = task.result()
        if isinstance(answer, BaseException):
            raise answer
        return answer


async def _as_value(try_once: Callable[[], Awaitable[T]]) -> T | BaseException:
    try:
        return await try_once()
    except BaseException as error:  # noqa: BLE001 - raised in a task, some stop the loop of all
        return error


def _pause_s(error: GenerationFailed, number: int) -> float | None:
    """Return how long to wait after try `number`; None where another try is not worth it."""
    if number > error.retries:
        return None
    if error.retry_after is not None:
        return error.retry_after if error.retry_after <= MAX_RETRY_AFTER_S else None
    usual = BACKOFF_S[min(number, len(BACKOFF_S)) - 1]
    return usual * (1 + random.uniform(-JITTER, JITTER))  # noqa: S311  # nosec B311


def _left_s(deadline: asyncio.Timeout) -> float:
    ends_at = deadline.when()
    assert ends_at is not None
    return ends_at - _clock()


def _clock() -> float:
    """Return the event loop's own seconds, which deadlines are in too."""
    return asyncio.get_running_loop().time()
