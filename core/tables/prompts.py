"""The prompts that can be ordered."""

from __future__ import annotations

from sqlalchemy import false
from sqlmodel import Field, SQLModel

from core.tables.columns import ID, SHORT, text_column

_NO = {"server_default": false()}


class Prompt(SQLModel, table=True):
    """One prompt of the library; its text and its price are its live version's.

    An archived one can't be ordered, and stays for history. The library's file changes an `edited`
    one no more.
    """

    id: str = Field(primary_key=True, sa_type=ID)
    title: str = text_column(SHORT)
    description: str = text_column()
    category: str = text_column(SHORT)
    members_only: bool
    position: int
    archived: bool = Field(default=False, sa_column_kwargs=_NO)
    edited: bool = Field(default=False, sa_column_kwargs=_NO)
