"""Entries of the ledger."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.tables.columns import MAX_TOKENS, SHORT, instant, later, one_of, reference_to, text_column


class EntryType(StrEnum):
    """What a ledger entry is for."""

    GRANT = "grant"
    CONSUMPTION = "token_consumption"
    ADJUSTMENT = "adjustment"


COMPLETED = "completed"  # the only status an entry can have: what did not happen has no entry
OPENING_KEY = "opening"  # the key of the grant that every person begins with


class Transaction(SQLModel, table=True):
    """One ledger entry: append-only, numbered without a gap for each person."""

    __table_args__ = (
        UniqueConstraint("user_id", "seq"),
        UniqueConstraint("user_id", "key"),
        CheckConstraint(one_of("type", EntryType), name="type_known"),
        CheckConstraint(f"status = '{COMPLETED}'", name="status_completed"),
        CheckConstraint(
            f"amount <> 0 AND amount BETWEEN -{MAX_TOKENS} AND {MAX_TOKENS}", name="amount_range"
        ),
        CheckConstraint(
            "type = 'adjustment' OR (type = 'grant') = (amount > 0)", name="grants_add"
        ),
        CheckConstraint(
            "(type = 'token_consumption') = (generation_id IS NOT NULL)", name="spending_has_order"
        ),
        CheckConstraint("(type = 'adjustment') = (actor <> '')", name="adjustment_says_who"),
        CheckConstraint("(type = 'adjustment') = (reason <> '')", name="adjustment_says_why"),
        CheckConstraint(f"balance_after BETWEEN 0 AND {MAX_TOKENS}", name="balance_after_range"),
        CheckConstraint("seq >= 1", name="seq_range"),
        # Sums read the amount in the index itself.
        Index("ix_transaction_of_person", "user_id", "created_at", "id", "seq", "amount"),
        Index("ix_transaction_of_person_type", "user_id", "type", "created_at", "id", "amount"),
        Index(
            "ix_transaction_of_person_prompt", "user_id", "prompt_id", "created_at", "id", "amount"
        ),
        Index("ix_transaction_recent", "created_at", "id", "amount"),
        Index("ix_transaction_type", "type", "created_at", "id", "amount"),
        Index("ix_transaction_prompt", "prompt_id", "created_at", "id", "amount"),
    )
    # 64 bit on PostgreSQL; on SQLite only a plain INTEGER key counts up by itself.
    id: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger().with_variant(Integer, "sqlite")
    )
    user_id: str = reference_to("user.id")
    seq: int = Field(sa_type=BigInteger)
    key: str = text_column(SHORT)
    type: str = text_column(SHORT)
    status: str = text_column(SHORT, default=COMPLETED)
    amount: int = Field(sa_type=BigInteger)
    balance_after: int = Field(sa_type=BigInteger)
    generation_id: str | None = reference_to("generation.id", default=None, unique=True)
    prompt_id: str | None = reference_to("prompt.id", default=None)
    created_at: int = instant()
    actor: str = later("", SHORT)  # who adjusted the balance; "" for every other type
    reason: str = later("")
