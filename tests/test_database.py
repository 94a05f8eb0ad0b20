"""The schema is what the models say, on both databases; transactions begin and end as told."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
import victims
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fakes import failing, form, in_threads, make_studio
from sqlalchemy import event, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, SQLModel

from core.database import SQLITE_PRAGMAS, Database, reading
from core.disk import WatchedFiles
from core.errors import PersonNotFound, StorageFailed
from core.migrations import is_ours, migrate
from core.orders import submission
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import UploadedReference, User

Fresh = Callable[[], str]


def checks(database: Database) -> set[tuple[str, str]]:
    """Return every CHECK of the database as (table, name)."""
    inspector = inspect(database.engine)
    return {
        (table, str(check["name"]))
        for table in filter(is_ours, inspector.get_table_names())
        for check in inspector.get_check_constraints(table)
    }


def test_models_and_migrations_agree(new_database: Fresh) -> None:
    """Alembic finds no difference between the migrated schema and the models."""
    database = Database(new_database())
    migrate(database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_server_default": True, "include_name": is_ours}
        )
        assert compare_metadata(context, SQLModel.metadata) == []
    database.dispose()


def test_checks_agree_word_by_word(new_database: Fresh) -> None:
    """Every CHECK of the models is in the migrated schema with the same condition, and no other."""
    migrated, created = Database(new_database()), Database(new_database())
    migrate(migrated)
    with created.engine.connect().execution_options(write=True) as connection, connection.begin():
        SQLModel.metadata.create_all(connection)
    conditions = []
    for database in (migrated, created):
        inspector = inspect(database.engine)
        conditions.append(
            {
                (table, check["name"], re.sub(r"\s+", " ", check["sqltext"]))
                for table in filter(is_ours, inspector.get_table_names())
                for check in inspector.get_check_constraints(table)
            }
        )
        database.dispose()
    assert conditions[0] == conditions[1]
    assert len(conditions[0]) == 66


def test_every_constraint_has_a_name(new_database: Fresh) -> None:
    """Batch migrations can only change what has a name."""
    database = Database(new_database())
    migrate(database)
    assert all(name.startswith("ck_") for _, name in checks(database))
    database.dispose()


def test_migrating_again_changes_nothing(new_database: Fresh) -> None:
    """A second start finds nothing to do."""
    database = Database(new_database())
    migrate(database)
    before = checks(database)
    migrate(database)
    assert checks(database) == before
    database.dispose()


@pytest.mark.sqlite_first
def test_four_processes_start_at_once(new_database: Fresh, tmp_path: Path) -> None:
    """Processes that migrate, load the library and make people at one instant all succeed."""
    url = new_database()
    started = [
        victims.start(victims.work, url, tmp_path, f"p{number}", 3, 0) for number in range(4)
    ]
    for process, reports in started:
        lines = victims.read_all(reports)
        process.join(20)
        assert (process.exitcode, len(lines)) == (0, 4), lines
        assert not [line for line in lines if line.startswith("died")]
    assert len(victims.check_recovery(url, tmp_path, [])) == 12


def test_sqlite_connections_are_safe(tmp_path: Path) -> None:
    """Each pooled connection has the pragmas that the ledger relies on."""
    database = Database(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    expected = {"busy_timeout": 30000, "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    with database.read() as session:
        for pragma, value in expected.items():
            assert session.execute(text(f"PRAGMA {pragma}")).scalar_one() == value
        assert session.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
    assert len(SQLITE_PRAGMAS) == 5
    migrate(database)
    with database.read() as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    database.dispose()


def test_a_write_begins_immediately_and_a_read_does_not(sqlite_studio: Studio) -> None:
    """Writers take SQLite's lock before they read; readers never wait for them."""
    sent: list[str] = []

    def trace(driver: sqlite3.Connection, _: object) -> None:
        driver.set_trace_callback(sent.append)

    sqlite_studio.database.engine.dispose()  # the next connections are new
    event.listen(sqlite_studio.database.engine, "connect", trace)
    with sqlite_studio.database.write() as tx:
        assert sent[-1] == "BEGIN IMMEDIATE"
        tx.execute(text('SELECT 1 FROM "user"'))
        with sqlite_studio.database.read() as session:
            session.execute(text('SELECT 1 FROM "user"'))
    assert [sql for sql in sent if sql.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN"]


def test_a_writer_waits_for_another_process(sqlite_studio: Studio) -> None:
    """A lock that another process holds on the file is waited for, not an error."""
    path = sqlite_studio.settings.data_dir / "studio.sqlite3"
    ended = threading.Event()

    def write() -> None:
        with sqlite_studio.database.write() as tx:
            tx.execute(text('UPDATE "user" SET name = name'))
        ended.set()

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        thread = threading.Thread(target=write, daemon=True)
        thread.start()
        assert not ended.wait(0.2)
        other.execute("COMMIT")
        assert ended.wait(20)
        thread.join(20)


def test_read_then_write_loses_no_update(studio: Studio) -> None:
    """20 threads that each read a number and write it back plus one end at the sum."""
    query = "SELECT position FROM prompt WHERE id = 'open' "
    locked = query if studio.database.is_sqlite else query + "FOR UPDATE"

    def add(_: int) -> None:
        for _turn in range(5):
            with studio.database.write() as tx:
                now = tx.execute(text(locked)).scalar_one()
                change = text("UPDATE prompt SET position = :n WHERE id = 'open'")
                tx.execute(change, {"n": now + 1})

    assert in_threads(20, add) == [None] * 20
    with studio.database.read() as session:
        assert session.execute(text(query)).scalar_one() == 100


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_a_write_is_rolled_back_by_any_exception(studio: Studio, error: type) -> None:
    """A block that is left early changes nothing, and the next writer is not blocked."""

    def leave_early() -> None:
        with studio.database.write() as tx:
            tx.execute(text("UPDATE \"user\" SET name = 'changed'"))
            raise error

    with pytest.raises(error):
        leave_early()
    with studio.database.write() as tx:
        names = tx.execute(text('SELECT name FROM "user"')).scalars().all()
    assert "changed" not in names


def test_what_is_added_is_written(studio: Studio) -> None:
    """A row that a block adds to its session is there when the block has ended."""
    name = f"{'0' * 64}.jpg"
    with studio.database.write() as tx:
        tx.add(UploadedReference(user_id=DEMO_USER, name=name, uploaded_at=1))
    with studio.database.read() as session:
        assert session.get(UploadedReference, (DEMO_USER, name)) is not None


def _roll_back(tx: Session) -> None:
    tx.execute(text("UPDATE \"user\" SET name = 'changed'"))
    tx.rollback()


def _swallow_a_flush(tx: Session) -> None:
    tx.execute(text("UPDATE \"user\" SET name = 'changed'"))
    tx.add(User(id=DEMO_USER, name="twice", is_member=False, created_at=1))
    with suppress(IntegrityError):
        tx.flush()


@pytest.mark.parametrize("give_up", [_roll_back, _swallow_a_flush])
def test_a_block_that_was_rolled_back_is_no_success(
    studio: Studio, give_up: Callable[[Session], None]
) -> None:
    """Whoever undoes a block's work without a word does not leave it as if it were done."""
    with pytest.raises(StorageFailed), studio.database.write() as tx:
        give_up(tx)
    with studio.database.write() as tx:
        names = tx.execute(text('SELECT name FROM "user"')).scalars().all()
    assert not {"changed", "twice"} & set(names)


def test_a_begin_that_fails_is_sqlalchemys_error(sqlite_studio: Studio) -> None:
    """Who opens the engine itself, as migrations do, knows what the driver refuses by one name."""
    with sqlite_studio.database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.close()
        with pytest.raises(DBAPIError):
            connection.begin()
        connection.invalidate()


def test_a_snapshot_sees_one_instant(studio: Studio) -> None:
    """Two queries of one snapshot agree, although somebody committed between them."""
    query = text("SELECT name FROM \"user\" WHERE id = 'demo-user'")
    with studio.database.snapshot() as session:
        before = session.execute(query).scalar_one()
        with studio.database.write() as tx:
            tx.execute(text("UPDATE \"user\" SET name = 'changed'"))
        assert session.execute(query).scalar_one() == before


def test_reads_in_one_session_begin_once(studio: Studio) -> None:
    """A read goes on in a session that it is given, and opens a snapshot of a database."""
    query = text("SELECT name FROM \"user\" WHERE id = 'demo-user'")
    with reading(studio.database) as session:
        before = session.execute(query).scalar_one()
        with studio.database.write() as tx:
            tx.execute(text("UPDATE \"user\" SET name = 'changed'"))
        with reading(session) as again:
            assert again.execute(query).scalar_one() == before
    with reading(studio.database) as later:
        assert later.execute(query).scalar_one() == "changed"


def test_a_snapshot_leaves_no_isolation_behind(studio: Studio) -> None:
    """A connection that served a snapshot serves the next reader as before."""
    with studio.database.snapshot() as session:
        session.execute(text("SELECT 1"))
    if not studio.database.is_sqlite:
        with studio.database.read() as session:
            level = session.execute(text("SHOW transaction_isolation")).scalar_one()
        assert level == "read committed"


def test_errors_do_not_carry_what_was_written(studio: Studio) -> None:
    """The parameters of a failed statement are not in the error's own message."""
    secret = "a wish that nobody may log"
    statement = text("INSERT INTO prompt (id, title) VALUES ('open', :wish)")
    with pytest.raises(IntegrityError) as caught, studio.database.write() as tx:
        tx.execute(statement, {"wish": secret})
    assert secret not in str(caught.value).partition("DETAIL")[0]


@pytest.mark.parametrize("way", ["read", "snapshot", "write"])
def test_every_way_in_translates_what_fails(studio: Studio, way: str) -> None:
    """Whether at the begin or in the block, a failed statement leaves as `StorageFailed`."""
    opened = getattr(studio.database, way)
    with pytest.raises(StorageFailed) as caught, opened() as session:
        session.execute(text("SELECT nothing FROM nowhere"))
    assert (caught.value.reason, isinstance(caught.value.__cause__, DBAPIError)) == (
        "database",
        True,
    )
    with failing(studio.database.engine), pytest.raises(StorageFailed), opened() as session:
        session.execute(text("SELECT 1"))


def test_our_own_refusals_pass_through_the_database(studio: Studio) -> None:
    """What a block itself raises leaves it as it is, whatever its kind."""
    for refusal in (PersonNotFound(), KeyError("ours"), KeyboardInterrupt()):
        with pytest.raises(type(refusal)) as caught, studio.database.write():
            raise refusal
        assert caught.value is refusal


def test_a_file_that_is_no_database_is_a_storage_failure(tmp_path: Path) -> None:
    """Garbage where the SQLite file should be is translated before any connection is made."""
    path = tmp_path / "garbage.sqlite3"
    for file in (path, path.with_name(f"{path.name}-wal")):
        file.write_bytes(b"no database " * 1000)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(StorageFailed), database.read():
        pass
    database.dispose()


def test_foreign_keys_are_back_after_a_failed_migration(new_database: Fresh) -> None:
    """A migration that fails leaves no half schema, and no connection without foreign keys."""
    database = Database(new_database())
    with database.write() as tx:
        tx.execute(text("CREATE TABLE prompt (id INTEGER)"))
    with pytest.raises(DBAPIError):
        migrate(database)
    assert inspect(database.engine).get_table_names() == ["prompt"]
    if database.is_sqlite:
        with database.read() as session:
            assert session.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    database.dispose()


def test_amounts_are_64_bit(studio: Studio) -> None:
    """Numbers, amounts and times of the tables are BIGINT on both databases."""
    inspector = inspect(studio.database.engine)
    types = {
        f"{table}.{column['name']}": str(column["type"])
        for table in ("user", "generation", "transaction")
        for column in inspector.get_columns(table)
    }
    names = ("user.balance", "user.held", "generation.cost", "generation.seed")
    more = ("transaction.seq", "transaction.amount", "transaction.balance_after")
    times = ("generation.lease", "generation.created_at", "transaction.created_at")
    assert {types[name] for name in (*names, *more, *times)} == {"BIGINT"}


def test_two_studios_open_the_same_books(database_url: str, tmp_path: Path) -> None:
    """Opening a second time grants no second opening and keeps the library."""
    for _ in range(2):
        studio = make_studio(database_url, tmp_path)
    with studio.database.read() as session:
        assert session.execute(text('SELECT COUNT(*) FROM "transaction"')).scalar_one() == 2
        assert session.execute(text("SELECT COUNT(*) FROM prompt")).scalar_one() == 3
    studio.database.dispose()


# --------------------------------------------------------------------------- a file that is gone


def lost(path: Path) -> None:
    """Delete the file and what stands beside it."""
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


def replaced(path: Path) -> None:
    """Put another file in its place, as a careless restore does."""
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    lost(path)
    other.rename(path)


def replaced_with_its_log(path: Path) -> None:
    """Put another file in its place that has a log of its own: nothing is missing."""
    replaced(path)
    path.with_name(f"{path.name}-wal").touch()


def lost_log(path: Path) -> None:
    """Delete the log alone: what was committed last stands in nothing else."""
    path.with_name(f"{path.name}-wal").unlink()


@pytest.mark.parametrize("happens", [lost, replaced, replaced_with_its_log, lost_log])
def test_a_file_that_is_gone_takes_no_orders(
    tmp_path: Path, happens: Callable[[Path], None]
) -> None:
    """After the SQLite file was deleted or replaced nothing is read, held or granted any more."""
    studio = make_studio("", tmp_path)
    for key in ("before", "still before"):  # from the second transaction on it is watched
        submission.submit(studio, DEMO_USER, form(key))
    happens(tmp_path / "studio.sqlite3")
    work: list[Callable[[], object]] = [
        lambda: submission.submit(studio, DEMO_USER, form("after")),
        lambda: people.top_up(studio.database, DEMO_USER, key="after", now=1),
        lambda: people.find(studio.database, DEMO_USER),
    ]
    for call in work:
        with pytest.raises(StorageFailed) as refused:
            call()
        assert refused.value.reason == "database_moved"
    studio.database.dispose()


def test_a_log_that_another_thread_begins_is_no_replaced_file(tmp_path: Path) -> None:
    """A thread that looked before another one's first read began the log is not refused."""
    path = tmp_path / "studio.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.dispose()  # the log goes with the last connection
    begun = threading.Event()

    class Watched(WatchedFiles):
        @staticmethod
        def _find(path: Path) -> tuple[int, int] | None:
            found = WatchedFiles._find(path)
            if path.suffix.endswith("-wal") and threading.current_thread() is late:
                begun.wait(0.3)  # as long as the others take, if they may go on meanwhile
            return found

    watched = Watched(path)
    refused: list[StorageFailed] = []

    def look() -> None:
        try:
            watched.check()
        except StorageFailed as error:
            refused.append(error)

    late = threading.Thread(target=look)
    late.start()
    with database.read() as session:
        session.execute(text("SELECT COUNT(*) FROM prompt")).scalar_one()
        watched.check()
        begun.set()
    late.join()
    watched.forget()
    database.dispose()
    assert not refused


def test_a_file_that_is_put_back_works_again(tmp_path: Path) -> None:
    """Moved away and back, the file is the one that we have open: nothing is refused."""
    studio = make_studio("", tmp_path)
    path, away = tmp_path / "studio.sqlite3", tmp_path / "away"
    for _ in range(2):  # from the second transaction on it is watched
        people.find(studio.database, DEMO_USER)
    path.rename(away)
    with pytest.raises(StorageFailed):
        people.find(studio.database, DEMO_USER)
    away.rename(path)
    assert people.find(studio.database, DEMO_USER).balance == 100
    studio.database.dispose()
