"""SQLite files that are made once for a process: copied, one is there ten times sooner."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from core.database import Database
from core.migrations import migrate

Fill = Callable[[Database], None]


@cache
def _template(fill: Fill) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.sqlite3"
        database = Database(f"sqlite:///{file}")
        fill(database)
        database.dispose()  # the last connection takes the log into the file
        return file.read_bytes()


def place(file: Path, fill: Fill = migrate) -> None:
    """Make `file` a database as `fill` leaves it, unless it is there; several may do it at once."""
    if file.exists():
        return
    made = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    made.write_bytes(_template(fill))
    with suppress(FileExistsError):
        os.link(made, file)
    made.unlink()
