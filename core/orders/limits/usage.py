"""What is used of the limits now: each service's money today, each person's tokens and orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from core.listing.pages import Page
from core.orders.limits import budgets, per_person
from core.orders.limits.per_person import PersonUse, UseFilter
from core.tables import ServiceDay

if TYPE_CHECKING:
    from core.studio import Studio


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
class Usage:
    """All of it; `day_ends_at` is an instant in ms, the limits are each person's."""

    day_ends_at: int
    services: Sequence[ServiceUse]
    token_limit: int
    minute_limit: int
    open_limit: int
    people: Page[PersonUse]


def find(studio: Studio, chosen: UseFilter, *, number: int, size: int) -> Usage:
    """Return what is used now: services by name, one page of the people of a filter."""
    now, limits = studio.now(), studio.settings
    day = budgets.day_of(studio, now)
    with studio.database.snapshot() as session:
        services = services_of_day(studio, session, day)
        people = per_person.list_use(session, chosen, now=now, number=number, size=size)
    return Usage(
        day_ends_at=budgets.end_of(studio, day),
        services=services,
        token_limit=limits.tokens_per_day,
        minute_limit=limits.orders_per_minute,
        open_limit=limits.open_orders,
        people=people,
    )


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
