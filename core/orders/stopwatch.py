"""Instants that begin at the wall's time and go on by a clock that nobody can set."""

from __future__ import annotations

from collections.abc import Callable


class Stopwatch:
    """Count from a first instant by a monotonic clock.

    An order's instants come from one stopwatch, so that their differences are true durations
    whatever happens to the wall's clock meanwhile.
    """

    def __init__(self, began_ms: int, monotonic: Callable[[], float]) -> None:
        """Start now, at `began_ms` since 1970, UTC; `monotonic` counts seconds."""
        self._began_ms = began_ms
        self._monotonic = monotonic
        self._began_s = monotonic()

    def now(self) -> int:
        """Return the present instant, in milliseconds since 1970, UTC."""
        return self._began_ms + round((self._monotonic() - self._began_s) * 1000)
