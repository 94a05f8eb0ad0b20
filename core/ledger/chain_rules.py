"""What must hold for the chains: each row has its digest, and is what it was when that was made.

Somebody who writes all digests anew after a change is not seen here: that is what a fingerprint is
kept for (`core.ledger.fingerprints`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Integer,
    LargeBinary,
    Select,
    Table,
    Text,
    and_,
    case,
    cast,
    column,
    exists,
    func,
    or_,
    select,
    table,
    type_coerce,
)
from sqlmodel import Session

from core.chain import (
    ADDED,
    COLUMNS,
    FIRST,
    Chained,
    columns_of,
    digest,
    digest_of,
    values_of,
)
from core.tables import (
    ENTRIES,
    ENTRY_DIGESTS,
    ORDER_DIGESTS,
    ORDERS,
    VERSION_DIGESTS,
    VERSIONS,
)

CHUNK = 2_000  # rows fetched at once


@dataclass(frozen=True)
class _Chain:
    """Which rows are chained: the digests' columns, each with the row's column that it equals."""

    rows: Table
    digests: Table
    owner: str
    number: str
    same: Mapping[str, str]


@dataclass(frozen=True)
class Link:
    """Where to begin in one owner's chain: after this number, whose row has this digest."""

    owner: str
    number: int
    digest: str


CHAINS = {
    Chained.ENTRY: _Chain(
        *(ENTRIES, ENTRY_DIGESTS, "user_id", "seq"), {"user_id": "user_id", "seq": "seq"}
    ),
    Chained.ORDER: _Chain(ORDERS, ORDER_DIGESTS, "user_id", "number", {"order_id": "id"}),
    Chained.VERSION: _Chain(
        *(VERSIONS, VERSION_DIGESTS, "prompt_id", "number"),
        {"prompt_id": "prompt_id", "number": "number"},
    ),
}


def broken(kind: Chained, session: Session) -> Iterator[Mapping[str, object]]:
    """Yield where the chains of one kind don't fit their rows: whose, which number, and how."""
    yield from misfits(kind, session)
    yield from without_digest(kind, session)


def misfits(
    kind: Chained, session: Session, after: Link | None = None
) -> Iterator[Mapping[str, object]]:
    """Compare each digest with its row and the digest before it, as these stand there now.

    With `after`, only in that chain and only what comes after.
    """
    chain = CHAINS[kind]
    query = _digests_beside_rows(kind, session.get_bind().dialect.name)
    whose, last, before = None, 0, FIRST
    if after:
        owner, number = chain.digests.c[chain.owner], chain.digests.c[chain.number]
        query = query.where(owner == after.owner, number > after.number)
        whose, last, before = after.owner, after.number, after.digest
    for rows in session.execute(query).partitions():
        for of, at, kept, row_id, array in rows:
            if of != whose:
                whose, last, before = of, 0, FIRST
            if at != last + 1:
                yield {chain.owner: of, chain.number: last + 1, "digest": "gone"}
            if row_id is None:
                yield {chain.owner: of, chain.number: at, "row": "gone"}
            elif digest_of(kind, before, str(array)) != kept and _is_changed(
                kind, session, row_id, before, kept
            ):
                yield {chain.owner: of, chain.number: at, "row": "changed"}
            last, before = at, kept


@cache  # an audit of little books took longer to build these than to ask them
def _digests_beside_rows(kind: Chained, dialect: str) -> Select[Any]:
    chain = CHAINS[kind]
    owner, number = chain.digests.c[chain.owner], chain.digests.c[chain.number]
    return (
        select(owner, number, chain.digests.c.digest, chain.rows.c.id, array_of(kind, dialect))
        .select_from(chain.digests.outerjoin(chain.rows, _same(chain)))
        .order_by(owner, number)
        .execution_options(yield_per=CHUNK)
    )


@cache
def array_of(kind: Chained, dialect: str) -> ColumnElement[Any]:
    """Return a row's JSON array as the database writes it: less work than to fetch each column.

    It is the text that `core.chain` makes. Where a database would ever write it otherwise, the row
    is looked at again; SQLite's NULL for a BLOB, which JSON can't hold, has the same effect.
    """
    rows = CHAINS[kind].rows.c
    write = _on_sqlite if dialect == "sqlite" else _on_postgresql
    columns = [rows[name] for name in COLUMNS[kind]]
    array = write(columns)
    for group in ADDED.get(kind, ()):
        columns = [*columns, *(rows[name] for name in group)]
        has_it = or_(*(rows[name].is_distinct_from(before) for name, before in group.items()))
        array = case((has_it, write(columns)), else_=array)
    return array


def _on_sqlite(columns: Sequence[Column[Any]]) -> ColumnElement[Any]:
    is_blob = or_(*(type_coerce(each, LargeBinary) >= b"" for each in columns))
    return case((is_blob, None), else_=func.json_array(*map(_truth_said, columns)))


def _on_postgresql(columns: Sequence[Column[Any]]) -> ColumnElement[Any]:
    said = (func.coalesce(cast(func.to_json(each), Text), "null") for each in columns)
    return func.concat("[", func.concat_ws(",", *said), "]")


def _truth_said(of: Column[Any]) -> ColumnElement[Any]:
    """Return a column for SQLite's JSON, which would write 0 and 1 where truth is kept."""
    if not isinstance(of.type, Boolean):
        return of
    number = type_coerce(of, Integer)
    return case((number == 0, func.json("false")), (number == 1, func.json("true")), else_=number)


def _is_changed(kind: Chained, session: Session, row_id: object, before: str, kept: str) -> bool:
    """Return whether a row's values, taken one by one, are others than its digest was made of."""
    rows = CHAINS[kind].rows
    query = select(*(rows.c[name] for name in columns_of(kind))).where(rows.c.id == row_id)
    try:
        return any(
            digest(kind, before, values_of(kind, row.__getitem__)) != kept
            for row in session.execute(query).mappings()
        )
    except (TypeError, ValueError):  # not of its column's type
        return True


def without_digest(
    kind: Chained, session: Session, among: str = ""
) -> Iterator[Mapping[str, object]]:
    """Yield the rows that have no digest; with `among`, of those whose id that table holds."""
    chain = CHAINS[kind]
    query = _rows_alone(kind)
    if among:
        query = query.where(chain.rows.c["id"].in_(select(column("id")).select_from(table(among))))
    for of, which in session.execute(query):
        yield {chain.owner: of, "row": which, "digest": "gone"}


@cache
def _rows_alone(kind: Chained) -> Select[Any]:
    chain = CHAINS[kind]
    row_id = chain.rows.c["id"]
    return (
        select(chain.rows.c[chain.owner], row_id)
        .where(~exists(1).where(_same(chain)))
        .order_by(row_id)  # as in the digests' index: each look-up is beside the last one
        .execution_options(yield_per=CHUNK)
    )


def _same(chain: _Chain) -> Any:
    pairs = chain.same.items()
    return and_(*(chain.digests.c[theirs] == chain.rows.c[ours] for theirs, ours in pairs))


RULES: dict[str, Callable[[Session], Iterator[Mapping[str, object]]]] = {
    "entries_are_chained": partial(broken, Chained.ENTRY),
    "orders_are_chained": partial(broken, Chained.ORDER),
    "versions_are_chained": partial(broken, Chained.VERSION),
}
