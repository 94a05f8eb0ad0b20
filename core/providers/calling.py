"""What stands around any service, once: deadline, cancel, retries, a limit of calls, a log line.

All calls share one private event loop, because an HTTP client belongs to the loop it was first
used on, and because only a coroutine can be given up in the middle of a hanging read.

    deadline   one for everything: waiting for a free place, every try, every pause between them
    retries    as many as the failure says it is worth; the provider decides that, not this module
    places     at most `calls` tries at a time in this process; neither a pause nor a try that was
               given up keeps its place, whether it ends or not
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from core.errors import Cancelled, GenerationFailed, ProviderFault, StudioError
from core.log import get_logger
from core.providers.contract import (
    Checkable,
    Enhanced,
    Enhancer,
    ImageAnswer,
    ImageRequest,
    Provider,
)
from core.providers.loop import PrivateLoop, conclude

GRACE_S = 5.0  # how long after its deadline a provider that blocks the loop is still waited for
ENHANCE_TIMEOUT_S = 30.0  # rewriting is a help: the picture must not wait longer for it
CHECK_TIMEOUT_S = 15.0
CALLS = 64  # where no setting says less: as many as there can be workers
MAX_RETRY_AFTER_S = 20.0  # a service that wants more rest gets it, but not this order
BACKOFF_S = (1.0, 3.0)  # before the second and the third try, where the service names no time
JITTER = 0.25  # part of a pause that is random, so that orders don't come back in step

log = get_logger()
T = TypeVar("T")


class Cancel:
    """A switch that can be set once, from any thread, and tells whoever is listening."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_set = False
        self._listener: Callable[[], object] | None = None

    @property
    def is_set(self) -> bool:
        """Return whether the order is to be given up."""
        return self._is_set

    def set(self) -> None:
        """Give the order up; a running call ends at once."""
        with self._lock:
            self._is_set = True
            listener = self._listener
        if listener:
            listener()

    @contextmanager
    def tells(self, listener: Callable[[], object]) -> Iterator[None]:
        """Call `listener` when, or if already, the switch is set during the block."""
        with self._lock:
            self._listener = listener
            already = self._is_set
        if already:
            listener()
        try:
            yield
        finally:
            with self._lock:
                self._listener = None


@dataclass(frozen=True)
class _Job(Generic[T]):
    """One thing to ask of a service; `try_once` is called anew for each try."""

    kind: str
    provider: str
    model: str
    try_once: Callable[[], Awaitable[T]]
    timeout_s: float
    retried: bool = True


