"""What each service's last calls came to, kept in memory since this process started."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault

# What is about one person's order: the service is well, and nobody else is told of it.
ANSWERS = (ProviderFault.PROMPT_BLOCKED, ProviderFault.IMAGE_BLOCKED, ProviderFault.NO_IMAGE)


@dataclass(frozen=True)
class LastCalls:
    """Say when a service last succeeded, and when and why it last failed.

    Instants are in ms since 1970, None for what has not happened. `kind` is what the failed call
    asked for: picture, rewrite or check. `is_failing` says that nothing has succeeded since.
    """

    ok_at: int | None = None
    failed_at: int | None = None
    fault: ProviderFault | None = None
    kind: str = ""
    is_failing: bool = False


class CallNotes:
    """Note how calls end; `now` is the wall's clock in ms. Any thread may note and read."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._last: dict[str, LastCalls] = {}

    def of(self, service: str) -> LastCalls:
        """Return what a service's last calls came to; nothing of one that was never called."""
        with self._lock:
            return self._last.get(service, LastCalls())

    def note(self, service: str, kind: str, outcome: object) -> None:
        """Note what a call came to, an exception as a value.

        Who gives a call up says nothing of the service; nor does a request that was wrong, which
        may not have been sent at all.
        """
        fault = outcome.fault if isinstance(outcome, GenerationFailed) else None
        if isinstance(outcome, Cancelled) or fault is ProviderFault.REQUEST_REJECTED:
            return
        if fault in ANSWERS:
            outcome = None
        with self._lock:
            before = self._last.get(service, LastCalls())
            self._last[service] = self._after(before, kind, outcome)

    def _after(self, before: LastCalls, kind: str, outcome: object) -> LastCalls:
        if not isinstance(outcome, BaseException):
            return replace(before, ok_at=self._now(), is_failing=False)
        return LastCalls(before.ok_at, self._now(), _fault(outcome), kind, is_failing=True)


def _fault(error: BaseException) -> ProviderFault:
    return error.fault if isinstance(error, GenerationFailed) else ProviderFault.INTERNAL
