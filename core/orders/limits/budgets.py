"""What the services may cost the team a day: kept for each order when it is placed.

An order keeps its day, its estimate and their currency (`assign`), the hold's transaction reserves
them (`reserve`), and whatever ends it gives them back and counts what it has cost:
`core.ledger.service_days`. A service without a budget, and a picture that costs nothing, keep
nothing. A day begins at the team's midnight; an order belongs to the day on which it was placed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlmodel import Session

from core.database import connection_of
from core.errors import BudgetSpent
from core.ledger import service_days
from core.ledger.service_days import Day
from core.orders.requests import micros
from core.providers.catalog import estimate_picture
from core.providers.contract import Model
from core.tables import Generation

if TYPE_CHECKING:
    from core.studio import Studio

HOUR_MS = 3_600_000
_DAY_MS = 24 * HOUR_MS


class Wanted(NamedTuple):
    """One picture that is to be ordered: what decides its estimate."""

    service: str
    model: Model
    size: str


def day_of(studio: Studio, now: int) -> int:
    """Return the team's day at an instant, counted from 1970."""
    return (now + studio.settings.team_utc_offset_h * HOUR_MS) // _DAY_MS


def end_of(studio: Studio, day: int) -> int:
    """Return the instant at which the team's day ends."""
    return (day + 1) * _DAY_MS - studio.settings.team_utc_offset_h * HOUR_MS


def most_of(studio: Studio, service: str) -> int | None:
    """Return what a service may cost a day, in millionths of its currency; None: anything."""
    return micros(studio.budgets.get(service))


def assign(studio: Studio, order: Generation, model: Model, *, now: int) -> None:
    """Write into a row what is to be kept for it; nothing for what costs nobody anything."""
    wanted = Wanted(order.provider, model, order.size)
    for day, needed in _needed(studio, [wanted], now=now).items():
        order.budget_day, order.budget_currency, order.budget_micros = day.day, day.currency, needed


def reserve(studio: Studio, tx: Session, orders: Sequence[Generation], *, now: int) -> None:
    """Reserve what new orders keep, all or none; after the hold, which locks their person.

    Raise `BudgetSpent`.
    """
    needed: Counter[Day] = Counter()
    for order in orders:
        if order.budget_day:
            day = Day(order.provider, order.budget_day, order.budget_currency)
            needed[day] += order.budget_micros
    db = connection_of(tx)
    for day in sorted(needed):
        most = most_of(studio, day.service)
        assert most is not None, "nothing is kept without a budget"
        if not service_days.reserve(db, day, needed[day], most=most):
            raise _spent(studio, tx, day, needed[day], most=most, now=now)


def shortage(
    studio: Studio, session: Session, wanted: Iterable[Wanted], *, now: int
) -> BudgetSpent | None:
    """Return why pictures could not be ordered now, as a page may say before any click; or None."""
    for day, needed in sorted(_needed(studio, wanted, now=now).items()):
        most = most_of(studio, day.service)
        if most is not None and needed + service_days.used(connection_of(session), day) > most:
            return _spent(studio, session, day, needed, most=most, now=now)
    return None


def _needed(studio: Studio, wanted: Iterable[Wanted], *, now: int) -> Mapping[Day, int]:
    """Return the estimates of pictures by the days that keep them; one of no cost keeps nothing."""
    today = day_of(studio, now)
    needed: Counter[Day] = Counter()
    for service, model, size in wanted:
        price = estimate_picture(model, size)
        estimate = micros(studio.settings.unknown_price if price is None else price)
        if service in studio.budgets and estimate:
            needed[Day(service, today, model.currency)] += estimate
    return needed


def _spent(
    studio: Studio, session: Session, day: Day, needed: int, *, most: int, now: int
) -> BudgetSpent:
    """Return the refusal; more than a whole day's money is never there."""
    return BudgetSpent(
        "at_once" if needed > most else None,
        service=day.service,
        currency=day.currency,
        limit=most,
        used=service_days.used(connection_of(session), day),
        needed=needed,
        at=now,
        again_at=end_of(studio, day.day),
    )
