"""People, what they have, what they may, and as whom they sign in."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.tables.columns import (
    ID,
    MAX_TOKENS,
    SHORT,
    instant,
    later,
    one_of,
    reference_to,
    text_column,
)


class Role(StrEnum):
    """What a person may beside ordering, where people sign in; each may what those before may."""

    PROPOSER = "proposer"  # writes new versions
    PUBLISHER = "publisher"  # makes one the live one
    ADMINISTRATOR = "administrator"  # adjusts balances, memberships, roles and the library


class User(SQLModel, table=True):
    """A person: posted tokens, tokens on hold, and whether members' prompts are open."""

    __table_args__ = (
        CheckConstraint(f"balance BETWEEN 0 AND {MAX_TOKENS}", name="balance_range"),
        CheckConstraint("held BETWEEN 0 AND balance", name="held_range"),
        CheckConstraint(one_of("role", Role), name="role_known"),
    )
    id: str = Field(primary_key=True, sa_type=ID)
    name: str = text_column(SHORT)
    is_member: bool
    balance: int = Field(default=0, sa_type=BigInteger)
    held: int = Field(default=0, sa_type=BigInteger)
    created_at: int = instant()
    role: str = later(Role.PROPOSER, SHORT)

    @property
    def available(self) -> int:
        """Return what can be spent now: posted tokens less those on hold."""
        return self.balance - self.held


class Account(SQLModel, table=True):
    """As whom a person signs in: a subject of an issuer, which never changes.

    `email` is the address that the issuer confirmed last, "" where it confirmed none.
    """

    __table_args__ = (UniqueConstraint("issuer", "subject"),)
    user_id: str = reference_to("user.id", primary_key=True)
    issuer: str = text_column()
    subject: str = text_column()
    email: str = text_column(SHORT, default="")
    created_at: int = instant()
