"""The leases of the orders in hand: raised while we live, given up with the order, taken over."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import col

from core.database import MOST_IDS
from core.orders.pool.in_progress import InProgress
from core.orders.pool.lanes import Lanes
from core.tables import Generation, OrderStatus, in_status

if TYPE_CHECKING:
    from core.studio import Studio


class Leases:
    """Keep this process's orders its own, and take in those that are nobody's."""

    def __init__(self, studio: Studio, mine: InProgress, lanes: Lanes) -> None:
        self._studio = studio
        self._mine = mine
        self._lanes = lanes

    def renew(self) -> None:
        """Raise the lease of every order here; give up those that are not held any more."""
        renew(self._studio, self._mine, self._lanes.give_up)

    def adopt(self) -> None:
        """Queue the orders that nobody owns yet, and those in hand that no worker has any more."""
        self._lanes.queue_the_lost()
        orphans = (
            update(Generation)
            .where(in_status(OrderStatus.HELD), col(Generation.owner).is_(None))
            .values(owner=self._studio.instance, lease=col(Generation.lease) + 1)
            .returning(Generation)
        )
        with self._studio.database.write() as tx:
            adopted = sorted(tx.scalars(orphans), key=lambda order: (order.created_at, order.id))
        for order in adopted:
            self._lanes.put(order)


def renew(studio: Studio, mine: InProgress, give_up: Callable[[Collection[str]], object]) -> None:
    """Raise the lease of every order in hand; let `give_up` have those that are not held any more.

    Raise `StorageFailed`.
    """
    ids = sorted(mine.ids())
    for start in range(0, len(ids), MOST_IDS):
        some = ids[start : start + MOST_IDS]
        raised = (
            update(Generation)
            .where(col(Generation.id).in_(some), in_status(OrderStatus.HELD))
            .values(lease=col(Generation.lease) + 1)
            .returning(col(Generation.id))
        )
        with studio.database.write() as tx:
            held = set(tx.scalars(raised))
        give_up(set(some) - held)
