"""Run one provider call from a worker thread: one total deadline, and a cancel that acts at once.

All calls share one private event loop, because an HTTP client belongs to the loop it was first
used on, and because only a coroutine can be given up in the middle of a hanging read.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager

from core.errors import Cancelled, GenerationFailed, ProviderFault
from core.providers.contract import ImageAnswer, ImageRequest, Provider

GRACE_S = 5.0  # how long after its deadline a provider that blocks the loop is still waited for


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
    """Own the event loop; turn a coroutine's outcome into a return or a raise in the thread."""

    def __init__(self, timeout_s: float, *, grace_s: float = GRACE_S) -> None:
        self._timeout_s = timeout_s
        self._grace_s = grace_s
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="provider-calls", daemon=True
        )
        self._start_lock = threading.Lock()

    def call(self, provider: Provider, request: ImageRequest, cancel: Cancel) -> ImageAnswer:
        """Return the provider's answer, or raise what it raised, BaseExceptions included.

        Raise `Cancelled` when `cancel` is set, and `GenerationFailed(TIMED_OUT)` after the
        deadline, however slowly the service drips.
        """
        with self._start_lock:
            if not self._thread.is_alive():
                self._thread.start()
        future = asyncio.run_coroutine_threadsafe(self._outcome(provider, request), self._loop)
        with cancel.tells(future.cancel):
            try:
                answer = future.result(timeout=self._timeout_s + self._grace_s)
            except CancelledError:
                raise Cancelled from None
            except TimeoutError:
                future.cancel()
                raise GenerationFailed(ProviderFault.TIMED_OUT) from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def _outcome(
        self, provider: Provider, request: ImageRequest
    ) -> ImageAnswer | BaseException:
        # Exceptions travel as values: a KeyboardInterrupt raised in a task would stop the loop
        # that every other order is waiting on.
        try:
            async with asyncio.timeout(self._timeout_s) as deadline:
                return await provider.generate(request)
        except BaseException as error:  # noqa: BLE001
            if isinstance(error, TimeoutError) and deadline.expired():
                return GenerationFailed(ProviderFault.TIMED_OUT)
            return error
