"""Bring the schema of any earlier version up to today's, at every start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from core.database import Database

# Revisions follow each other by the number in their file's name (tests/test_migrations.py).
_VERSIONS = Path(__file__).parent / "versions"
_TODAYS = max(file.name for file in _VERSIONS.glob("[0-9]*.py")).partition("_")[0]


def migrate(database: Database) -> None:
    """Run all missing migrations in one transaction; several processes may start at once.

    A database that has them all is left alone: to read the revisions takes longer than a page.
    """
    if _is_todays(database):
        return
    with _alone(database) as (config, _):
        command.upgrade(config, "head")


def _is_todays(database: Database) -> bool:
    with database.engine.connect() as connection:
        return revision_of(connection) == _TODAYS


@contextmanager
def filling(database: Database, revision: str) -> Iterator[Connection]:
    """Bring an empty database to `revision`, let the block fill it, and bring it up to today's.

    All of that is one transaction: a database is empty or whole. Foreign keys of SQLite are off.
    """
    with _alone(database) as (config, connection):
        command.upgrade(config, revision)
        yield connection
        command.upgrade(config, "head")


def revision_of(connection: Connection) -> str:
    """Return the revision that a database has; '' before the first one."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def revisions() -> list[str]:
    """Return all revisions that this code knows, today's first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def is_ours(name: str | None, kind: str = "table", _: object = None) -> bool:
    """Return whether something in the database is to be compared with our models.

    The queue's tables (0018) are procrastinate's own. Alembic asks it as its `include_name`.
    """
    return kind != "table" or not str(name).startswith("procrastinate_")


@contextmanager
def _alone(database: Database) -> Iterator[tuple[Config, Connection]]:
    """Begin the one transaction in which a schema changes, after all others who change it."""
    with database.engine.connect() as connection, _foreign_keys_off(database, connection):
        writing = connection.execution_options(write=True)
        with writing.begin():
            database.wait_for_others(writing)
            config = _config()
            config.attributes["connection"] = writing
            yield config, writing


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


@contextmanager
def _foreign_keys_off(database: Database, connection: Connection) -> Iterator[None]:
    """Switch SQLite's foreign keys off: batch mode swaps tables, which would fire their actions.

    The pragma has no effect inside a transaction: hence on the driver's own connection.
    """
    driver: Any = connection.connection.driver_connection
    if database.is_sqlite:
        driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        if database.is_sqlite:
            driver.execute("PRAGMA foreign_keys=ON")
