"""A dump becomes a working studio in an empty place, and nothing anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import dumps
import pytest
import victims
from commands import command
from dumps import dump_of, files_of, place_at, restored, rows_of
from fakes import (
    CHEAP,
    make_studio,
    order_of,
    place,
    place_and_run,
    recover_dead,
    refused_by_the_database,
)
from sqlalchemy import make_url, text
from test_upgrades import DUMPS, LANDED, OFTEN, load

from core.audit import audit
from core.database import Database
from core.dump.rows import filled_tables
from core.library import versions
from core.migrations import revisions
from core.studio import Studio
from core.tables import OrderStatus

pytestmark = pytest.mark.sqlite_first

Fresh = Callable[[], str]


def test_a_restored_studio_works(studio: Studio, new_database: Fresh, tmp_path: Path) -> None:
    """Numbers go on, open orders are recovered by their files, and entries can't be changed."""
    orders = dumps.fill(studio)
    dump_of(studio, tmp_path / "a.tar")
    to = place_at(new_database(), tmp_path / "new")
    restored(tmp_path / "a.tar", to)
    new = make_studio(to.database, to.data_dir)
    assert recover_dead(new) == 3
    assert order_of(new, orders["stored"]).status == OrderStatus.SETTLED
    assert order_of(new, orders["waiting"]).status == OrderStatus.RELEASED
    assert place_and_run(new, "another", CHEAP).status == OrderStatus.SETTLED
    with new.database.write(alone=True) as tx:
        live = versions.live(tx, CHEAP)
        assert live is not None
        versions.decide(tx, live, by=None, now=new.now())
    for change in (
        'UPDATE "transaction" SET amount = amount + 1',
        'DELETE FROM "transaction"',
        "UPDATE promptversion SET cost = 1",
        "DELETE FROM decision",
    ):
        with refused_by_the_database("append-only"), new.database.write() as tx:
            tx.execute(text(change))
    with refused_by_the_database(), new.database.write() as tx:
        tx.execute(text("UPDATE generation SET prompt_id = 'nobody'"))
    report = audit(new.database)
    assert (report.clean, report.held) == (True, 0)
    new.database.dispose()


@pytest.mark.slow
@pytest.mark.parametrize(
    "point",
    [
        ("check", 5),
        ("pictures", 3),
        ("tables/user.jsonl", 0),
        ("tables/transaction.jsonl", 0),
        ("compare transaction", 12),  # all of them
        ("commit", 0),
    ],
)
def test_killed_in_the_middle(
    sqlite_studio: Studio, new_database: Fresh, tmp_path: Path, point: dumps.Point
) -> None:
    """A restore that is killed leaves no rows, and the next one of the same dump is whole.

    A dump says nothing of the database that it is from.
    """
    dumps.fill(sqlite_studio)
    dump_of(sqlite_studio, tmp_path / "a.tar")
    to = place_at(new_database(), tmp_path / "new")
    process, reports = victims.start(dumps.restore_and_die, to, tmp_path / "a.tar", point)
    assert victims.read_all(reports) == []
    process.join(20)
    assert process.exitcode == -9
    database = Database(to.database)
    with database.read() as session:
        assert filled_tables(session.connection()) == []
    restored(tmp_path / "a.tar", to)
    assert rows_of(database) == rows_of(sqlite_studio.database)
    database.dispose()
    assert files_of(to) == files_of(sqlite_studio.settings)


# A dump is the same whichever database it is from, and each schema is upgraded on both elsewhere.
@pytest.mark.parametrize(
    ("new_database", "name"),
    [
        *(pytest.param("sqlite", name, marks=pytest.mark.slow) for name in LANDED),
        *(("postgresql", name) for name in OFTEN),
    ],
    indirect=["new_database"],
)
def test_a_dump_of_an_older_app(name: str, new_database: Fresh, tmp_path: Path) -> None:
    """A dump with an older schema becomes today's books, as an update of the app makes them."""
    url = new_database()
    kind = make_url(url).get_backend_name()
    old = load(DUMPS / f"{name}.{kind}.sql", url)
    made = dumps.dump_as_it_is(old, tmp_path / "a.tar")
    to = place_at(new_database(), tmp_path / "new")
    assert restored(tmp_path / "a.tar", to) == made
    database = Database(to.database)
    with database.read() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == revisions()[0]
    books = 'SELECT id, user_id, seq, amount, balance_after FROM "transaction" ORDER BY id'
    with database.read() as there, old.read() as before:
        assert there.execute(text(books)).all() == before.execute(text(books)).all()
    database.dispose()
    old.dispose()


@pytest.mark.slow
def test_the_command_ends_with_audit_and_fingerprint(
    sqlite_studio: Studio, new_database: Fresh, tmp_path: Path
) -> None:
    """`python -m core.restore FILE` says what the audit found, and the dump's fingerprint."""
    place(sqlite_studio, "open")
    place_and_run(sqlite_studio)
    settings = sqlite_studio.settings
    saved = command("core.backup", settings.database, settings.data_dir, tmp_path / "a.tar")
    url = new_database()
    (tmp_path / "new").mkdir(mode=0o755)  # as an operator makes it
    done = command("core.restore", url, tmp_path / "new", tmp_path / "a.tar")
    assert done.returncode == 0, done
    assert "2 people, 2 orders, 3 entries; 195 tokens, 5 of them held" in done.stdout
    assert "ok   balance_is_sum_of_entries (0 broken)" in done.stdout
    assert done.stdout.splitlines()[-1].split()[-1] == saved.stdout.splitlines()[-1].split()[-1]
    assert "pictures" in done.stderr
    again = command("core.restore", url, tmp_path / "new", tmp_path / "a.tar")
    assert again.returncode == 1
    assert "the database has rows in" in again.stdout
    assert len(again.stdout.splitlines()) == 1
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_the_command_says_that_books_are_wrong(sqlite_studio: Studio, tmp_path: Path) -> None:
    """Books that were wrong before are restored as they were: told row by row, with exit 1."""
    with sqlite_studio.database.write() as tx:
        tx.execute(text("UPDATE \"user\" SET balance = 77 WHERE id = 'demo-user'"))
    dump_of(sqlite_studio, tmp_path / "a.tar")
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    done = command("core.restore", url, tmp_path / "new", tmp_path / "a.tar")
    assert done.returncode == 1
    assert "person=demo-user, balance=77, entries=100" in done.stdout
    assert "fingerprint" in done.stdout
