"""Tell whoever watches over the process whether it lives, and whether it can work.

`/healthz` is for restarting a process, `/readyz` for sending visitors to it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from core.log import get_logger
from core.web.door.refusals import uncached

Finder = Callable[[], list[str]]  # returns the names of what is wrong; nothing is well

ANSWER_LASTS_S = 1.0  # many who ask cause one look
PATIENCE_S = 4.0  # for one look; probes commonly wait 5 s or more

log = get_logger()


def health_routes(dead: Finder, unready: Finder) -> list[Route]:
    """Build `/healthz` on what names dead threads, `/readyz` on that and on what is not ready.

    `dead` must be quick; `unready` runs in a thread, one at a time, and its answer serves a second.
    """
    look = _Look(unready)

    async def healthz(_: Request) -> PlainTextResponse:
        return _answer(_dead(dead))

    async def readyz(_: Request) -> PlainTextResponse:
        return _answer(_dead(dead) + await look.wrong())

    return [Route("/healthz", healthz), Route("/readyz", readyz)]


def _dead(find: Finder) -> list[str]:
    try:
        return find()
    except Exception:
        log.exception("health.failed")
        return ["threads"]


class _Look:
    """Look at most once a second and never twice at a time; whoever asks meanwhile waits along."""

    def __init__(self, find: Finder) -> None:
        self._find = find
        self._task: asyncio.Task[list[str]] | None = None
        self._found: list[str] = []
        self._fresh_until = float("-inf")

    async def wrong(self) -> list[str]:
        loop = asyncio.get_running_loop()
        if loop.time() < self._fresh_until:
            return self._found
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._find_now())
        done, _ = await asyncio.wait({self._task}, timeout=PATIENCE_S)
        return self._task.result() if done else ["readiness: no answer in time"]

    async def _find_now(self) -> list[str]:
        try:
            found = await run_in_threadpool(self._find)
        except Exception:
            log.exception("readiness.failed")
            found = ["readiness"]
        self._found = found
        self._fresh_until = asyncio.get_running_loop().time() + ANSWER_LASTS_S
        return found


def _answer(wrong: list[str]) -> PlainTextResponse:
    text, status = (f"not ok: {', '.join(wrong)}", 503) if wrong else ("ok", 200)
    return uncached(status, f"{text}\n")
