"""Every schema that ever landed, with data in it, becomes today's at the next start."""

from __future__ import annotations

import re
import runpy
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from databases import DATABASES, fresh
from fakes import make_studio, refused_by_the_database
from schemas import make
from sqlalchemy import MetaData, event, make_url, text

import core.migrations
from core.audit import audit, describe
from core.chain import Chained
from core.database import Database
from core.migrations import migrate
from core.orders.statistics.fold import fold
from core.orders.statistics.reads import by_group

pytestmark = pytest.mark.sqlite_first

Fresh = Callable[[], str]
Rows = dict[str, list[dict[str, Any]]]  # of each table, by the names of its columns

DUMPS = make.FOLDER
PARTS = ("picture", "enhance")  # of what an order costs its operator
LANDED = sorted({dump.name.partition(".")[0] for dump in DUMPS.glob("*.sql")})
OFTEN = [*LANDED[::6], "d74cd5d"]  # the last one has a service's day; the others are slow

_PRICED = "UPDATE generation SET picture_usd_micros = 39000 WHERE status = 'settled'"

# Everything that a database can say about its schema, each thing as one row of text.
_SQLITE = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
_POSTGRESQL = """
    SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length,
                     column_default, is_nullable)
        FROM information_schema.columns WHERE table_schema = 'public'
    UNION SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION SELECT pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'"""


def schema(database: Database) -> set[str]:
    """Return all that the database has, word by word, but for spaces and line ends."""
    with database.read() as session:
        found = session.scalars(text(_SQLITE if database.is_sqlite else _POSTGRESQL)).all()
    return {re.sub(r"\s+", " ", thing) for thing in found}


def rows(database: Database) -> Rows:
    """Return every row of every table, by the names of its columns."""
    tables = MetaData()
    tables.reflect(database.engine)
    with database.read() as session:
        return {
            table.name: [dict(row) for row in session.execute(table.select()).mappings()]
            for table in tables.sorted_tables
        }


def load(dump: Path, url: str) -> Database:
    """Bring an empty database to the state of a dump."""
    database = Database(url)
    statements = dump.read_text(encoding="utf-8")
    if database.is_sqlite:
        with closing(sqlite3.connect(str(make_url(url).database))) as shell:
            shell.executescript(statements)
        return database
    with database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute(statements)
        driver.commit()
    return database


class Upgraded(NamedTuple):
    """A database after its upgrade, with all its rows before and right after it."""

    database: Database
    before: Rows
    after: Rows


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(f"{name}-{kind}", marks=() if name in OFTEN else pytest.mark.slow)
        for name in LANDED
        for kind in DATABASES
    ],
)
def upgraded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Upgraded]:
    """Return what the app of a commit left, its pictures priced where they can be, upgraded."""
    name, kind = request.param.split("-")
    with fresh(request, tmp_path_factory.mktemp("landed"), kind) as url:
        database = load(DUMPS / f"{name}.{kind}.sql", url)
        if "picture_usd_micros" in rows(database)["generation"][0]:
            with database.write() as tx:
                tx.execute(text(_PRICED))
        before = rows(database)
        migrate(database)
        yield Upgraded(database, before, rows(database))
        database.dispose()


@pytest.fixture(scope="module")
def schema_of_today(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[set[str], Any]]:
    """Return what tells a new database's schema and revision, by its kind."""

    @cache
    def made(kind: str) -> tuple[set[str], Any]:
        with fresh(request, tmp_path_factory.mktemp("new"), kind) as url:
            new = Database(url)
            migrate(new)
            found = schema(new), rows(new)["alembic_version"]
            new.dispose()
            return found

    return made


def test_an_upgrade_ends_with_todays_schema(
    upgraded: Upgraded, schema_of_today: Callable[[str], tuple[set[str], Any]]
) -> None:
    """Tables, columns, checks, keys, indexes and triggers are those of a new database."""
    kind = "sqlite" if upgraded.database.is_sqlite else "postgresql"
    found = schema(upgraded.database), upgraded.after["alembic_version"]
    assert found == schema_of_today(kind)


