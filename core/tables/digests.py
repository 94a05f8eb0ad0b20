"""The chains of digests over entries, orders and versions: append-only, one row for each of them.

What a digest is made of says `core.chain`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Integer
from sqlmodel import Field, SQLModel

from core.tables.columns import ID, reference_to, text_column

_NO_ROWID = {"sqlite_with_rowid": False}  # the key is all but the digest: once is enough


def _key(sa_type: Any, **more: Any) -> Any:
    return Field(primary_key=True, sa_type=sa_type, **more)


class EntryDigest(SQLModel, table=True):
    """An entry's digest in its person's chain."""

    __table_args__ = (
        ForeignKeyConstraint(["user_id", "seq"], ["transaction.user_id", "transaction.seq"]),
        _NO_ROWID,
    )
    user_id: str = _key(ID)
    seq: int = _key(BigInteger)
    digest: str = text_column(ID)


class OrderDigest(SQLModel, table=True):
    """An order's digest in its person's chain; `number` counts all their orders from 1."""

    __table_args__ = (CheckConstraint("number >= 1", name="number_range"), _NO_ROWID)
    user_id: str = reference_to("user.id", primary_key=True)
    number: int = _key(BigInteger)
    order_id: str = reference_to("generation.id", unique=True)
    digest: str = text_column(ID)


class VersionDigest(SQLModel, table=True):
    """A version's digest in its prompt's chain."""

    __table_args__ = (
        ForeignKeyConstraint(
            ["prompt_id", "number"], ["promptversion.prompt_id", "promptversion.number"]
        ),
        _NO_ROWID,
    )
    prompt_id: str = _key(ID)
    number: int = _key(Integer)
    digest: str = text_column(ID)
