"""The audit of files names every picture, thumbnail or reference that is not what it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shelves
from commands import command
from corruptions import spoilable_books, unprotect
from fakes import HOUR_MS, PNG, FakeClock, make_studio, place_and_run, png, provider_of
from shelves import Shelf
from sqlalchemy import text

from core.audit import RULES, audit
from core.people import people
from core.people.people import DEMO_USER
from core.pictures import trash
from core.pictures.file_audit import FILE_RULES, PAGE
from core.pictures.storage import ImageStore
from core.pictures.uploads import check_answer
from core.studio import Studio

pytestmark = [pytest.mark.both_storages, pytest.mark.folder_first]

ORIGINAL, THUMBNAIL, REFERENCE, PURGED = FILE_RULES
Change = Callable[[Shelf, str], object]


def delete(shelf: Shelf, key: str) -> None:
    shelf.delete(key)


def cut(shelf: Shelf, key: str) -> None:
    shelf.write(key, shelf.read(key)[:-1])


def alter(shelf: Shelf, key: str) -> None:
    data = shelf.read(key)
    shelf.write(key, data[:-1] + bytes([data[-1] ^ 1]))


def rename(shelf: Shelf, key: str) -> None:
    shelf.write(key.replace(".png", ".webp"), shelf.read(key))
    shelf.delete(key)


def replace_by(data: bytes) -> Change:
    return lambda shelf, key: shelf.write(key, data)


def nest(shelf: Shelf, key: str) -> None:
    shelf.delete(key)
    shelf.write(f"{key}/inside", PNG)


SMALL = check_answer(png(width=640, height=480)).thumbnail
FILES: dict[str, tuple[str, str, Change]] = {
    "a picture is missing": (ORIGINAL, "originals", delete),
    "a picture is cut short": (ORIGINAL, "originals", cut),
    "a picture is empty": (ORIGINAL, "originals", replace_by(b"")),
    "a picture is altered": (ORIGINAL, "originals", alter),
    "a picture is another one": (ORIGINAL, "originals", replace_by(png("red"))),
    "a picture has another kind's name": (ORIGINAL, "originals", rename),
    "a folder is in a picture's place": (ORIGINAL, "originals", nest),
    "a thumbnail is missing": (THUMBNAIL, "thumbnails", delete),
    "a thumbnail is empty": (THUMBNAIL, "thumbnails", replace_by(b"")),
    "a thumbnail is no picture": (THUMBNAIL, "thumbnails", replace_by(b"no picture")),
    "a thumbnail is damaged": (THUMBNAIL, "thumbnails", replace_by(SMALL[:200])),
    "a thumbnail is of another shape": (THUMBNAIL, "thumbnails", replace_by(SMALL)),
    "a thumbnail is a PNG": (THUMBNAIL, "thumbnails", replace_by(PNG)),
    "a reference is missing": (REFERENCE, "references", delete),
    "a reference is altered": (REFERENCE, "references", alter),
}
PICTURES = 6  # of the books that are to be spoilt
ROWS = {
    "a digest": (ORIGINAL, "sha256 = 'x' || substr(sha256, 2)"),
    "a size in bytes": (ORIGINAL, "size_bytes = size_bytes + 1"),
    "a kind": (ORIGINAL, "mime = 'image/webp'"),
    "an instant": (ORIGINAL, "created_at = created_at + 1"),
    "a width": (THUMBNAIL, "width = width * 2"),
    "a height": (THUMBNAIL, "height = height * 2"),
    "both sides": (THUMBNAIL, "width = width * 2, height = height * 2"),
}


@pytest.fixture
def full(sqlite_studio: Studio) -> Studio:
    """Return a studio with some pictures, one of them made with a reference, as "m"."""
    spoilable_books(sqlite_studio)
    return sqlite_studio


def broken(studio: Studio) -> dict[str, int]:
    """Return how many files break which rule of files."""
    report = audit(studio.database, images=studio.images)
    return {finding.rule: finding.broken for finding in report.findings if finding.broken}


def test_whole_files_are_clean(studio: Studio) -> None:
    """On both databases the files of real orders break no rule, and each rule is reported."""
    spoilable_books(studio)
    report = audit(studio.database, images=studio.images)
    assert [finding.rule for finding in report.findings] == [*RULES, *FILE_RULES]
    assert report.clean


@shelves.folder_only
@pytest.mark.parametrize("what", FILES)
def test_a_spoilt_file_is_named(full: Studio, what: str) -> None:
    """Whatever happens to one file, its rule names it, and nothing else is named."""
    rule, folder, change = FILES[what]
    with full.database.read() as session:
        order_id = session.scalar(text("SELECT id FROM generation WHERE key = 'm:0'"))
    name = "" if folder == "references" else str(order_id)
    shelf = shelves.of(full)
    change(shelf, shelf.key(folder, name))
    assert audit(full.database).clean, "without its files the books are what they were"
    assert broken(full) == {rule: 1}


@shelves.bucket_only
def test_spoilt_objects_are_named(full: Studio) -> None:
    """In a bucket, too, each file that is missing, altered or of another kind is named, alone."""
    shelf = shelves.of(full)
    originals = sorted(shelf.keys("originals"))
    for change, key in zip((delete, cut, alter, rename, replace_by(b"")), originals, strict=False):
        change(shelf, key)
    delete(shelf, min(shelf.keys("thumbnails")))
    alter(shelf, shelf.key("references"))
    assert broken(full) == {ORIGINAL: 5, THUMBNAIL: 1, REFERENCE: 1}


@shelves.folder_only
@pytest.mark.parametrize("what", ROWS)
def test_a_row_that_does_not_fit_its_file_is_named(full: Studio, what: str) -> None:
    """What a picture's row says of its file is compared with the file."""
    rule, change = ROWS[what]
    with full.database.write() as tx:
        unprotect(tx.connection())
        tx.execute(text(f"UPDATE generatedimage SET {change}"))
    assert broken(full)[rule] == PICTURES


