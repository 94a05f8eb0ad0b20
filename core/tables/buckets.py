"""Ended orders counted together: what the statistics of prompts read instead of the orders."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from core.tables.columns import ID, SHORT


class OrderBucket(SQLModel, table=True):
    """How many folded orders of one kind were placed in one span of time, and what they cost.

    The rows say nothing that the orders don't: whoever deletes all of them, and marks all orders
    as not folded, gets them again from `core.orders.statistics.fold`. `person_id` is "" for
    everybody, `version_id` for orders from before versions; `took_ms` is the least duration of a
    bin, 0 for orders that made no picture; `currency` is that of `micros`, which is what the
    `priced` of its pictures cost their operator, the others' price not being known.
    """

    __table_args__ = (
        CheckConstraint("span_ms > 0 AND begins_at % span_ms = 0", name="span_begins_at_its_own"),
        CheckConstraint("took_ms >= 0", name="took_range"),
        CheckConstraint("orders >= 1", name="orders_range"),
        CheckConstraint("cost >= orders", name="cost_range"),
        CheckConstraint("priced BETWEEN 0 AND orders", name="priced_range"),
        CheckConstraint("micros >= 0", name="micros_range"),
        # On SQLite the rows stand in the key's order, once: a span is read from one place.
        {"sqlite_with_rowid": False},
    )
    person_id: str = Field(primary_key=True, sa_type=ID)
    span_ms: int = Field(primary_key=True, sa_type=BigInteger)
    begins_at: int = Field(primary_key=True, sa_type=BigInteger)  # an instant
    prompt_id: str = Field(primary_key=True, sa_type=ID)
    version_id: str = Field(primary_key=True, sa_type=SHORT)
    provider: str = Field(primary_key=True, sa_type=SHORT)
    model: str = Field(primary_key=True, sa_type=SHORT)
    status: str = Field(primary_key=True, sa_type=SHORT)
    error_code: str = Field(primary_key=True, sa_type=SHORT)
    error_reason: str = Field(primary_key=True, sa_type=SHORT)
    took_ms: int = Field(primary_key=True, sa_type=BigInteger)
    currency: str = Field(primary_key=True, sa_type=SHORT)
    orders: int = Field(sa_type=BigInteger)
    cost: int = Field(sa_type=BigInteger)
    priced: int = Field(sa_type=BigInteger)
    micros: int = Field(sa_type=BigInteger)
