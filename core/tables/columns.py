"""What the columns of all tables are made of; the metadata that they stand in."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, String, Text, text
from sqlmodel import Field, SQLModel

MICROS = 1_000_000  # money is kept as whole millionths of its currency
MAX_TOKENS = 2**53 - 1  # the largest whole number that JSON, spreadsheets and browsers keep exact

# Before the first table class: Alembic's batch mode needs every constraint to have a name.
SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = String(64)
SHORT = String(200)


def one_of(column: str, values: type[StrEnum]) -> str:
    """Return the SQL condition that a column has one of an enumeration's values."""
    return f"{column} IN ({', '.join(repr(v.value) for v in values)})"


def index_of(name: str, status: str, *columns: str) -> Index:
    """Return a partial index over the orders of one status: see `core.tables.orders.in_status`."""
    where = text(f"status = '{status}'")
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


def instant(**more: Any) -> Any:
    """Return a column of whole milliseconds since 1970, UTC."""
    return Field(sa_type=BigInteger, **more)


def text_column(sa_type: Any = Text, **more: Any) -> Any:
    """Return a column of text."""
    return Field(sa_type=sa_type, **more)


def later(default: str, sa_type: Any = Text) -> Any:
    """Return a column that a later version added: rows from before have the default."""
    # As SQL text: Alembic cannot compare an empty string with what SQLite says of it.
    before = {"server_default": text(f"'{default}'")}
    return Field(default, sa_type=sa_type, sa_column_kwargs=before)


def reference_to(target: str, **more: Any) -> Any:
    """Return a column that holds the key of another table's row, "table.column"."""
    return Field(sa_type=ID, sa_column_args=[ForeignKey(target)], **more)
