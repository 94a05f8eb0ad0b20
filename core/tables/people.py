"""People, and what they have."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from core.tables.columns import ID, MAX_TOKENS, SHORT, instant, text_column


class User(SQLModel, table=True):
    """A person: posted tokens, tokens on hold, and whether members' prompts are open."""

    __table_args__ = (
        CheckConstraint(f"balance BETWEEN 0 AND {MAX_TOKENS}", name="balance_range"),
        CheckConstraint("held BETWEEN 0 AND balance", name="held_range"),
    )
    id: str = Field(primary_key=True, sa_type=ID)
    name: str = text_column(SHORT)
    is_member: bool
    balance: int = Field(default=0, sa_type=BigInteger)
    held: int = Field(default=0, sa_type=BigInteger)
    created_at: int = instant()

    @property
    def available(self) -> int:
        """Return what can be spent now: posted tokens less those on hold."""
        return self.balance - self.held
