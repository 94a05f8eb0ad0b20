"""How far long work is, for whoever watches a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable

Progress = Callable[[str, int], object]  # what is being done, and how much of it is done

_EVERY = 10_000


class Watch:
    """Say on standard error what begins, and after each ten thousand how much of it is done."""

    def __init__(self) -> None:
        self._said = ("", 0)

    def __call__(self, what: str, done: int) -> None:
        """Say a line, if this is something else than before or much more of it."""
        now = (what, done // _EVERY)
        if now != self._said:
            sys.stderr.write(f"{what} {done}\n" if done else f"{what}\n")
            self._said = now


def silent(what: str, done: int) -> None:
    """Say nothing."""
