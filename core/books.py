"""The books that DATABASE_URL names, opened for a command; what can't be opened is one line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from core import settings
from core.database import Database
from core.errors import StorageFailed, StudioError


class NoBooks(Exception):
    """A command can't do its work; the text says why, in one line for a terminal."""


@dataclass(frozen=True)
class Books:
    """What the environment names: `address` is the database's, without its password."""

    settings: settings.Settings
    address: str

    def connect(self) -> Database:
        """Return the database; it connects at first use."""
        return Database(self.settings.database)


def named() -> Books:
    """Return the books that the environment names, there or not; raise `NoBooks`."""
    try:
        found = settings.load()
    except settings.InvalidSettings as error:
        raise NoBooks(str(error)) from error
    return Books(found, make_url(found.database).render_as_string())


def existing() -> Books:
    """Return the books that the environment names; raise `NoBooks` where SQLite has no file."""
    books = named()
    url = make_url(books.settings.database)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise NoBooks(f"there are no books at {books.address}")
    return books


@contextmanager
def explained(books: Books, verb: str = "read") -> Iterator[None]:
    """Raise `NoBooks` for whatever database and disk refuse while one can't `verb` the books."""
    try:
        yield
    except (StudioError, SQLAlchemyError) as error:
        raised = error.__cause__ or error
        if isinstance(error, StorageFailed) and error.reason == "files":
            raise NoBooks(f"a file can't be {verb}: {raised}") from error
        cause = type(getattr(raised, "orig", None) or raised).__name__
        why = "damaged, not a database of this app, or out of reach"
        raise NoBooks(f"the books at {books.address} can't be {verb} ({cause}): {why}") from error


def give_up(why: object) -> int:
    """Say in a line why a command ends; return its exit status."""
    sys.stdout.write(f"{why}\n")
    return 1
