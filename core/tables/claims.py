"""What a claim about the books may be: rooms make them in their `audit_rules`, `core.audit` asks.

    a query      SQL that returns one row for each violation; its columns are named in the report
    a function   the same for what SQL can't say: given the snapshot's session, it yields the rows
    an EachRow   what is true of each row of a table by itself

All claims of one table about each row by itself are asked in one pass: rows of orders are wide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import RowMapping, text
from sqlmodel import Session

Row = Mapping[str, Any] | RowMapping


class EachRow(NamedTuple):
    """Say what holds in each row: `holds` is SQL that is true of a right one, not false or NULL.

    `shows` are the columns that tell a reader which row is wrong and how.
    """

    table: str
    shows: str
    holds: str


_asked = lru_cache(maxsize=1024)(text)  # the same few hundred, audit after audit

Claim = str | EachRow | Callable[[Session], Iterator[Row]]


def whole(*columns: str) -> str:
    """Return the condition that columns hold whole numbers: SQLite would keep anything."""
    return " AND ".join(f"{column} = CAST({column} AS BIGINT)" for column in columns)


def whole_or_none(*columns: str) -> str:
    """Return the condition that columns hold whole numbers or nothing."""
    return " AND ".join(f"({column} IS NULL OR {whole(column)})" for column in columns)


def yes_or_no(*columns: str) -> str:
    """Return the condition that columns hold a truth value: in SQLite that is a number."""
    return " AND ".join(f"({column} = TRUE OR {column} = FALSE)" for column in columns)


def violations(session: Session, claim: Claim) -> Iterator[Row]:
    """Yield what breaks a claim."""
    if isinstance(claim, EachRow):
        claim = f"SELECT {claim.shows} FROM {claim.table} WHERE ({claim.holds}) IS NOT TRUE"  # noqa: S608
    if isinstance(claim, str):
        yield from session.execute(_asked(claim)).mappings()
        return
    try:
        yield from claim(session)
    except (TypeError, ValueError) as error:  # what stands there is not of its column's type
        yield {"unreadable": type(error).__name__}


def hold_in_all_rows(session: Session, claims: Collection[Claim]) -> bool:
    """Return whether all claims are about rows of one table, and none is broken: in one pass."""
    each = [claim for claim in claims if isinstance(claim, EachRow)]
    tables = {claim.table for claim in each}
    if len(tables) != 1 or len(each) < len(claims):
        return False
    together = " AND ".join(f"({claim.holds})" for claim in each)
    query = f"SELECT 1 FROM {tables.pop()} WHERE ({together}) IS NOT TRUE LIMIT 1"  # noqa: S608
    return session.execute(_asked(query)).first() is None
