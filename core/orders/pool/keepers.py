"""What every process that has to do with orders keeps doing beside them, on threads that must live.

recover   orders whose owner died
fold      ended orders into the statistics' buckets
purge     files of pictures that were in the bin for long
sweep     files that are of no use any more
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self

from core.orders.recovery import Recovery
from core.orders.statistics.fold import FOLD_S, fold
from core.orders.sweep import sweep
from core.pictures.trash import purge
from core.processes.threads import Supervisor, keep_doing

if TYPE_CHECKING:
    from core.studio import Studio

RENEW_S = 5.0  # a quarter of what a lease may stand still: three renewals may fail
RECOVER_S = 5.0  # a dead process's orders end one lease and at most one round after a start
SWEEP_S = 3600.0


class Chore(NamedTuple):
    """Something to do again and again, so many seconds after it was done."""

    every_s: float
    do: Callable[[], object]


class Keepers:
    """Do the chores of every process, and `more` of them, until `_stopping` is set.

    Each has a thread of its own, because a long recovery or sweep must not let leases end.
    `living` names the orders that this process works on; `workers` are threads that must live, too.
    """

    def __init__(
        self,
        studio: Studio,
        more: Mapping[str, Chore],
        *,
        recover_s: float = RECOVER_S,
        living: Callable[[], Collection[str]] = tuple,
        workers: Mapping[str, Callable[[], object]] | None = None,
    ) -> None:
        self._caller = studio.caller
        self._stopping = threading.Event()
        chores = {
            **more,
            "recover": Chore(recover_s, Recovery(studio, living=living).run_once),
            "fold": Chore(FOLD_S, partial(fold, studio.database, rest=self._stopping.wait)),
            "purge": Chore(SWEEP_S, partial(purge, studio)),
            "sweep": Chore(SWEEP_S, partial(sweep, studio)),
        }
        keepers = {f"keeper-{name}": partial(self._keep, chore) for name, chore in chores.items()}
        self._threads = Supervisor(
            {**(workers or {}), **keepers}, chore=studio.caller.ensure_running
        )

    def start(self) -> Self:
        """Start the threads; return self. Nobody waits for recovery."""
        self._threads.start()
        return self

    def dead(self) -> list[str]:
        """Return the names of the threads that should live and don't, for a health check."""
        return self._threads.dead() + self._caller.dead()

    def _keep(self, chore: Chore) -> None:
        def do() -> None:
            self._threads.start()  # who looks after the others must live, too
            chore.do()

        keep_doing(do, chore.every_s, self._stopping, failed="keeper.failed")
