"""A service's money for a day, for the whole team: what open orders may cost, what ended ones did.

    reserve   in the hold's transaction, once the person's row is locked
    correct   in the transaction that ends orders: their reservation goes, what they cost is spent

A row is the last lock of a transaction, and several are taken in the order of their keys. An order
keeps its own part, so that its end needs neither settings nor the table of models.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, text

# A service that was asked and not heard to the end may bill all the same: else who cancels each
# order in time would use it for nothing, and without end. So it may where its picture came and was
# lost: to a full disk, or because it could not be read.
_MAY_BE_BILLED = """generating_at IS NOT NULL AND (
    saving_at IS NOT NULL
    OR error_code IN ('CANCELLED', 'DECODER_FAILED')
    OR error_reason IN ('interrupted', 'timed_out', 'unreadable_answer'))"""
# What an ended order has cost its service's day. A picture whose price nobody knows, and a call
# that may be billed, cost what was kept for them; a failure costs what its services counted, most
# often nothing.
COST_OF_ENDED = f"""
    CASE WHEN picture_currency = budget_currency AND picture_micros IS NOT NULL THEN picture_micros
      WHEN status = 'settled' OR ({_MAY_BE_BILLED}) THEN budget_micros ELSE 0 END
    + CASE WHEN enhance_currency = budget_currency THEN COALESCE(enhance_micros, 0) ELSE 0 END"""

_OF_DAY = "service = :service AND day = :day AND currency = :currency"
# The guard stands in the statement: two placings at once can't both take the last of it.
_RESERVE = text("""
    INSERT INTO serviceday (service, day, currency, reserved, spent)
    VALUES (:service, :day, :currency, :needed, 0)
    ON CONFLICT (service, day, currency) DO UPDATE
      SET reserved = serviceday.reserved + excluded.reserved
      WHERE serviceday.reserved + serviceday.spent + excluded.reserved <= :most
    RETURNING reserved""")
_USED = text(f"SELECT reserved + spent FROM serviceday WHERE {_OF_DAY}")  # noqa: S608
_CORRECT = text(f"""
    UPDATE serviceday SET spent = spent + :spent,
      reserved = CASE WHEN reserved > :reserved THEN reserved - :reserved ELSE 0 END
    WHERE {_OF_DAY}""")  # noqa: S608
# By itself: what RETURNING says of NULL is wrong in SQLite 3.40.
_ENDED = text(f"""
    SELECT provider, budget_day, budget_currency,
      SUM(budget_micros) AS reserved, SUM({COST_OF_ENDED}) AS spent
    FROM generation WHERE id IN :orders AND budget_day > 0
    GROUP BY provider, budget_day, budget_currency""").bindparams(  # noqa: S608
    bindparam("orders", expanding=True)
)


class Day(NamedTuple):
    """The key of a row: `day` counts days since 1970 in the team's own zone."""

    service: str
    day: int
    currency: str


def reserve(db: Connection, day: Day, needed: int, *, most: int) -> bool:
    """Keep `needed` millionths for new orders; return False where more than `most` were used.

    The transaction holds the person's row. Whoever reserves of several days does so in their order.
    """
    if needed > most:  # a day's first orders meet no row, and so no guard
        return False
    wanted = {**day._asdict(), "needed": needed, "most": most}
    return db.scalar(_RESERVE, wanted) is not None


def used(db: Connection, day: Day) -> int:
    """Return what of a day is reserved and spent, in millionths."""
    return int(db.scalar(_USED, day._asdict()) or 0)


def correct(db: Connection, order_ids: Sequence[str]) -> None:
    """Move what orders have cost that this transaction has ended; their people are locked."""
    ended = {
        Day(row.provider, row.budget_day, row.budget_currency): row
        for row in db.execute(_ENDED, {"orders": list(order_ids)})
    }
    for day in sorted(ended):
        # Whole numbers: a sum of BIGINT is a NUMERIC on PostgreSQL.
        moved = {"reserved": int(ended[day].reserved), "spent": int(ended[day].spent)}
        db.execute(_CORRECT, day._asdict() | moved)
