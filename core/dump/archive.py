"""A tar file of named members that ends with the SHA-256 of each: written once, read as a stream.

Only a member's header is ever held in memory: Python's TarFile keeps one object for each member,
and zipfile too, which for a million pictures is more than all the rest. Any `tar` reads the file,
and `sha256sum -c SHA256SUMS` checks what it unpacks.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tarfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

FORMAT = 1  # in the name of the folder that a dump unpacks to
SUMS = "SHA256SUMS"
_FOLDER = re.compile(r"studio-dump-([0-9]{1,9})/(.+)")
_BLOCK = tarfile.BLOCKSIZE
_END = bytes(2 * _BLOCK)
_PIECE = 1 << 20  # bytes read at a time
_PRIVATE = 0o600  # what unpacks is as private as the dump


class BadDump(Exception):
    """A file is not a whole dump that this app can read; the text says what is wrong, in a line."""


@dataclass(frozen=True)
class Member:
    """One file in a dump: its name, and where its bytes are."""

    name: str
    start: int
    size: int

    @property
    def end(self) -> int:
        """Return where its last block of the tar file ends."""
        return self.start + -(-self.size // _BLOCK) * _BLOCK


class Writer:
    """Write members to an empty file that can seek; `sums` is a file for their digests meanwhile.

    `now` is the instant in the members' headers, in milliseconds since 1970.
    """

    def __init__(self, file: BinaryIO, sums: BinaryIO, *, now: int) -> None:
        self._file = file
        self._sums = sums
        self._now_s = now // 1000

    @contextmanager
    def member(self, name: str) -> Iterator[Callable[[bytes], str]]:
        """Yield a function that appends bytes to a new member and returns its SHA-256 so far.

        A tar header says the size before the bytes: it is written when the block has ended.
        """
        start = self._file.tell()
        self._file.write(bytes(_BLOCK))
        digest = hashlib.sha256()

        def append(data: bytes) -> str:
            digest.update(data)
            self._file.write(data)
            return digest.hexdigest()

        yield append
        size = self._file.tell() - start - _BLOCK
        self._file.write(bytes(-size % _BLOCK))
        self._file.seek(start)
        self._file.write(self._header(name, size))
        self._file.seek(0, os.SEEK_END)
        self._sums.write(sum_line(digest.hexdigest(), name))

    def add(self, name: str, data: bytes) -> None:
        """Write a member that is in memory already."""
        with self.member(name) as append:
            append(data)

    def close(self) -> None:
        """Write the digests and the end: without them nobody takes the file for a whole dump."""
        self._sums.seek(0)
        with self.member(SUMS) as append:
            while piece := self._sums.read(_PIECE):
                append(piece)
        self._file.write(_END)

    def _header(self, name: str, size: int) -> bytes:
        info = tarfile.TarInfo(f"studio-dump-{FORMAT}/{name}")
        info.size, info.mtime, info.mode = size, self._now_s, _PRIVATE
        return info.tobuf(tarfile.GNU_FORMAT)  # sizes from 8 GiB too


class Reader:
    """Read a dump's members; whatever is not as `Writer` makes it raises `BadDump`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = file.seek(0, os.SEEK_END)

    def members(self) -> Iterator[Member]:
        """Yield all members in their order, reading nothing but the headers."""
        at = 0
        while True:
            self._file.seek(at)
            header = self._file.read(_BLOCK)
            if header == bytes(_BLOCK):
                break
            member = self._member(header, at + _BLOCK)
            if member.end > self._size:
                raise BadDump(f"cut short in {member.name}")
            yield member
            at = member.end
        if at == 0:
            raise BadDump("not a dump of this app")
        if self._size - at < len(_END) or self._holds_something(at, self._size):
            raise BadDump("its end is damaged")

    def pieces(self, member: Member) -> Iterator[bytes]:
        """Yield a member's bytes; other members may be read between two pieces."""
        at, end = member.start, member.start + member.size
        while at < end:
            self._file.seek(at)
            piece = self._file.read(min(_PIECE, end - at))
            if not piece:
                raise BadDump(f"cut short in {member.name}")
            yield piece
            at += len(piece)

    def data(self, member: Member) -> bytes:
        """Return all of a member's bytes."""
        return b"".join(self.pieces(member))

    def lines(self, member: Member) -> Iterator[bytes]:
        """Yield a member's lines with their ends, as they are needed."""
        rest = b""
        for piece in self.pieces(member):
            *whole, rest = io.BytesIO(rest + piece).readlines() or [b""]
            yield from whole
        if rest:
            yield rest

    def digest(self, member: Member) -> str:
        """Return the SHA-256 of a member's bytes; what fills up its last block must be zeros."""
        digest = hashlib.sha256()
        for piece in self.pieces(member):
            digest.update(piece)
        if self._holds_something(member.start + member.size, member.end):
            raise BadDump(f"{member.name} is damaged")
        return digest.hexdigest()

    def _member(self, header: bytes, start: int) -> Member:
        if not header:
            raise BadDump("cut short")
        try:
            info = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
        except (tarfile.HeaderError, ValueError):
            known = start > _BLOCK
            raise BadDump("damaged or cut short" if known else "not a dump of this app") from None
        named = _FOLDER.fullmatch(info.name)
        if not named or info.type != tarfile.REGTYPE or info.size < 0:
            raise BadDump("not a dump of this app")
        if int(named[1]) != FORMAT:
            raise BadDump(f"of format {named[1]}; this app reads format {FORMAT}")
        return Member(named[2], start, info.size)

    def _holds_something(self, start: int, end: int) -> bool:
        rest = Member("", start, end - start)
        return any(piece.strip(b"\0") for piece in self.pieces(rest))


def sum_line(digest: str, name: str) -> bytes:
    """Return a line of SHA256SUMS, as sha256sum writes and reads it."""
    return f"{digest}  {name}\n".encode()


def verify(
    reader: Reader, is_known: Callable[[str], bool], told: Callable[[int], object]
) -> dict[str, Member]:
    """Read a whole dump against its digests; return the members that stand in no folder.

    Tell how many members are checked. Raises `BadDump` with the first member that is damaged, or
    that has a name which is not known.
    """
    last = deque(reader.members(), maxlen=1).pop()
    if last.name != SUMS:
        raise BadDump(f"cut short: it has no {SUMS}")
    alone = {}
    sums = reader.lines(last)
    for done, member in enumerate(reader.members()):
        told(done)
        digest = reader.digest(member)
        if member == last:
            break
        if next(sums, b"") != sum_line(digest, member.name):
            raise BadDump(f"{member.name} is damaged")
        if not is_known(member.name):
            raise BadDump(f"it holds {member.name}, which this app does not know")
        if "/" not in member.name:
            alone[member.name] = member
    if next(sums, None) is not None:
        raise BadDump(f"{SUMS} names what is not there")
    return alone
