"""Load many rows fast: SQLite without its indexes, PostgreSQL by COPY.

Indexes and triggers are taken away before and made again after, from their own SQL; the CHECKs,
unique and foreign keys stay and are checked for every row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from core.database import Database

Row = tuple[str, dict[str, Any]]
Balances = Callable[[], Iterable[tuple[int, int, str]]]

BATCH = 50_000  # rows
# Each refers to earlier ones only.
TABLES = ("user", "generation", "orderdigest", "generatedimage", "transaction", "entrydigest")
# Entries come with their ids: the next one is counted from the last of them.
COUNT_ON = """SELECT setval(pg_get_serial_sequence('"transaction"', 'id'), MAX(id))
    FROM "transaction" HAVING COUNT(*) > 0"""


def load(database: Database, rows: Iterable[Row], balances: Balances) -> None:
    """Insert the rows, then set people's numbers to what the rows add up to."""
    database.dispose()  # SQLite leaves WAL only for the one connection there is
    pooled = database.engine.raw_connection()
    connection: Any = pooled.driver_connection
    try:
        (_load_sqlite if database.is_sqlite else _load_postgresql)(connection, rows, balances)
    finally:
        pooled.invalidate()  # the connection's pragmas are not the app's any more
        pooled.close()


def _batches(rows: Iterable[Row]) -> Iterator[tuple[str, list[str], list[tuple[Any, ...]]]]:
    """Yield (table, columns, values), so that no batch needs a later one."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        by_table: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        columns: dict[str, list[str]] = {}
        for table, row in batch:
            by_table[table].append(tuple(row.values()))
            columns.setdefault(table, list(row))
        for table in TABLES:
            if table in by_table:
                yield table, columns[table], by_table[table]


def _load_sqlite(connection: Any, rows: Iterable[Row], balances: Balances) -> None:
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000"):  # KiB
        connection.execute(f"PRAGMA {pragma}")  # a crash would only end the benchmark
    with _without_indexes(connection):
        for table, columns, values in _batches(rows):
            marks = ", ".join("?" * len(columns))
            statement = f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})'
            connection.execute("BEGIN")
            connection.executemany(statement, values)
            connection.execute("COMMIT")
        connection.executemany('UPDATE "user" SET balance = ?, held = ? WHERE id = ?', balances())
    connection.execute("PRAGMA journal_mode=WAL")


@contextmanager
def _without_indexes(connection: Any) -> Iterator[None]:
    query = """SELECT type, name, sql FROM sqlite_master
        WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"""
    made = connection.execute(query).fetchall()
    for kind, name, _ in made:
        connection.execute(f"DROP {kind} {name}")
    yield
    for _, _, sql in made:
        connection.execute(sql)


def _load_postgresql(connection: Any, rows: Iterable[Row], balances: Balances) -> None:
    with connection.cursor() as cursor:
        for table, columns, values in _batches(rows):
            statement = f'COPY "{table}" ({", ".join(columns)}) FROM STDIN'
            with cursor.copy(statement) as copy:
                for row in values:
                    copy.write_row(row)
        cursor.executemany('UPDATE "user" SET balance = %s, held = %s WHERE id = %s', balances())
        cursor.execute(COUNT_ON)
        connection.commit()
        cursor.execute("ANALYZE")  # as autovacuum would have done by now
        connection.commit()