def test_an_upgrade_keeps_every_row(upgraded: Upgraded) -> None:
    """No row goes, none is added to the books, and what a column said it says afterwards.

    0016 makes buckets and the orders' marks anew: the next fold fills them. 0019 counts as spent
    what a picture may have cost that was lost.
    """
    before, after = deepcopy(upgraded.before), upgraded.after
    assert all(before[table] for table in ("user", "generation", "generatedimage", "transaction"))
    del before["alembic_version"]
    for order in before["generation"]:
        if order["status"] == "held" and order.get("sent_text") == "":  # told since 0008
            order["sent_text"] = f"{order['prompt_text']}\n{order['wish']}".strip()
        if "picture_currency" not in order:  # until 0016, which counts all orders anew
            order["folded"] = False
            before.pop("orderbucket", None)
            for part in PARTS:  # named after dollars
                order[f"{part}_micros"] = order.pop(f"{part}_usd_micros", None)
                order[f"{part}_currency"] = "USD"
    for day in before.get("serviceday", []):
        day["spent"] += sum(
            order["budget_micros"]
            for order in before["generation"]
            if order["error_reason"] == "unreadable_answer"
        )
    for table, old in before.items():
        kept = old[0].keys() & after[table][0].keys() if old else set()
        assert counted(old, kept) == counted(after[table], kept), table
    report = audit(upgraded.database)
    assert report.clean, "\n".join(describe(report))


def test_an_upgraded_ledger_refuses_changes(upgraded: Upgraded) -> None:
    """After the upgrade no entry or digest can be changed, deleted or (SQLite) replaced."""
    database = upgraded.database
    changes = ['UPDATE "transaction" SET amount = amount + 1']
    changes += [f"UPDATE {kind.value}digest SET digest = digest" for kind in Chained]
    for table in ("transaction", *(f"{kind.value}digest" for kind in Chained)):
        changes.append(f'DELETE FROM "{table}"')
        if database.is_sqlite:
            changes.append(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"')
    for change in changes:
        with refused_by_the_database("append-only"), database.write() as tx:
            tx.execute(text(change))


def test_old_prices_are_in_dollars(upgraded: Upgraded) -> None:
    """After an upgrade and a fold, statistics know old prices as US dollars, and none as 0."""
    columns = upgraded.before["generation"][0]
    if "picture_currency" in columns:
        pytest.skip("its prices have a currency")
    is_priced = "picture_usd_micros" in columns
    unfolded = by_group(upgraded.database)
    assert fold(upgraded.database, rest=lambda _: False) == sum(
        row["status"] != "held" for row in upgraded.after["generation"]
    )
    assert by_group(upgraded.database) == unfolded
    for prompt in unfolded:
        known = is_priced and prompt.settled > 0
        assert prompt.priced == (prompt.settled if known else 0)
        assert prompt.micros == ({"USD": 39_000 * prompt.settled} if known else {})
    report = audit(upgraded.database)
    assert report.clean, "\n".join(describe(report))


def counted(found: list[dict[str, Any]], columns: set[str]) -> Counter[Any]:
    """Return how often each row is there, as far as these columns tell."""
    return Counter(tuple(row[column] for column in sorted(columns)) for row in found)


def test_right_indexes_are_not_built_again(new_database: Fresh) -> None:
    """0006 does nothing to a database that was complete: a large table would take long."""
    url = new_database()
    database = load(DUMPS / f"6dc211d.{make_url(url).get_backend_name()}.sql", url)
    versions = Path(core.migrations.__file__).parent / "versions"
    (revision,) = versions.glob("0006_*.py")
    upgrade = runpy.run_path(str(revision))["upgrade"]
    said: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    with database.write() as tx, Operations.context(MigrationContext.configure(tx.connection())):
        upgrade()
    assert said
    assert not [sql for sql in said if sql.startswith(("CREATE INDEX", "DROP INDEX"))]
    database.dispose()


def test_a_dump_says_what_the_database_is(new_database: Fresh, tmp_path: Path) -> None:
    """A dump made today, loaded into an empty database, is today's schema with the same rows."""
    url = new_database()
    studio = make_studio(url, tmp_path / "data", make.provider())
    make.fill(studio)
    dump = tmp_path / "today.sql"
    dump.write_text(make.statements(url), encoding="utf-8")
    loaded = load(dump, new_database())
    assert schema(loaded) == schema(studio.database)
    assert rows(loaded) == rows(studio.database)
    loaded.dispose()
    studio.database.dispose()
