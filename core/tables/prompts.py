"""The prompts that can be ordered."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from core.tables.columns import ID, MAX_TOKENS, SHORT, text_column


class Prompt(SQLModel, table=True):
    """One prompt of today's library; one that left the file stays, inactive, for history."""

    __table_args__ = (CheckConstraint(f"cost BETWEEN 1 AND {MAX_TOKENS}", name="cost_range"),)
    id: str = Field(primary_key=True, sa_type=ID)
    title: str = text_column(SHORT)
    description: str = text_column()
    category: str = text_column(SHORT)
    text: str = text_column()
    cost: int = Field(sa_type=BigInteger)
    members_only: bool
    active: bool
    position: int
