"""The SDK's client for one key at one address, and how it is asked.

The SDK takes seconds and 44 MiB (measured with google-genai 3.4), so nothing here imports it at
the top, and the first import is in a thread.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers import connection
from core.providers.gemini.named import NAMED

if TYPE_CHECKING:
    from google.genai.client import Client

    from core.providers.gemini.answers import Answer

PACKAGE = "google-genai"


class Connection(connection.Connection["Client"]):
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
        timeout_s: float = connection.TIMEOUT_S,
        trust_env: bool = True,
        **limits: int,
    ) -> None:
        missing = () if key else (NAMED.key,)
        super().__init__(key, NAMED, self._open_sdk, missing=missing, package=PACKAGE)
        self._options: dict[str, Any] = {
            "base_url": base_url,
            "api_version": api_version,
            "timeout_s": timeout_s,
            "trust_env": trust_env,
            **limits,
        }

    def _open_sdk(self, key: str) -> Client:
        from core.providers.gemini.client import open_client

        return open_client(key, **self._options)


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
