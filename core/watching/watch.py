"""Serve the metrics of this process on a port of their own, and keep auditing the books.

Nothing else answers there, and visitors of the app never get there: who may read it is a matter of
the network (docs: README, Watching it).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from prometheus_client import start_http_server

from core import meters
from core.log import get_logger
from core.meters import REGISTRY
from core.processes.threads import Supervisor, keep_doing
from core.settings import InvalidSettings
from core.watching.audits import EVERY_S, Audits
from core.watching.figures import Figures

if TYPE_CHECKING:
    from core.studio import Studio

log = get_logger()


class Watch:
    """Answer a monitor at METRICS_ADDRESS:METRICS_PORT until it is stopped."""

    def __init__(
        self, studio: Studio, dead: Callable[[], list[str]], *, every_s: float = EVERY_S
    ) -> None:
        self._studio = studio
        self._every_s = every_s
        self._audits = Audits(studio)
        self._figures = Figures(studio, self._audits, dead)
        self._stopping = threading.Event()
        self._threads = Supervisor({"keeper-audit": self._keep_auditing})
        self._server: Any = None

    def start(self) -> Watch:
        """Open the port and begin to audit; return this.

        Raise `InvalidSettings` where the port can't be opened.
        """
        settings = self._studio.settings
        address, port = settings.metrics_address, settings.metrics_port
        try:
            self._server, _ = start_http_server(port or 0, address, REGISTRY)
        except OSError as error:
            raise InvalidSettings(f"METRICS_PORT: {address}:{port} can't be opened") from error
        REGISTRY.register(self._figures)
        meters.start_at_zero(self._studio.services)
        self._threads.start()
        log.info("metrics.served", address=address, port=self.port)
        return self

    @property
    def port(self) -> int:
        """Return the port that is open."""
        return int(self._server.server_port)

    def dead(self) -> list[str]:
        """Return the names of the threads that should live and don't."""
        return self._threads.dead()

    def stop(self) -> None:
        """Close the port, if it was opened; an audit under way ends with the process."""
        self._stopping.set()
        self._threads.stop()
        if self._server is not None:
            REGISTRY.unregister(self._figures)
            self._server.shutdown()
            self._server.server_close()

    def _keep_auditing(self) -> None:
        keep_doing(self._audits.run_once, self._every_s, self._stopping, failed="audit.failed")
