"""What must hold for the files of pictures: they are there, and they are what the rows say.

Not in the audit's snapshot: reading all files may take long, and what a picture's row says of its
file never changes. Rows are read a page at a time, so that no transaction is open while files are
read; a picture that is purged meanwhile is asked for again.
"""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import text

from core.database import Database
from core.errors import StorageFailed, StudioError
from core.pictures.decoder.pool import DecoderPool
from core.pictures.storage import ImageStore
from core.pictures.trash import is_purged
from core.pictures.uploads import MIME_OF_SUFFIX, THUMBNAIL_SIDE, check_answer
from core.tables.claims import Row

PAGE = 50  # rows between two tellings of how far it is

# An audit takes no place from uploads or from paid answers: see `uploads`.
THUMBNAILS = DecoderPool(
    "thumbnails", places=1, cpu_s=10, deadline_s=30.0, memory_bytes=2**30, wait_s=None
)
atexit.register(THUMBNAILS.close)

Told = Callable[[int, int], None]  # of how many files so many are done
FileClaim = Callable[[Database, ImageStore, Told], Iterator[Row]]

_PICTURES = """
    SELECT i.generation_id AS name, i.mime, i.width, i.height, i.size_bytes, i.sha256,
      i.created_at, g.ended_at
    FROM generatedimage i LEFT JOIN generation g ON g.id = i.generation_id
    WHERE i.purged_at IS NULL AND i.generation_id > :last ORDER BY i.generation_id LIMIT :page"""
# A day after: until then a sweep may still have to take what a kill has left. By the time of the
# newest entry, so that books which rest, or were restored, never run late.
_OVERDUE = """
    FROM generatedimage
    WHERE purged_at < (SELECT MAX(created_at) FROM "transaction") - 86400000"""
_PURGED = f"""
    SELECT generation_id AS name {_OVERDUE} AND generation_id > :last
    ORDER BY generation_id LIMIT :page"""
# Those that orders name: an upload that nobody has ordered with is swept after a day.
_REFERENCES = """
    SELECT DISTINCT reference AS name FROM generation WHERE reference > :last
    ORDER BY reference LIMIT :page"""
_COUNT_PICTURES = "SELECT COUNT(*) FROM generatedimage WHERE purged_at IS NULL"
_COUNT_PURGED = f"SELECT COUNT(*) {_OVERDUE}"
_COUNT_REFERENCES = "SELECT COUNT(DISTINCT reference) FROM generation"


def faulty_originals(database: Database, images: ImageStore, told: Told) -> Iterator[Row]:
    """Yield the pictures whose file is missing, or other than it was when it was settled."""
    for row in _rows(database, _PICTURES, _COUNT_PICTURES, told):
        fault = _fault_of_original(images, row)
        if fault and not is_purged(database, row.name):
            yield {"order_id": row.name, "fault": fault}


def faulty_thumbnails(database: Database, images: ImageStore, told: Told) -> Iterator[Row]:
    """Yield the pictures whose thumbnail is missing, no picture, or of another shape."""
    for row in _rows(database, _PICTURES, _COUNT_PICTURES, told):
        fault = _fault_of_thumbnail(images, row)
        if fault and not is_purged(database, row.name):
            yield {"order_id": row.name, "fault": fault}


def faulty_references(database: Database, images: ImageStore, told: Told) -> Iterator[Row]:
    """Yield the references whose file is missing, or not the one that its name is the digest of."""
    for row in _rows(database, _REFERENCES, _COUNT_REFERENCES, told):
        try:
            data = images.read_reference(row.name)
        except StudioError as error:
            yield {"reference": row.name, "fault": _told(images, error)}
            continue
        if hashlib.sha256(data).hexdigest() != row.name.partition(".")[0]:
            yield {"reference": row.name, "fault": "altered"}


def left_files(database: Database, images: ImageStore, told: Told) -> Iterator[Row]:
    """Yield the pictures that were purged a day ago or more and still have a file."""
    for row in _rows(database, _PURGED, _COUNT_PURGED, told):
        try:
            fault = "is still there" if images.is_stored(row.name) else None
        except StudioError as error:
            fault = _told(images, error)
        if fault:
            yield {"order_id": row.name, "fault": fault}


FILE_RULES: dict[str, FileClaim] = {
    "originals_are_whole": faulty_originals,
    "thumbnails_are_whole": faulty_thumbnails,
    "references_are_whole": faulty_references,
    "purged_files_are_gone": left_files,
}


def _rows(database: Database, query: str, count: str, told: Told) -> Iterator[Any]:
    """Yield all rows in the order of their names, and tell of each page before it begins."""
    with database.read() as session:
        number = session.scalar(text(count)) or 0
    last, done = "", 0
    while True:
        told(min(done, number), number)
        with database.read() as session:
            page = session.execute(text(query), {"last": last, "page": PAGE}).all()
        if not page:
            return
        yield from page
        last, done = page[-1].name, done + len(page)


def _told(images: ImageStore, error: StudioError) -> str:
    """Return what keeps one file from being read; raise where all of them are out of reach."""
    if isinstance(error, StorageFailed):
        images.store.need_answer()
    return str(error)


def _fault_of_original(images: ImageStore, row: Any) -> str | None:
    try:
        name = images.find_original(row.name)
        data = images.read_original(row.name)
    except StudioError as error:
        return _told(images, error)
    if name is None or MIME_OF_SUFFIX[PurePosixPath(name).suffix] != row.mime:
        return "of another kind"
    if len(data) != row.size_bytes:
        return f"{len(data)} bytes and not {row.size_bytes}"
    if hashlib.sha256(data).hexdigest() != row.sha256:
        return "altered"
    return "dated before or after its order's end" if row.created_at != row.ended_at else None


def _fault_of_thumbnail(images: ImageStore, row: Any) -> str | None:
    """Say what is wrong with it. No digest of it is kept: it must show a picture of this shape."""
    try:
        small = check_answer(images.read_thumbnail(row.name), THUMBNAILS)
    except StudioError as error:
        return _told(images, error)
    if small.mime != "image/jpeg" or (small.width, small.height) not in _sizes(row):
        return f"{small.width} × {small.height} of {row.width} × {row.height}"
    return None


def _sizes(row: Any) -> set[tuple[int, int]]:
    """Return what a thumbnail may measure: a side that is scaled is rounded either way."""
    longest = max(row.width, row.height)
    if longest <= THUMBNAIL_SIDE:
        return {(row.width, row.height)}
    scaled = [side * THUMBNAIL_SIDE / longest for side in (row.width, row.height)]
    wide, high = ({max(1, int(side)), max(1, int(side) + 1)} for side in scaled)
    return {(width, height) for width in wide for height in high}
