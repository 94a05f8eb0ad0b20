"""The socket that the server listens on: answers go out at once, however small their pieces.

Streamlit makes it in a way that keeps asyncio from setting TCP_NODELAY on what it accepts. A rerun
is hundreds of small messages, and a client whose kernel delays its ACKs (a browser on Linux) then
waits up to 40 ms for the next one. An accepted socket has what its listening socket has. uvloop
sets it by itself: this is for where there is none.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

from core.log import get_logger

DESCRIPTORS = "/dev/fd"  # this process's own, on Linux and macOS; Windows has no such place

log = get_logger()


def answer_at_once() -> int:
    """Set TCP_NODELAY on every socket that this process listens on; return how many those are.

    Raise nothing: where it can't be done, answers are only slower, and the log says so.
    """
    done = sum(map(_set, _descriptors()))
    if not done:
        log.warning("listening.not_found")
    return done


def _descriptors() -> list[int]:
    with suppress(OSError):
        return [int(path.name) for path in Path(DESCRIPTORS).iterdir()]
    return []


def _set(number: int) -> bool:
    """Set it if this descriptor is a listening socket; return whether it was."""
    with suppress(OSError), _second_handle(number) as found:  # no socket, or closed since
        if _listens(found):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return True
    return False


def _second_handle(number: int) -> socket.socket:
    """Return a socket whose closing leaves the one of this descriptor open."""
    copy = os.dup(number)
    try:
        return socket.socket(fileno=copy)
    except OSError:
        os.close(copy)
        raise


def _listens(found: socket.socket) -> bool:
    is_tcp = found.family in (socket.AF_INET, socket.AF_INET6) and found.type == socket.SOCK_STREAM
    return is_tcp and bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
