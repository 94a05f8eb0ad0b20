"""The picture files that the rows of a snapshot name: found, checked against the rows, copied.

They are copied after the snapshot has ended, so that no transaction stays open meanwhile. What a
snapshot's rows name is there later too: a file is stored before its row, is never changed, and is
never taken while a row names it. Only three kinds of file may have gone, and none is a loss: of
an order that was held and has been released since, of a picture that has been purged since, and a
reference that nobody ordered with.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, BinaryIO

from sqlalchemy import literal, select, union
from sqlmodel import Session, col

from core.database import Database
from core.dump.archive import Writer
from core.errors import StorageFailed
from core.pictures import references
from core.pictures.storage import FOLDERS
from core.pictures.store.contract import Store
from core.pictures.trash import is_purged
from core.pictures.uploads import SUFFIXES
from core.tables import GeneratedImage, Generation, OrderStatus, UploadedReference, in_status

ORIGINALS, THUMBNAILS, REFERENCES = (
    FOLDERS[kind] for kind in ("original", "thumbnail", "reference")
)
_MEMBER = re.compile(rf"({ORIGINALS}|{THUMBNAILS}|{REFERENCES})/[0-9a-f]{{8,64}}\.[a-z]{{3,4}}")
_BATCH = 1000  # rows in memory at a time
MAX_NAMED = 20  # files that are named as lost or altered; the counts are always the whole

Told = Callable[[int], object]


@dataclass
class Copied:
    """What was copied, by folder; how much was not as the rows say, and the first of it by name."""

    files: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    named: list[str] = field(default_factory=list)

    def blame(self, fault: str, member: str) -> None:
        """Count a file that is `lost` or `altered`."""
        self.faults[fault] += 1
        if len(self.named) < MAX_NAMED:
            self.named.append(f"{fault}: {member}")


def is_member(name: str) -> bool:
    """Return whether a member of a dump is a picture file: nothing else becomes a path."""
    return bool(_MEMBER.fullmatch(name))


def note_wanted(session: Session, notes: BinaryIO) -> None:
    """Write down the files that the rows of this snapshot name, one a line."""
    facts = (GeneratedImage.generation_id, GeneratedImage.mime, GeneratedImage.sha256)
    image = select(literal("settled"), *map(col, facts)).where(
        col(GeneratedImage.purged_at).is_(None)
    )
    held = select(literal("held"), col(Generation.id)).where(in_status(OrderStatus.HELD))
    ordered = select(col(Generation.reference)).where(col(Generation.reference).is_not(None))
    named = union(ordered, select(col(UploadedReference.name))).subquery()
    for query in (image, held, select(literal("reference"), *named.c)):
        _note(session, query, notes)


def _note(session: Session, query: Any, notes: BinaryIO) -> None:
    streaming = {"stream_results": True, "yield_per": _BATCH}
    for row in session.execute(query, execution_options=streaming):
        notes.write(json.dumps(list(row)).encode() + b"\n")


def copy(database: Database, store: Store, notes: BinaryIO, archive: Writer, told: Told) -> Copied:
    """Copy the files in `store` that were noted; one that is altered is copied as it is.

    Tell how many notes are done. Raises what the dump's disk refuses, and `StorageFailed` where the
    store gives no answer any more: a dump without what it has would pass for one with losses.
    """
    copying = _Copying(database, store, archive)
    kinds: dict[str, Callable[..., None]] = {
        "settled": copying.settled,
        "held": copying.held,
        "reference": copying.reference,
    }
    for done, line in enumerate(notes, start=1):
        kind, *facts = json.loads(line)
        kinds[kind](*facts)
        told(done)
    return copying.copied


@dataclass(frozen=True)
class _Copying:
    database: Database
    store: Store
    archive: Writer
    copied: Copied = field(default_factory=Copied)

    def settled(self, order_id: str, mime: str, digest: str) -> None:
        """Copy both files of a settled order, unless its picture was purged meanwhile."""
        original = f"{ORIGINALS}/{order_id}{SUFFIXES.get(mime, '')}"
        thumbnail = f"{THUMBNAILS}/{order_id}.jpg"
        data, small = self._read(original), self._read(thumbnail)
        if (data is None or small is None) and is_purged(self.database, order_id):
            return
        self._keep(original, data, digest)
        self._keep(thumbnail, small)

    def held(self, order_id: str) -> None:
        """Copy both files of an open order, or none: a stored original means both.

        The original goes first when an order is released, and comes last when it is stored: whoever
        reads it and then still finds the thumbnail has both.
        """
        thumbnail = f"{THUMBNAILS}/{order_id}.jpg"
        for suffix in SUFFIXES.values():
            original = f"{ORIGINALS}/{order_id}{suffix}"
            data = self._read(original)
            small = None if data is None else self._read(thumbnail)
            if data is not None and small is not None:
                self._add(original, data)
                self._add(thumbnail, small)

    def reference(self, name: str) -> None:
        """Copy a reference, unless it was swept meanwhile because nobody names it any more."""
        member = f"{REFERENCES}/{name}"
        data = self._read(member)
        if data is not None or self._is_named(name):
            self._keep(member, data, name.partition(".")[0])

    def _keep(self, member: str, data: bytes | None, digest: str = "") -> None:
        if data is None:
            self.copied.blame("lost", member)
            return
        if digest and sha256(data).hexdigest() != digest:
            self.copied.blame("altered", member)
        self._add(member, data)

    def _add(self, member: str, data: bytes) -> None:
        self.archive.add(member, data)
        self.copied.files[member.partition("/")[0]] += 1

    def _read(self, member: str) -> bytes | None:
        """Return a file's bytes; None for one that can't be read, whatever the reason is."""
        if not is_member(member):
            return None
        try:
            return self.store.get(member)
        except StorageFailed:
            self.store.need_answer()
            return None

    def _is_named(self, name: str) -> bool:
        with self.database.read() as session:
            return bool(references.named_among(session, [name]))


def strangers(store: Store, members: Iterator[str]) -> int:
    """Return how many picture files are in `store` beside those of a dump's members.

    What a crash left unfinished, with a dot before its name, counts as nothing.
    """
    folders = (ORIGINALS, THUMBNAILS, REFERENCES)  # copies for voters are made again
    there = sum(not name.startswith(".") for folder in folders for name in store.names(folder))
    return there and there - sum(store.size(name) is not None for name in members)
