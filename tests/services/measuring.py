"""What one call costs in memory and in turns of the loop, measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.services.replies import Reply
from tests.services.stand_in import StandIn

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 20  # CALL_TIMEOUT_S of the checks from outside that found it all
PEAK_MB = 250  # above what a small answer takes; it was 1.9 and 4.1 GB
STALL_MS = 400  # of processor time on the event loop; it was 800 to 43,600, and is 30 to 160

# Prints the outcome, its seconds, the memory it took and the loop's longest time without a turn.
MEASURE = """
import asyncio, json, sys, time
from pathlib import Path
from core.errors import StudioError
from core.providers.calling import Caller, Cancel
{asking}

timeout_s = float(sys.argv[1])
loop = asyncio.new_event_loop()
caller = Caller(timeout_s, new_loop=lambda: loop)
stalls = []

async def beat():
    last = time.thread_time()
    while True:
        await asyncio.sleep(0)
        now = time.thread_time()
        stalls.append(now - last)
        last = now

def peak():  # getrusage's begins with what the parent had
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024

caller.call(provider, request, Cancel())
asyncio.run_coroutine_threadsafe(beat(), loop)
before, began = peak(), time.monotonic()
stalls.clear()
try:
    outcome = len(caller.call(provider, request, Cancel()).data)
except StudioError as error:
    outcome = str(error)
facts = {{"outcome": outcome, "seconds": time.monotonic() - began, "mb": peak() - before}}
print(json.dumps(facts | {{"stall_ms": max(stalls) * 1000}}))
"""


def measured(fake: StandIn[Any], asking: str, *replies: Reply) -> dict[str, Any]:
    """Return what the second of two calls costs: the first is answered with a small picture.

    `asking` is the code that makes `provider` and `request`; `replies` answer each of its requests.
    """
    queue = list(replies)
    fake.scripts = fake.scripts | {"measured": lambda *_: queue.pop(0)}  # type: ignore[misc]
    fake.queue("picture", *["measured"] * len(replies))
    command = [sys.executable, "-c", MEASURE.format(asking=asking), str(TIMEOUT_S)]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(facts)  # noqa: T201 - figures for whoever looks
    assert facts["seconds"] < TIMEOUT_S + 1
    assert facts["mb"] < PEAK_MB
    assert facts["stall_ms"] < STALL_MS
    return facts
