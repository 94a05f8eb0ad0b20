"""Chosen pictures as a zip that is never anywhere whole: it is made while it is sent.

Pictures don't get smaller, so they are stored as they are, piece by piece. The manifest comes last:
only then is it known which files were there.
"""

from __future__ import annotations

import io
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from core.downloads import manifest
from core.downloads.selection import Selection
from core.errors import OrderNotFound, StorageFailed
from core.ledger import fingerprints
from core.orders.views import reads
from core.orders.views.reads import OrderLife
from core.people import people
from core.pictures.storage import ImageStore
from core.pictures.store.contract import Opened
from core.tables import OrderStatus

if TYPE_CHECKING:
    from core.studio import Studio

MOST_LETTERS = 40  # of a title in a file's name
MANIFEST = "manifest.csv"
FIRST_INSTANT = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16  # where a ZipInfo keeps it
_UNFIT = re.compile(r"[\W_]+")  # for a file's name on any system


class State(StrEnum):
    """What became of a picture's file."""

    WHOLE = "whole"
    CHANGED = "changed"  # other bytes than were settled
    UNREADABLE = "unreadable"  # the disk refused, before its first byte or after
    MISSING = "missing"
    UNKNOWN = "unknown"  # not one of the person's pictures; whether it is another's is not said


@dataclass(frozen=True)
class Packed:
    """What a zip is made of, read before its first byte; `fingerprints` are by entry number."""

    chosen: tuple[str, ...]
    lives: dict[str, OrderLife]
    fingerprints: dict[int, str]
    zone: tzinfo


def pack(studio: Studio, chosen: Selection) -> Iterator[bytes]:
    """Return the zip of the person's own settled pictures among the chosen, piece by piece.

    What the database knows is read here, and no transaction is open while the pieces are sent.
    Raise `PersonNotFound`, `OrderNotFound` where none of them is a picture of theirs, and
    `StorageFailed`.
    """
    person = people.find(studio.database, chosen.person_id)
    found = reads.find_all(studio.database, person, chosen.order_ids)
    lives = {name: life for name, life in found.items() if _is_settled(life)}
    if not lives:
        raise OrderNotFound
    entries = [life.entry.seq for life in lives.values() if life.entry]
    lines = fingerprints.after_each(studio.database, person.id, entries)
    return _stream(studio.images, Packed(chosen.order_ids, lives, lines, _zone(chosen.zone)))


def _is_settled(life: OrderLife) -> bool:
    return life.order.status == OrderStatus.SETTLED


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a zone that this machine does not know
        return UTC


class _Sink(io.BufferedIOBase):
    """Take what a ZipFile writes until it is sent on; without a way back, as the network."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:  # type: ignore[override] # a ZipFile writes bytes
        self._parts.append(data)
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def _stream(images: ImageStore, packed: Packed) -> Iterator[bytes]:
    sink = _Sink()
    rows = []
    with ZipFile(sink, "w") as zipped:
        for number, order_id in enumerate(packed.chosen, start=1):
            if life := packed.lives.get(order_id):
                rows.append((yield from _add(images, packed, number, life, zipped, sink)))
            else:
                rows.append(manifest.row(order_id, State.UNKNOWN))
        zipped.writestr(MANIFEST, manifest.to_file(rows))
    yield sink.take()


def _add(
    images: ImageStore, packed: Packed, number: int, life: OrderLife, zipped: ZipFile, sink: _Sink
) -> Generator[bytes, None, manifest.Row]:
    """Put one picture in, and return its row of the manifest, whatever became of its file."""
    line = packed.fingerprints.get(life.entry.seq, "") if life.entry else ""
    name = ""
    try:
        found = images.open_original(life.order.id)
        if found is None:
            raise FileNotFoundError
        name = _name(number, life, found.name)
        state = yield from _copy(found, _info(name, life, packed.zone), life, zipped, sink)
    except FileNotFoundError:  # deleted before, or between two lines here
        state = State.MISSING
    except StorageFailed:
        state = State.UNREADABLE
    is_in = name in zipped.namelist()  # what broke off in the middle is too
    return manifest.full_row(life, line, name if is_in else "", state, packed.zone)


def _copy(
    found: Opened, info: ZipInfo, life: OrderLife, zipped: ZipFile, sink: _Sink
) -> Generator[bytes, None, State]:
    """Copy one file in, a piece at a time; with its first one it is there, or it has gone."""
    digest = sha256()
    pieces = found.pieces()
    first = next(pieces, b"")
    with zipped.open(info, "w", force_zip64=True) as entry:
        for piece in chain([first], pieces):
            digest.update(piece)
            entry.write(piece)
            yield sink.take()
    is_same = life.image is not None and digest.hexdigest() == life.image.sha256
    return State.WHOLE if is_same else State.CHANGED


def _name(number: int, life: OrderLife, file_name: str) -> str:
    """Return a file's name that sorts as chosen, says the prompt and can be made anywhere."""
    title = _UNFIT.sub("_", life.order.prompt_title)[:MOST_LETTERS].strip("_")
    return f"{number:03}_{title}_{file_name}" if title else f"{number:03}_{file_name}"


def _info(name: str, life: OrderLife, zone: tzinfo) -> ZipInfo:
    made = datetime.fromtimestamp(life.order.created_at // 1000, zone)
    # A zip knows no year before 1980; the manifest has the instant as it is.
    info = ZipInfo(name, max(made.timetuple()[:6], FIRST_INSTANT))
    info.external_attr = _MODE
    return info
