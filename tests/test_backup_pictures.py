"""A backup holds the pictures that its rows name, and says which it can't."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import dumps
from dumps import dump_of, files_of, place_at, restored
from fakes import CHEAP, place, place_and_run, png, store_as_its_worker
from sqlalchemy import text

from core.backup import backup, describe
from core.orders import endings
from core.orders.sweep import SWEEP_AGE_S, sweep
from core.people.people import DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio

Fresh = Callable[[], str]


def test_lost_and_altered_pictures_are_named(sqlite_studio: Studio, tmp_path: Path) -> None:
    """A backup names files that are not as the rows say, and holds all the rest."""
    studio, root = sqlite_studio, sqlite_studio.settings.data_dir
    lost, altered, thumbnail = (place_and_run(studio, key).id for key in "abc")
    (root / "originals" / f"{lost}.png").unlink()
    (root / "originals" / f"{altered}.png").write_bytes(b"other bytes")
    (root / "thumbnails" / f"{thumbnail}.jpg").unlink()
    ordered, unordered = (
        references.keep(studio, DEMO_USER, check_reference(png(colour)), "a").name
        for colour in ("red", "blue")
    )
    place_and_run(studio, "d", reference=ordered)
    (root / "references" / ordered).write_bytes(b"other bytes")
    (root / "references" / unordered).unlink()
    made, copied = backup(studio.database, root, tmp_path / "a.tar", now=dumps.NOW)
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
    assert files_of(to.data_dir) == files_of(root)


def test_no_more_than_twenty_are_named(sqlite_studio: Studio, tmp_path: Path) -> None:
    """With the wrong folder every picture is lost: the first are named, all are counted."""
    for number in range(11):
        place_and_run(sqlite_studio, f"{number}", CHEAP)
    made, copied = backup(
        sqlite_studio.database, tmp_path / "wrong", tmp_path / "a.tar", now=dumps.NOW
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
    root = studio.settings.data_dir
    (root / "thumbnails" / f"{half.id}.jpg").unlink()  # as in the middle of its removal

    def meanwhile(what: str, done: int) -> None:
        if what == "tables/transaction.jsonl":
            endings.cancel(studio, DEMO_USER, cancelled.id)

    dump_of(studio, tmp_path / "a.tar", meanwhile)
    to = place_at(new_database(), tmp_path / "new")
    restored(tmp_path / "a.tar", to)
    there = files_of(to.data_dir)
    assert sorted(there) == [f"originals/{kept.id}.png", f"thumbnails/{kept.id}.jpg"]


def test_a_reference_that_is_swept_meanwhile(studio: Studio, tmp_path: Path) -> None:
    """A reference that nobody ordered with may go while its dump is made: it is not lost."""
    name = references.keep(studio, DEMO_USER, check_reference(png("blue")), "blue.png").name
    root = studio.settings.data_dir
    old = studio.now() / 1000 - 2 * SWEEP_AGE_S
    os.utime(root / "references" / name, (old, old))
    with studio.database.write() as tx:
        tx.execute(text("UPDATE uploadedreference SET uploaded_at = 0"))

    def meanwhile(what: str, done: int) -> None:
        if what == "tables/transaction.jsonl" and done:
            assert sweep(studio) == 1

    made = dump_of(studio, tmp_path / "a.tar", meanwhile)
    assert (made.tables["uploadedreference"].rows, dict(made.files)) == (1, {})
