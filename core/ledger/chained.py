"""Write entries and orders together with their digests.

Each function takes the connection of a write transaction in which the person's row is locked
already: so each person's chain has one writer, and its numbers no gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, select

from core.chain import COLUMNS, FIRST, Chained, digest, values_of
from core.tables import (
    COMPLETED,
    ENTRIES,
    ENTRY_DIGESTS,
    ORDER_DIGESTS,
    EntryType,
    Generation,
)

# A digest that somebody took away is not made again: the chain goes on, and the audit says where.
_SAME = and_(ENTRY_DIGESTS.c.user_id == ENTRIES.c.user_id, ENTRY_DIGESTS.c.seq == ENTRIES.c.seq)
_LAST_ENTRY = (
    select(ENTRIES.c.seq, ENTRY_DIGESTS.c.digest)
    .select_from(ENTRIES.outerjoin(ENTRY_DIGESTS, _SAME))
    .where(ENTRIES.c.user_id == bindparam("person"))
    .order_by(ENTRIES.c.seq.desc())
    .limit(1)
)
_LAST_ORDER = (
    select(ORDER_DIGESTS.c.number, ORDER_DIGESTS.c.digest)
    .where(ORDER_DIGESTS.c.user_id == bindparam("person"))
    .order_by(ORDER_DIGESTS.c.number.desc())
    .limit(1)
)
_ADD_ENTRY, _ADD_ENTRY_DIGEST = insert(ENTRIES), insert(ENTRY_DIGESTS)
_ADD_ORDER_DIGESTS = insert(ORDER_DIGESTS)


def add_entry(
    db: Connection,
    person_id: str,
    kind: EntryType,
    amount: int,
    balance_after: int,
    *,
    key: str,
    now: int,
    generation_id: str | None = None,
    prompt_id: str | None = None,
    actor: str = "",
    reason: str = "",
) -> None:
    """Write the person's next entry, and its digest."""
    last = db.execute(_LAST_ENTRY, {"person": person_id}).one_or_none()
    entry = {
        "user_id": person_id,
        "seq": last.seq + 1 if last else 1,
        "key": key,
        "type": kind.value,
        "status": COMPLETED,
        "amount": amount,
        "balance_after": balance_after,
        "generation_id": generation_id,
        "prompt_id": prompt_id,
        "created_at": now,
        "actor": actor,
        "reason": reason,
    }
    written: Any = db.execute(_ADD_ENTRY, entry).inserted_primary_key
    entry["id"] = written.id
    before = (last.digest if last else None) or FIRST
    chained = digest(Chained.ENTRY, before, map(entry.__getitem__, COLUMNS[Chained.ENTRY]))
    db.execute(_ADD_ENTRY_DIGEST, {"user_id": person_id, "seq": entry["seq"], "digest": chained})


def add_order_digests(db: Connection, orders: Sequence[Generation]) -> None:
    """Chain one person's new orders, in their order, to those that the person has placed before."""
    person_id = orders[0].user_id
    last = db.execute(_LAST_ORDER, {"person": person_id}).one_or_none()
    number, before = (last.number, last.digest) if last else (0, FIRST)
    rows = []
    for order in orders:
        number += 1
        values = values_of(Chained.ORDER, partial(getattr, order))
        before = digest(Chained.ORDER, before, values)
        rows.append(
            {"user_id": person_id, "number": number, "order_id": order.id, "digest": before}
        )
    db.execute(_ADD_ORDER_DIGESTS, rows)
