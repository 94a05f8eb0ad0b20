"""The guard at the door: what passes it reaches Streamlit, everything else is answered here.

Streamlit lets in websockets without an Origin, looks its own outside address up over the network
when one has a foreign Origin, tells its figures to anybody, and keeps every upload in memory.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.log import get_logger
from core.settings import Settings
from core.web import origins
from core.web.budgets import RECONNECT_S, Clock, KeptFiles, Rate, Sessions, Uploads

HEALTH = frozenset({"/healthz", "/readyz", "/_stcore/health"})  # asked by address, not by name
# What Streamlit's own page asks for below /_stcore/. Nothing else there is anybody's business:
# metrics, a run of the script without a visitor, an interface for agents.
HOST_CONFIG = "/_stcore/host-config"
_ASKED = frozenset({"/_stcore/health", HOST_CONFIG, "/_stcore/stream"})
_UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)")
_CLOSED = ("/_stcore/", "/auth/", "/oauth2callback")

MESSAGE_BYTES = 256_000  # a browser's message holds the page's inputs: 2 to 20 KB
UPLOAD_S = 120.0  # an upload may take: 10 MB at 85 KB/s
SILENCE_S = 15.0  # and may pause

_TOO_BIG, _POLICY = 1009, 1008  # close codes of websockets
_TEXT_FRAME = 1003

log = get_logger()


@dataclass(frozen=True)
class Limits:
    """What the guard lets in; each is a setting."""

    hosts: frozenset[str] = frozenset()
    sessions: int = 500
    sessions_each: int = 250
    messages_per_s: float = 20.0
    upload_bytes: int = 200_000_000
    upload_bytes_each: int = 30_000_000

    @staticmethod
    def of(settings: Settings) -> Limits:
        """Return the limits that the settings say."""
        return Limits(
            hosts=settings.host_names,
            sessions=settings.max_sessions,
            sessions_each=settings.sessions_per_address,
            messages_per_s=settings.messages_per_s,
            upload_bytes=settings.upload_mb * 1_000_000,
            upload_bytes_each=settings.upload_mb_per_session * 1_000_000,
        )


@dataclass(frozen=True)
class Refusal:
    """An answer that keeps a request out: a status and a short text in Chinese."""

    status: int
    text: str


UNKNOWN_HOST = Refusal(421, "这个地址不在允许的列表里。请管理员把它加入 ALLOWED_HOSTS 设置。")
FOREIGN = Refusal(403, "请求来自别的网站，没有执行。如果中间有代理，请管理员让代理原样传递 Host。")
AMBIGUOUS = Refusal(400, "请求不完整或自相矛盾，没有执行。")
CLOSED = Refusal(404, "没有这个地址。")
FULL = Refusal(503, "现在打开的页面太多了。请关闭不用的页面，过一会儿再刷新。")
NO_LENGTH = Refusal(411, "上传时必须先说明文件大小。")
NO_SESSION = Refusal(400, "页面已经断开。请刷新页面，再上传一次。")
NO_ROOM = Refusal(429, "上传太多、太快。请等十秒再试。")
TOO_LARGE = Refusal(413, "文件太大，没有上传。")
TOO_SLOW = Refusal(408, "上传太慢，已经中断。请再试一次。")


def check(headers: Headers, names: frozenset[str], *, needs_origin: bool) -> Refusal | None:
    """Return why a request may not come in, or None."""
    hosts, given = headers.getlist("host"), headers.getlist("origin")
    if len(hosts) != 1 or len(given) > 1 or origins.place_of(hosts[0]) is None:
        return AMBIGUOUS
    if not origins.is_known(hosts[0], names):
        return UNKNOWN_HOST
    if not given:
        return FOREIGN if needs_origin else None
    return None if origins.is_same(given[0], hosts[0]) else FOREIGN


def is_closed(path: str) -> bool:
    """Return whether nobody from outside needs this address of Streamlit's."""
    return path.startswith(_CLOSED) and path not in _ASKED and _UPLOAD.fullmatch(path) is None


