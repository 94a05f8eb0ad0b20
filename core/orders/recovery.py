"""Orders whose owner died: forward if their picture is stored, else their tokens go back.

An owner counts its orders' leases up every few seconds while it lives. A lease is over when this
process has seen it unmoved for 20 s by its own monotonic clock: no clock that somebody sets, here
or on another machine, makes a living order look dead or keeps a dead one. That decides only who is
looked at; what then happens is decided by the guards of `core.ledger.tokens`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from core.errors import Cancelled, GenerationFailed, InvalidImage, StorageFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.orders import endings
from core.pictures.uploads import check_answer
from core.tables import Generation, OrderStatus, in_status

if TYPE_CHECKING:
    from core.studio import Studio

LEASE_S = 20.0  # how long a lease may stand still; its owner raises it every 5 s
# Between two looks that count as one watch. After a longer gap (nobody could write, or we did not
# run) the watch begins anew: the owner may have been as stuck as we were.
GAP_S = 10.0

log = get_logger()


@dataclass(frozen=True)
class _Sight:
    """Where a lease stood, and since when it has been seen there, in monotonic seconds."""

    lease: int
    since_s: float


class Recovery:
    """Watch the leases of all open orders; end the orders whose lease is over.

    `living` names the orders that this process works on: they are never taken, however long the
    database kept their leases from being raised. Any process may watch, and several at once.
    """

    def __init__(self, studio: Studio, living: Callable[[], Collection[str]] = tuple) -> None:
        self._studio = studio
        self._living = living
        self._sights: dict[str, _Sight] = {}
        self._looked_s = studio.monotonic()

    def run_once(self) -> int:
        """Look at every lease once; return how many orders this look has ended.

        Raise `StorageFailed` when the database cannot be asked.
        """
        over = self._over()
        ended = sum(self._end(order_id, lease) for order_id, lease in over.items())
        if over:
            log.warning("orders.recovered", ended=ended, found=len(over))
        return ended

    def _over(self) -> dict[str, int]:
        """Return the orders whose lease is over, with where it stands."""
        leases = self._leases()
        now_s = self._studio.monotonic()
        living = self._living()
        known = self._sights if now_s - self._looked_s <= GAP_S else {}
        self._looked_s = now_s
        seen = {}
        for order_id, lease in leases.items():
            last = known.get(order_id)
            if last is None or last.lease != lease or order_id in living:
                last = _Sight(lease, now_s)
            seen[order_id] = last
        self._sights = seen
        return {
            order_id: sight.lease
            for order_id, sight in seen.items()
            if now_s - sight.since_s >= LEASE_S
        }

    def _leases(self) -> dict[str, int]:
        """Return the lease of every open order that has an owner.

        In a write transaction: while nobody can write, no lease can move, and we wait as well.
        """
        query = select(col(Generation.id), col(Generation.lease)).where(
            in_status(OrderStatus.HELD), col(Generation.owner).is_not(None)
        )
        with self._studio.database.write() as session:
            return {row.id: row.lease for row in session.execute(query)}

    def _end(self, order_id: str, lease: int) -> bool:
        """Return whether this call ended the order; one that fails must not block the others."""
        try:
            return self._settle_or_release(order_id, lease)
        except Exception:  # a decoder's failure, say, which says nothing of the picture
            log.exception("order.recovery_failed", order=order_id)
            return False

    def _settle_or_release(self, order_id: str, lease: int) -> bool:
        """Settle an order whose picture is stored; release any other whose lease did not move."""
        studio = self._studio
        try:
            if studio.images.find_original(order_id) is None:
                interrupted = GenerationFailed(ProviderFault.INTERRUPTED)
                return bool(endings.release(studio, [order_id], interrupted, lease=lease))
            picture = check_answer(studio.images.read_original(order_id))
            with studio.database.read() as session:
                order = session.get_one(Generation, order_id)
            endings.settle(studio, order, picture, now=studio.now())
        except InvalidImage:
            damaged = StorageFailed("files")
            return bool(endings.release(studio, [order_id], damaged, lease=lease))
        except Cancelled:
            return False
        return True
