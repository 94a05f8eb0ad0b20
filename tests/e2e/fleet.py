"""Web processes, workers and Caddy as they are deployed, on loopback; any of them can be killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from e2e.server import ROOT, RUN, START_S, STOP_S, _die_with_parent

from bench.server import free_port, inherited

CADDY = str(Path(sys.executable).parent / "caddy")
CADDYFILE = ("--config", "deploy/Caddyfile", "--adapter", "caddyfile")
WEBS, WORKERS, PROXY = ("web-1", "web-2"), ("worker-1", "worker-2"), "proxy"


class Fleet:
    """Two web processes and two workers behind Caddy; `url` is what people type."""

    issuer = ""  # demo people, whatever the rest of the suite does

    def __init__(self, folder: Path, **env: str) -> None:
        self._folder = folder
        self._ports = {name: free_port() for name in (*WEBS, PROXY)}
        self.url = f"http://127.0.0.1:{self._ports[PROXY]}"
        self._env = inherited() | env
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @contextmanager
    def running(self) -> Iterator[Fleet]:
        """Start all of it, and leave nothing running."""
        try:
            self.start(*WEBS, *WORKERS, PROXY)
            yield self
        finally:
            for process in self._running.values():
                process.kill()
                process.wait(STOP_S)

    def start(self, *names: str) -> None:
        """Start some at the same time; return when each can work."""
        for name in names:
            with self._log(name).open("ab") as log:
                self._running[name] = subprocess.Popen(
                    self._command(name),
                    cwd=ROOT,
                    env=self._env | self._own(name),
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    preexec_fn=_die_with_parent,  # noqa: PLW1509 - the tests start no threads
                )
        for name in names:
            self._wait_for(name)

    def kill(self, name: str) -> None:
        """Kill -9."""
        self._end(name, signal.SIGKILL)

    def restart(self, name: str) -> None:
        """Ask it to stop, as a deploy does, and start it again."""
        self._end(name, signal.SIGTERM)
        self.start(name)

    def log(self, *names: str) -> str:
        """Return all that some have written."""
        return "".join(self._log(name).read_text("utf-8", "replace") for name in names)

    def begun(self) -> Counter[str]:
        """Return how often the service was asked for each order, by any worker."""
        lines = self.log(*WORKERS).splitlines()
        asked = [line for line in lines if "order.step" in line and "step=generate" in line]
        return Counter(line.partition("order=")[2].split()[0] for line in asked)

    def _end(self, name: str, how: int) -> None:
        process = self._running.pop(name)
        process.send_signal(how)
        process.wait(2 * STOP_S)

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    def _command(self, name: str) -> list[str]:
        if name in WEBS:
            return [*RUN, "--server.port", str(self._ports[name])]
        if name in WORKERS:
            return [sys.executable, "-m", "core.worker"]
        return [CADDY, "run", *CADDYFILE]

    def _own(self, name: str) -> dict[str, str]:
        if name == PROXY:
            upstreams = {f"WEB_{name[-1]}": f"127.0.0.1:{self._ports[name]}" for name in WEBS}
            return {"SITE": self.url, "HOME": str(self._folder), **upstreams}
        return {"DATA_DIR": str(self._folder / name)}  # nothing that others need

    def _wait_for(self, name: str) -> None:
        ends = time.monotonic() + START_S
        while not self._answers(name):
            assert self._running[name].poll() is None, self.log(name)
            assert time.monotonic() < ends, self.log(name)
            time.sleep(0.05)

    def _answers(self, name: str) -> bool:
        if name in WORKERS:
            return self.log(name).count("worker.started") > self.log(name).count("worker.stopped")
        address = f"http://127.0.0.1:{self._ports[name]}/readyz"
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return True
        return False
