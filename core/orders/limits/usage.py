"""What is used of the limits now: each service's money today, each person's tokens and clicks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Select, and_, case, func, select
from sqlmodel import Session, col

from core.orders.limits import budgets
from core.orders.limits.personal import DAY_MS
from core.tables import Generation, OrderStatus, ServiceDay, User

if TYPE_CHECKING:
    from core.studio import Studio

MOST_PEOPLE = 20


@dataclass(frozen=True)
class ServiceUse:
    """A service's money today, in millionths of `currency`; `limit` None: it may cost anything."""

    service: str
    currency: str
    reserved: int
    spent: int
    limit: int | None

    @property
    def left(self) -> int | None:
        """Return what may still be ordered today; nothing where a limit was lowered meanwhile."""
        used = self.reserved + self.spent
        return None if self.limit is None else max(0, self.limit - used)


@dataclass(frozen=True)
class PersonUse:
    """What a person used of the limits in the last 24 hours, of orders that are held or settled.

    `open_clicks` are the held ones that they placed by clicks.
    """

    person_id: str
    name: str
    tokens: int
    open_clicks: int


@dataclass(frozen=True)
class Usage:
    """All of it; `day_ends_at` is an instant in ms, the limits are each person's."""

    day_ends_at: int
    services: Sequence[ServiceUse]
    token_limit: int
    open_limit: int
    people: Sequence[PersonUse]


def find(studio: Studio) -> Usage:
    """Return what is used now: services by name, the people who have used most before others."""
    now = studio.now()
    day = budgets.day_of(studio, now)
    with studio.database.snapshot() as session:
        services = services_of_day(studio, session, day)
        people = [PersonUse(**row) for row in session.execute(_most(now - DAY_MS)).mappings()]
    ends_at, limits = budgets.end_of(studio, day), studio.settings
    return Usage(ends_at, services, limits.tokens_per_day, limits.open_orders, people)


def services_of_day(studio: Studio, session: Session, day: int) -> list[ServiceUse]:
    """Return each service's money of one of the team's days, by name."""
    of_day = select(ServiceDay).where(col(ServiceDay.day) == day)
    rows = [row.model_dump() for row in session.scalars(of_day)]
    services = [
        ServiceUse(
            row["service"],
            row["currency"],
            row["reserved"],
            row["spent"],
            budgets.most_of(studio, row["service"]),
        )
        for row in rows
    ]
    services += _unused(studio, {row["service"] for row in rows})
    return sorted(services, key=lambda use: (use.service, use.currency))


def _unused(studio: Studio, used: set[str]) -> list[ServiceUse]:
    """Return those offered services with a budget of which nothing was ordered today."""
    return [
        ServiceUse(name, service.models[0].currency, 0, 0, budgets.most_of(studio, name))
        for name, service in studio.services.items()
        if name in studio.budgets and name not in used
    ]


def _most(since: int) -> Select[str, str, int, int]:
    tokens = func.sum(col(Generation.cost)).label("tokens")
    is_open_click = and_(col(Generation.status) == OrderStatus.HELD, ~col(Generation.batch))
    open_clicks = func.sum(case((is_open_click, 1), else_=0)).label("open_clicks")
    charged = col(Generation.status).in_((OrderStatus.HELD, OrderStatus.SETTLED))
    return (
        select(col(Generation.user_id).label("person_id"), col(User.name), tokens, open_clicks)
        .join(User, col(User.id) == col(Generation.user_id))
        .where(col(Generation.created_at) > since, charged)
        .group_by(col(Generation.user_id), col(User.name))
        .order_by(tokens.desc(), col(User.name))
        .limit(MOST_PEOPLE)
    )