@shelves.folder_only
@pytest.mark.parametrize("shape", [(1024, 1024), (1365, 768), (768, 1365), (321, 1), (4000, 3)])
def test_scaled_thumbnails_have_their_pictures_shape(
    sqlite_studio: Studio, shape: tuple[int, int]
) -> None:
    """Of any shape, a thumbnail as it is made passes, however its shorter side was rounded."""
    provider_of(sqlite_studio).queue(png(width=shape[0], height=shape[1]))
    place_and_run(sqlite_studio)
    assert broken(sqlite_studio) == {}


@shelves.folder_only
def test_progress_counts_files(full: Studio) -> None:
    """Each rule of files tells how many files it has done, of how many there are."""
    heard: list[tuple[str, int, int]] = []
    audit(full.database, lambda *told: heard.append(told), images=full.images)
    of_files = [told for told in heard if told[0] not in RULES]
    assert of_files == [
        (ORIGINAL, 0, PICTURES),
        (ORIGINAL, PICTURES, PICTURES),
        (THUMBNAIL, 0, PICTURES),
        (THUMBNAIL, PICTURES, PICTURES),
        (REFERENCE, 0, 1),
        (REFERENCE, 1, 1),
        (PURGED, 0, 0),
    ]


@shelves.folder_only
def test_every_page_of_files_is_read(full: Studio) -> None:
    """With more pictures than are read at once, each missing file is counted."""
    copy = """
        INSERT INTO generatedimage
        SELECT :id, :id, mime, width, height, size_bytes, sha256, created_at,
          user_id, ordered_at, starred_at, trashed_at, purged_at
        FROM generatedimage LIMIT 1"""
    with full.database.write() as tx:
        unprotect(tx.connection())
        tx.execute(text(copy), [{"id": f"{number:016x}"} for number in range(2 * PAGE)])
    assert broken(full)[ORIGINAL] == 2 * PAGE


