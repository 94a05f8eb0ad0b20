"""What stands around any service, once, for the thread that waits: deadline, cancel.

A call is a coroutine, because an HTTP client belongs to the loop it was first used on, and because
only a coroutine can be given up in the middle of a hanging read. Each service has a loop and
places of its own (`core.providers.calls`), so that one that hangs touches no other:

    a picture       waits for a place as long as it takes, and has its whole deadline
                    from there on
    a rewriting,    counts from the asking: somebody waits at a button, or a picture of another
    a check         service waits for its better words
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault
from core.providers.calls import Asked, Call, Pause, ServiceCalls, Shared, unshared, untold
from core.providers.contract import (
    Checkable,
    Checked,
    ImageAnswer,
    ImageRequest,
    Provider,
    Rewriter,
    Rewritten,
)
from core.providers.last_calls import CallNotes, LastCalls
from core.providers.loop import PrivateLoop, conclude

GRACE_S = 5.0  # how long after its deadline a service that blocks the loop is still waited for
REWRITE_TIMEOUT_S = 30.0  # rewriting is a help: the picture must not wait longer for it
CHECK_TIMEOUT_S = 15.0
CALLS = 64  # where no setting says less: as many as a service can have workers

T = TypeVar("T")


def untimed() -> int:
    """Return 0, for who never asks when a call ended."""
    return 0


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


class Caller:
    """Turn a coroutine's outcome into a return or a raise in the thread that waits for it.

    `calls` are the places of each service; `sleep` waits between tries, a test's own one need not;
    `new_loop` makes each service's event loop; `now` is the wall's clock in ms;
    `shared` places are those among several processes.
    """

    def __init__(
        self,
        timeout_s: float,
        *,
        grace_s: float = GRACE_S,
        calls: int = CALLS,
        rewrite_timeout_s: float = REWRITE_TIMEOUT_S,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        new_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop,
        now: Callable[[], int] = untimed,
        shared: Shared = unshared,
    ) -> None:
        self._timeout_s = timeout_s
        self._grace_s = grace_s
        self._rewrite_timeout_s = min(rewrite_timeout_s, timeout_s)
        self._places = calls
        self._sleep = sleep
        self._new_loop = new_loop
        self._shared = shared
        self._notes = CallNotes(now)
        self._services: dict[str, ServiceCalls] = {}
        self._lock = threading.Lock()

    def dead(self) -> list[str]:
        """Return the names of the loops' threads that should live and don't, for a health check."""
        return [calls.name for calls in self._known() if not calls.is_alive()]

    def ensure_running(self) -> None:
        """Replace each loop that died; do nothing to those that live."""
        for calls in self._known():
            calls.ensure_running()

    def call(
        self,
        service: Provider,
        request: ImageRequest,
        cancel: Cancel,
        tell: Callable[[Pause | None], object] = untold,
    ) -> ImageAnswer:
        """Return the service's answer, or raise what it raised, BaseExceptions included.

        Raise `Cancelled` when `cancel` is set, and `GenerationFailed(TIMED_OUT)` after the
        deadline, however slowly the service drips. `tell` hears of pauses, as `Call` says.
        """
        once, model, seconds = partial(service.generate, request), request.model, self._timeout_s
        call = Call("picture", service.name, model, once, seconds, waits=True, tell=tell)
        return self._run(call, cancel)

    def rewrite(self, rewriter: Rewriter, text: str, wish: str, cancel: Cancel) -> Rewritten:
        """Return prompt and wish rewritten; raise as `call` does, after 30 s at most."""
        once = partial(rewriter.rewrite, text, wish)
        model, seconds = rewriter.text_model.id, self._rewrite_timeout_s
        return self._run(Call("rewrite", rewriter.name, model, once, seconds), cancel)

    def check(self, service: Checkable) -> Checked:
        """Ask once whether a service is there; return what that proves, or raise as `call` does."""
        seconds = min(CHECK_TIMEOUT_S, self._timeout_s)
        model = service.models[0].id
        call = Call("check", service.name, model, service.check, seconds, retried=False)
        return self._run(call, Cancel())

    def last_calls(self, service: str) -> LastCalls:
        """Return what the last calls of a service came to, since this process started."""
        return self._notes.of(service)

    def _known(self) -> list[ServiceCalls]:
        with self._lock:
            return list(self._services.values())

    def _calls_of(self, service: str) -> ServiceCalls:
        with self._lock:
            if service not in self._services:
                loop = PrivateLoop(service, self._new_loop)
                self._services[service] = ServiceCalls(
                    self._places, self._sleep, loop, self._shared
                )
            return self._services[service]

    def _run(self, call: Call[T], cancel: Cancel) -> T:
        calls = self._calls_of(call.service)
        asked = calls.ask(call)
        try:
            with cancel.tells(partial(conclude, asked.outcome, Cancelled())):
                answer = self._wait(calls, call, asked)
        finally:
            conclude(asked.outcome, Cancelled())  # who waits no more leaves no call behind
        self._notes.note(call.service, call.kind, answer)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _wait(self, calls: ServiceCalls, call: Call[T], asked: Asked[T]) -> T | BaseException:
        seconds = call.timeout_s + self._grace_s
        if call.waits:
            either: tuple[Future[Any], ...] = (asked.begun, asked.outcome)
            while not wait(either, timeout=seconds, return_when=FIRST_COMPLETED).done:
                calls.leave(asked)  # a loop that is held up gives no place to anybody
        try:
            return asked.outcome.result(timeout=seconds)
        except TimeoutError:
            calls.leave(asked)
            return GenerationFailed(ProviderFault.TIMED_OUT)
