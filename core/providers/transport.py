"""The HTTP client for any service: an answer has a size limit, and a wrong setting has a name.

Bytes are counted *unpacked* while they stream, because 400 KB of gzip can be 400 MB: what is over
the limit is never in memory. A failure's body is only there to say why, so it is cut, and its
status alone has to do; an answer that is cut would be none, so it is unreadable.

What cannot be opened (a proxy, a certificate file) is the operator's to set right, and fails as
`SETTINGS` with the name of the variable, or of the package that is missing. Redirects are not
followed: the key would go along.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from typing import Any, TypeVar
from urllib.request import getproxies

import httpx2

from core.errors import GenerationFailed
from core.faults import ProviderFault

MAX_ANSWER = 60_000_000  # bytes unpacked: a picture of 40 MB in base64, twice what we have seen
MAX_FAILURE = 65_536  # bytes unpacked of the body of an answer that is not 2xx
STEP = 262_144  # bytes unpacked at a time, under 1 ms: other calls share the loop
PROXIES = ("http", "https", "socks5", "socks5h")
ENCODINGS = ("gzip", "x-gzip", "deflate")
_PACKED = ("content-encoding", "content-length", "transfer-encoding")  # untrue of what is unpacked

# Where answers of all services are read. Two at a time: more would share Python's lock, and take
# more memory.
READERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="provider-reads")

C = TypeVar("C", bound="LimitedClient")


class UnreadableBody(httpx2.DecodingError):
    """The body is larger than its limit, or packed in a way that we did not ask for."""


class LimitedClient(httpx2.AsyncClient):
    """Send as httpx2 does, with its proxies and pools; return answers whole and within limits."""

    def __init__(
        self, *, max_answer: int = MAX_ANSWER, max_failure: int = MAX_FAILURE, **more: Any
    ) -> None:
        super().__init__(**{"follow_redirects": False, **more})
        self._max_answer = max_answer
        self._max_failure = max_failure

    async def send(self, request: httpx2.Request, **more: Any) -> httpx2.Response:
        """Return the answer with its body read and unpacked; raise `UnreadableBody`."""
        request.headers["Accept-Encoding"] = "gzip"
        response = await super().send(request, **{**more, "stream": True})
        try:
            body = await self._body(response)
        finally:
            await response.aclose()
        headers = [item for item in response.headers.multi_items() if item[0] not in _PACKED]
        return httpx2.Response(response.status_code, headers=headers, content=body, request=request)

    async def _body(self, response: httpx2.Response) -> bytes:
        if response.is_success:
            return await _read(response, self._max_answer)
        try:
            return await _read(response, self._max_failure, cut=True)
        except UnreadableBody:
            return b""


async def _read(response: httpx2.Response, limit: int, *, cut: bool = False) -> bytes:
    """Return the unpacked body; over its limit cut it, or raise `UnreadableBody`."""
    length = response.headers.get("content-length", "")
    if not cut and length.isdecimal() and int(length) > limit:
        raise UnreadableBody(f"{length} bytes")
    body = bytearray()
    async with aclosing(_unpacked(response)) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) > limit:
                if not cut:
                    raise UnreadableBody(f"more than {limit} bytes")
                del body[limit:]
                break
    return bytes(body)


async def _unpacked(response: httpx2.Response) -> AsyncGenerator[bytes, None]:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        async for piece in response.aiter_raw():
            yield piece
        return
    if encoding not in ENCODINGS:
        raise UnreadableBody("an encoding that we did not ask for")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 32)  # 32: gzip or zlib, by its first bytes
    try:
        async for piece in response.aiter_raw():
            packed = piece
            while packed and not unpacker.eof:
                yield unpacker.decompress(packed, STEP)
                packed = unpacker.unconsumed_tail
                await asyncio.sleep(0)
            if unpacker.eof:
                return  # what comes after the end is nobody's
        yield unpacker.flush()
    except zlib.error:
        raise UnreadableBody("not what its encoding says") from None
    if not unpacker.eof:
        raise UnreadableBody("it ends in the middle")


def open_limited(kind: type[C], *, base_url: str, named: str, trust_env: bool, **more: Any) -> C:
    """Return a client of this kind; raise `GenerationFailed(SETTINGS)` naming what hinders it.

    `base_url` is the service's address and `named` the setting that it comes from; `trust_env`
    False ignores the proxies and certificates in the environment. What httpx2 would only stumble
    over at the first call, such as port 99999, is looked at here.
    """
    wrong = "" if _is_address(base_url, "http", "https") else named
    wrong = wrong or (_wrong_proxy() if trust_env else "")
    if not wrong:
        try:
            verify = httpx2.create_ssl_context(trust_env=trust_env)
        except OSError:  # ssl.SSLError is one; a wrong SSL_CERT_DIR raises nothing
            wrong = "SSL_CERT_FILE"
        else:
            try:
                return kind(trust_env=trust_env, verify=verify, **more)
            except ImportError:  # httpx2 asks for it only where a proxy needs it
                wrong = "socksio"
    raise GenerationFailed(ProviderFault.SETTINGS, setting=wrong)


def _wrong_proxy() -> str:
    """Return the name of a proxy's variable that cannot be used; "" if all can."""
    proxies = getproxies()
    if "*" in [host.strip() for host in proxies.get("no", "").split(",")]:
        return ""  # then none is used
    for scheme in ("http", "https", "all"):
        url = proxies.get(scheme)
        if url and not _is_address(url if "://" in url else f"http://{url}", *PROXIES):
            return f"{scheme.upper()}_PROXY"
    return ""


def _is_address(url: str, *schemes: str) -> bool:
    try:
        parts = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError):
        return False
    port = 80 if parts.port is None else parts.port
    return parts.scheme in schemes and bool(parts.host) and 0 < port < 65_536
