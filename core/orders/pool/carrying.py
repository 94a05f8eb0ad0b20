"""One order in hand, carried to its end by whoever works on it: a lane's worker, or an engine's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import StudioError
from core.log import get_logger
from core.orders import generation
from core.orders.pool.in_progress import InProgress

if TYPE_CHECKING:
    from core.studio import Studio

log = get_logger()


def carry(studio: Studio, mine: InProgress, order_id: str) -> None:
    """Carry an order in hand to its end, then take it out of hand; raise nothing, whatever ends it.

    Do nothing for one that was given up.
    """
    try:
        work = mine.find(order_id)
        if work is not None and not work.cancel.is_set:
            generation.run(studio, order_id, work.cancel, work.clock, work.pauses.note)
    except StudioError:
        pass  # the order's row tells; generation has logged it
    except BaseException:
        log.exception("order.crashed", order=order_id)
    finally:
        mine.drop([order_id])
