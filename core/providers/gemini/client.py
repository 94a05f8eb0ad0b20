"""Open the SDK's client, closed to everything that could send the key elsewhere; read its answers.

What the SDK would do by itself (google-genai 3.4, read in its source): take another key from
GOOGLE_API_KEY; go to Vertex for GOOGLE_GENAI_USE_VERTEXAI or …_ENTERPRISE; take its address from
GOOGLE_GEMINI_BASE_URL; follow a redirect with the key to another origin; and switch to aiohttp,
with other exceptions and a hidden second try, as soon as somebody installs it.

It sends, and we read: it parses whatever comes on the event loop, without a limit. So the HTTP
client that it is given keeps each answer, read in a thread, in the `Box` of the call, and tells the
SDK that all is well with an empty one.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpx2
from google import genai
from google.genai import types

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers import body
from core.providers.gemini import answers, faults
from core.providers.gemini.answers import Answer
from core.providers.gemini.named import NAMED
from core.providers.redaction import Redaction
from core.providers.transport import READERS, LimitedClient, open_limited

_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
Box = list[Answer | GenerationFailed]
_box: ContextVar[Box] = ContextVar("box")


@contextmanager
def answer_box() -> Iterator[Box]:
    """Give the box into which the answers of this block's calls go; other tasks have theirs."""
    box: Box = []
    token = _box.set(box)
    try:
        yield box
    finally:
        _box.reset(token)


def open_client(
    key: str, *, base_url: str, api_version: str, timeout_s: float, trust_env: bool, **limits: int
) -> genai.Client:
    """Return a client for this key and this address alone; raise `GenerationFailed(SETTINGS)`.

    `limits` are those of `LimitedClient`.
    """
    # An HTTP client of our own is also the only way to keep `aio` off aiohttp.
    http = open_limited(
        _ReadingClient,
        base_url=base_url,
        named=NAMED.address,
        trust_env=trust_env,
        redaction=Redaction(key),
        **limits,
    )
    options = types.HttpOptions(
        base_url=base_url,
        api_version=api_version,
        timeout=round(timeout_s * 1000),
        # Only the synchronous half looks at these; we never use it, and it trusts nobody.
        client_args={"follow_redirects": False, "trust_env": False, "verify": _NOBODY},
        async_client_args={"ssl": _NOBODY},  # for websockets; we never use them, either
        httpx_async_client=http,
    )
    return genai.Client(api_key=key, enterprise=False, http_options=options)


class _ReadingClient(LimitedClient):
    """Keep what comes in the call's box."""

    def __init__(self, *, redaction: Redaction, **more: Any) -> None:
        super().__init__(**more)
        self._redaction = redaction

    async def send(self, request: httpx2.Request, **more: Any) -> httpx2.Response:
        response = await super().send(request, **more)
        loop = asyncio.get_running_loop()
        _box.get().append(await loop.run_in_executor(READERS, _read, response, self._redaction))
        return httpx2.Response(200, json={}, request=request)


def _read(response: httpx2.Response, redaction: Redaction) -> Answer | GenerationFailed:
    """Return what an answer says; the failure is returned, because the SDK is between."""
    if response.status_code != 200:
        return faults.refused(response.status_code, response.headers, response.content, redaction)
    try:
        found = body.parse(response.content)
        if isinstance(found, dict) and found.get("error"):
            return faults.refused(200, response.headers, response.content, redaction)
        return answers.read(found)
    except body.Unreadable:
        return GenerationFailed(ProviderFault.UNREADABLE_ANSWER)
