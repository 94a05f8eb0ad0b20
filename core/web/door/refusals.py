"""How what is refused is answered, mostly by the guard: a status and a short Chinese text."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send

from core.log import get_logger

HOST_CONFIG = "/_stcore/host-config"  # where Streamlit's page asks why it can't connect
POLICY = 1008  # the close code of a websocket that may not be

log = get_logger()


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


def uncached(status: int, text: str) -> PlainTextResponse:
    """Return a short text as an answer that no browser keeps."""
    return PlainTextResponse(text, status, headers={"cache-control": "no-store"})


async def refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer before the body is read; the server drops the body as it comes.

    Closing at once would reset the connection, and the browser would never read the answer.
    """
    # The page shows what host-config answers only where it is JSON.
    kind = JSONResponse if scope["path"] == HOST_CONFIG else PlainTextResponse
    answer = kind(refusal.text, refusal.status, headers={"cache-control": "no-store"})
    await answer(scope, receive, send)


async def refuse_socket(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse before the handshake: with the text where the server can say it, else with a code."""
    await receive()  # websocket.connect
    log.warning("session.refused", status=refusal.status)
    if "websocket.http.response" in scope.get("extensions", {}):
        await PlainTextResponse(refusal.text, refusal.status)(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": POLICY})
