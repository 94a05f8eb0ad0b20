"""What administrators did; append-only."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer
from sqlmodel import Field, SQLModel

from core.tables.columns import SHORT, instant, one_of, reference_to, text_column


class ActKind(StrEnum):
    """What an administrator changed; the first three of a person, the others of a prompt."""

    BALANCE = "balance"
    MEMBERSHIP = "membership"
    ROLE = "role"
    COST = "cost"
    ARCHIVED = "archived"
    LIVE = "live"


class AdminAct(SQLModel, table=True):
    """One act of an administrator: of whom or what, from what to what, and why.

    `key` is the click's: it makes one act. A change of a balance has it as its entry's key, too.
    `before` and `after` are what is kept there: tokens, "0" or "1", a role, a version's id.
    """

    __table_args__ = (
        CheckConstraint(one_of("kind", ActKind), name="kind_known"),
        CheckConstraint(
            "(kind IN ('balance', 'membership', 'role')) = (person_id IS NOT NULL)",
            name="of_a_person",
        ),
        CheckConstraint("(person_id IS NULL) <> (prompt_id IS NULL)", name="of_one_thing"),
        CheckConstraint("before <> after", name="changes_something"),
        CheckConstraint("key <> '' AND reason <> ''", name="says_why"),
        Index("ix_adminact_of_person", "person_id", "id"),
        Index("ix_adminact_of_prompt", "prompt_id", "id"),
    )
    # 64 bit on PostgreSQL; on SQLite only a plain INTEGER key counts up by itself.
    id: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger().with_variant(Integer, "sqlite")
    )
    key: str = text_column(SHORT, unique=True)
    actor_id: str = reference_to("user.id")
    kind: str = text_column(SHORT)
    person_id: str | None = reference_to("user.id", default=None)
    prompt_id: str | None = reference_to("prompt.id", default=None)
    before: str = text_column()
    after: str = text_column()
    reason: str = text_column()
    acted_at: int = instant()
