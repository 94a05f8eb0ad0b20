"""What a store has said a moment ago, so that a page of pictures is not a page of questions."""

from __future__ import annotations

from collections.abc import Callable

KEEP_S = 60.0  # a picture that another process has purged may be looked for in vain so long
QUIET_S = 3.0  # after a failure: 24 pictures of a page wait for one answer, and not for 24
MOST = 20_000  # sizes kept, about 4 MB


class Memory:
    """Remember sizes of what is there, and that nobody answered; never that something is missing.

    `monotonic` counts seconds.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._sizes: dict[str, tuple[int, float]] = {}
        self._quiet_until = float("-inf")

    def size(self, key: str) -> int | None:
        """Return what is remembered of a key, or None."""
        size, until = self._sizes.get(key, (0, float("-inf")))
        return size if self._monotonic() < until else None

    def knows(self, key: str) -> bool:
        """Return whether a key is remembered."""
        return self.size(key) is not None

    def keep(self, key: str, size: int) -> None:
        """Remember that so many bytes are there."""
        if len(self._sizes) >= MOST:
            self._sizes.clear()
        self._sizes[key] = (size, self._monotonic() + KEEP_S)

    def forget(self, key: str) -> None:
        """Forget a key: what it names is going, or gone."""
        self._sizes.pop(key, None)

    def forget_all(self) -> None:
        """Forget everything."""
        self._sizes.clear()
        self._quiet_until = float("-inf")

    def fell_quiet(self) -> None:
        """Remember that no answer came."""
        self._quiet_until = self._monotonic() + QUIET_S

    @property
    def is_quiet(self) -> bool:
        """Return whether no answer came a moment ago."""
        return self._monotonic() < self._quiet_until
