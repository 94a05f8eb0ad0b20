"""Databases of each kind for tests: a file that SQLite has still to make, or a copy on a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DATABASES = ("sqlite", "postgresql")
EMPTY, MIGRATED, FILLED = "template0", "migrated", "filled"  # what a copy on PostgreSQL begins as


@contextmanager
def fresh(
    request: pytest.FixtureRequest, folder: Path, kind: str, template: str = EMPTY
) -> Iterator[str]:
    """Yield the URL of a database: a copy of PostgreSQL's template, or no SQLite file yet."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'studio.sqlite3'}"
        return
    server = request.getfixturevalue("postgres")
    url: str = server.make(template)
    yield url
    server.drop(url)
