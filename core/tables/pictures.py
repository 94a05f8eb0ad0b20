"""Stored pictures, and whose an uploaded reference is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, exists, text
from sqlmodel import Field, SQLModel, col

from core.tables.columns import ID, SHORT, instant, reference_to, text_column


def _index_where(condition: str, name: str, *columns: str) -> Index:
    """Return an index of the pictures for which a condition holds; queries say it word by word."""
    where = text(condition)
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


class GeneratedImage(SQLModel, table=True):
    """The stored picture of a settled order; exactly one for each.

    No row is ever deleted, and only the last three columns change, until `purged_at` is set: see
    `core.pictures.trash`. Triggers keep that.
    """

    __table_args__ = (
        CheckConstraint("starred_at >= created_at", name="starred_once_made"),
        CheckConstraint("trashed_at >= created_at", name="trashed_once_made"),
        CheckConstraint(
            "purged_at IS NULL OR (trashed_at IS NOT NULL AND purged_at >= trashed_at)",
            name="purged_from_the_bin",
        ),
        # What the gallery leaves out; its own order stands in an index of the orders.
        _index_where(
            "trashed_at IS NOT NULL", "ix_generatedimage_trashed", "user_id", "generation_id"
        ),
        _index_where(
            "trashed_at IS NOT NULL AND purged_at IS NULL",
            "ix_generatedimage_bin",
            *("user_id", "trashed_at", "generation_id"),
        ),
        _index_where(
            "starred_at IS NOT NULL AND trashed_at IS NULL",
            "ix_generatedimage_starred",
            *("user_id", "ordered_at", "generation_id"),
        ),
        {"sqlite_with_rowid": False},  # else a shell may REPLACE by rowid what no key names
    )
    id: str = Field(primary_key=True, sa_type=ID)
    generation_id: str = reference_to("generation.id", unique=True)
    mime: str = text_column(SHORT)
    width: int
    height: int
    size_bytes: int = Field(sa_type=BigInteger)
    sha256: str = text_column(ID)
    created_at: int = instant()
    # The order's person and `created_at` again: lists of stars and of the bin read no order.
    user_id: str = reference_to("user.id")
    ordered_at: int = instant()
    starred_at: int | None = instant(default=None)
    trashed_at: int | None = instant(default=None)
    purged_at: int | None = instant(default=None)  # when its files went for good


def is_purged(order_id: Any) -> Any:
    """Return the condition that the files of an order's picture are gone for good."""
    its = col(GeneratedImage.generation_id) == order_id
    return exists().where(its, col(GeneratedImage.purged_at).is_not(None))


class UploadedReference(SQLModel, table=True):
    """Who uploaded which reference picture; the file is one for all people who have the same.

    A row that none of its person's orders names goes a day after: see `core.orders.sweep`.
    """

    __table_args__ = (Index("ix_uploadedreference_name", "name"),)
    user_id: str = Field(primary_key=True, sa_type=ID, sa_column_args=[ForeignKey("user.id")])
    name: str = Field(primary_key=True, sa_type=SHORT)
    file_name: str = text_column(SHORT, default="")
    uploaded_at: int = instant()
