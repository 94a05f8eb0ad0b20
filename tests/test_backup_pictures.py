"""A backup holds the pictures that its rows name, and says which it can't."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import dumps
import pytest
import shelves
from dumps import dump_of, files_of, place_at, restored
from fakes import CHEAP, HOUR_MS, FakeClock, place, place_and_run, png, store_as_its_worker
from sqlalchemy import text

from core.audit import audit
from core.audit import describe as describe_audit
from core.backup import backup, describe
from core.database import Database
from core.orders import endings
from core.orders.sweep import SWEEP_AGE_S, sweep
from core.people.people import DEMO_USER
from core.pictures import gallery, references, stars, trash
from core.pictures.gallery import PictureFilter
from core.pictures.storage import ImageStore
from core.pictures.store.folder import Folder
from core.pictures.store.opening import open_store
from core.pictures.uploads import check_reference
from core.studio import Studio
from core.tables import Generation

pytestmark = [pytest.mark.sqlite_first, pytest.mark.both_storages, pytest.mark.folder_first]

Fresh = Callable[[], str]

STARRED, BIN = PictureFilter(starred=True), PictureFilter(is_trash=True)


def test_lost_and_altered_pictures_are_named(sqlite_studio: Studio, tmp_path: Path) -> None:
    """A backup names files that are not as the rows say, and holds all the rest."""
    studio, shelf = sqlite_studio, shelves.of(sqlite_studio)
    lost, altered, thumbnail = (place_and_run(studio, key).id for key in "abc")
    shelf.delete(f"originals/{lost}.png")
    shelf.write(f"originals/{altered}.png", b"other bytes")
    shelf.delete(f"thumbnails/{thumbnail}.jpg")
    ordered, unordered = (
        references.keep(studio, DEMO_USER, check_reference(png(colour)), "a").name
        for colour in ("red", "blue")
    )
    place_and_run(studio, "d", reference=ordered)
    shelf.write(f"references/{ordered}", b"other bytes")
    shelf.delete(f"references/{unordered}")
    made, copied = backup(studio.database, studio.images.store, tmp_path / "a.tar", now=dumps.NOW)
    assert sorted(copied.named) == [
        f"altered: originals/{altered}.png",
        f"altered: references/{ordered}",
        f"lost: originals/{lost}.png",
        f"lost: references/{unordered}",
        f"lost: thumbnails/{thumbnail}.jpg",
    ]
    assert (made.lost, made.altered) == (3, 2)
    to = place_at("", tmp_path / "new")
    assert restored(tmp_path / "a.tar", to) == made
    assert files_of(to) == files_of(studio.settings)


@shelves.folder_only
def test_no_more_than_twenty_are_named(sqlite_studio: Studio, tmp_path: Path) -> None:
    """With the wrong folder every picture is lost: the first are named, all are counted."""
    for number in range(11):
        place_and_run(sqlite_studio, f"{number}", CHEAP)
    made, copied = backup(
        sqlite_studio.database, Folder(tmp_path / "wrong"), tmp_path / "a.tar", now=dumps.NOW
    )
    assert (made.lost, len(copied.named)) == (22, 20)
    assert "FAIL 22 files are lost, 0 are altered; all others are in it" in list(
        describe(made, copied)
    )


def test_an_order_that_ends_meanwhile(studio: Studio, tmp_path: Path, new_database: Fresh) -> None:
    """An open order keeps both files or none, whatever becomes of it while they are copied."""
    kept, cancelled, half = (place(studio, key, CHEAP) for key in "abc")
    for order in (kept, cancelled, half):
        store_as_its_worker(studio, order)
    shelves.of(studio).delete(f"thumbnails/{half.id}.jpg")  # as in the middle of its removal

    def meanwhile(what: str, done: int) -> None:
        if what == "tables/transaction.jsonl":
            endings.cancel(studio, DEMO_USER, cancelled.id)

    dump_of(studio, tmp_path / "a.tar", meanwhile)
    to = place_at(new_database(), tmp_path / "new")
    restored(tmp_path / "a.tar", to)
    there = files_of(to)
    assert sorted(there) == [f"originals/{kept.id}.png", f"thumbnails/{kept.id}.jpg"]


def test_a_reference_that_is_swept_meanwhile(studio: Studio, tmp_path: Path) -> None:
    """A reference that nobody ordered with may go while its dump is made: it is not lost."""
    name = references.keep(studio, DEMO_USER, check_reference(png("blue")), "blue.png").name
    shelves.of(studio).date(studio.now() / 1000 - 2 * SWEEP_AGE_S, f"references/{name}")
    with studio.database.write() as tx:
        tx.execute(text("UPDATE uploadedreference SET uploaded_at = 0"))

    def meanwhile(what: str, done: int) -> None:
        if what == "tables/transaction.jsonl" and done:
            assert sweep(studio) == 1

    made = dump_of(studio, tmp_path / "a.tar", meanwhile)
    assert (made.tables["uploadedreference"].rows, dict(made.files)) == (1, {})


def purgeable(studio: Studio) -> Generation:
    """Return an order whose picture's days in the bin are over."""
    order = place_and_run(studio)
    trash.trash(studio, DEMO_USER, [order.id])
    later = studio.now() + (trash.KEEP_DAYS + 1) * 24 * HOUR_MS
    object.__setattr__(studio, "now", FakeClock(later))
    return order


def test_purged_pictures_are_not_lost(studio: Studio, tmp_path: Path, new_database: Fresh) -> None:
    """Stars, bin and purge stand in a dump; what is purged has no files in it and misses none."""
    order = purgeable(studio)
    assert trash.purge(studio) == 1
    starred, binned = (place_and_run(studio, key).id for key in "bc")
    stars.star(studio, DEMO_USER, starred, on=True)
    trash.trash(studio, DEMO_USER, [binned])
    made = dump_of(studio, tmp_path / "a.tar")
    assert dict(made.files) == {"originals": 2, "thumbnails": 2}
    to = place_at(new_database(), tmp_path / "new")
    assert restored(tmp_path / "a.tar", to) == made
    there = Database(to.database)
    report = audit(there, images=ImageStore(open_store(to), secret=b""))
    assert report.clean, "\n".join(describe_audit(report))
    assert trash.is_purged(there, order.id)
    for chosen, orders in ((STARRED, [starred]), (BIN, [binned])):
        page = gallery.list_pictures(there, DEMO_USER, chosen, number=1, size=9)
        assert [card.order_id for card in page.rows] == orders
    there.dispose()


@pytest.mark.parametrize("left", [None, "originals", "thumbnails"])
def test_a_picture_that_is_purged_meanwhile(
    studio: Studio, tmp_path: Path, left: str | None
) -> None:
    """A picture may be purged while its dump is made: no file of it is lost, or in it alone."""
    order = purgeable(studio)
    files = files_of(studio.settings)

    def meanwhile(what: str, done: int) -> None:
        if what == "tables/transaction.jsonl" and done:
            trash.purge(studio)
            for name, data in files.items():
                if left and name.startswith(left):
                    shelves.of(studio).write(name, data)

    made = dump_of(studio, tmp_path / "a.tar", meanwhile)
    assert (made.tables["generatedimage"].rows, dict(made.files)) == (1, {})
    assert trash.is_purged(studio.database, order.id)
