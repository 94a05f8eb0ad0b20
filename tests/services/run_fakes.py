"""Run the stand-ins of all services, and the app against them.

    python -m tests.services.run_fakes [--port 8788] [--script [SERVICE:]NAME,…] [-- COMMAND …]

COMMAND gets the settings that send it to the stand-ins, each with a key of its own; without one,
the settings are printed and the stand-ins serve until interrupted. A script is for all services
that have it, or for the one that stands before it: `--script stability:unavailable,ark:hang`.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from functools import partial
from typing import Any

from core.settings.kinds import listed
from tests.services.every import EVERY, settings_for
from tests.services.replies import painted
from tests.services.stand_in import GOOD, StandIn

PORT = 8788  # of the first stand-in; each further one has the next
DATA_DIR = "data/fake"  # the pictures are no service's: they don't go among real ones


def chosen_scripts(text: str) -> dict[str, str]:
    """Return what each service answers by default; raise `ValueError` for a name that none has.

    What is said of one service counts before what is said of all.
    """
    scripts = dict.fromkeys(EVERY, GOOD)
    for each in sorted(listed(text), key=lambda each: ":" in each):
        service, _, name = each.rpartition(":")
        asked = [service] if service else list(EVERY)
        having = [known for known in asked if known in EVERY and name in EVERY[known].all_scripts]
        if not having:
            raise ValueError(f"{each!r}: no such script, or no such service")
        scripts |= dict.fromkeys(having, name)
    return scripts


def run(command: list[str], environment: Mapping[str, str]) -> int:
    """Run the command to its end; return its exit code. A Ctrl-C reaches it by itself."""
    signal.signal(signal.SIGINT, lambda *_: None)
    with subprocess.Popen(command, env={**os.environ, **environment}) as app:
        signal.signal(signal.SIGTERM, lambda *_: app.terminate())
        return app.wait()


def open_all(port: int, scripts: Mapping[str, str]) -> dict[str, StandIn[Any]]:
    """Return every stand-in on a port of its own; they talk, and paint pictures to look at."""
    opened = {}
    for number, (name, each) in enumerate(EVERY.items()):
        paint = partial(painted, service=name)
        opened[name] = each.open(
            port=port + number if port else 0, script=scripts[name], paint=paint
        )
        opened[name].talks = True
    return opened


def main() -> int:
    """Run the stand-ins, and the command if there is one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=PORT, help="of the first stand-in; 0: any")
    parser.add_argument("--script", default=GOOD, metavar="[SERVICE:]NAME,…")
    parser.add_argument("command", nargs="*")
    options = parser.parse_args()
    try:
        scripts = chosen_scripts(options.script)
    except ValueError as error:
        parser.error(str(error))
    opened = open_all(options.port, scripts)
    settings = settings_for({name: each.address for name, each in opened.items()})
    environment = {name.upper(): said for name, said in settings.items()}
    environment |= {"NO_PROXY": "127.0.0.1", "DATA_DIR": os.environ.get("DATA_DIR", DATA_DIR)}
    with ExitStack() as stack:
        for name, each in opened.items():
            stack.enter_context(each)
            _say(f"stand-in for {name} on {each.address}, script {scripts[name]}")
        if options.command:
            return run(options.command, environment)
        _say("\n".join(f"export {name}={said}" for name, said in environment.items()))
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    return 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
