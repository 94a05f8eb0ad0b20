"""What each service's last calls came to: those of this process, in memory since its start.

What the orders of other processes say, and those of before, is in `core.orders.views.last_calls`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault

_ANSWERS = (ProviderFault.PROMPT_BLOCKED, ProviderFault.IMAGE_BLOCKED, ProviderFault.NO_IMAGE)


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


NEVER = LastCalls()


def was_answered(fault: ProviderFault | None) -> bool:
    """Return whether it is about one person's order: the service is well, and no other is told."""
    return fault in _ANSWERS


def was_heard(fault: ProviderFault | None) -> bool:
    """Return whether it says anything of the service: a wrong request may not have been sent."""
    return fault is not ProviderFault.REQUEST_REJECTED


def together(one: LastCalls, other: LastCalls) -> LastCalls:
    """Return the later success and the later failure of two records of one service.

    Where both stand in one record that knows which came later; else their instants decide.
    """
    ok = max(one, other, key=lambda each: each.ok_at or 0)
    failed = max(one, other, key=lambda each: each.failed_at or 0)
    is_later = (failed.failed_at or 0) > (ok.ok_at or 0)
    is_failing = failed.is_failing if failed is ok else is_later
    return replace(failed, ok_at=ok.ok_at, is_failing=is_failing)


class CallNotes:
    """Note how calls end; `now` is the wall's clock in ms. Any thread may note and read."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._last: dict[str, LastCalls] = {}

    def of(self, service: str) -> LastCalls:
        """Return what a service's last calls came to; nothing of one that was never called."""
        with self._lock:
            return self._last.get(service, NEVER)

    def note(self, service: str, kind: str, outcome: object) -> None:
        """Note what a call came to, an exception as a value.

        Who gives a call up says nothing of the service.
        """
        fault = outcome.fault if isinstance(outcome, GenerationFailed) else None
        if isinstance(outcome, Cancelled) or not was_heard(fault):
            return
        if was_answered(fault):
            outcome = None
        with self._lock:
            before = self._last.get(service, NEVER)
            self._last[service] = self._after(before, kind, outcome)

    def _after(self, before: LastCalls, kind: str, outcome: object) -> LastCalls:
        if not isinstance(outcome, BaseException):
            return replace(before, ok_at=self._now(), is_failing=False)
        return LastCalls(before.ok_at, self._now(), _fault(outcome), kind, is_failing=True)


def _fault(error: BaseException) -> ProviderFault:
    return error.fault if isinstance(error, GenerationFailed) else ProviderFault.INTERNAL
