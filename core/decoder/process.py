"""The parent's side: children that decode, each with a deadline, as many as there are places."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from core.decoder import (
    READY,
    REPLY_BYTES,
    Reply,
    Task,
    Verdict,
    pack_task,
    unpack_reply,
)
from core.errors import DecoderFailed, DecoderFault
from core.log import get_logger

ROOT = Path(__file__).resolve().parent.parent.parent
START_S = 30.0  # a start takes 0.1 s; a machine that needs this long decodes nothing in time either
EXIT_S = 2.0  # from its last pipe to its end a process takes a millisecond

_START = (
    "import sys; sys.path += sys.argv[1:3]; from core.decoder.child import main; "
    "main(int(sys.argv[3]), int(sys.argv[4]))"
)
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # a Python may need them to start
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}  # or each thread reserves 64 MB of addresses
_PIPE_BYTES = 2**20  # a megabyte's picture goes in one piece: 16 switches of process less
_MAX_REPLY_BYTES = 50_000_000  # a JPEG of 2048 × 2048 px has 12 MB at the very most

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
        self._idle: list[_Child] = []
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
            facts = {"lane": self._name, "kind": task.kind, "bytes": len(data)}
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
            by_system = death.status == -signal.SIGKILL  # we kill only after a deadline
            fault = DecoderFault.NO_MEMORY if by_system else DecoderFault.CRASHED
            raise DecoderFailed(fault) from death

    def _ask(self, child: _Child, task: Task, data: bytes) -> Reply:
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

    def _waiting_child(self) -> _Child | None:
        """Return a living child, the last used first, and bury those that died."""
        with suppress(IndexError):
            while True:
                child = self._idle.pop()
                if child.is_alive:
                    return child
                child.end()
        return None

    def _start(self) -> _Child:
        if self._closed:
            raise DecoderFailed(DecoderFault.UNAVAILABLE)
        try:
            child = _Child(self._command())
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


def decoder_command(memory_bytes: int, cpu_s: int) -> list[str]:
    """Return how a child is started: by no name that a folder or PYTHONPATH could shadow.

    It gets this process's Pillow, wherever that was installed, and nothing of `site`.
    """
    found = importlib.util.find_spec("PIL")
    if found is None or found.origin is None:
        raise FileNotFoundError("Pillow")
    places = (str(ROOT), str(Path(found.origin).absolute().parent.parent))
    python = (sys.executable, "-I", "-S", "-W", "ignore", "-c", _START)
    return [*python, *places, str(memory_bytes), str(cpu_s)]


class _Child:
    """One process and its two pipes; whoever has it has it alone."""

    def __init__(self, command: Sequence[str]) -> None:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - our own module in our own Python
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what hostile files make a library say is not for the log
            bufsize=0,
            cwd="/",
            env=kept | _ENVIRONMENT,  # no key reaches a process that reads hostile files
            start_new_session=True,  # a Ctrl-C is for the app: its pipes tell the child
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        for pipe in (self._to, self._from):
            os.set_blocking(pipe, False)
            _widen(pipe)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self, ends_at: float) -> None:
        """Return after its first byte; raise `EOFError`, `OSError` or `TimeoutError`."""
        if self._read(len(READY), ends_at) != READY:
            raise OSError("not a decoder")

    def ask(self, task: Task, data: bytes, ends_at: float) -> Reply:
        """Return its reply; raise `EOFError`, `OSError`, `ValueError` or `TimeoutError`."""
        self._write(pack_task(task, len(data)), ends_at)
        self._write(data, ends_at)
        reply, size = unpack_reply(self._read(REPLY_BYTES, ends_at))
        if size > _MAX_REPLY_BYTES or not _is_possible(reply, task):
            raise ValueError("not what a decoder says")
        return reply._replace(small=self._read(size, ends_at))

    def end(self, own_end_s: float = 0) -> int:
        """Kill it, whatever it does; return its status, its own if it ends within so long."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(own_end_s)
        self._process.kill()
        status = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()
        return status

    def _write(self, data: bytes, ends_at: float) -> None:
        left = memoryview(data)
        while left:
            _wait(self._to, select.POLLOUT, ends_at)
            left = left[os.write(self._to, left) :]

    def _read(self, count: int, ends_at: float) -> bytes:
        parts: list[bytes] = []
        while count:
            _wait(self._from, select.POLLIN, ends_at)
            part = os.read(self._from, count)
            if not part:
                raise EOFError
            parts.append(part)
            count -= len(part)
        return b"".join(parts)


def _is_possible(reply: Reply, task: Task) -> bool:
    """Say whether what was taken keeps the limits of the task."""
    area, whole = reply.width * reply.height, max(reply.width, reply.height)
    small = max(reply.small_width, reply.small_height)
    kept = 0 < area <= task.pixels and whole <= task.longest and 0 < small <= task.side
    return kept or reply.verdict != Verdict.TAKEN


def _wait(pipe: int, event: int, ends_at: float) -> None:
    """Return when the pipe is ready or broken; raise `TimeoutError` at the deadline."""
    watch = select.poll()
    watch.register(pipe, event)
    if not watch.poll(max(0.0, ends_at - time.monotonic()) * 1000):
        raise TimeoutError


def _widen(pipe: int) -> None:
    # Only Linux can, and an account has a share of pipes: then it is a little slower.
    with suppress(OSError, AttributeError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
