"""What must hold for the chains: each row has its digest, and is what it was when that was made.

Somebody who writes all digests anew after a change is not seen here: that is what a fingerprint is
kept for (`core.ledger.fingerprints`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Table, and_, select
from sqlmodel import Session

from core.chain import COLUMNS, FIRST, Chained, digest
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
    yield from _misfits(kind, session)
    yield from _without_digest(CHAINS[kind], session)


def _misfits(kind: Chained, session: Session) -> Iterator[Mapping[str, object]]:
    """Compare each digest with its row and the digest before it, as these stand there now."""
    chain = CHAINS[kind]
    owner, number = chain.digests.c[chain.owner], chain.digests.c[chain.number]
    columns = [chain.rows.c[name] for name in COLUMNS[kind]]
    query = (
        select(owner, number, chain.digests.c.digest, *columns)
        .select_from(chain.digests.outerjoin(chain.rows, _same(chain)))
        .order_by(owner, number)
        .execution_options(yield_per=CHUNK)
    )
    whose, last, before = None, 0, FIRST
    for of, at, kept, *values in session.execute(query):
        if of != whose:
            whose, last, before = of, 0, FIRST
        if at != last + 1:
            yield {chain.owner: of, chain.number: last + 1, "digest": "gone"}
        if values[0] is None:
            yield {chain.owner: of, chain.number: at, "row": "gone"}
        elif digest(kind, before, values) != kept:
            yield {chain.owner: of, chain.number: at, "row": "changed"}
        last, before = at, kept


def _without_digest(chain: _Chain, session: Session) -> Iterator[Mapping[str, object]]:
    owner, row_id = chain.rows.c[chain.owner], chain.rows.c["id"]
    query = (
        select(owner, row_id)
        .select_from(chain.rows.outerjoin(chain.digests, _same(chain)))
        .where(chain.digests.c.digest.is_(None))
        .execution_options(yield_per=CHUNK)
    )
    for of, which in session.execute(query):
        yield {chain.owner: of, "row": which, "digest": "gone"}


def _same(chain: _Chain) -> Any:
    pairs = chain.same.items()
    return and_(*(chain.digests.c[theirs] == chain.rows.c[ours] for theirs, ours in pairs))


RULES: dict[str, Callable[[Session], Iterator[Mapping[str, object]]]] = {
    "entries_are_chained": partial(broken, Chained.ENTRY),
    "orders_are_chained": partial(broken, Chained.ORDER),
    "versions_are_chained": partial(broken, Chained.VERSION),
}
