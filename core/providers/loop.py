"""One event loop for the calls of one service, in a thread of its own, which no call can end.

A task that raises SystemExit or KeyboardInterrupt, or one that stops the loop, makes `run_forever`
return: the thread notes it and goes on with the same loop, and nothing that waits is lost. Where
the loop itself is broken the thread ends, and where a task never lets go of it the loop is left
alone: whoever waits is told at once, and the next call, or a supervisor's `ensure_running`, gets
a fresh loop in a fresh thread.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any, TypeVar

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.log import get_logger

PULSE_S = 1.0  # within which a loop answers that nothing holds up, on a busy machine too

log = get_logger()
T = TypeVar("T")


def conclude(outcome: Future[T | BaseException], value: T | BaseException) -> None:
    """Give an outcome its value, unless it has one: the first who speaks is heard."""
    with suppress(InvalidStateError):
        outcome.set_result(value)


class PrivateLoop:
    """Run one service's coroutines for threads that wait; `new_loop` makes the event loop.

    `name` is the thread's and stands in every alarm. Every method may be called from any thread.
    """

    def __init__(
        self,
        service: str,
        new_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop,
    ) -> None:
        self.name = f"calls-{service}"
        self._service = service
        self._new_loop = new_loop
        self._lock = threading.Lock()
        self._serving: _Serving | None = None

    def is_alive(self) -> bool:
        """Return whether calls are served, or would be: none was made so far."""
        serving = self._serving
        return serving is None or serving.is_alive

    def ensure_running(self) -> None:
        """Start the loop if it never ran; replace it if it died."""
        with self._lock:
            self._running()

    def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> Future[T | BaseException]:
        """Run `work()` on the loop; return its outcome, exceptions as values.

        An exception raised in a task may stop the loop that all others wait on, so it travels as
        a value. Whoever concludes the outcome earlier thereby cancels the work.
        """
        with self._lock:
            return self._running().run(work)

    def leave(self, outcome: Future[Any]) -> None:
        """Leave the loop to whatever holds it up, if anything does: this outcome is overdue.

        A deadline is a timer of the loop. Where one is late by seconds and the loop does not answer
        either, nothing on it gets on. It does answer after the whole process was halted.
        """
        serving = self._serving
        if serving is not None and serving.owes(outcome) and not serving.answers():
            log.error("provider.loop_stuck", service=self._service)
            serving.end()

    def _running(self) -> _Serving:
        serving = self._serving
        if serving is not None and serving.is_alive:
            return serving
        if serving is not None:
            log.warning("provider.loop_replaced", service=self._service)
        self._serving = _Serving(self.name, self._service, self._new_loop(), self._lock)
        return self._serving


class _Serving:
    """One event loop and its thread; `lock` is held while either is begun or ends."""

    def __init__(
        self, name: str, service: str, loop: asyncio.AbstractEventLoop, lock: threading.Lock
    ) -> None:
        self._service = service
        self._loop = loop
        self._lock = lock
        self._open: set[Future[Any]] = set()
        self._is_over = False
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        return not self._is_over and self._thread.is_alive()

    def owes(self, outcome: Future[Any]) -> bool:
        with self._lock:
            return not self._is_over and outcome in self._open

    def answers(self) -> bool:
        answered = threading.Event()
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(answered.set)
        return answered.wait(PULSE_S)

    def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> Future[T | BaseException]:
        outcome: Future[T | BaseException] = Future()
        self._open.add(outcome)
        outcome.add_done_callback(self._open.discard)
        self._loop.call_soon_threadsafe(self._start, work, outcome)
        return outcome

    def _start(
        self, work: Callable[[], Coroutine[Any, Any, T]], outcome: Future[T | BaseException]
    ) -> None:
        if outcome.done():  # given up before it began
            return
        task = self._loop.create_task(_carry(work, outcome))
        outcome.add_done_callback(lambda _: self._cancel(task))

    def _cancel(self, task: asyncio.Task[None]) -> None:
        with suppress(RuntimeError):  # the loop is closed, and the task with it
            self._loop.call_soon_threadsafe(task.cancel)

    def _serve(self) -> None:
        try:
            while not self._is_over:
                self._run_until_something_fails()
        except Exception:  # no task's: the loop itself is broken
            log.exception("provider.loop_died", service=self._service)
        finally:
            self.end()
            self._close()

    def _close(self) -> None:
        """Free the loop's sockets, broken as it may be, after what its tasks still have to do.

        Left to the garbage collector, their `finally` would run in any thread, on a closed loop.
        """
        for task in asyncio.all_tasks(self._loop):
            coroutine = task.get_coro()
            assert isinstance(coroutine, Coroutine)
            with suppress(Exception):
                coroutine.close()
        with suppress(Exception):
            self._loop.close()

    def _run_until_something_fails(self) -> None:
        try:
            self._loop.run_forever()
        except Exception:
            raise
        except BaseException:  # a task's; the others go on
            log.exception("provider.loop_failed", service=self._service)
        else:
            if not self._is_over:  # by a service's code: nobody else knows this loop
                log.error("provider.loop_stopped", service=self._service)

    def end(self) -> None:
        """Serve no more; tell everybody who waits."""
        with self._lock:
            self._is_over = True
            left = list(self._open)
        for outcome in left:
            conclude(outcome, GenerationFailed(ProviderFault.INTERRUPTED))
        with suppress(RuntimeError):  # it is closed
            self._loop.call_soon_threadsafe(self._loop.stop)


async def _carry(
    work: Callable[[], Coroutine[Any, Any, T]], outcome: Future[T | BaseException]
) -> None:
    try:
        value: T | BaseException = await work()
    except BaseException as error:  # noqa: BLE001 - see `PrivateLoop.run`
        value = error
    conclude(outcome, value)
