"""A table as lines of JSON, byte for byte the same on every database; and lines as rows again.

A line is one row: an object of all its columns, keys in order, no blanks, UTF-8. Whole numbers,
text, true and false, null are all that our tables hold, and mean the same everywhere. Lines stand
in the order of the primary key, text compared byte by byte.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Integer, MetaData, String, Table, func, inspect, select, text
from sqlmodel import SQLModel

import core.tables  # noqa: F401  (fills the metadata)
from core.dump.archive import BadDump
from core.dump.manifest import TableFacts

FOLDER = "tables"
_MEMBER = re.compile(rf"{FOLDER}/[a-z0-9_]+\.jsonl")
_BATCH = 1000  # rows in memory at a time

Told = Callable[[int], object]


def member_name(table: str) -> str:
    """Return the name that a table's lines have in a dump."""
    return f"{FOLDER}/{table}.jsonl"


def is_member(name: str) -> bool:
    """Return whether a member of a dump holds a table's rows."""
    return bool(_MEMBER.fullmatch(name))


def write_out(
    connection: Connection, table: Table, write: Callable[[bytes], str], told: Told
) -> TableFacts:
    """Give every row of a table to `write`, which returns the SHA-256 so far.

    Tell how many rows are written, now and then. Only a batch of rows is ever in memory.
    """
    order = [_bytewise(connection, column) for column in table.primary_key]
    streaming = {"stream_results": True, "yield_per": _BATCH}
    rows, digest = 0, write(b"")
    found = connection.execute(select(table).order_by(*order), execution_options=streaming)
    for batch in found.mappings().partitions():
        digest = write(b"".join(_line(dict(row)) for row in batch))
        rows += len(batch)
        told(rows)
    return TableFacts(rows=rows, sha256=digest)


def facts_of(connection: Connection, table: Table, told: Told) -> TableFacts:
    """Return what `write_out` would say of a table."""
    digest = hashlib.sha256()

    def add(data: bytes) -> str:
        digest.update(data)
        return digest.hexdigest()

    return write_out(connection, table, add, told)


def fill(connection: Connection, table: Table, lines: Iterable[bytes], told: Told) -> None:
    """Insert the rows of a table, and let the next row that counts up by itself come after them.

    Raises `BadDump` for a line that is no row of this table.
    """
    names = set(table.columns.keys())
    left = iter(lines)
    done = 0
    while batch := [_row(line, table.name, names) for line in islice(left, _BATCH)]:
        connection.execute(table.insert(), batch)
        done += len(batch)
        told(done)
    if done:
        _continue_numbers(connection, table)


def tables_of(connection: Connection) -> dict[str, Table]:
    """Return the tables that the database has now, whatever its revision is."""
    there = MetaData()
    there.reflect(connection)
    return dict(there.tables)


def filled_tables(connection: Connection) -> list[str]:
    """Return the names of our tables that are there and have rows."""
    there = set(inspect(connection).get_table_names())
    return [
        table.name
        for table in SQLModel.metadata.sorted_tables
        if table.name in there
        and connection.execute(select(text("1")).select_from(table).limit(1)).first()
    ]


def orphans(connection: Connection) -> list[str]:
    """Return the tables with rows that refer to none; SQLite alone may have been told not to look.

    Inside a transaction in which foreign keys are off, this is their only check.
    """
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return sorted({row.table for row in found})


def _bytewise(connection: Connection, column: Any) -> Any:
    """Return a column to order by: PostgreSQL sorts text by a language, unless it is told."""
    by_language = connection.dialect.name == "postgresql" and isinstance(column.type, String)
    return column.collate("C") if by_language else column


def _line(row: dict[str, Any]) -> bytes:
    whole = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{whole}\n".encode()


def _row(line: bytes, table: str, names: set[str]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict) or row.keys() != names:
        raise BadDump(f"it holds something that is no row of the table {table}")
    return row


def _continue_numbers(connection: Connection, table: Table) -> None:
    """Set PostgreSQL's counters, which explicit numbers pass by; SQLite has none to set."""
    if connection.dialect.name != "postgresql":
        return
    quoted = connection.dialect.identifier_preparer.format_table(table)
    for column in table.primary_key:
        if isinstance(column.type, Integer):
            counter = func.pg_get_serial_sequence(quoted, column.name)
            connection.execute(select(func.setval(counter, func.max(column))))
