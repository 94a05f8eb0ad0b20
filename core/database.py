"""The engine, and the only two ways to it: a read transaction and a write transaction.

SQLite needs help to be safe (SQLAlchemy's default engine loses updates under threads): the driver's
own transaction handling is off, a write begins with BEGIN IMMEDIATE, and one lock in the process
queues the writers, since SQLite's busy handler is unfair. PostgreSQL needs nothing: READ
COMMITTED with the conditional UPDATEs of `core.ledger.tokens` is enough.

Whatever the database raises in a transaction leaves it as `StorageFailed`. Only an IntegrityError
stays what it is: who writes a row that may already be there knows what that means.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    PoolProxiedConnection,
    QueuePool,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlmodel import Session

from core.disk import WatchedFiles, make_folder
from core.errors import StorageFailed

SQLITE_PRAGMAS = (
    "busy_timeout=30000",  # ms that a writer waits for another process
    "journal_mode=WAL",  # readers never wait for the writer
    "synchronous=FULL",  # a commit that was reported survives a power cut
    "foreign_keys=ON",
    "recursive_triggers=ON",  # or INSERT OR REPLACE gets around the append-only triggers
)
POOL_SIZE = 10
MOST_IDS = 500  # in one statement, below both databases' limits for parameters
START_LOCK_ID = 0x41495354  # any constant that all processes agree on
TRIES_TO_MEET = 20  # each takes less than a millisecond

_EXPORT_SNAPSHOT = "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_export_snapshot() END"
_TABLES = """SELECT string_agg(quote_ident(tablename), ', ')
    FROM pg_tables WHERE schemaname = current_schema()"""
_LOOK = text("SELECT 1 FROM sqlite_master LIMIT 1")


class Database:
    """Own the engine; hand out sessions whose transaction begins and ends with the block."""

    def __init__(self, url: str, *, pool_size: int = POOL_SIZE) -> None:
        """Connect lazily to `url` (sqlite:///… or postgresql+psycopg://…)."""
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            make_folder(Path(parsed.database).parent)
        # hide_parameters: prompt text and wishes must not reach the logs inside an error's message
        options: dict[str, Any] = {"hide_parameters": True, "pool_timeout": 30}
        options |= {"pool_size": pool_size, "max_overflow": 0}
        if not self.is_sqlite:
            options["pool_pre_ping"] = True  # a restarted server is not an error for the next order
        self.engine = create_engine(parsed, **options)
        self._writer = threading.Lock() if self.is_sqlite else nullcontext()
        self._twins = threading.Lock()
        is_file = self.is_sqlite and parsed.database not in (None, "", ":memory:")
        self._files = WatchedFiles(Path(str(parsed.database))) if is_file else None
        if self.is_sqlite:
            _prepare_sqlite(self.engine)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open one snapshot for reading; all queries in it see the same instant on SQLite."""
        with self._connection() as connection, Session(connection) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Open a read whose queries all see the same instant on both databases."""
        isolation = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._connection(**isolation) as connection, Session(connection) as session:
            yield session

    @contextmanager
    def twin_snapshots(self) -> Iterator[tuple[Session, Session | None]]:
        """Open two reads that see the same instant, for two threads; the second may be None.

        That is so where somebody has twins just now, where the pool has no connections to spare,
        and where the instant can't be shared: by PostgreSQL's standby or while a table is being
        changed, by SQLite with a commit between any two looks.
        """
        with self.snapshot() as one, ExitStack() as opened:
            yield one, self._twin_of(one, opened)

    def _twin_of(self, one: Session, opened: ExitStack) -> Session | None:
        """Return a twin of a read that has read nothing yet; it is open as long as `opened`."""
        pool = self.engine.pool
        has_room = isinstance(pool, QueuePool) and pool.size() - pool.checkedout() >= 2
        if not has_room or not self._twins.acquire(blocking=False):
            return None
        opened.callback(self._twins.release)
        with ExitStack() as trying:
            try:
                other = trying.enter_context(self.snapshot())
                if self._share_instant(one, other):
                    opened.push(trying.pop_all())
                    return other
            except (SQLAlchemyError, StorageFailed):  # one read can do it all
                one.rollback()
        return None

    def _share_instant(self, one: Session, other: Session) -> bool:
        """Let two reads that have read nothing yet see the same; return whether they do."""
        if self.is_sqlite:
            return self._meet(one, other)
        name = one.scalar(text(_EXPORT_SNAPSHOT))
        if not name:
            return False
        other.execute(text(f"SET TRANSACTION SNAPSHOT '{name}'"))  # takes no parameter
        # Each keeps every table as it is from now on. A change of one that queues between the two
        # would otherwise wait for the first, and keep the second, for which the first one waits.
        lock = text(f"LOCK TABLE {one.scalar(text(_TABLES))} IN ACCESS SHARE MODE NOWAIT")
        for session in (one, other):
            session.execute(lock)
        return True

    def _meet(self, one: Session, other: Session) -> bool:
        """Begin both reads anew until nobody has committed between them; or give up."""
        watcher = self.engine.raw_connection()  # in no transaction: it sees what others commit
        try:
            for _ in range(TRIES_TO_MEET):
                before = _commits_seen(watcher)
                for session in (one, other):
                    session.rollback()
                    session.execute(_LOOK)  # BEGIN alone fixes no instant
                if _commits_seen(watcher) == before:
                    if self._files:  # or each might have opened another one
                        self._files.check()
                    return True
        finally:
            watcher.close()
        return False

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Session]:
        """Open a write transaction: commit at the end of the block, roll back on any exception.

        With `alone`, wait for every other such block, in other processes too: for a start, and for
        a name that must be nobody's yet.
        """
        with self._writer, self._connection(write=True) as connection, connection.begin() as begun:
            if alone:
                self.wait_for_others(connection)
            with Session(connection) as session:
                yield session
                session.flush()
            if not begun.is_active:  # the session rolled it back, and nobody was told
                raise StorageFailed("database")

    def wait_for_others(self, connection: Connection) -> None:
        """Queue behind all others who write alone until this transaction's end."""
        if not self.is_sqlite:  # there BEGIN IMMEDIATE has already queued
            connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": START_LOCK_ID})

    @contextmanager
    def _connection(self, **execution_options: Any) -> Iterator[Connection]:
        with database_errors():
            if self._files:
                self._files.check()
            with self.engine.connect() as plain:
                yield plain.execution_options(**execution_options)

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()
        if self._files:
            self._files.forget()


