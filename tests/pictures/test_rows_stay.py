"""Attacks on the rows of pictures: the database itself keeps them, in SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from fakes import place_and_run, refused_by_the_database
from sqlalchemy import text

from core.people.people import DEMO_USER
from core.pictures import stars, trash
from core.studio import Studio

FIXED = {
    "id": "'x'",
    "generation_id": "'x'",
    "mime": "'image/webp'",
    "width": "width + 1",
    "height": "height + 1",
    "size_bytes": "size_bytes + 1",
    "sha256": "'x'",
    "created_at": "created_at - 1",
    "user_id": "'demo-member'",
    "ordered_at": "ordered_at - 1",
}
COPY = "mime, width, height, size_bytes, sha256, created_at, user_id, ordered_at, NULL, NULL, NULL"
KEPT = {
    "delete": "DELETE FROM generatedimage",
    "truncate": "TRUNCATE generatedimage",
    "upsert": """INSERT INTO generatedimage SELECT * FROM generatedimage WHERE true
        ON CONFLICT (id) DO UPDATE SET width = 7""",
    **{name: f"UPDATE generatedimage SET {name} = {value}" for name, value in FIXED.items()},
}
WRONG = {
    "purged from nowhere": "purged_at = created_at",
    "purged before it was trashed": "trashed_at = created_at + 2, purged_at = created_at + 1",
    "trashed before it was made": "trashed_at = created_at - 1",
    "starred before it was made": "starred_at = created_at - 1",
}
AFTERWARDS = ("purged_at = NULL", "trashed_at = NULL, purged_at = NULL", "starred_at = created_at")


def rows(studio: Studio) -> list[tuple[object, ...]]:
    """Return all rows of pictures."""
    with studio.database.read() as session:
        return [tuple(row) for row in session.execute(text("SELECT * FROM generatedimage"))]


def change(studio: Studio, statement: str) -> None:
    with studio.database.write() as tx:
        tx.execute(text(statement))


@pytest.mark.parametrize("what", KEPT)
def test_a_row_is_never_deleted_or_altered(studio: Studio, what: str) -> None:
    """No row goes, and nothing that it says of the picture or its person changes."""
    if what == "truncate" and studio.database.is_sqlite:
        pytest.skip("SQLite knows no TRUNCATE")
    place_and_run(studio)
    before = rows(studio)
    words = "" if what == "upsert" else "never deleted or altered"
    with refused_by_the_database(words):
        change(studio, KEPT[what])
    assert rows(studio) == before


@pytest.mark.parametrize("what", WRONG)
def test_instants_are_in_order(studio: Studio, what: str) -> None:
    """A picture is made, then starred or trashed, and only from the bin purged."""
    place_and_run(studio)
    with refused_by_the_database(""):
        change(studio, f"UPDATE generatedimage SET {WRONG[what]}")


@pytest.mark.parametrize("columns", AFTERWARDS)
def test_what_is_purged_never_changes_again(studio: Studio, columns: str) -> None:
    """Its files are gone: no statement makes the row say otherwise."""
    place_and_run(studio)
    change(studio, "UPDATE generatedimage SET trashed_at = created_at, purged_at = created_at")
    with refused_by_the_database("never deleted or altered"):
        change(studio, f"UPDATE generatedimage SET {columns}")


def test_what_may_change_does(studio: Studio) -> None:
    """The same triggers let stars and the bin through."""
    order = place_and_run(studio)
    before = rows(studio)
    stars.star(studio, DEMO_USER, order.id, on=True)
    assert trash.trash(studio, DEMO_USER, [order.id]) == [order.id]
    assert trash.restore(studio, DEMO_USER, [order.id]) == [order.id]
    stars.star(studio, DEMO_USER, order.id, on=False)
    assert rows(studio) == before


@pytest.mark.parametrize("same", ["id, 'other'", "'other', generation_id"])
def test_no_row_is_replaced_from_a_shell(sqlite_studio: Studio, same: str) -> None:
    """INSERT OR REPLACE deletes where no trigger sees it: a trigger of its own refuses it."""
    place_and_run(sqlite_studio)
    with (
        closing(sqlite3.connect(sqlite_studio.settings.data_dir / "studio.sqlite3")) as shell,
        pytest.raises(sqlite3.IntegrityError, match="never deleted or altered"),
    ):
        shell.execute(
            f"INSERT OR REPLACE INTO generatedimage SELECT {same}, {COPY} FROM generatedimage"
        )


def test_a_row_has_no_number_but_its_keys(sqlite_studio: Studio) -> None:
    """A row that has a rowid could be replaced by it, under other keys, past the triggers."""
    with (
        closing(sqlite3.connect(sqlite_studio.settings.data_dir / "studio.sqlite3")) as shell,
        pytest.raises(sqlite3.OperationalError, match="no such column: rowid"),
    ):
        shell.execute("SELECT rowid FROM generatedimage")
