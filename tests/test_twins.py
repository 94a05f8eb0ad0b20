"""Two reads for two threads see the same instant, or there is but one of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from core.database import TRIES_TO_MEET, Database
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio


def entries_seen(session: Session) -> int:
    """Return how many entries a read sees."""
    return int(session.scalar(text('SELECT COUNT(*) FROM "transaction"')) or 0)


def top_up(studio: Studio, key: str) -> None:
    """Commit one entry more."""
    people.top_up(studio.database, DEMO_USER, key=key, now=studio.now())


@contextmanager
def committing_after_each_look(studio: Studio, *, at_most: int) -> Iterator[list[str]]:
    """Let another connection commit whenever a twin has taken its look; yield what it wrote."""
    written: list[str] = []

    def commit(_: Any, __: Any, sql: str, *___: Any) -> None:
        is_look = "sqlite_master LIMIT" in sql or "pg_export_snapshot" in sql
        if is_look and len(written) < at_most:
            written.append(f"between:{len(written)}")
            top_up(studio, written[-1])

    event.listen(studio.database.engine, "after_cursor_execute", commit)
    try:
        yield written
    finally:
        event.remove(studio.database.engine, "after_cursor_execute", commit)


def test_twins_see_the_same_instant(studio: Studio) -> None:
    """What is committed after both were opened is seen by neither, whoever looks first."""
    top_up(studio, "before")
    with studio.database.twin_snapshots() as (one, other):
        assert other is not None
        top_up(studio, "after")
        seen = (entries_seen(other), entries_seen(one))
    with studio.database.read() as session:
        assert seen == (entries_seen(session) - 1,) * 2


def test_whoever_commits_while_they_open_twins_agree(studio: Studio) -> None:
    """A commit between the first one's look and the second one's is seen by both, or by neither."""
    with (
        committing_after_each_look(studio, at_most=1) as written,
        studio.database.twin_snapshots() as (one, other),
    ):
        assert other is not None
        assert entries_seen(one) == entries_seen(other)
    assert len(written) == 1


@pytest.mark.parametrize("commits", [1, 2, 3])
def test_a_commit_between_the_two_is_seen_by_both(sqlite_studio: Studio, commits: int) -> None:
    """SQLite's twins begin anew until nobody has committed between them."""
    with (
        committing_after_each_look(sqlite_studio, at_most=commits) as written,
        sqlite_studio.database.twin_snapshots() as (one, other),
    ):
        assert other is not None
        seen = (entries_seen(one), entries_seen(other))
    assert len(written) == commits
    with sqlite_studio.database.read() as session:
        assert seen == (entries_seen(session),) * 2


def test_without_a_quiet_instant_there_is_one_read(sqlite_studio: Studio) -> None:
    """Where somebody commits between any two looks, the first read stays alone, and is a read."""
    with (
        committing_after_each_look(sqlite_studio, at_most=10 * TRIES_TO_MEET),
        sqlite_studio.database.twin_snapshots() as (one, other),
    ):
        assert other is None
        assert entries_seen(one) >= TRIES_TO_MEET


def test_one_has_twins_at_a_time(studio: Studio) -> None:
    """Many audits at once take a connection each, never two and two until none is left."""
    with studio.database.twin_snapshots() as (_, first):
        with studio.database.twin_snapshots() as (second, none):
            assert entries_seen(second) > 0
        assert first is not None
        assert none is None
    with studio.database.twin_snapshots() as (_, again):
        assert again is not None


@pytest.mark.parametrize("size", [1, 2])
def test_a_small_pool_has_no_twins(studio: Studio, size: int) -> None:
    """Nobody waits for a connection that only the waiting could give back."""
    database = Database(studio.settings.database, pool_size=size)
    with database.twin_snapshots() as (one, other):
        assert other is None
        assert entries_seen(one) > 0
    database.dispose()


def test_twins_leave_nothing_behind(studio: Studio) -> None:
    """After them every connection is back, and the next read sees what was committed since."""
    with studio.database.twin_snapshots() as (one, other):
        assert other is not None
        before = (entries_seen(one), entries_seen(other))
    top_up(studio, "since")
    with studio.database.twin_snapshots() as (one, other):
        assert other is not None
        assert (entries_seen(one), entries_seen(other)) == (before[0] + 1, before[1] + 1)
    assert studio.database.engine.pool.status().count("Checked out connections: 0") == 1


@pytest.fixture
def postgresql(studio: Studio) -> Studio:
    """Return a studio on PostgreSQL, which queues whoever changes a table behind its readers."""
    if studio.database.is_sqlite:
        pytest.skip("SQLite's readers wait for nobody")
    return studio


def test_a_change_of_a_table_does_not_come_between_twins(postgresql: Studio) -> None:
    """It waits for both: or the second twin waits for it, and the first one for the second."""
    database = postgresql.database
    changed = threading.Thread(target=change_a_table, args=(postgresql,), daemon=True)
    with database.twin_snapshots() as (one, other):
        assert other is not None
        assert entries_seen(one) > 0
        changed.start()
        with database.read() as session:
            while not session.scalar(text("SELECT COUNT(*) FROM pg_locks WHERE NOT granted")):
                changed.join(0.01)
        other.execute(text("SET LOCAL statement_timeout = '5s'"))
        assert entries_seen(other) == entries_seen(one)
    changed.join(20)
    assert not changed.is_alive()


def change_a_table(studio: Studio) -> None:
    """Change the table of entries, and take that back: both need it alone."""
    with suppress(TakeBack), studio.database.write() as tx:
        tx.execute(text('ALTER TABLE "transaction" ADD COLUMN later INTEGER'))
        raise TakeBack


class TakeBack(Exception):
    """Ends a transaction that must leave nothing behind."""


def test_while_a_table_is_changed_there_is_one_read(postgresql: Studio) -> None:
    """Who would have to wait for the change has no twin, and reads what is free."""
    database = postgresql.database
    with suppress(TakeBack), database.write() as tx:
        tx.execute(text('ALTER TABLE "transaction" ADD COLUMN later INTEGER'))
        with database.twin_snapshots() as (one, other):
            assert other is None
            assert one.scalar(text('SELECT COUNT(*) FROM "user"'))
        raise TakeBack
    with database.twin_snapshots() as (_, other):
        assert other is not None


def test_what_fails_on_the_way_to_a_twin_leaves_one_read(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second reader is help: where it can't come, the first one goes on alone."""

    def fail(*_: object) -> bool:
        raise OperationalError("too many clients", None, Exception())

    with monkeypatch.context() as patched:
        patched.setattr(Database, "_share_instant", fail)
        with studio.database.twin_snapshots() as (one, other):
            assert other is None
            assert entries_seen(one) > 0
    with studio.database.twin_snapshots() as (_, again):
        assert again is not None
