"""Stored pictures, and whose an uploaded reference is."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlmodel import Field, SQLModel

from core.tables.columns import ID, SHORT, instant, reference_to, text_column


class GeneratedImage(SQLModel, table=True):
    """The stored picture of a settled order; exactly one for each."""

    id: str = Field(primary_key=True, sa_type=ID)
    generation_id: str = reference_to("generation.id", unique=True)
    mime: str = text_column(SHORT)
    width: int
    height: int
    size_bytes: int = Field(sa_type=BigInteger)
    sha256: str = text_column(ID)
    created_at: int = instant()


class UploadedReference(SQLModel, table=True):
    """Who uploaded which reference picture; the file is one for all people who have the same.

    A row that none of its person's orders names goes a day after: see `core.orders.sweep`.
    """

    __table_args__ = (Index("ix_uploadedreference_name", "name"),)
    user_id: str = Field(primary_key=True, sa_type=ID, sa_column_args=[ForeignKey("user.id")])
    name: str = Field(primary_key=True, sa_type=SHORT)
    file_name: str = text_column(SHORT, default="")
    uploaded_at: int = instant()
