"""Work on orders in a process of its own: `python -m core.worker`, with QUEUE=procrastinate.

As many as one likes, on any machine, with the same settings as the web processes. SIGTERM or
Ctrl-C: what is being made gets 5 s to end, the rest of it is given back; what waits stays for other
workers. Exit 0 after a stop; 1, with a line that says why, where it cannot begin.

Each line of the log is an event. With METRICS_PORT a monitor sees that it lives, and whether orders
wait for nobody; without, it says so at least once an hour (`files.swept`).
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys

from core.errors import StorageFailed
from core.log import get_logger
from core.orders.engine.worker import Worker
from core.pictures.store import opening
from core.processes import garbage
from core.providers import services
from core.settings import InvalidSettings, Settings, load
from core.studio import open_parts
from core.watching.watch import Watch

NICENESS = 10  # a click is waited for: on a processor that both use, pages go first

log = get_logger()


def settings_of_a_worker() -> Settings:
    """Read the environment; raise `InvalidSettings` where no worker can work with it."""
    settings = load()
    services.chosen(settings)
    if settings.queue != "procrastinate":
        raise InvalidSettings("QUEUE: a worker needs QUEUE=procrastinate, as the web processes do")
    opening.check(settings)
    return settings


async def work(worker: Worker) -> None:
    """Let the worker run, behind the pages, until the process is told to stop."""
    os.nice(NICENESS)
    for told in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(told, worker.stop)
    await worker.run()


def main() -> int:
    """Work until told to stop; return the exit status."""
    try:
        studio = open_parts(settings_of_a_worker())
        worker = Worker(studio)
        garbage.collect_seldom()
        if studio.settings.metrics_port:
            Watch(studio, worker.dead).start()  # it ends with the process
        # Not `asyncio.run`, which then waits for whatever the loop still has, and for how long.
        asyncio.new_event_loop().run_until_complete(work(worker))
    except (InvalidSettings, StorageFailed) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except Exception:
        log.exception("start.failed")
        return 1
    return 0


if __name__ == "__main__":
    status = main()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # a thread that waits for a database that hangs must not keep the process
