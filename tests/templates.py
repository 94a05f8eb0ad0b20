"""A migrated SQLite file, made once for a process: copied, it is there ten times sooner."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from core.database import Database
from core.migrations import migrate


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.sqlite3"
        database = Database(f"sqlite:///{file}")
        migrate(database)
        database.dispose()  # the last connection takes the log into the file
        return file.read_bytes()


def place_migrated(file: Path) -> None:
    """Make `file` an empty, migrated database, unless it is there; several may do it at once."""
    if file.exists():
        return
    made = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    made.write_bytes(_migrated())
    with suppress(FileExistsError):
        os.link(made, file)
    made.unlink()
