"""Threads that must live: who dies is logged and started again, and what fails is tried again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from core.log import get_logger

LOOK_S = 1.0  # between two looks: so long may a dead thread be missed

log = get_logger()


def keep_doing(
    chore: Callable[[], object], every_s: float, stopping: threading.Event, *, failed: str
) -> None:
    """Do a chore again and again, so many seconds after it was done, until `stopping` is set.

    `failed` is the event that is logged where it raises.
    """
    while True:
        try:
            chore()
        except Exception:
            log.exception(failed)
        if stopping.wait(every_s):
            return


class Supervisor:
    """Run each target on a daemon thread of its name, and again whenever it ends too early.

    A target returns only when it is told to stop. `chore` is called at each look, for what lives
    elsewhere and must live too. The supervisor's own thread is revived by a further `start`.
    """

    def __init__(
        self,
        targets: Mapping[str, Callable[[], object]],
        *,
        chore: Callable[[], object] = lambda: None,
        look_s: float = LOOK_S,
    ) -> None:
        self._targets = {**targets, "supervisor": self._watch}
        self._chore = chore
        self._look_s = look_s
        self._threads: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    def start(self) -> None:
        """Start every thread that does not live; called again, it is a look."""
        with self._lock:
            for name in self._dead():
                if self._stopping.is_set():
                    return
                if name in self._threads:
                    log.error("thread.started_again", thread=name)
                self._start(name)

    def dead(self) -> list[str]:
        """Return the names of the threads that should live and don't."""
        with self._lock:
            return [] if self._stopping.is_set() else self._dead()

    def stop(self) -> None:
        """Start nothing again from here on; the targets are told by whoever owns them."""
        self._stopping.set()

    def join(self, name: str, timeout_s: float) -> None:
        """Wait for one thread's end for at most so long."""
        with self._lock:
            thread = self._threads.get(name)
        if thread is not None:
            thread.join(max(0.0, timeout_s))

    def _dead(self) -> list[str]:
        return [name for name in self._targets if not self._lives(name)]

    def _lives(self, name: str) -> bool:
        thread = self._threads.get(name)
        return thread is not None and thread.is_alive()

    def _start(self, name: str) -> None:
        thread = threading.Thread(target=self._targets[name], name=name, daemon=True)
        try:
            thread.start()
        except RuntimeError:  # the system has no thread left: the next look tries again
            log.exception("thread.not_started", thread=name)
            return
        self._threads[name] = thread

    def _watch(self) -> None:
        while not self._stopping.wait(self._look_s):
            self.start()
            try:
                self._chore()
            except Exception:
                log.exception("supervisor.chore_failed")
