"""The child: takes tasks from its standard input until that ends, within limits of its own.

Started by `process.py` and by nothing else. It holds no key, database or open file of the app.
"""

from __future__ import annotations

import fcntl
import math
import mmap
import os
import resource
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from core.pictures.decoder import READY, TASK_BYTES, Reply, Task, Verdict, pack_reply, unpack_task
from core.pictures.decoder.pixels import decode

_SLACK = 1 / 3  # of the memory: more than any one allocation, such as 50 MP × 4 bytes of 2 GiB
_AT_REST_BYTES = 64 * 2**20  # a fresh child has 20 MB, one that has seen a 12 MP photo 42 MB


def main(memory_bytes: int, cpu_s: int) -> None:
    """Work until the parent closes the pipe: `memory_bytes` in all, `cpu_s` for each picture."""
    replies = _own_stdout()
    _limit(memory_bytes)
    _send(replies, READY)
    tasks = sys.stdin.buffer
    with suppress(BrokenPipeError):  # the parent has died, or given up on us
        while len(header := tasks.read(TASK_BYTES)) == TASK_BYTES:
            task, size = unpack_task(header)
            _allow_cpu(cpu_s)
            reply = _answer(tasks, replies, task, size, memory_bytes)
            _send(replies, pack_reply(reply) + reply.small)
            if reply.last:
                break


def _own_stdout() -> BinaryIO:
    """Keep the pipe for replies alone: what a library prints goes nowhere."""
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return replies


def _send(replies: BinaryIO, data: bytes) -> None:
    replies.write(data)
    replies.flush()


def _limit(memory_bytes: int) -> None:
    """Bound memory; write no file, no core dump; be the first that a machine short of memory ends.

    A limit that the system does not know is left out: the parent's deadline remains.
    """
    for name, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(OSError, ValueError):
            resource.setrlimit(name, (value, value))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _allow_cpu(seconds: int) -> None:
    """Let the system end this process after so much more work (SIGXCPU), whoever still waits."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = math.ceil(usage.ru_utime + usage.ru_stime)
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))


def _answer(tasks: BinaryIO, replies: BinaryIO, task: Task, size: int, memory_bytes: int) -> Reply:
    """Return the verdict on the file that follows in the pipe."""
    data = tasks.read(size)
    if len(data) < size:
        sys.exit()
    try:
        with _ending_with_parent(replies.fileno()):
            reply = decode(task, data)
    except MemoryError:
        reply = Reply(Verdict.NO_MEMORY)
    except Exception:  # noqa: BLE001 - see decode(): each says no more than that it is damaged
        # C libraries don't say why they gave up.
        short = _has_peaked(memory_bytes) or not _has_memory(memory_bytes)
        reply = Reply(Verdict.NO_MEMORY if short else Verdict.DAMAGED)
    # Whoever has needed much keeps much, and could not tell its next failure from lack of memory.
    worn = _has_peaked(memory_bytes) or _resident_bytes() > _AT_REST_BYTES
    return reply._replace(last=worn)


@contextmanager
def _ending_with_parent(pipe: int) -> Iterator[None]:
    """End in the middle of a picture when the parent dies; `pipe` is the one for our replies.

    During the work the parent reads nothing, so all that can happen to the pipe is its end, and
    the system's signal for that (SIGIO) ends a process that does not handle it. It may tell of the
    parent's last write when we have begun to work: so not the pipe of tasks. PR_SET_PDEATHSIG would
    do it at the end of the *thread* that started us.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(pipe, fcntl.F_GETFL)
    fcntl.fcntl(pipe, fcntl.F_SETFL, flags | os.O_ASYNC)
    watch = select.poll()
    watch.register(pipe, 0)
    if watch.poll(0):  # it died before we began to watch
        sys.exit()
    try:
        yield
    finally:
        fcntl.fcntl(pipe, fcntl.F_SETFL, flags)


def _has_peaked(memory_bytes: int) -> bool:
    """Say whether an allocation may ever have failed for the limit; no, where nothing tells."""
    with suppress(OSError, ValueError):
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmPeak:"):
                return int(line.split()[1]) * 1024 > memory_bytes * (1 - _SLACK)
    return False


def _has_memory(memory_bytes: int) -> bool:
    """Say whether the machine would give as much as a large allocation; none of it is touched."""
    with suppress(OSError, MemoryError):
        mmap.mmap(-1, int(memory_bytes * _SLACK)).close()
        return True
    return False


def _resident_bytes() -> int:
    with suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * mmap.PAGESIZE
    return 0
