"""What one person may order: clicks a minute, clicks that are open, tokens a day.

All of it is counted after the hold, in its transaction: the hold locks the person's row, so that of
two clicks at once the second one counts the first. Counted before it, both would pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, func, select
from sqlmodel import Session

from core.database import connection_of
from core.errors import TokensPerDay, TooManyAMinute, TooManyOrders
from core.orders.views import reads
from core.tables import ORDERS, Generation, OrderStatus

if TYPE_CHECKING:
    from core.studio import Studio

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS

_LATELY = and_(ORDERS.c.user_id == bindparam("person"), ORDERS.c.created_at > bindparam("since"))
_CLICKED = and_(ORDERS.c.created_at > bindparam("minute"), ~ORDERS.c.batch)
_CHARGED = ORDERS.c.status.in_((OrderStatus.HELD, OrderStatus.SETTLED))
# Over the day's orders of one person: see ix_generation_of_person.
_COUNTS = select(
    func.sum(case((_CLICKED, 1), else_=0)).label("clicks"),
    func.sum(case((_CHARGED, ORDERS.c.cost), else_=0)).label("tokens"),
).where(_LATELY)
_OPEN_CLICKS = reads.ids_of_open_clicks(bindparam("person")).subquery()
_OPEN = select(func.count()).select_from(_OPEN_CLICKS).scalar_subquery()
_ALL_COUNTS = _COUNTS.add_columns(_OPEN.label("open"))  # one statement; of it a batch needs tokens
# Only for a refusal, which says when it is possible again.
_OLDEST = select(ORDERS.c.created_at, ORDERS.c.cost).where(_LATELY).order_by(ORDERS.c.created_at)
_CLICKS, _CHARGES = _OLDEST.where(~ORDERS.c.batch), _OLDEST.where(_CHARGED)


def check(studio: Studio, tx: Session, orders: Sequence[Generation], *, now: int) -> None:
    """Refuse one person's new orders, whose tokens are on hold, where they go over a limit.

    A batch counts for tokens alone: it waits behind clicks, and its plan has a limit of its own.
    Raise `TooManyOrders`, `TooManyAMinute` or `TokensPerDay`.
    """
    person_id = orders[0].user_id
    wanted = {"person": person_id, "since": now - DAY_MS, "minute": now - MINUTE_MS}
    counts = connection_of(tx).execute(_ALL_COUNTS, wanted).one()
    new, cost = len(orders), sum(each.cost for each in orders)
    if not orders[0].batch:
        _check_open(studio, counts.open, new=new)
        _check_minute(studio, tx, person_id, int(counts.clicks or 0), new=new, now=now)
    _check_tokens(studio, tx, person_id, int(counts.tokens or 0), new=cost, now=now)


def tokens_since(session: Session, person_id: str, since: int) -> int:
    """Return the tokens of a person's orders after an instant that are held or settled."""
    wanted = {"person": person_id, "since": since, "minute": since}
    return int(connection_of(session).execute(_COUNTS, wanted).one().tokens or 0)


def _check_open(studio: Studio, open_now: int, *, new: int) -> None:
    limit = studio.settings.open_orders
    if open_now > limit:
        raise TooManyOrders(open=open_now - new, new=new, limit=limit)


def _check_minute(
    studio: Studio, tx: Session, person_id: str, count: int, *, new: int, now: int
) -> None:
    limit = studio.settings.orders_per_minute
    if count > limit:
        wanted = {"person": person_id, "since": now - MINUTE_MS}
        clicks = ((row.created_at, 1) for row in connection_of(tx).execute(_CLICKS, wanted))
        again_at = _leaves(clicks, count - limit, MINUTE_MS)
        raise TooManyAMinute(limit=limit, used=count - new, new=new, at=now, again_at=again_at)


def _check_tokens(
    studio: Studio, tx: Session, person_id: str, count: int, *, new: int, now: int
) -> None:
    limit = studio.settings.tokens_per_day
    if count <= limit:
        return
    facts: dict[str, Any] = {"limit": limit, "used": count - new, "new": new, "at": now}
    if new > limit:
        raise TokensPerDay("at_once", **facts)
    wanted = {"person": person_id, "since": now - DAY_MS}
    charges = ((row.created_at, row.cost) for row in connection_of(tx).execute(_CHARGES, wanted))
    raise TokensPerDay(**facts, again_at=_leaves(charges, count - limit, DAY_MS))


def _leaves(oldest_first: Iterable[tuple[int, int]], amount: int, span_ms: int) -> int:
    """Return the instant at which so much of what was counted has left the span."""
    left = 0
    for instant, each in oldest_first:
        left += each
        if left >= amount:
            return instant + span_ms
    raise AssertionError("no more can leave than was counted")
