"""Can this process work now? Short looks at what it needs, each in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import text

from core.log import get_logger
from core.pictures.storage import FOLDERS

if TYPE_CHECKING:
    from core.studio import Studio

ANSWER_S = 2.0  # a database that is slower than this has no visitors to spare for

log = get_logger()


class Readiness:
    """Run named checks beside each other; a check that hangs is not started again until it ends."""

    def __init__(
        self,
        checks: Mapping[str, Callable[[], None]],
        *,
        answer_s: float = ANSWER_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._checks = checks
        self._answer_s = answer_s
        self._monotonic = monotonic
        self._running: dict[str, threading.Thread] = {}
        self._failed: dict[str, bool] = {}

    def unready(self) -> list[str]:
        """Return the names of the checks that failed or gave no answer in time."""
        for name in self._checks:
            if name not in self._running or not self._running[name].is_alive():
                self._failed[name] = True
                self._running[name] = threading.Thread(
                    target=self._run, args=(name,), name=f"ready-{name}", daemon=True
                )
                self._running[name].start()
        ends_at = self._monotonic() + self._answer_s
        for thread in self._running.values():
            thread.join(max(0.0, ends_at - self._monotonic()))
        return [
            name
            for name, thread in self._running.items()
            if thread.is_alive() or self._failed[name]
        ]

    def _run(self, name: str) -> None:
        try:
            self._checks[name]()
        except Exception:
            log.exception("readiness.failed", what=name)
        else:
            self._failed[name] = False


def readiness(studio: Studio) -> Readiness:
    """Build the checks of a studio: its database answers, folder or bucket take pictures."""
    return Readiness({"database": lambda: _ask(studio), "pictures": lambda: _probe_all(studio)})


def _ask(studio: Studio) -> None:
    with studio.database.read() as session:
        session.execute(text('SELECT 1 FROM "user" LIMIT 1'))


def _probe_all(studio: Studio) -> None:
    for folder in FOLDERS.values():
        studio.images.store.probe(folder)
