"""A service's money for a day."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from core.tables.columns import SHORT, text_column


class ServiceDay(SQLModel, table=True):
    """What one service's orders of one day may still cost and have cost, for the whole team.

    `day` counts days since 1970 in the team's own zone; the money is millionths of `currency`.
    """

    __table_args__ = (CheckConstraint("reserved >= 0 AND spent >= 0", name="money_range"),)
    service: str = text_column(SHORT, primary_key=True)
    day: int = Field(primary_key=True)
    currency: str = text_column(SHORT, primary_key=True)
    reserved: int = Field(default=0, sa_type=BigInteger)  # estimates of the orders that are open
    spent: int = Field(default=0, sa_type=BigInteger)  # of those that have ended
