"""The engine of every stand-in: a real server that remembers, answers as told, and misbehaves.

A service's stand-in says how to read its requests, what it would not take, and what it can answer
by name. The engine chooses the name: by `queue()` for the next requests, by `script` for all, or
by "fake:NAME" in a prompt.
"""

from __future__ import annotations

import re
import socket
import struct
import threading
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Generic, NamedTuple, Self, TypeVar

from tests.services.replies import Asked, Paint, Reply, Script, tiny

TOLD = re.compile(r"fake:(\w+)")
GOOD = "picture"  # the script for a proper answer, whatever is asked
FLOOD = 1_000_000_000  # bytes
DRIP_S = 0.05  # between two bytes: far below any timeout of a socket operation

A = TypeVar("A", bound=Asked)


class Incoming(NamedTuple):
    """One request on the wire; the names of its headers are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class StandIn(Generic[A]):
    """Listen on 127.0.0.1; remember every request in `asked`, in the order they came.

    `name` is the service's, as in `core.providers.services`. `arrived` counts requests for whoever
    waits for one; `talks` prints a line for each.
    """

    name: str
    scripts: Mapping[str, Script]

    def __init__(
        self, *, port: int = 0, script: str = GOOD, paint: Paint = tiny, redirect_to: str = ""
    ) -> None:
        self.asked: list[A] = []
        self.script = script
        self.paint = paint
        self.redirect_to = redirect_to
        self.arrived = threading.Semaphore(0)
        self.closing = threading.Event()
        self.talks = False
        self._queue: deque[str] = deque()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
        self._server.daemon_threads = True
        self._server.stand_in = self  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.address = self.url  # what the service's setting is to say
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def read(self, incoming: Incoming) -> A | None:
        """Return the request in the protocol's terms; None for an address that is not there."""
        raise NotImplementedError

    def refusal_of(self, asked: A) -> Reply | None:
        """Return the service's error for a request that it would not take."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def queue(self, *scripts: str) -> None:
        """Answer the next requests so, one each."""
        self._queue.extend(scripts)

    def forget(self) -> None:
        """Begin a new test: nothing asked, nothing queued."""
        self.asked.clear()
        self._queue.clear()
        self.script = GOOD
        while self.arrived.acquire(blocking=False):
            pass

    def reply(self, asked: A) -> Reply:
        """Remember the request and decide what it gets."""
        self.asked.append(asked)
        self.arrived.release()
        name = self._queue.popleft() if self._queue else self._usual(asked)
        if self.talks:
            key = "key" if asked.key else "NO KEY"
            print(self.name, asked.method, asked.facts, key, name, flush=True)  # noqa: T201
        return self.refusal_of(asked) or self.scripts[name](asked, self.paint)

    def _usual(self, asked: A) -> str:
        if not asked.wants_picture:
            return GOOD
        told = TOLD.search(asked.text)
        return told[1] if told and told[1] in self.scripts else self.script


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits 40 ms for an acknowledgement

    @property
    def _stand_in(self) -> StandIn[Any]:
        found: StandIn[Any] = self.server.stand_in  # type: ignore[attr-defined]
        return found

    def handle(self) -> None:
        with suppress(ConnectionError):  # whoever has read enough hangs up
            super().handle()

    def do_POST(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: Any) -> None:
        """Say nothing: `StandIn.reply` tells what came."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): text for name, text in self.headers.items()}
        asked = self._stand_in.read(Incoming(self.command, self.path, headers, body))
        if asked is None:
            self._send(Reply(404, b"{}"))
            return
        reply = self._stand_in.reply(asked)
        with suppress(ConnectionError):
            getattr(self, f"_{reply.wire or 'send'}")(reply)

    def _send(self, reply: Reply, length: int | None = None) -> None:
        self.send_response(reply.status)
        for name, text in reply.headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(reply.body) if length is None else length))
        self.end_headers()
        self.wfile.write(reply.body)

    def _hang(self, _: Reply) -> None:
        self._stand_in.closing.wait()
        self.close_connection = True

    def _drip(self, reply: Reply) -> None:
        self._send(Reply(200, b"", reply.headers), len(reply.body))
        for byte in reply.body:
            self.wfile.write(bytes([byte]))
            if self._stand_in.closing.wait(DRIP_S):
                break
        self.close_connection = True

    def _truncated(self, reply: Reply) -> None:
        self._send(Reply(200, reply.body[: len(reply.body) // 2], reply.headers), len(reply.body))
        self.close_connection = True

    def _reset(self, _: Reply) -> None:
        at_once = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        self.connection.close()
        self.close_connection = True

    def _flood(self, reply: Reply) -> None:
        self._send(Reply(reply.status, b"", reply.headers), FLOOD)
        for _ in range(FLOOD // len(reply.body)):
            self.wfile.write(reply.body)
        self.close_connection = True

    def _redirect(self, _: Reply) -> None:
        self._send(Reply(307, b"", {"Location": self._stand_in.redirect_to + self.path}))
