"""One key at one address: opens the SDK's client at the first call, and asks it.

The SDK takes seconds and 44 MiB (measured with google-genai 3.4), so nothing here imports it at
the top, and the first import is in a thread.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.providers.gemini.named import NAMED
from core.providers.redaction import Redaction

if TYPE_CHECKING:
    from google.genai.client import Client

    from core.providers.gemini.answers import Answer

log = get_logger()


class Connection:
    """Open a client for this key. None means that no key is set: every call then says so.

    `timeout_s` is for one socket operation, not a deadline. `trust_env` False ignores proxies in
    the environment, which the HTTP library would even use for 127.0.0.1: for tests. `limits` are
    those of `transport.LimitedClient`, where its own are not wanted.
    """

    def __init__(
        self,
        key: SecretStr | None,
        *,
        base_url: str,
        api_version: str = "v1beta",
        timeout_s: float = 120.0,
        trust_env: bool = True,
        **limits: int,
    ) -> None:
        self._key = key
        self._options: dict[str, Any] = {
            "base_url": base_url,
            "api_version": api_version,
            "timeout_s": timeout_s,
            "trust_env": trust_env,
            **limits,
        }
        self.redaction = Redaction(key.get_secret_value() if key else "")
        # A client belongs to the event loop of its first call. It is kept for good: the SDK closes
        # one that nobody refers to in the middle of its call.
        self._client: tuple[asyncio.AbstractEventLoop, Client] | None = None
        self._opening = threading.Lock()

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the settings without which no call can succeed."""
        return () if self._key else (NAMED.key,)

    async def opened(self) -> Client:
        """Return the client; the first call opens it in a thread, so that the loop stays alive."""
        if self._key is None:
            fault = ProviderFault.KEY_INVALID
            raise GenerationFailed(fault, service_reason="NO_KEY", setting=NAMED.key)
        loop, key = asyncio.get_running_loop(), self._key.get_secret_value()
        if self._client is not None and self._client[0] is loop:
            return self._client[1]
        try:
            return await asyncio.to_thread(self._open, loop, key)
        except Exception as error:  # noqa: BLE001 - whatever hinders the opening
            failure = _not_opened(error)
        raise failure  # outside of the block: a foreign error may carry an address, or the key

    def _open(self, loop: asyncio.AbstractEventLoop, key: str) -> Client:
        from core.providers.gemini.client import open_client

        with self._opening:
            if self._client is None or self._client[0] is not loop:
                self._client = loop, open_client(key, **self._options)
            return self._client[1]


async def answer_of(call: Awaitable[Any]) -> Answer:
    """Return what the call got; let no exception of the SDK or its HTTP library out."""
    from core.providers.gemini import client, faults

    failure: GenerationFailed | None = None
    with client.answer_box() as box:
        try:
            await call
        except Exception as error:  # noqa: BLE001 - the table's last row is for all others
            failure = faults.translated(error)
    # Outside of the block: chained, the foreign error would carry the request and its key.
    # What was read counts, whatever the SDK makes of the `{}` that it is given instead.
    found = box[-1] if box else failure or GenerationFailed(ProviderFault.INTERNAL)
    if isinstance(found, GenerationFailed):
        raise found
    return found


def _not_opened(error: Exception) -> GenerationFailed:
    """Return what hinders the opening; log an exception's class, never its words."""
    if isinstance(error, GenerationFailed):
        failure = error
    elif isinstance(error, ImportError):
        failure = GenerationFailed(ProviderFault.SETTINGS, setting="google-genai")
    else:
        failure = GenerationFailed(ProviderFault.INTERNAL)
    facts = {"error": f"{type(error).__module__}.{type(error).__name__}"}
    log.error("gemini.not_opened", setting=failure.facts.get("setting", ""), **facts)
    return failure
