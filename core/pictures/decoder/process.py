"""One child that decodes: how it is started, and its two pipes, each step with a deadline."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from core.pictures.decoder import READY, REPLY_BYTES, Reply, Task, Verdict, pack_task, unpack_reply
from core.processes import children
from core.processes.children import ROOT

_START = (
    "import sys; sys.path += sys.argv[1:3]; from core.pictures.decoder.child import main; "
    "main(int(sys.argv[3]), int(sys.argv[4]))"
)
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}  # or each thread reserves 64 MB of addresses
_PIPE_BYTES = 2**20  # a megabyte's picture goes in one piece: 16 switches of process less
_MAX_REPLY_BYTES = 50_000_000  # a JPEG of 2048 × 2048 px has 12 MB at the very most


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


class Child:
    """One process and its two pipes; whoever has it has it alone."""

    def __init__(self, command: Sequence[str]) -> None:
        # What hostile files make a library say is not for the log.
        self._process = children.start(command, _ENVIRONMENT, bufsize=0)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        for pipe in (self._to, self._from):
            os.set_blocking(pipe, False)
            _widen(pipe)

    @property
    def pid(self) -> int:
        """Return its process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Return whether it has not ended."""
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

    def end(self, own_end_s: float = 0) -> int | None:
        """Kill it unless it ends within so long; return its own status, None where we killed it."""
        status: int | None = None
        with suppress(subprocess.TimeoutExpired):
            status = self._process.wait(own_end_s)
        children.end(self._process)
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
