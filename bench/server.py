"""A server as a process of its own, on a free port of this machine, and what it uses."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.settings import ROOT, Settings

APP = ("streamlit", "run", "streamlit_app.py", "--server.port")
BARE = ("streamlit", "run", "bench/bare_page.py", "--server.port")
HELLO = ("streamlit", "hello", "--server.port")
INSTANT_APP = ("bench.instant_app",)

# Who measures is the flood that the guard would end, and more than a person may order.
UNHURRIED = {
    "MESSAGES_PER_S": "1000",
    "ORDERS_PER_MINUTE": "10000",
    "TOKENS_PER_DAY": "1000000",
    "NEW_PEOPLE_PER_DAY": "10000",
}

START_S = 60.0
STOP_S = 15.0
LOOK_S = 0.01  # between two looks whether it answers: the start's resolution


@dataclass(frozen=True)
class Server:
    """A running server: where it is, when it was started, and how long it took to answer."""

    url: str
    pid: int
    began: float
    health_s: float
    log: Path

    @property
    def memory_mb(self) -> float:
        """Return the resident memory of the process, in MB."""
        pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="utf-8").split()[1]
        return int(pages) * os.sysconf("SC_PAGESIZE") / 1e6

    @property
    def cpu_ms(self) -> float:
        """Return the processor time used so far, in ms; it hardly feels the neighbours."""
        stat = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    @property
    def crashes(self) -> int:
        """Return how many tracebacks the log has: a page that crashed answers all the same."""
        return self.log.read_text(encoding="utf-8", errors="replace").count("Traceback")

    def check(self) -> None:
        """Raise if anything crashed: what was measured then is worth nothing."""
        if self.crashes:
            raise RuntimeError(self.log.read_text(encoding="utf-8", errors="replace")[-4000:])


@contextmanager
def serving(command: tuple[str, ...], data_dir: Path, **env: str) -> Iterator[Server]:
    """Run `python -m {command} {port}`; yield when it answers, and end it afterwards."""
    port = free_port()
    log = data_dir / "server.log"
    places = {"DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, str(port)],
            cwd=ROOT,
            env=inherited() | UNHURRIED | env | places,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process, log)
        yield Server(url, process.pid, began, time.perf_counter() - began, log)
    finally:
        _end(process)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + START_S
    while time.monotonic() < ends and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(LOOK_S)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def inherited() -> dict[str, str]:
    """Return this process's environment without the app's settings."""
    ours = {name.upper() for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in ours}


def free_port() -> int:
    """Return a port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
