"""An entry is replaced by nobody: not from a shell without our pragmas, by whatever identity."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from corruptions import books
from fakes import make_studio

from core.audit import audit

COLUMNS = (
    *("id", "user_id", "seq", "key", "type", "status", "amount", "balance_after"),
    *("generation_id", "prompt_id", "created_at", "actor", "reason"),
)
# What of the first order's entry the new row repeats; everything else is another row's.
REPEATED = {
    "all of it": set(COLUMNS),
    "its id": {"id"},
    "its order": {"generation_id"},
    "its number": {"user_id", "seq"},
    "its key": {"user_id", "key"},
}
FRESH = {
    "id": "77",
    "user_id": "'demo-member'",
    "seq": "77",
    "key": "'fresh'",
    "amount": "-1",
    "balance_after": "3",
    "generation_id": "(SELECT id FROM generation WHERE status = 'held')",
}


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return a plain connection to a studio's books: no foreign keys, no recursive triggers."""
    studio = make_studio("", tmp_path / "data")
    books(studio)
    file = studio.database.engine.url.database
    connection = sqlite3.connect(str(file), isolation_level=None)
    assert connection.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    yield connection
    connection.close()
    assert audit(studio.database).clean
    studio.database.dispose()


def replacing(repeated: set[str], number: str = "{}") -> str:
    """Return a statement that takes the place of the entry whose identity it repeats."""
    values = [name if name in repeated else FRESH.get(name, name) for name in COLUMNS]
    values = [number.format(value) if value in ("id", "seq") else value for value in values]
    return (
        f'INTO "transaction" ({", ".join(COLUMNS)}) SELECT {", ".join(values)}'
        " FROM \"transaction\" WHERE type = 'token_consumption'"
    )


@pytest.mark.sqlite_first
@pytest.mark.parametrize("verb", ["REPLACE", "INSERT OR REPLACE", "INSERT OR IGNORE"])
@pytest.mark.parametrize("repeated", REPEATED)
def test_no_entry_is_replaced(shell: sqlite3.Connection, repeated: str, verb: str) -> None:
    """Neither by its id, its order, its number nor its key does a row take an entry's place."""
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        shell.execute(f"{verb} {replacing(REPEATED[repeated])}")


@pytest.mark.parametrize("repeated", ["its id", "its number"])
def test_a_number_in_words_is_the_same_number(shell: sqlite3.Connection, repeated: str) -> None:
    """A number that is given as text or as 2.0 is what the table makes of it: the same one."""
    for number in ("CAST({} AS TEXT)", "CAST({} AS REAL)"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            shell.execute(f"REPLACE {replacing(REPEATED[repeated], number)}")


def test_the_rowid_is_the_id(shell: sqlite3.Connection) -> None:
    """Another name of the id leads to no entry either."""
    statement = replacing({"id"}).replace("(id,", "(rowid,")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        shell.execute(f"REPLACE {statement}")


def test_no_entry_is_updated_into_anothers_place(shell: sqlite3.Connection) -> None:
    """UPDATE OR REPLACE and an upsert are updates: both are refused."""
    upsert = f"INSERT {replacing({'id'})} ON CONFLICT DO UPDATE SET amount = -1"
    for statement in ('UPDATE OR REPLACE "transaction" SET id = 1, seq = 1', upsert):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            shell.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "entrydigest SELECT * FROM entrydigest",
        "versiondigest SELECT * FROM versiondigest",
        "orderdigest SELECT user_id, number, 'fresh', digest FROM orderdigest",
        "orderdigest SELECT user_id, number + 77, order_id, digest FROM orderdigest",
        "decision SELECT * FROM decision",
        "promptversion SELECT * FROM promptversion",
        "promptversion SELECT prompt_id || '@77', prompt_id, 77, text, parameters, cost, note,"
        " author, created_at, digest FROM promptversion",
        "promptversion (rowid, id, prompt_id, number, text, parameters, cost, note, created_at,"
        " digest) SELECT rowid, prompt_id || '@77', prompt_id, 77, text, parameters, cost, note,"
        " created_at, 'fresh' FROM promptversion LIMIT 1",
    ],
)
def test_nothing_that_is_append_only_is_replaced(shell: sqlite3.Connection, statement: str) -> None:
    """Digests, decisions and versions keep their place as entries do, by each of their keys."""
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        shell.execute(f"REPLACE INTO {statement}")
