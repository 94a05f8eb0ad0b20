"""The versions of prompts, and which of them was made the live one; both are append-only."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from core.tables.columns import ID, MAX_TOKENS, SHORT, instant, reference_to, text_column


class PromptVersion(SQLModel, table=True):
    """One text of a prompt with its price, numbered from 1 within its prompt.

    `parameters` are the values that the text's variables have where an order brings none: a JSON
    object of text. `author` is a person, or None for the library's file.
    """

    __table_args__ = (
        UniqueConstraint("prompt_id", "number"),
        UniqueConstraint("prompt_id", "digest"),
        CheckConstraint("number >= 1", name="number_range"),
        CheckConstraint(f"cost BETWEEN 1 AND {MAX_TOKENS}", name="cost_range"),
        CheckConstraint("id = prompt_id || '@' || CAST(number AS VARCHAR)", name="id_says_which"),
    )
    id: str = Field(primary_key=True, sa_type=SHORT)
    prompt_id: str = reference_to("prompt.id")
    number: int
    text: str = text_column()
    parameters: str = text_column(default="{}")
    cost: int = Field(sa_type=BigInteger)
    note: str = text_column(default="")
    author: str | None = reference_to("user.id", default=None)
    created_at: int = instant()
    digest: str = text_column(ID)  # SHA-256 of text, parameters and cost


class Decision(SQLModel, table=True):
    """A prompt's version became the live one; the latest decision of a prompt counts.

    `decided_by` is a person, or None for the library's file; `proof` is what the decision rests on,
    such as an experiment's verdict as it stood: see `core.experiments.adopting`. "" for none.
    """

    __table_args__ = (
        Index("ix_decision_of_prompt", "prompt_id", "id"),
        CheckConstraint(
            "substr(version_id, 1, length(prompt_id) + 1) = prompt_id || '@'",
            name="version_is_its_prompts",
        ),
    )
    # 64 bit on PostgreSQL; on SQLite only a plain INTEGER key counts up by itself.
    id: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger().with_variant(Integer, "sqlite")
    )
    prompt_id: str = reference_to("prompt.id")
    version_id: str = Field(sa_type=SHORT, sa_column_args=[ForeignKey("promptversion.id")])
    decided_at: int = instant()
    decided_by: str | None = reference_to("user.id", default=None)
    why: str = text_column(default="")
    proof: str = text_column(default="")