def purged_picture(studio: Studio, clock: FakeClock) -> str:
    """Purge the only picture of an order that has a file in each folder; return its original."""
    order = place_and_run(studio)
    key = shelves.original(studio, order.id)
    trash.trash(studio, DEMO_USER, [order.id])
    clock.advance((trash.KEEP_DAYS * 24 + 1) * HOUR_MS)
    assert trash.purge(studio) == 1
    return key


def test_only_purged_pictures_may_have_no_files(
    database_url: str, tmp_path: Path, storage: dict[str, Any]
) -> None:
    """Files of what is purged are not missed; those of what is in the bin are."""
    clock = FakeClock()
    studio = make_studio(database_url, tmp_path / "data", clock=clock, **storage)
    purged_picture(studio, clock)
    order = place_and_run(studio, "binned")
    trash.trash(studio, DEMO_USER, [order.id])
    assert broken(studio) == {}
    studio.images.remove(order.id)
    assert broken(studio) == {ORIGINAL: 1, THUMBNAIL: 1}
    studio.database.dispose()


@pytest.mark.parametrize("folder", ["originals", "thumbnails"])
def test_a_purged_file_that_stays_is_named(
    database_url: str, tmp_path: Path, folder: str, storage: dict[str, Any]
) -> None:
    """Not at once, for the sweep may have it still to do, but when the books are a day older."""
    clock = FakeClock()
    studio = make_studio(database_url, tmp_path / "data", clock=clock, **storage)
    left = purged_picture(studio, clock)
    if folder == "thumbnails":
        left = left.replace("originals", folder).replace(".png", ".jpg")
    shelves.of(studio).write(left, PNG)
    clock.advance(24 * HOUR_MS)
    people.top_up(studio.database, DEMO_USER, key="not yet", now=clock.now)
    assert broken(studio) == {}
    people.top_up(studio.database, DEMO_USER, key="a day later", now=clock.now + 1)
    assert broken(studio) == {PURGED: 1}
    shelves.of(studio).delete(left)
    assert broken(studio) == {}
    studio.database.dispose()


@pytest.mark.parametrize("rule", [ORIGINAL, THUMBNAIL])
def test_a_picture_that_is_purged_meanwhile(
    database_url: str, tmp_path: Path, rule: str, storage: dict[str, Any]
) -> None:
    """Files that go between the reading of a row and of its file are no fault."""
    clock = FakeClock()
    studio = make_studio(database_url, tmp_path / "data", clock=clock, **storage)
    order = place_and_run(studio)
    trash.trash(studio, DEMO_USER, [order.id])
    clock.advance((trash.KEEP_DAYS * 24 + 1) * HOUR_MS)

    class Meanwhile(ImageStore):
        def find_original(self, generation_id: str) -> str | None:
            if rule == ORIGINAL:
                trash.purge(studio)
            return super().find_original(generation_id)

        def read_thumbnail(self, generation_id: str) -> bytes:
            trash.purge(studio)
            return super().read_thumbnail(generation_id)

    store = Meanwhile(studio.images.store, secret=b"")
    assert audit(studio.database, images=store).clean
    assert not studio.images.is_stored(order.id)
    studio.database.dispose()


@pytest.mark.slow
@shelves.folder_only
def test_the_command_checks_files(tmp_path: Path, storage: dict[str, Any]) -> None:
    """`--files` finds what the command without it does not look at."""
    studio = make_studio("", tmp_path, **storage)
    spoilable_books(studio)
    url = studio.settings.database
    studio.database.dispose()
    for key in shelves.of(studio).keys("thumbnails"):
        shelves.of(studio).delete(key)
    results = [
        command("core.audit", url, tmp_path, *options, storage=storage)
        for options in ([], ["--files"])
    ]
    assert [result.returncode for result in results] == [0, 1]
    assert f"FAIL thumbnails_are_whole ({PICTURES} broken)" in results[1].stdout
    assert "fault=INVALID_IMAGE/missing" in results[1].stdout
