"""A stand-in for Gemini's HTTP service, for tests and for trying the app by hand.

    python -m tests.services.fake_gemini --port 8788 [--script NAME]

It refuses what the service refuses, answers with pictures, and misbehaves as it is told: by
`queue()` for the next requests, by `--script`, or by "fake:NAME" in a prompt's wish.
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import struct
import threading
from collections import deque
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.services.gemini_scripts import SCRIPTS
from tests.services.gemini_shapes import Asked, Paint, Reply, error, pick, tiny

ADDRESS = re.compile(r"/(v1|v1beta)/models/([\w.-]+?)(:generateContent)?")
TOLD = re.compile(r"fake:(\w+)")
RATIO = re.compile(r"1:[148]|2:3|3:[24]|4:[135]|5:4|8:1|9:16|16:9|21:9")
SIZES = {"1K", "2K", "4K"}
RETIRED = {"gemini-3.1-flash-image", "gemini-2.5-flash-image"}
UNSUPPORTED = ("candidateCount", "temperature", "topP", "topK")
MAX_BODY = 20_000_000  # bytes
FLOOD = 1_000_000_000  # bytes
DRIP_S = 0.05  # between two bytes: far below any timeout of a socket operation


class FakeGemini:
    """Listen on 127.0.0.1; remember every request in `asked`, in the order they came."""

    def __init__(
        self, *, port: int = 0, script: str = "picture", paint: Paint = tiny, redirect_to: str = ""
    ) -> None:
        self.asked: list[Asked] = []
        self.script = script
        self.paint = paint
        self.redirect_to = redirect_to
        self.arrived = threading.Semaphore(0)
        self.closing = threading.Event()
        self.talks = False
        self._queue: deque[str] = deque()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
        self._server.daemon_threads = True
        self._server.fake = self  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> FakeGemini:
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
        self.script = "picture"
        while self.arrived.acquire(blocking=False):
            pass

    def reply(self, asked: Asked) -> Reply:
        """Remember the request and decide what it gets."""
        self.asked.append(asked)
        self.arrived.release()
        name = self._queue.popleft() if self._queue else self._usual(asked)
        refused = refusal_of(asked)
        if self.talks:
            facts = f"{asked.model} {asked.image} references={len(asked.references)}"
            print(asked.method, facts, "key" if asked.key else "NO KEY", name, flush=True)  # noqa: T201
        return refused or SCRIPTS[name](asked, self.paint)

    def _usual(self, asked: Asked) -> str:
        if not asked.wants_picture:
            return "picture"  # the word for a proper answer, whatever is asked
        told = TOLD.search(asked.text)
        return told[1] if told and told[1] in SCRIPTS else self.script


def refusal_of(asked: Asked) -> Reply | None:
    """Return the service's error for a request that it would not take."""
    if not asked.key:
        return error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers.")(
            asked, tiny
        )
    if asked.model in RETIRED or not asked.model.startswith("gemini-"):
        message = f"models/{asked.model} is not found for API version {asked.version}."
        return error(404, "NOT_FOUND", message)(asked, tiny)
    problem = _problem(asked) if asked.method == "POST" else ""
    return error(400, "INVALID_ARGUMENT", problem)(asked, tiny) if problem else None


def _problem(asked: Asked) -> str:
    if not asked.text.strip():
        return "contents.parts must not be empty."
    if any(pick(asked.config, name) is not None for name in UNSUPPORTED):
        return "An unsupported parameter was set."
    image = asked.image
    if not RATIO.fullmatch(pick(image, "aspectRatio") or "1:1"):
        return "aspect_ratio must be one of the supported values."
    if pick(image, "imageSize") not in SIZES | {None}:
        return "image_size must be one of the supported values."
    for mime, data in asked.references:
        if not (mime or "").startswith("image/") or not data:
            return "Unable to process input image."
    return ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits 40 ms for an acknowledgement

    def handle(self) -> None:
        with suppress(ConnectionError):  # whoever has read enough hangs up
            super().handle()

    def do_POST(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: Any) -> None:
        """Say nothing: `FakeGemini.reply` tells what came."""

    def _answer(self) -> None:
        fake: FakeGemini = self.server.fake  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        match = ADDRESS.fullmatch(urlsplit(self.path).path)
        if not match or (self.command == "POST") != bool(match[3]) or len(body) > MAX_BODY:
            self._send(Reply(404, b"{}"))
            return
        headers = {name.lower(): text for name, text in self.headers.items()}
        key = headers.get("x-goog-api-key", "")
        content = json.loads(body or b"{}")
        asked = Asked(self.command, self.path, match[1], match[2], headers, key, content)
        reply = fake.reply(asked)
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
        self.server.fake.closing.wait()  # type: ignore[attr-defined]
        self.close_connection = True

    def _drip(self, reply: Reply) -> None:
        self._send(Reply(200, b"", reply.headers), len(reply.body))
        for byte in reply.body:
            self.wfile.write(bytes([byte]))
            if self.server.fake.closing.wait(DRIP_S):  # type: ignore[attr-defined]
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
        fake: FakeGemini = self.server.fake  # type: ignore[attr-defined]
        self._send(Reply(307, b"", {"Location": fake.redirect_to + self.path}))


def painted(asked: Asked) -> bytes:
    """Paint what the demo renderer would, with the reference in it: for trying by hand."""
    from core.providers.demo.render import render

    reference = asked.references[0][1] if asked.references else None
    ratio = pick(asked.image, "aspectRatio") or "1:1"
    return render(asked.text, pick(asked.config, "seed") or 0, ratio, reference)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=8788)
    parser.add_argument("--script", choices=SCRIPTS, default="picture", metavar="NAME")
    options = parser.parse_args()
    with FakeGemini(port=options.port, script=options.script, paint=painted) as fake:
        fake.talks = True
        print(f"fake Gemini on {fake.url}, script {fake.script}", flush=True)  # noqa: T201
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
