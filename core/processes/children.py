"""A Python child of this app, talked to by two pipes: started and ended in one way."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]  # what a child puts on its path to find this package
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # a Python may need them to start


def start(
    command: Sequence[str], environment: Mapping[str, str], *, bufsize: int = -1
) -> subprocess.Popen[bytes]:
    """Start a child with pipes for its standard input and output; what it says else goes nowhere.

    It has `environment` and the way to libraries, and no key or address of this process's own.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own module in our own Python
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=bufsize,
        cwd="/",
        env=kept | dict(environment),
        start_new_session=True,  # a Ctrl-C is for the app: its pipes tell the child
    )


def end(child: subprocess.Popen[bytes]) -> None:
    """Kill a child, unless it has ended, and close its two pipes."""
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        assert pipe is not None
        with suppress(OSError):
            pipe.close()
