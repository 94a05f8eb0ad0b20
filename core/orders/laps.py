"""What one order tells a monitor on its way: how long each step took, and what its answers cost."""

from __future__ import annotations

from core import meters
from core.meters import never_raises
from core.orders.requests import AnswerRecord, OrderRecord
from core.providers.contract import Rewriter

WAITING = "waiting"  # from the hold to the first step


class Laps:
    """Count each step of one order when the next one begins, or the order ends."""

    def __init__(self) -> None:
        self._service = ""
        self._step = ""
        self._since = 0

    @never_raises
    def enter(self, service: str, step: str, now: int, *, held_at: int) -> None:
        """Begin a step at an instant in ms; the first one ends the waiting since the hold."""
        if not self._step:
            self._service, self._step, self._since = service, WAITING, held_at
        self.end(now)
        self._step, self._since = step, now

    @never_raises
    def end(self, now: int) -> None:
        """Count the step that lasts, if any does."""
        if self._step:
            meters.step(self._service, self._step, now - self._since)
            self._step = ""

    @never_raises
    def count_cost(self, record: OrderRecord, rewriter: Rewriter | None) -> None:
        """Count what an answer cost at the service that gave it."""
        if isinstance(record, AnswerRecord):
            meters.money(self._service, record.picture_currency, record.picture_micros)
        elif rewriter is not None:
            meters.money(rewriter.name, record.enhance_currency, record.enhance_micros)
