"""Tell the browser what the studio's pages may do."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing but what is named here, and nothing of a foreign host. What is wider than one would wish
# is Streamlit's: see docs/decisions/0050-what-the-browser-may-do.md.
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self' blob:",  # a component of one's own is a module from a blob
    "style-src": "'self' 'unsafe-inline'",  # its elements of styles are written as it runs
    "style-src-attr": "'none'",
    "img-src": "'self' data: blob:",  # icons and thumbnails of tables; previews
    "font-src": "'self' data:",  # the frame's icons
    "connect-src": "'self'",
    "media-src": "blob:",  # the menu's recording of one's own screen
    "worker-src": "'none'",
    "frame-src": "'none'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}

# Nobody else's page may embed our answers, or share a window with a page of ours.
SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def content_security_policy(scripts: Iterable[str] = ()) -> str:
    """Return the policy that lets these inline scripts run, each by its digest, and no other."""
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    policy = _POLICY | {"script-src": f"{_POLICY['script-src']} {allowed}".rstrip()}
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class SecurityHeadersMiddleware:
    """Add the headers to every HTTP answer; a stricter one that an answer brings stays."""

    def __init__(self, app: ASGIApp, *, scripts: Iterable[str] = ()) -> None:
        self._app = app
        policy = {"content-security-policy": content_security_policy(scripts)}
        self._headers = SECURITY_HEADERS | policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Touch only the start of an answer, so that streams and websockets pass untouched."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
