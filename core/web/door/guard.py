"""The guard at the door: what passes it reaches Streamlit, everything else is answered here.

Streamlit lets in websockets without an Origin, looks its own outside address up over the network
when one has a foreign Origin, tells its figures to anybody, and keeps every upload in memory.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from core.log import get_logger
from core.settings import Settings
from core.web.door import origins
from core.web.door.budgets import RECONNECT_S, Clock, KeptFiles, Rate, Sessions, Uploads
from core.web.door.limited import LimitedSocket, pass_in_time
from core.web.door.refusals import (
    AMBIGUOUS,
    CLOSED,
    FOREIGN,
    FULL,
    HOST_CONFIG,
    NO_LENGTH,
    NO_ROOM,
    NO_SESSION,
    TOO_LARGE,
    UNKNOWN_HOST,
    Refusal,
    refuse,
    refuse_socket,
)

HEALTH = frozenset({"/healthz", "/readyz", "/_stcore/health"})  # asked by address, not by name
# What Streamlit's own page asks for below /_stcore/. Nothing else there is anybody's business:
# metrics, a run of the script without a visitor, an interface for agents.
_ASKED = frozenset({"/_stcore/health", HOST_CONFIG, "/_stcore/stream"})
_UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)")
_CLOSED = ("/_stcore/", "/auth/", "/oauth2callback")
_SIGN_IN = frozenset({"/auth/login", "/auth/logout", "/oauth2callback"})


log = get_logger()


@dataclass(frozen=True)
class Limits:
    """What the guard lets in; each is a setting."""

    hosts: frozenset[str] = frozenset()
    sessions: int = 500
    sessions_each: int = 250
    messages_per_s: float = 20.0
    upload_bytes: int = 200_000_000
    upload_bytes_each: int = 50_000_000
    sign_in: bool = False

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
            sign_in=settings.sign_in,
        )


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


def is_closed(path: str, *, sign_in: bool = False) -> bool:
    """Return whether nobody from outside needs this address of Streamlit's."""
    if sign_in and path in _SIGN_IN:
        return False
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
            await refuse(refusal, scope, receive, send)
        elif upload := _upload_of(scope):
            await self._upload(upload["session"], upload["file"], scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _check_http(self, scope: Scope) -> Refusal | None:
        if refusal := check(Headers(scope=scope), self._names, needs_origin=False):
            return refusal
        if is_closed(scope["path"], sign_in=self._limits.sign_in):
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
            await refuse_socket(refusal, scope, receive, send)
            return
        rate = Rate(self._limits.messages_per_s, self._clock)
        line = LimitedSocket(receive, send, rate)
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
            await refuse(size, scope, receive, send)
        elif size > self._limits.upload_bytes_each:
            await refuse(TOO_LARGE, scope, receive, send)
        elif not self._files.is_open(session):
            await refuse(NO_SESSION, scope, receive, send)
        else:
            with self._uploads.room(session, file, size) as is_room:
                if is_room:
                    try:
                        await pass_in_time(self._app, scope, receive, send)
                    finally:
                        if not self._files.is_open(session):  # it ended while the file was coming
                            self._tidy_up()
                    return
            log.warning("upload.refused", bytes=size)
            await refuse(NO_ROOM, scope, receive, send)


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
