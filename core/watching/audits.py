"""Audits of the books, again and again while the app runs, for whoever watches it.

After one that found everything in order, the next ones look at what came after it
(`core.ledger.since` says what they don't see); one a day looks at everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.audit import audit
from core.ledger.checkpoints import Checkpoint
from core.log import get_logger

if TYPE_CHECKING:
    from core.studio import Studio

EVERY_S = 900.0
WHOLE_S = 86_400.0

log = get_logger()


@dataclass(frozen=True)
class Audited:
    """How an audit ended: by the studio's monotonic clock, in seconds, and with broken rules."""

    ended_s: float
    took_s: float
    broken: int


class Audits:
    """Audit when told to; `last` is how the last one ended, None before the first."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._checkpoint: Checkpoint | None = None
        self._whole_s = 0.0  # when everything was looked at last
        self.last: Audited | None = None

    def run_once(self) -> None:
        """Audit once; raise what a database raises that can't be read."""
        studio = self._studio
        began_s = studio.monotonic()
        since = self._checkpoint if began_s - self._whole_s < WHOLE_S else None
        report = audit(studio.database, since=since, now=studio.now())
        if since is None:
            self._checkpoint, self._whole_s = report.checkpoint, began_s
        elif not report.clean:
            self._checkpoint = None  # the next one looks at everything
        broken = [finding.rule for finding in report.findings if finding.broken]
        ended_s = studio.monotonic()
        self.last = Audited(ended_s, ended_s - began_s, len(broken))
        if broken:
            log.error("audit.broken", rules=broken)
