"""As many decoders as there are places: started when needed, replaced when they die."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from core.errors import DecoderFailed
from core.faults import DecoderFault
from core.log import get_logger
from core.pictures.decoder import Reply, Task, Verdict
from core.pictures.decoder.process import Child, decoder_command

START_S = 30.0  # a start takes 0.1 s; a machine that needs this long decodes nothing in time either
EXIT_S = 2.0  # from its last pipe to its end a process takes a millisecond

log = get_logger()


class _Died(Exception):
    """The child ended before its reply was whole, or (no status) said nonsense."""

    def __init__(self, status: int | None) -> None:
        self.status = status


class DecoderPool:
    """Decode in at most `places` child processes, started when first needed and used again.

    A picture may take `cpu_s` of processor time, `deadline_s` by the clock, which is more because
    a machine may be busy, and `memory_bytes` of address space. With no place free, `wait_s` passes
    before it is refused, or any time for None: every place is free again after a deadline.
    """

    def __init__(
        self,
        name: str,
        *,
        places: int,
        cpu_s: int,
        deadline_s: float,
        memory_bytes: int,
        wait_s: float | None,
        command: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        self._name = name
        self._places = threading.BoundedSemaphore(places)
        self._deadline_s = deadline_s
        self._wait_s = wait_s
        self._command = command or partial(decoder_command, memory_bytes, cpu_s)
        self._idle: list[Child] = []
        self._closed = False

    def decode(self, task: Task, data: bytes) -> Reply:
        """Return what a child says; raise `DecoderFailed`, which says nothing about the file."""
        if not self._places.acquire(timeout=self._wait_s):
            raise DecoderFailed(DecoderFault.BUSY)
        try:
            reply = self._decode(task, data)
            if reply.verdict == Verdict.NO_MEMORY:
                raise DecoderFailed(DecoderFault.NO_MEMORY)
            return reply
        except DecoderFailed as error:
            facts = {"places": self._name, "kind": task.kind, "bytes": len(data)}
            log.warning("decoder.failed", reason=error.reason, **facts)
            raise
        finally:
            self._places.release()

    def close(self) -> None:
        """End the children that wait, and start no more; those at work end with this process."""
        self._closed = True
        while child := self._waiting_child():
            child.end()

    @property
    def idle(self) -> list[int]:
        """Return the process ids of the children that wait."""
        return [child.pid for child in self._idle]

    def _decode(self, task: Task, data: bytes) -> Reply:
        if child := self._waiting_child():
            # Whatever ended it may have done so while it waited: a fresh one has to tell.
            with suppress(_Died):
                return self._ask(child, task, data)
        try:
            return self._ask(self._start(), task, data)
        except _Died as death:
            by_system = death.status == -signal.SIGKILL  # for lack of memory: it was not us
            fault = DecoderFault.NO_MEMORY if by_system else DecoderFault.CRASHED
            raise DecoderFailed(fault) from death

    def _ask(self, child: Child, task: Task, data: bytes) -> Reply:
        """Use a child once; only one that has replied in full is ever used again."""
        try:
            reply = child.ask(task, data, time.monotonic() + self._deadline_s)
        except BaseException as error:
            status = child.end(EXIT_S if isinstance(error, (EOFError, BrokenPipeError)) else 0)
            if isinstance(error, TimeoutError) or status == -signal.SIGXCPU:
                raise DecoderFailed(DecoderFault.TIMED_OUT) from error
            if isinstance(error, ValueError):  # it lives, and cannot be believed
                raise _Died(None) from error
            if isinstance(error, (EOFError, OSError)):
                raise _Died(status) from error
            raise
        if reply.last or self._closed:
            child.end()
        else:
            self._idle.append(child)
        return reply

    def _waiting_child(self) -> Child | None:
        """Return a living child, the last used first, and bury those that died."""
        with suppress(IndexError):
            while True:
                child = self._idle.pop()
                if child.is_alive:
                    return child
                child.end()
        return None

    def _start(self) -> Child:
        if self._closed:
            raise DecoderFailed(DecoderFault.UNAVAILABLE)
        try:
            child = Child(self._command())
        except OSError as error:
            raise DecoderFailed(DecoderFault.UNAVAILABLE) from error
        try:
            child.wait_until_ready(time.monotonic() + START_S)
        except BaseException as error:
            child.end()
            if isinstance(error, (EOFError, OSError)):
                raise DecoderFailed(DecoderFault.UNAVAILABLE) from error
            raise
        return child
