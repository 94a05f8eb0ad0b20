"""A backup holds one instant of the running app, whole, or is not there."""

from __future__ import annotations

import resource
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import dumps
import pytest
import victims
from commands import command
from disk import Disk
from dumps import dump_of, files_of, members_of, place_at, restored, rows_of
from fakes import CHEAP, make_studio, place_and_run
from sqlalchemy import BigInteger, Boolean, Integer, String, Text, text
from sqlmodel import SQLModel

from core.backup import backup
from core.books import NoBooks
from core.database import Database
from core.errors import StorageFailed
from core.pictures.store.opening import open_store
from core.studio import Studio

pytestmark = pytest.mark.sqlite_first

Fresh = Callable[[], str]


def test_a_backup_restores_on_either_database(
    studio: Studio, new_database: Fresh, tmp_path: Path
) -> None:
    """From each database to each: the same rows, files and fingerprint, and again the same dump."""
    dumps.fill(studio)
    made = dump_of(studio, tmp_path / "a.tar")
    to = place_at(new_database(), tmp_path / "new")
    assert restored(tmp_path / "a.tar", to) == made
    database = Database(to.database)
    assert rows_of(database) == rows_of(studio.database)
    assert all(rows_of(database).values())
    assert files_of(to) == files_of(studio.settings)
    again, copied = backup(database, open_store(to), tmp_path / "b.tar", now=dumps.NOW)
    database.dispose()
    assert not copied.faults
    assert (again.tables, again.fingerprint) == (made.tables, made.fingerprint)


def test_a_backup_is_one_instant(studio: Studio, tmp_path: Path, new_database: Fresh) -> None:
    """What happens while the tables are read is not in it, in no table."""
    dumps.fill(studio)
    before = rows_of(studio.database)

    def meanwhile(what: str, done: int) -> None:
        if what.startswith("tables/") and done == 0:
            place_and_run(studio, what, CHEAP)

    dump_of(studio, tmp_path / "a.tar", meanwhile)
    to = place_at(new_database(), tmp_path / "new")
    restored(tmp_path / "a.tar", to)
    database = Database(to.database)
    assert rows_of(database) == before
    database.dispose()


def test_backups_under_writing(studio: Studio, tmp_path: Path) -> None:
    """Each backup made while orders are placed and run restores to clean books with all files."""
    enough = threading.Event()

    def work(thread: int) -> None:
        number = 0
        while not enough.is_set() and number < 30:
            place_and_run(studio, f"{thread}:{number}", CHEAP)
            number += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    try:
        for number in range(4):
            dump_of(studio, tmp_path / f"{number}.tar")
    finally:
        enough.set()
        for thread in threads:
            thread.join()
    for number in range(4):
        to = place_at("", tmp_path / f"place-{number}")
        made = restored(tmp_path / f"{number}.tar", to)
        pictures = made.tables["generatedimage"].rows
        assert made.files.get("originals", 0) >= pictures
        assert made.files.get("originals", 0) == made.files.get("thumbnails", 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    "point",
    [("tables/generation.jsonl", 0), ("tables/transaction.jsonl", 0), ("pictures", 1), ("sync", 0)],
)
def test_killed_in_the_middle(studio: Studio, tmp_path: Path, point: dumps.Point) -> None:
    """A backup that is killed leaves no file under its name; the next one is whole."""
    dumps.fill(studio)
    file = tmp_path / "dumps" / "a.tar"
    file.parent.mkdir()
    url, root = studio.settings.database, studio.settings.data_dir
    process, reports = victims.start(dumps.back_up_and_die, url, root, file, point)
    assert victims.read_all(reports) == []
    process.join(20)
    assert process.exitcode == -9
    left = list(file.parent.iterdir())
    assert [path.name[:7] for path in left] == [".a.tar."]
    assert all(path.stat().st_mode & 0o077 == 0 for path in left)
    dump_of(studio, file)
    restored(file, place_at("", tmp_path / "new"))


def test_a_backup_is_private_and_synced(sqlite_studio: Studio, tmp_path: Path, disk: Disk) -> None:
    """Only our own user may read it; it has its name after its bytes are on the disk."""
    dumps.fill(sqlite_studio)
    file = tmp_path / "a.tar"
    dump_of(sqlite_studio, file)
    (put,) = (put for put in disk.puts if put.name == "a.tar")
    assert put.size == put.synced == file.stat().st_size
    assert disk.unsynced == set()
    assert file.stat().st_mode & 0o777 == 0o600


