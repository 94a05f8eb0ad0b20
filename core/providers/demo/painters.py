"""Painting in processes of their own and of low priority: people who click go before pictures.

Painting takes half a second of a processor, and in this process the interpreter's lock as well.
One core stays for the pages. A painter lives on from picture to picture, and ends when its pipe
from here does. On the pipe go a length, then a request as JSON and a reference's bytes; back come
a length and a PNG.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from struct import Struct
from typing import IO

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.processes import children
from core.providers.contract import ImageRequest

SIZES, SIZE = Struct(">II"), Struct(">I")
NICENESS = 10  # of 19: a picture goes on, slowly, on a machine that is busy with other things
PLACES = max(1, (os.cpu_count() or 2) - 1)

_START = "import sys; sys.path.append(sys.argv[1]); from core.providers.demo.painter import main; "
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # numpy starts one a core

log = get_logger()


def painter_command() -> list[str]:
    """Return how a painter is started: by no name that a folder or PYTHONPATH could shadow."""
    return [sys.executable, "-I", "-c", f"{_START}main({NICENESS})", str(children.ROOT)]


class Painters:
    """Paint in at most `places` processes, started when first needed and used again."""

    def __init__(
        self, places: int = PLACES, command: Callable[[], Sequence[str]] = painter_command
    ) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._command = command
        self._idle: list[_Painter] = []

    def paint(self, request: ImageRequest) -> bytes:
        """Return the picture, PNG; raise `GenerationFailed` where no painter lives to its end."""
        with self._places:
            if self._idle:
                # Whatever ended it may have done so while it waited: a fresh one has to tell.
                with suppress(EOFError, OSError):
                    return self._ask(self._idle.pop(), request)
            try:
                return self._ask(_Painter(self._command()), request)
            except (EOFError, OSError) as error:
                log.warning("painter.died", kind=type(error).__name__)
                raise GenerationFailed(ProviderFault.SERVICE_FAULT) from error

    def close(self) -> None:
        """End the painters that wait; those at work end with this process."""
        while self._idle:
            self._idle.pop().end()

    @property
    def idle(self) -> list[int]:
        """Return the process ids of the painters that wait."""
        return [painter.pid for painter in self._idle]

    def _ask(self, painter: _Painter, request: ImageRequest) -> bytes:
        """Use a painter once; only one that has answered in full is ever used again."""
        try:
            picture = painter.paint(request)
        except BaseException:
            painter.end()
            raise
        self._idle.append(painter)
        return picture


class _Painter:
    """One process and its two pipes; whoever has it has it alone."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = children.start(command, _ENVIRONMENT)

    @property
    def pid(self) -> int:
        return self._process.pid

    def paint(self, request: ImageRequest) -> bytes:
        to, back = self._process.stdin, self._process.stdout
        assert to is not None
        assert back is not None
        reference = request.reference.data if request.reference else b""
        wanted = json.dumps([request.text, request.seed, request.aspect_ratio]).encode()
        to.write(SIZES.pack(len(wanted), len(reference)) + wanted + reference)
        to.flush()
        (size,) = SIZE.unpack(read(back, SIZE.size))
        return read(back, size)

    def end(self) -> None:
        children.end(self._process)


def read(pipe: IO[bytes], size: int) -> bytes:
    """Return so many bytes of a pipe; raise `EOFError` where it ends before."""
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


PAINTERS = Painters()
atexit.register(PAINTERS.close)
