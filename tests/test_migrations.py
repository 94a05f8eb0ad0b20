"""Migrations: one start at a time, all or nothing, and the schema that the models say."""

from __future__ import annotations

import re
import runpy
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from fakes import PATIENCE_S, form, never, wait_until
from sqlalchemy import event, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from core import migrations
from core.audit import audit
from core.database import Database
from core.migrations import is_ours, migrate, revision_of
from core.orders import generation, submission
from core.people.people import DEMO_USER
from core.studio import Studio

Fresh = Callable[[], str]


def indexes(database: Database) -> set[str]:
    """Return every index as the database's own statement, without what depends on its place."""
    query = (
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        if database.is_sqlite
        else "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " AND tablename NOT LIKE 'procrastinate%'"
    )
    with database.read() as session:
        found = session.scalars(text(query)).all()
    plain = {re.sub(r"\s+", " ", index).replace('"', "") for index in found}
    return {index for index in plain if "alembic_version" not in index}


def test_indexes_agree_word_by_word(new_database: Fresh) -> None:
    """Every index of the models is in the migrated schema, with its columns and its condition."""
    migrated, created = Database(new_database()), Database(new_database())
    migrate(migrated)
    with created.engine.connect().execution_options(write=True) as connection, connection.begin():
        SQLModel.metadata.create_all(connection)
    assert indexes(migrated) == indexes(created)
    assert any("WHERE" in index for index in indexes(migrated))
    for database in (migrated, created):
        database.dispose()


def test_a_database_of_today_is_only_asked(new_database: Fresh) -> None:
    """The file of the highest number is the newest revision; who has it waits for nobody."""
    url = new_database()
    database = Database(url)
    migrate(database)
    with database.read() as session:
        assert revision_of(session.connection()) == migrations._TODAYS == migrations.revisions()[0]
    said: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    other = Database(url)
    with other.write(alone=True):  # a start in the middle of a long writing
        migrate(database)
    assert said
    assert {sql.split()[0] for sql in said} <= {"BEGIN", "SELECT", "PRAGMA"}
    for each in (database, other):
        each.dispose()


@pytest.mark.parametrize("table", ["prompt", "transaction"])
def test_a_migration_that_fails_leaves_nothing(new_database: Fresh, table: str) -> None:
    """A start that finds a strange table, first or last, leaves the database as it was."""
    database = Database(new_database())
    with database.write() as tx:
        tx.execute(text(f'CREATE TABLE "{table}" (id INTEGER)'))
    with pytest.raises(DBAPIError):
        migrate(database)
    assert inspect(database.engine).get_table_names() == [table]
    database.dispose()


def test_a_start_waits_for_another(new_database: Fresh) -> None:
    """Nothing is migrated while another process is in its own start, and everything afterwards."""
    url = new_database()
    first, second = Database(url), Database(url)
    ended = threading.Event()
    waiting = text("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")

    def start() -> None:
        migrate(second)
        ended.set()

    def is_decided() -> bool:
        with first.read() as session:
            return ended.is_set() or bool(session.scalar(waiting))

    thread = threading.Thread(target=start)
    with first.write(alone=True) as tx:
        tx.execute(text("CREATE TABLE made_by_the_first (id INTEGER)"))
        thread.start()
        if first.is_sqlite:
            ended.wait(0.2)
        else:
            wait_until(is_decided, "the second start waits")
        assert not ended.is_set()
    assert ended.wait(PATIENCE_S)
    thread.join()
    assert "generation" in inspect(first.engine).get_table_names()
    for database in (first, second):
        database.dispose()


def test_the_queues_schema_is_the_installed_packages(new_database: Fresh) -> None:
    """0018 runs all migrations of the installed procrastinate, on PostgreSQL alone.

    A newer one needs a further revision.
    """
    versions = Path(migrations.__file__).parent / "versions"
    (revision,) = versions.glob("0018_*.py")
    said = runpy.run_path(str(revision))
    names = sorted(file.name for file in files("procrastinate.sql.migrations").iterdir())
    known = [name for name in names if name.endswith(".sql")]
    assert (said["FIRST"], said["LAST"]) == (known[0], known[-1])
    database = Database(new_database())
    migrate(database)
    tables = [name for name in inspect(database.engine).get_table_names() if not is_ours(name)]
    assert len(tables) == (0 if database.is_sqlite else 4)
    database.dispose()


def test_foreign_keys_are_off_while_tables_change_and_on_again(tmp_path: Any) -> None:
    """A swap of tables must not fire their foreign keys; SQLite has them on again afterwards."""
    database = Database(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    seen: set[int] = set()

    def look(connection: Any, _: Any, sql: str, *__: Any) -> None:
        if sql.lstrip().startswith(("CREATE TABLE", "ALTER TABLE", "CREATE INDEX")):
            driver = connection.connection.driver_connection
            seen.add(driver.execute("PRAGMA foreign_keys").fetchone()[0])

    event.listen(database.engine, "before_cursor_execute", look)
    migrate(database)
    assert seen == {0}
    with database.read() as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    database.dispose()


@pytest.mark.parametrize(
    "columns",
    [
        "id, user_id, seq + 100, 'new', type, status, amount, balance_after, NULL",
        "id + 100, user_id, seq, 'new', type, status, amount, balance_after, NULL",
        "id + 100, user_id, seq + 100, key, type, status, amount, balance_after, NULL",
        "id + 100, user_id, seq + 100, 'new', type, status, amount, balance_after, generation_id",
    ],
    ids=["id", "number", "key", "order"],
)
def test_no_entry_is_replaced_by_one_that_shares_anything(
    sqlite_studio: Studio, columns: str
) -> None:
    """INSERT OR REPLACE from a shell hits no entry: not by its id, number, key, nor order."""
    (order,) = submission.submit(sqlite_studio, DEMO_USER, form("k"))
    generation.run(sqlite_studio, order.id, never())
    of_an_order = "IS NOT NULL" if "generation_id" in columns else "IS NULL"
    replace = f"""
        INSERT OR REPLACE INTO "transaction" SELECT {columns}, prompt_id, created_at, actor, reason
        FROM "transaction" WHERE generation_id {of_an_order} LIMIT 1"""
    with (
        closing(sqlite3.connect(sqlite_studio.settings.data_dir / "studio.sqlite3")) as shell,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        shell.execute(replace)
    assert audit(sqlite_studio.database).clean
