"""The fold: ended orders are counted in buckets, each exactly once, a few in a transaction.

An order's mark `folded` and its counts become true together. What is not marked yet is read from
the orders themselves, so that the statistics are right before, during and after a fold. An order
that stays open for long blocks nothing, and no clock decides: what has ended never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.database import Database
from core.log import get_logger
from core.orders.statistics.buckets import (
    COUNTED,
    Bucket,
    Counts,
    Sums,
    buckets_of,
    count,
    sums_of,
)
from core.tables import BUCKETS, ORDERS, OrderStatus

FOLD_S = 60.0  # between two folds: so old may an order be that is still read itself
CHUNK = 200  # orders in a transaction: some 20 ms in which nobody else writes on SQLite
REST_S = 0.05  # between two of them: clicks go first

log = get_logger()

_DUE = (~ORDERS.c.folded, ORDERS.c.status != OrderStatus.HELD)
_FIND = select(ORDERS.c.id).where(*_DUE).order_by(ORDERS.c.created_at).limit(bindparam("most"))
_MARK = (
    update(ORDERS)
    .where(ORDERS.c.id.in_(bindparam("orders", expanding=True)), *_DUE)
    .values(folded=True)
    .returning(ORDERS.c.id)
)
# By itself: what RETURNING says of "IS NULL" is wrong in SQLite 3.40.
_READ = select(*COUNTED).where(ORDERS.c.id.in_(bindparam("orders", expanding=True)))


def _adding(insert: Callable[..., Any]) -> Any:
    statement = insert(BUCKETS)
    more = {name: BUCKETS.c[name] + statement.excluded[name] for name in Sums._fields}
    return statement.on_conflict_do_update(index_elements=Bucket._fields, set_=more)


_ADD_ON_SQLITE, _ADD_ON_POSTGRESQL = _adding(sqlite.insert), _adding(postgresql.insert)


def fold(database: Database, *, rest: Callable[[float], bool]) -> int:
    """Fold all orders that have ended; return how many.

    `rest` is called with seconds between two transactions, and returns True to stop there.
    """
    folded = 0
    while due := _due(database):
        folded += _fold(database, due)
        if rest(REST_S):
            break
    if folded:
        log.info("orders.folded", orders=folded)
    return folded


def _due(database: Database) -> Sequence[str]:
    """Return some orders to fold: looked for while others may write."""
    with database.read() as session:
        return session.scalars(_FIND, {"most": CHUNK}).all()


def _fold(database: Database, order_ids: Sequence[str]) -> int:
    """Mark orders and count them; return how many were not folded before.

    Alone, because two that add to the same buckets in another order would lock each other out.
    """
    counts: Counts = {}
    with database.write(alone=True) as tx:
        marked = tx.scalars(_MARK, {"orders": order_ids}).all()
        for order in tx.execute(_READ, {"orders": marked}):
            for bucket in buckets_of(order):
                count(counts, bucket, sums_of(order))
        if counts:
            add = _ADD_ON_SQLITE if database.is_sqlite else _ADD_ON_POSTGRESQL
            tx.execute(add, [each._asdict() | sums._asdict() for each, sums in counts.items()])
    return len(marked)
