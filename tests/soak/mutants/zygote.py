"""A process that has imported all libraries once, and forks into one run of pytest after another.

A short run is imports for the most part. What a mistake can be in, the tree's own code, is imported by
the fork alone. `python zygote.py` reads a request a line, [folder, arguments, file of the output]
in JSON, and writes two lines for each: the fork's process id, and what it ended with.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import sys
import traceback

CRASHED = 4  # as pytest says that it could not run
LIBRARIES = (
    "PIL.Image",
    "alembic.command",
    "altair",
    "hypothesis",
    "pandas",
    "psycopg",
    "pydantic",
    "pytest",
    "sqlmodel",
    "streamlit.testing.v1",
    "structlog",
)


def serve() -> None:
    """Answer requests until standard input ends."""
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()  # a fork's collector leaves these objects, and the memory they share, alone
    for line in sys.stdin:
        folder, arguments, output = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _run(folder, arguments, output)
        _say(pid)
        _, status = os.waitpid(pid, 0)
        _say(os.waitstatus_to_exitcode(status))


def _say(number: int) -> None:
    print(number, flush=True)  # noqa: T201 - its answer


def _run(folder: str, arguments: list[str], output: str) -> None:
    """Be what `python -m pytest` is in that folder; never return."""
    os.setsid()
    for flags, descriptors in ((os.O_RDONLY, (0,)), (os.O_WRONLY | os.O_CREAT, (1, 2))):
        opened = os.open(os.devnull if flags == os.O_RDONLY else output, flags, 0o600)
        for descriptor in descriptors:
            os.dup2(opened, descriptor)
        os.close(opened)
    os.chdir(folder)
    random.seed()
    sys.path.insert(0, folder)
    sys.argv = ["pytest", *arguments]
    status = CRASHED
    try:
        status = int(sys.modules["pytest"].main(arguments))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    serve()
