"""Make the page that carries Streamlit's interface a Chinese one, with our rules of looks.

Streamlit can't translate its built-in texts. So index.html leaves here with `lang="zh-CN"`, the
studio's title and one inlined script (`chinese.js`), which finds the built-in texts in
`dictionary.toml` and says them in Chinese whenever the browser is about to show them.

The rules stand in the page, too: sent by a page's run, they come after what they are of, and a busy
browser shows cards for a while that can't be clicked where their pictures are.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TITLE = "AI 图片工坊"

_HERE = Path(__file__).parent
_NOSCRIPT = "<noscript><p>请在浏览器中启用脚本，然后刷新页面。</p></noscript>"
# Below these there are no pages: they keep their compression and their 304 answers.
_NOT_PAGES = ("/static/", "/_stcore/", "/media/", "/img/", "/ballot/", "/zip/", "/component/")
# With these from the browser, the page would come compressed or, known to it, not at all.
_UNWANTED = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")


@cache
def script() -> str:
    """Return the script element with the dictionary in it, and with what keeps Back in order."""
    dictionary = tomllib.loads((_HERE / "dictionary.toml").read_text("utf-8"))
    # "</script>" in a text would end the element early; "<\/" is the same to JavaScript.
    data = json.dumps(dictionary, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    code = (_HERE / "chinese.js").read_text("utf-8").replace("__DICTIONARY__", data)
    return f"<script>{code}{(_HERE / 'history.js').read_text('utf-8')}</script>"


def rewrite(html: str, rules: str = "") -> str:
    """Return the page in Chinese, with rules of CSS; without Streamlit's marks only what fits."""
    html = html.replace('<html lang="en">', '<html lang="zh-CN">', 1)
    html = re.sub(r"<title>.*?</title>", lambda _: f"<title>{TITLE}</title>", html, count=1)
    html = re.sub(r"(?s)<noscript>.*?</noscript>", lambda _: _NOSCRIPT, html, count=1)
    html = html.replace("</head>", f"{script()}</head>", 1)
    # Behind Streamlit's own, which stand in the head: of two that weigh the same the last counts.
    return html.replace("</body>", f"<style>{rules}</style></body>", 1) if rules else html


def inline_scripts(html: str) -> list[str]:
    """Return the scripts that stand in the Chinese page itself, word by word."""
    return re.findall(r"(?s)<script>(.*?)</script>", rewrite(html))


class ChineseMiddleware:
    """Rewrite HTML answers and pass everything else through as it streams."""

    def __init__(self, app: ASGIApp, rules: str = "") -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the app for a whole, uncompressed page, whatever the browser already has."""
        if not _may_be_page(scope):
            await self._app(scope, receive, send)
            return
        asked = [pair for pair in scope["headers"] if pair[0] not in _UNWANTED]
        # HEAD is asked as GET, so that its length and ETag are those of the Chinese page.
        inner = {**scope, "headers": asked, "method": "GET"}
        await self._app(inner, receive, _Rewriter(scope, send, self._rules).send)


def _may_be_page(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] in {"GET", "HEAD"}
        and not scope["path"].startswith(_NOT_PAGES)
    )


@dataclass
class _Rewriter:
    """Hold back one HTML answer until it is whole, then send it rewritten."""

    scope: Scope
    out: Send
    rules: str
    start: dict[str, Any] | None = None
    body: bytearray = field(default_factory=bytearray)

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = dict(message)
        elif self.start is None:
            await self._pass(message)
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)

    async def _pass(self, message: Message) -> None:
        if self.scope["method"] == "HEAD" and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self.out(message)

    async def _finish(self, start: dict[str, Any]) -> None:
        page = rewrite(self.body.decode("utf-8"), self.rules).encode("utf-8")
        headers = MutableHeaders(raw=list(start["headers"]))
        # Streamlit's ETag knows nothing of the dictionary: with it, old words would stay cached.
        headers["etag"] = f'"{hashlib.sha256(page).hexdigest()[:32]}"'
        headers["content-length"] = str(len(page))
        del headers["last-modified"], headers["accept-ranges"]
        if start["status"] == 200 and headers["etag"] in _known_tags(self.scope):
            start["status"], page = 304, b""
            del headers["content-length"]
        start["headers"] = headers.raw
        await self.out(start)
        await self._pass({"type": "http.response.body", "body": page})


def _is_html(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    return headers.get("content-type", "").startswith("text/html") and (
        "content-encoding" not in headers
    )


def _known_tags(scope: Scope) -> list[str]:
    given = Headers(raw=scope["headers"]).get("if-none-match", "")
    return [tag.strip().removeprefix("W/") for tag in given.split(",")]
