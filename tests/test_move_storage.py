"""A studio moves from a folder into a bucket and back, whole, and into nobody else's pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dumps
import pytest
import shelves
import victims
from commands import command
from databases import EMPTY
from dumps import dump_of, files_of, place_at, restored, rows_of
from fakes import CHEAP, make_studio, order_of, place_and_run, recover_dead
from shelves import S3, Shelf

from core.audit import audit
from core.backup import backup
from core.database import Database
from core.dump.rows import filled_tables
from core.errors import StorageFailed
from core.ledger import fingerprints
from core.pictures.storage import ImageStore
from core.pictures.store.opening import open_store
from core.restore import NotEmpty
from core.settings import Settings
from core.studio import Studio
from core.tables import OrderStatus

STRANGE = "thumbnails/0123456789abcdef.jpg"


def fingerprint(place: Settings) -> str:
    """Return the last line of everybody's fingerprints, of books that are clean, files and all."""
    database = Database(place.database)
    try:
        assert audit(database, images=ImageStore(open_store(place), secret=b"")).clean
        with database.read() as session:
            return fingerprints.of_everybody(session)
    finally:
        database.dispose()


@pytest.mark.slow
def test_there_and_back(postgres: Any, s3: S3, tmp_path: Path) -> None:
    """From SQLite and folder to PostgreSQL and bucket and back: rows, files, fingerprint equal."""
    here = make_studio("", tmp_path / "data")
    orders = dumps.fill(here)
    made = dump_of(here, tmp_path / "a.tar")
    there = place_at(postgres.make(EMPTY), tmp_path / "there", **s3.settings())
    assert restored(tmp_path / "a.tar", there) == made
    assert files_of(there) == files_of(here.settings) != {}
    assert fingerprint(there) == fingerprint(here.settings) == made.fingerprint
    assert not Shelf(open_store(place_at("", tmp_path / "there"))).keys()
    database = Database(there.database)
    again, copied = backup(database, open_store(there), tmp_path / "b.tar", now=dumps.NOW)
    assert (again.tables, again.fingerprint) == (made.tables, made.fingerprint)
    assert not copied.faults
    database.dispose()
    back = place_at("", tmp_path / "back")
    assert restored(tmp_path / "b.tar", back) == again
    assert files_of(back) == files_of(here.settings)
    assert fingerprint(back) == made.fingerprint
    works(there, orders)
    here.database.dispose()


def works(there: Settings, orders: dict[str, str]) -> None:
    """Check that a restored studio goes on: open orders by their files, new ones, and audit."""
    named = ("storage_url", "aws_endpoint_url", "aws_access_key_id", "aws_secret_access_key")
    studio = make_studio(
        there.database, there.data_dir, **{name: getattr(there, name) for name in named}
    )
    assert recover_dead(studio) == 3
    assert order_of(studio, orders["stored"]).status == OrderStatus.SETTLED
    assert order_of(studio, orders["waiting"]).status == OrderStatus.RELEASED
    assert place_and_run(studio, "another", CHEAP).status == OrderStatus.SETTLED
    assert audit(studio.database, images=studio.images).clean
    studio.database.dispose()


def test_a_bucket_that_is_not_empty(s3: S3, tmp_path: Path, sqlite_studio: Studio) -> None:
    """Where other pictures are nothing is written; the dump's own may be there, and other places.

    What is beside the prefix, a probe or a voter's copy are no obstacle.
    """
    place_and_run(sqlite_studio)
    dump_of(sqlite_studio, tmp_path / "a.tar")
    name = s3.new_bucket()
    to = place_at("", tmp_path / "new", **s3.settings(name, "mine"))
    beside = Shelf(open_store(place_at("", tmp_path, **s3.settings(name, "mine-not"))))
    beside.write(STRANGE, b"another's")
    shelf = Shelf(open_store(to))
    shelf.write(STRANGE, b"another's")
    with pytest.raises(NotEmpty, match=r"^1 picture files .* are in s3://.*/mine$"):
        restored(tmp_path / "a.tar", to)
    assert shelf.files() == {STRANGE: b"another's"}
    shelf.delete(STRANGE)
    shelf.write(STRANGE.replace("thumbnails", "blind"), b"a copy")
    open_store(to).probe("originals")
    restored(tmp_path / "a.tar", to)
    again = place_at("", tmp_path / "again", **s3.settings(name, "mine"))
    restored(tmp_path / "a.tar", again)
    assert files_of(to) == files_of(sqlite_studio.settings)
    assert beside.files() == {STRANGE: b"another's"}


@pytest.mark.slow
def test_killed_in_the_middle(s3: S3, tmp_path: Path, sqlite_studio: Studio) -> None:
    """A restore into a bucket that is killed leaves no rows, and the next one is whole."""
    dumps.fill(sqlite_studio)
    dump_of(sqlite_studio, tmp_path / "a.tar")
    to = place_at("", tmp_path / "new", **s3.settings())
    given = to, tmp_path / "a.tar", ("pictures", 3)
    process, reports = victims.start(dumps.restore_and_die, *given)
    assert victims.read_all(reports) == []
    process.join(20)
    assert process.exitcode == -9
    database = Database(to.database)
    with database.read() as session:
        assert filled_tables(session.connection()) == []
    restored(tmp_path / "a.tar", to)
    assert rows_of(database) == rows_of(sqlite_studio.database)
    assert files_of(to) == files_of(sqlite_studio.settings)
    database.dispose()


def test_a_backup_without_an_answer_is_none(
    s3: S3, tmp_path: Path, new_studio: Callable[..., Studio]
) -> None:
    """With the bucket away there is soon no dump and no audit of files, and not one of losses."""
    studio = new_studio(**s3.settings())
    for number in range(3):
        place_and_run(studio, f"{number}", CHEAP)
    shelves.forget(studio.images.store)
    began = time.monotonic()
    with shelves.away(studio.images.store):
        with pytest.raises(StorageFailed):
            dump_of(studio, tmp_path / "a.tar")
        with pytest.raises(StorageFailed):
            audit(studio.database, images=studio.images)
    assert time.monotonic() - began < 10
    assert not list(tmp_path.glob("*.tar*"))
    dump_of(studio, tmp_path / "a.tar")


@pytest.fixture
def new_studio(tmp_path: Path) -> Any:
    """Return what makes a studio on SQLite with these settings."""
    made: list[Studio] = []

    def make(**storage: Any) -> Studio:
        made.append(make_studio("", tmp_path / "data", **storage))
        return made[-1]

    yield make
    for studio in made:
        studio.database.dispose()


@pytest.mark.slow
def test_the_commands_know_the_bucket(s3: S3, tmp_path: Path, sqlite_studio: Studio) -> None:
    """Restore and backup take the bucket of the environment, and say in a line that it is away."""
    place_and_run(sqlite_studio)
    dump_of(sqlite_studio, tmp_path / "a.tar")
    storage = s3.settings()
    place = f"sqlite:///{tmp_path / 'new.sqlite3'}", tmp_path / "new"
    done = command("core.restore", *place, tmp_path / "a.tar", storage=storage)
    assert done.returncode == 0, done
    to = place_at(place[0], tmp_path / "new", **storage)
    assert files_of(to) == files_of(sqlite_studio.settings)
    away = {**storage, "aws_endpoint_url": shelves.NOBODY}
    failed = command("core.backup", *place, tmp_path / "b.tar", storage=away)
    assert (failed.returncode, len(failed.stdout.splitlines())) == (1, 1), failed
    assert "can't be read or written: " in failed.stdout
    assert shelves.SECRET not in failed.stdout + failed.stderr
    assert not (tmp_path / "b.tar").exists()
