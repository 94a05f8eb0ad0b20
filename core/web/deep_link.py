"""Keep a deep link over a sign-in: the issuer sends everybody back to one address, and that to /.

A page that is asked for is kept in a cookie, and where a sign-in ends, it is opened. Whether who
asks has signed in makes no difference: their cookie may be over, or of an old secret, which no
answer tells before the page runs. Who signs out comes to /, which is kept as no page.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE, USER_COOKIE = "studio_deep_link", "_streamlit_user"
CALLBACK = "/oauth2callback"
KEPT_S = 900  # what a sign-in may take
_MOST_LETTERS = 2000  # browsers keep 4,096 bytes of a cookie
# One slash, and nothing that a browser reads as a second one or drops before it looks.
_OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


class DeepLinkMiddleware:
    """Remember the page that somebody asks for; send them there once they have signed in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Touch only the start of a page's answer, and of the one that ends a sign-in."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if scope["path"] == CALLBACK:
                    _follow(headers, cookies)
                elif _is_page(message, headers):
                    _remember(headers, _asked(scope), cookies)
            await send(message)

        await self._app(scope, receive, send_with_link)


def own_path(kept: str) -> str | None:
    """Return a kept address if it is one of this app's, and no other site's."""
    path = unquote(kept)
    return path if len(path) <= _MOST_LETTERS and _OWN_PATH.fullmatch(path) else None


def _asked(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return quote(scope["path"]) + (f"?{query}" if query else "")


def _is_page(message: Message, headers: MutableHeaders) -> bool:
    is_html = headers.get("content-type", "").startswith("text/html")
    return bool(message["status"] in {200, 304} and is_html)  # 304: known to the browser


def _remember(headers: MutableHeaders, asked: str, cookies: dict[str, str]) -> None:
    kept = quote(asked, safe="")
    if asked != "/" and own_path(kept):
        _set_cookie(headers, kept, KEPT_S)
    elif COOKIE in cookies:
        _set_cookie(headers, "", 0)


def _follow(headers: MutableHeaders, cookies: dict[str, str]) -> None:
    """Point the end of a sign-in at what was asked for; one that failed may be tried again."""
    has_signed_in = any(
        each.startswith(f"{USER_COOKIE}=") and "max-age=0" not in each.lower()
        for each in headers.getlist("set-cookie")
    )
    if COOKIE in cookies and has_signed_in:
        if path := own_path(cookies[COOKIE]):
            headers["location"] = path
        _set_cookie(headers, "", 0)


def _set_cookie(headers: MutableHeaders, value: str, max_age: int) -> None:
    words = f"{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}"
    headers.append("set-cookie", words)
