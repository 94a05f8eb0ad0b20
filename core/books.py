"""The books that DATABASE_URL names, opened for a command; what can't be opened is one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from core import log, settings
from core.database import Database
from core.errors import StorageFailed, StudioError

_WHY = {
    "read": "damaged, not a database of this app, or out of reach",
    "written": "out of reach, full, or not a database for this app",
}


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
    log.configure(found.log_format)  # standard output is for what the command says
    return Books(found, make_url(found.database).render_as_string())


def existing() -> Books:
    """Return the books that the environment names; raise `NoBooks` where SQLite has no file."""
    books = named()
    url = make_url(books.settings.database)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise NoBooks(f"there are no books at {books.address}")
    return books


@contextmanager
def explained(books: Books, verb: Literal["read", "written"] = "read") -> Iterator[None]:
    """Raise `NoBooks` for whatever database and disk refuse while the books are read or written."""
    try:
        yield
    except (StudioError, SQLAlchemyError) as error:
        raised = error.__cause__ or error
        if isinstance(error, StorageFailed) and error.reason == "files":
            raise NoBooks(f"a file can't be read or written: {raised}") from error
        cause = type(getattr(raised, "orig", None) or raised).__name__
        what = f"the books at {books.address} can't be {verb} ({cause})"
        raise NoBooks(f"{what}: {_WHY[verb]}") from error


def say(lines: Iterable[str]) -> None:
    """Write lines to standard output, until nobody reads them any more."""
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:  # a reader such as `head` has seen enough; nor is more of it flushed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def give_up(why: object) -> int:
    """Say in a line why a command ends; return its exit status."""
    say([str(why)])
    return 1
