"""Bring the schema of any earlier version up to today's, at every start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from core.database import Database


def migrate(database: Database) -> None:
    """Run all missing migrations in one transaction; several processes may start at once."""
    with database.engine.connect() as connection, _foreign_keys_off(database, connection):
        writing = connection.execution_options(write=True)
        with writing.begin():
            database.wait_for_others(writing)
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent))
            config.attributes["connection"] = writing
            command.upgrade(config, "head")


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
