"""Decoding in a process that can be killed: what parent and child say to each other.

    pool.py      the parent's side: as many children as there are places, dead ones replaced
    process.py   one child and its pipes: started, asked with a deadline, ended
    child.py     the child's side: its limits, and one picture after the other
    pixels.py    what the child does with a picture
    mark.py      the words that it draws onto a copy; only these two import Pillow for it

A hostile file may cost a decoder minutes, gigabytes or its life, whatever is checked before. Here
that ends one child, and no thread or lock of the app. A task is a header and the file; a reply is a
header and a JPEG. The child is not trusted: it has met the file, so the parent checks what it says.
"""

from __future__ import annotations

from enum import IntEnum
from struct import Struct
from typing import NamedTuple

READY = b"R"  # a child's first byte: it has imported everything and set its limits

_TASK = Struct(">5sIIIIII")
_REPLY = Struct(">B?QIIIII")
TASK_BYTES, REPLY_BYTES = _TASK.size, _REPLY.size


class Verdict(IntEnum):
    """What a decoder found out about a file."""

    TAKEN = 0
    DAMAGED = 1
    TOO_MANY_PIXELS = 2
    SIDE_TOO_LONG = 3
    NO_MEMORY = 4


class Mark(IntEnum):
    """Which words a copy shows in its corner."""

    NONE = 0
    AI = 1
    DEMO = 2


class Task(NamedTuple):
    """Ask for the first frame as a JPEG of at most `side` px, held to the limits.

    `kind` is Pillow's name of the only format that is tried; `pixels` bounds the area and
    `longest` each side, in px.
    """

    kind: str
    pixels: int
    longest: int
    side: int
    quality: int
    mark: Mark = Mark.NONE


class Reply(NamedTuple):
    """Say what a file is: its size in px as seen, and of its JPEG the size and the bytes.

    `pixels` is the area that a refused file promises. `last` says that the child ends after this.
    """

    verdict: Verdict
    last: bool = False
    pixels: int = 0
    width: int = 0
    height: int = 0
    small_width: int = 0
    small_height: int = 0
    small: bytes = b""


def pack_task(task: Task, size: int) -> bytes:
    """Return the header that goes before a file of `size` bytes."""
    return _TASK.pack(task.kind.encode(), *task[1:], size)


def unpack_task(header: bytes) -> tuple[Task, int]:
    """Return the task, and how many bytes of file follow."""
    kind, *numbers, mark, size = _TASK.unpack(header)
    return Task(kind.rstrip(b"\0").decode(), *numbers)._replace(mark=Mark(mark)), size


def pack_reply(reply: Reply) -> bytes:
    """Return the header that goes before the JPEG."""
    return _REPLY.pack(*reply[:-1], len(reply.small))


def unpack_reply(header: bytes) -> tuple[Reply, int]:
    """Return the reply without its JPEG, and how long that is; raise `ValueError` for nonsense."""
    verdict, *facts, size = _REPLY.unpack(header)
    return Reply(Verdict(verdict), *facts), size
