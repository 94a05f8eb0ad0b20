"""The rows of 操作记录: who changed what of a person or a prompt, and why; append-only.

Written in a transaction that is alone (`database.write(alone=True)`), so that acts and their
instants have one order.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session, col

from core.tables import AdminAct


def instant(tx: Session, now: int) -> int:
    """Return when an act happens that is made now: never before the last one."""
    return max(now, tx.scalar(select(func.max(col(AdminAct.acted_at)))) or 0)


def add(tx: Session, act: AdminAct) -> None:
    """Write an act, unless it changes nothing."""
    if act.before != act.after:
        tx.add(act)
