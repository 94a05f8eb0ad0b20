"""A websocket and an upload on their way through the guard, held to their limits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.log import get_logger
from core.web.door.budgets import Rate
from core.web.door.refusals import POLICY, TOO_SLOW, refuse

MESSAGE_BYTES = 256_000  # a browser's message holds the page's inputs: 2 to 20 KB
UPLOAD_S = 120.0  # an upload may take: 10 MB at 85 KB/s, 40 MB at 350
SILENCE_S = 15.0  # and may pause

_TEXT_FRAME, _TOO_BIG = 1003, 1009  # close codes

log = get_logger()


async def pass_in_time(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
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
            await refuse(TOO_SLOW, scope, receive, send)


@dataclass
class LimitedSocket:
    """One open websocket: count what comes in; after a flood nothing goes in or out any more."""

    _receive: Receive
    _send: Send
    _rate: Rate
    _cut: int = field(default=0)

    async def receive(self) -> Message:
        """Return the next message; after a flood, that the visitor is gone."""
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
        """Send a message, unless the line is cut."""
        if not self._cut:
            await self._send(message)

    def _broken(self, message: Message) -> int:
        data = message.get("bytes")
        if data is None:
            return _TEXT_FRAME  # Streamlit speaks in binary only
        if len(data) > MESSAGE_BYTES:
            return _TOO_BIG
        return 0 if self._rate.take() else POLICY