def connection_of(session: Session) -> Connection:
    """Return the connection on which a session of ours works, for statements over plain tables.

    They are in its transaction; `Session.connection` begins one more in it, at a price (0062).
    """
    assert isinstance(session.bind, Connection), "opened by Database"
    return session.bind


Source = Database | Session  # what a read reads from


@contextmanager
def reading(source: Source) -> Iterator[Session]:
    """Open a snapshot of a database, or go on in a session that is open.

    Who reads several things of one instant opens `Database.snapshot` and hands its session to
    each. For a page, beginning a transaction costs more than most of its statements.
    """
    if isinstance(source, Session):
        yield source
        return
    with source.snapshot() as session:
        yield session


def _commits_seen(connection: PoolProxiedConnection) -> int:
    """Return SQLite's counter, which is another number after each commit of anybody else."""
    row = connection.cursor().execute("PRAGMA data_version").fetchone()
    return int(row[0])


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def take_over_transactions(dbapi_connection: Any, _: Any) -> None:
        dbapi_connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            dbapi_connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # On the driver's own connection: through SQLAlchemy's it costs more than it takes.
        driver: Any = connection.connection.driver_connection
        sql = begin_on_sqlite(connection)
        try:
            driver.execute(sql)
        except sqlite3.Error as error:
            raise DBAPIError.instance(sql, None, error, sqlite3.Error) from error


def begin_on_sqlite(connection: Connection) -> str:
    """Return how a transaction of SQLite begins: who writes takes its lock before reading."""
    writes = connection.get_execution_options().get("write", False)
    return "BEGIN IMMEDIATE" if writes else "BEGIN"


@contextmanager
def database_errors() -> Iterator[None]:
    """Translate what the database raises into `StorageFailed`, but for an IntegrityError."""
    try:
        yield
    except IntegrityError:
        raise
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StorageFailed("database") from error