def test_any_tar_reads_it(sqlite_studio: Studio, tmp_path: Path) -> None:
    """`tar` unpacks it into one folder, and `sha256sum` finds all that is in it as it was."""
    dumps.fill(sqlite_studio)
    dump_of(sqlite_studio, tmp_path / "a.tar")
    subprocess.run(["tar", "xf", "a.tar"], cwd=tmp_path, check=True)
    folder = tmp_path / "studio-dump-1"
    checked = subprocess.run(
        ["sha256sum", "--strict", "--check", "SHA256SUMS"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    members = members_of(tmp_path / "a.tar")
    assert len(checked.stdout.splitlines()) == len(members) - 1
    assert all((folder / name).read_bytes() == data for name, data in members.items())


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # core.restore: both
def test_the_command_says_what_is_in_it(database_url: str, tmp_path: Path) -> None:
    """`python -m core.backup FILE` exits 0 with a line for each fact; progress goes elsewhere."""
    studio = make_studio(database_url, tmp_path / "data")
    order = place_and_run(studio)
    file = tmp_path / "new" / "a.tar"
    done = command("core.backup", database_url, tmp_path / "data", file)
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    assert "1 rows of generation" in lines
    assert "1 files of originals" in lines
    assert lines[-1].startswith("schema ")
    assert "tables/generation.jsonl" in done.stderr
    again = command("core.backup", database_url, tmp_path / "data", file)
    assert (again.returncode, again.stdout) == (1, f"{file} is there already\n")
    (tmp_path / "data" / "originals" / f"{order.id}.png").unlink()
    lossy = command("core.backup", database_url, tmp_path / "data", tmp_path / "b.tar")
    assert lossy.returncode == 1
    assert f"lost: originals/{order.id}.png" in lossy.stdout
    assert (tmp_path / "b.tar").exists()
    studio.database.dispose()


@pytest.mark.slow
def test_the_command_makes_nothing_of_nothing(tmp_path: Path) -> None:
    """Where there are no books, it says so in a line, exits 1 and leaves no file."""
    missing = tmp_path / "nowhere" / "studio.sqlite3"
    garbage = tmp_path / "garbage.sqlite3"
    garbage.write_bytes(b"no database " * 1000)
    for url in (f"sqlite:///{missing}", f"sqlite:///{garbage}", "nonsense"):
        done = command("core.backup", url, tmp_path, tmp_path / "dumps" / "a.tar")
        assert (done.returncode, len(done.stdout.splitlines()), done.stderr) == (1, 1, "")
    assert not missing.parent.exists()
    assert not list((tmp_path / "dumps").glob("*"))


def test_a_full_disk_leaves_no_file(sqlite_studio: Studio, tmp_path: Path) -> None:
    """A disk that takes no more is one line; what was written goes away."""
    dumps.fill(sqlite_studio)
    limit = resource.RLIMIT_FSIZE
    done = command(
        "core.backup",
        sqlite_studio.settings.database,
        sqlite_studio.settings.data_dir,
        tmp_path / "dumps" / "a.tar",
        preexec_fn=lambda: resource.setrlimit(limit, (10_000, 10_000)),
    )
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 1), done
    assert "a file can't be read or written: " in done.stdout
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "dumps").iterdir()) == []


def test_another_schema_is_refused(studio: Studio, tmp_path: Path) -> None:
    """Books of another version's schema are for that version to dump."""
    with studio.database.write() as tx:
        (todays,) = tx.scalars(text("SELECT version_num FROM alembic_version"))
        tx.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    with pytest.raises(NoBooks, match="0007"):
        dump_of(studio, tmp_path / "a.tar")
    with studio.database.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = :todays"), {"todays": todays})
    assert not list(tmp_path.glob("*.tar*"))


def test_a_failing_database_leaves_no_file(sqlite_studio: Studio, tmp_path: Path) -> None:
    """A table that can't be read ends the backup, which leaves nothing."""
    with sqlite_studio.database.write() as tx:
        tx.execute(text("ALTER TABLE generatedimage RENAME TO elsewhere"))
    with pytest.raises(StorageFailed):
        dump_of(sqlite_studio, tmp_path / "a.tar")
    assert not list(tmp_path.glob("*.tar*"))


def test_every_column_means_the_same_everywhere() -> None:
    """All columns hold text, whole numbers or truth, and no table refers to itself.

    So lines of JSON say all of them, and tables are filled one after the other.
    """
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            kinds = (String, Text, Integer, BigInteger, Boolean)
            assert isinstance(column.type, kinds), f"{table.name}.{column.name}"
            assert all(key.column.table is not table for key in column.foreign_keys)