class Guard:
    """Let in what is known, of one's own origin and within the budgets (ASGI middleware)."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        limits: Callable[[], Limits],
        files: KeptFiles,
        clock: Clock = time.monotonic,
    ) -> None:
        self._app = app
        self._read_limits = limits  # at the first request: before that there are no settings
        self._files = files
        self._clock = clock

    @cached_property
    def _limits(self) -> Limits:
        return self._read_limits()

    @cached_property
    def _names(self) -> frozenset[str]:
        return origins.LOOPBACK | self._limits.hosts

    @cached_property
    def _sessions(self) -> Sessions:
        return Sessions(self._limits.sessions, self._limits.sessions_each)

    @cached_property
    def _uploads(self) -> Uploads:
        most, most_each = self._limits.upload_bytes, self._limits.upload_bytes_each
        return Uploads(self._files, self._clock, most, most_each)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on or answer it here."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] != "http" or scope["path"] in HEALTH:
            await self._app(scope, receive, send)
        elif refusal := self._check_http(scope):
            await _refuse(refusal, scope, receive, send)
        elif upload := _upload_of(scope):
            await self._upload(upload["session"], upload["file"], scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _check_http(self, scope: Scope) -> Refusal | None:
        if refusal := check(Headers(scope=scope), self._names, needs_origin=False):
            return refusal
        if is_closed(scope["path"]):
            return CLOSED
        # A tab that can't connect asks here why, and shows the answer in a dialog.
        if scope["path"] == HOST_CONFIG and self._sessions.is_full(_address(scope)):
            return FULL
        return None

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = check(Headers(scope=scope), self._names, needs_origin=True)
        if refusal is None and self._sessions.is_full(_address(scope)):
            refusal = FULL
        if refusal:
            await _refuse_socket(refusal, scope, receive, send)
            return
        rate = Rate(self._limits.messages_per_s, self._clock)
        line = _Line(receive, send, rate)
        with self._sessions.one(_address(scope)):
            try:
                await self._app(scope, line.receive, line.send)
            finally:
                self._tidy_up()

    def _tidy_up(self) -> None:
        """Note which sessions have ended, and let go of their files when nobody came back."""
        self._uploads.drop_ended()
        again_s = RECONNECT_S + 1.0  # a timer of the loop may be a little early for our clock
        asyncio.get_running_loop().call_later(again_s, self._uploads.drop_ended)

    async def _upload(
        self, session: str, file: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        size = _length(Headers(scope=scope))
        if isinstance(size, Refusal):
            await _refuse(size, scope, receive, send)
        elif size > self._limits.upload_bytes_each:
            await _refuse(TOO_LARGE, scope, receive, send)
        elif not self._files.is_open(session):
            await _refuse(NO_SESSION, scope, receive, send)
        else:
            with self._uploads.room(session, file, size) as is_room:
                if is_room:
                    try:
                        await _take(self._app, scope, receive, send)
                    finally:
                        if not self._files.is_open(session):  # it ended while the file was coming
                            self._tidy_up()
                    return
            log.warning("upload.refused", bytes=size)
            await _refuse(NO_ROOM, scope, receive, send)


async def _take(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Have an upload read, in time; the app is cancelled where its visitor falls silent."""
    began = False
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + UPLOAD_S

    async def in_time() -> Message:
        deadline.reschedule(min(ends_at, loop.time() + SILENCE_S))
        message = await receive()
        deadline.reschedule(ends_at)
        return message

    async def note(message: Message) -> None:
        nonlocal began
        began = True
        await send(message)

    try:
        async with asyncio.timeout_at(ends_at) as deadline:
            await app(scope, in_time, note)
    except TimeoutError:
        if not began:
            await _refuse(TOO_SLOW, scope, receive, send)


@dataclass
class _Line:
    """One open websocket: count what comes in; after a flood nothing goes in or out any more."""

    _receive: Receive
    _send: Send
    _rate: Rate
    _cut: int = field(default=0)

    async def receive(self) -> Message:
        if self._cut:
            return {"type": "websocket.disconnect", "code": self._cut}
        message = await self._receive()
        if message["type"] == "websocket.receive" and (code := self._broken(message)):
            log.warning("session.cut", code=code)
            self._cut = code
            await self._send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}
        return message

    async def send(self, message: Message) -> None:
        if not self._cut:
            await self._send(message)

    def _broken(self, message: Message) -> int:
        data = message.get("bytes")
        if data is None:
            return _TEXT_FRAME  # Streamlit speaks in binary only
        if len(data) > MESSAGE_BYTES:
            return _TOO_BIG
        return 0 if self._rate.take() else _POLICY


def _upload_of(scope: Scope) -> re.Match[str] | None:
    return _UPLOAD.fullmatch(scope["path"]) if scope["method"] == "PUT" else None


def _length(headers: Headers) -> int | Refusal:
    """Return how many bytes a request says that it brings."""
    said = headers.getlist("content-length")
    if not said or "transfer-encoding" in headers:
        return NO_LENGTH
    digits = said[0]
    if len(said) > 1 or not (digits.isascii() and digits.isdecimal()) or len(digits) > 15:
        return AMBIGUOUS
    return int(digits)


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


async def _refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer before the body is read; the server drops the body as it comes.

    Closing at once would reset the connection, and the browser would never read the answer.
    """
    # The page shows what host-config answers only where it is JSON.
    kind = JSONResponse if scope["path"] == HOST_CONFIG else PlainTextResponse
    answer = kind(refusal.text, refusal.status, headers={"cache-control": "no-store"})
    await answer(scope, receive, send)


async def _refuse_socket(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse before the handshake: with the text where the server can say it, else with a code."""
    await receive()  # websocket.connect
    log.warning("session.refused", status=refusal.status)
    if "websocket.http.response" in scope.get("extensions", {}):
        await PlainTextResponse(refusal.text, refusal.status)(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": _POLICY})