class Caller:
    """Turn a coroutine's outcome into a return or a raise in the thread that waits for it.

    `sleep` waits between tries; a test's own one need not.
    """

    def __init__(
        self,
        timeout_s: float,
        *,
        grace_s: float = GRACE_S,
        calls: int = CALLS,
        enhance_timeout_s: float = ENHANCE_TIMEOUT_S,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        loop: PrivateLoop | None = None,
    ) -> None:
        self._timeout_s = timeout_s
        self._grace_s = grace_s
        self._calls = calls
        self._enhance_timeout_s = min(enhance_timeout_s, timeout_s)
        self._sleep = sleep
        self._loop = loop or PrivateLoop()
        self._places: tuple[asyncio.AbstractEventLoop, asyncio.Semaphore] | None = None
        self._trying: set[asyncio.Task[Any]] = set()  # a loop alone may forget its tasks

    def is_alive(self) -> bool:
        """Return whether the loop lives, or was never needed: for a supervisor and /healthz."""
        return self._loop.is_alive()

    def ensure_running(self) -> None:
        """Start the loop, or replace a dead one; do nothing to one that lives."""
        self._loop.ensure_running()

    def call(self, provider: Provider, request: ImageRequest, cancel: Cancel) -> ImageAnswer:
        """Return the provider's answer, or raise what it raised, BaseExceptions included.

        Raise `Cancelled` when `cancel` is set, and `GenerationFailed(TIMED_OUT)` after the
        deadline, however slowly the service drips.
        """
        once = partial(provider.generate, request)
        job = _Job("picture", provider.name, request.model, once, self._timeout_s)
        return self._run(job, cancel)

    def enhance(self, enhancer: Enhancer, text: str, wish: str, cancel: Cancel) -> Enhanced:
        """Return prompt and wish rewritten; raise as `call` does, after 30 s at most."""
        once = partial(enhancer.enhance, text, wish)
        model, seconds = enhancer.text_model.id, self._enhance_timeout_s
        return self._run(_Job("enhance", enhancer.name, model, once, seconds), cancel)

    def check(self, service: Checkable) -> str:
        """Ask once whether the service is there; return what answered, or raise as `call` does."""
        seconds = min(CHECK_TIMEOUT_S, self._timeout_s)
        model = service.models[0].id
        job = _Job("check", service.name, model, service.check, seconds, retried=False)
        return self._run(job, Cancel())

    def _run(self, job: _Job[T], cancel: Cancel) -> T:
        outcome = self._loop.run(partial(self._by_deadline, job))
        try:
            with cancel.tells(partial(conclude, outcome, Cancelled())):
                answer = outcome.result(timeout=job.timeout_s + self._grace_s)
        except TimeoutError:
            self._loop.leave(outcome)
            raise GenerationFailed(ProviderFault.TIMED_OUT) from None
        finally:
            conclude(outcome, Cancelled())  # a thread that waits no more leaves no call behind
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def _by_deadline(self, job: _Job[T]) -> T:
        try:
            async with asyncio.timeout(job.timeout_s) as deadline:
                return await self._tries(job, deadline)
        except TimeoutError:
            if not deadline.expired():
                raise
        raise GenerationFailed(ProviderFault.TIMED_OUT)

    async def _tries(self, job: _Job[T], deadline: asyncio.Timeout) -> T:
        number = 1
        while True:
            try:
                return await self._one_try(job, number)
            except GenerationFailed as error:
                pause = _pause_s(error, number) if job.retried else None
                if pause is None or pause >= _left_s(deadline):
                    raise  # what the service said tells more than "time over" would
            await self._sleep(pause)
            number += 1

    async def _one_try(self, job: _Job[T], number: int) -> T:
        async with self._place():
            began, outcome = _clock(), "given up"  # a cancel, or the deadline
            try:
                answer = await self._unless_given_up(job.try_once)
                outcome = "ok"
                return answer
            except Exception as error:
                # Only codes and names of classes: a message may carry a prompt.
                outcome = str(error) if isinstance(error, StudioError) else type(error).__name__
                raise
            finally:
                took = round((_clock() - began) * 1000)
                facts = {"provider": job.provider, "model": job.model, "try_number": number}
                log.info(f"provider.{job.kind}", **facts, outcome=outcome, ms=took)

    def _place(self) -> asyncio.Semaphore:
        """Return the places of this loop: those of a loop that died went with it."""
        loop = asyncio.get_running_loop()
        if self._places is None or self._places[0] is not loop:
            self._places = loop, asyncio.Semaphore(self._calls)
        return self._places[1]

    async def _unless_given_up(self, try_once: Callable[[], Awaitable[T]]) -> T:
        """Return what the try returns; given up, cancel it and wait for nothing.

        A try of its own task: one that does not heed its cancel would keep the place for ever.
        """
        task = asyncio.create_task(_as_value(try_once))
        self._trying.add(task)
        task.add_done_callback(self._trying.discard)
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
    return usual * (1 + random.uniform(-JITTER, JITTER))  # noqa: S311 - no secret


def _left_s(deadline: asyncio.Timeout) -> float:
    ends_at = deadline.when()
    assert ends_at is not None
    return ends_at - _clock()


def _clock() -> float:
    """Return the event loop's own seconds, which deadlines are in too."""
    return asyncio.get_running_loop().time()
