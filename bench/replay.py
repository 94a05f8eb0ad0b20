"""The floor of database work: the very same statements, again, on the bare driver.

`recorded` writes down what an engine sends; `replay` sends it to a second, equal database through
sqlite3 or psycopg, with the app's own pragmas and its commits, but without SQLAlchemy.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from core.database import Database, begin_on_sqlite

COMMIT, ROLLBACK = "COMMIT", "ROLLBACK"  # a read ends by a rollback


@dataclass(frozen=True)
class Sent:
    """One statement with its parameters; COMMIT and ROLLBACK stand for the driver's own."""

    sql: str
    parameters: Any = ()
    many: bool = False


@contextmanager
def recorded(database: Database) -> Iterator[list[Sent]]:
    """Yield a list that grows by every statement and commit of the block."""
    sent: list[Sent] = []

    def statement(_: Any, __: Any, sql: str, parameters: Any, ___: Any, many: bool) -> None:
        sent.append(Sent(sql, parameters, many))

    listeners: dict[str, Callable[..., None]] = {
        "before_cursor_execute": statement,
        "commit": lambda _: sent.append(Sent(COMMIT)),
        "rollback": lambda _: sent.append(Sent(ROLLBACK)),
    }
    if database.is_sqlite:  # its BEGIN is no statement of SQLAlchemy's
        listeners["begin"] = lambda connection: sent.append(Sent(begin_on_sqlite(connection)))
    for name, listener in listeners.items():
        event.listen(database.engine, name, listener)
    try:
        yield sent
    finally:
        for name, listener in listeners.items():
            event.remove(database.engine, name, listener)


def replay(database: Database, sent: list[Sent]) -> float:
    """Send it all on one bare connection; return how long that took, in s."""
    pooled = database.engine.raw_connection()
    driver: Any = pooled.driver_connection
    cursor = driver.cursor()
    ends = {COMMIT: driver.commit, ROLLBACK: driver.rollback}
    try:
        began = time.perf_counter()
        for one in sent:
            if one.sql in ends:
                ends[one.sql]()
                continue
            (cursor.executemany if one.many else cursor.execute)(one.sql, one.parameters)
            if cursor.description:
                cursor.fetchall()
        return time.perf_counter() - began
    finally:
        driver.rollback()
        pooled.close()
