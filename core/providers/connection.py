"""One key at one address, for any service: its client, opened at the first call and kept.

Importing the HTTP library and reading the certificates take long, so that nothing here does either
at the top; the first call does both in a thread, and the event loop stays alive.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from pydantic import SecretStr

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.providers.contract import Named
from core.providers.redaction import Redaction

if TYPE_CHECKING:
    import httpx2

    from core.providers.transport import LimitedClient

TIMEOUT_S = 120.0  # of one socket operation, not a deadline

log = get_logger()
C = TypeVar("C")
T = TypeVar("T")


class Connection(Generic[C]):
    """Open a client by `open_client`, which gets the key; "" where the service needs none.

    `missing` are the settings without which no call can succeed: every call then says so. `package`
    is what is not installed where the opening raises ImportError.
    """

    def __init__(
        self,
        key: SecretStr | None,
        named: Named,
        open_client: Callable[[str], C],
        *,
        missing: tuple[str, ...] = (),
        package: str = "",
    ) -> None:
        self.named = named
        self.missing = missing
        self._key = key.get_secret_value() if key else ""
        self.redaction = Redaction(self._key)
        self._open_client = open_client
        self._package = package
        # A client belongs to the event loop of its first call. It is kept for good: one that
        # nobody refers to may be closed in the middle of its call.
        self._client: tuple[asyncio.AbstractEventLoop, C] | None = None
        self._opening = threading.Lock()

    async def opened(self) -> C:
        """Return the client, opened in a thread at the first call; raise `GenerationFailed`."""
        if self.missing:
            raise self._lacking(self.missing[0])
        loop = asyncio.get_running_loop()
        if self._client is not None and self._client[0] is loop:
            return self._client[1]
        try:
            return await asyncio.to_thread(self._open, loop)
        except Exception as error:  # noqa: BLE001 - whatever hinders the opening
            failure = self._not_opened(error)
        raise failure  # outside of the block: a foreign error may carry an address, or the key

    def _open(self, loop: asyncio.AbstractEventLoop) -> C:
        with self._opening:
            if self._client is None or self._client[0] is not loop:
                self._client = loop, self._open_client(self._key)
            return self._client[1]

    def _lacking(self, setting: str) -> GenerationFailed:
        if setting == self.named.key:
            fault = ProviderFault.KEY_INVALID
            return GenerationFailed(fault, service_reason="NO_KEY", setting=setting)
        return GenerationFailed(ProviderFault.SETTINGS, setting=setting)

    def _not_opened(self, error: Exception) -> GenerationFailed:
        """Return what hinders the opening; log an exception's class, never its words."""
        if isinstance(error, GenerationFailed):
            failure = error
        elif isinstance(error, ImportError) and self._package:
            failure = GenerationFailed(ProviderFault.SETTINGS, setting=self._package)
        else:
            failure = GenerationFailed(ProviderFault.INTERNAL)
        kind = f"{type(error).__module__}.{type(error).__name__}"
        setting = failure.facts.get("setting", "")
        log.error("provider.not_opened", service=self.named.service, setting=setting, error=kind)
        return failure


class Answer(NamedTuple):
    """What came back, whole and unpacked; without the request, which carries the key."""

    status: int
    headers: httpx2.Headers
    content: bytes


class HttpConnection(Connection["LimitedClient"]):
    """Ask a service over plain HTTP, with the key as its bearer.

    `timeout_s` is for one socket operation, not a deadline. `trust_env` False ignores proxies in
    the environment, which the HTTP library would even use for 127.0.0.1: for tests. `limits` are
    those of `transport.LimitedClient`, where its own are not wanted.
    """

    def __init__(
        self,
        key: SecretStr | None,
        named: Named,
        *,
        base_url: str,
        missing: tuple[str, ...] = (),
        timeout_s: float = TIMEOUT_S,
        trust_env: bool = True,
        **limits: int,
    ) -> None:
        super().__init__(key, named, self._open_http, missing=missing)
        self._base_url = base_url.rstrip("/")
        self._options: dict[str, Any] = {"timeout": timeout_s, "trust_env": trust_env, **limits}

    async def ask(self, method: str, path: str, read: Callable[[Answer], T], **sent: Any) -> T:
        """Send one request; return what `read` makes of its answer, in a thread.

        `sent` is what httpx2 takes: json, content, data, files, headers. Raise `GenerationFailed`:
        what `read` raises, `UNREADABLE_ANSWER` for its `body.Unreadable`, and what hinders HTTP.
        """
        client = await self.opened()
        bearer = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        sent["headers"] = bearer | sent.get("headers", {})
        answer = await answer_of(client, self.named, method, f"{self._base_url}{path}", **sent)
        return await read_apart(read, answer)

    def _open_http(self, _: str) -> LimitedClient:
        from core.providers.transport import LimitedClient, open_limited

        url, named = self._base_url, self.named.address
        return open_limited(LimitedClient, base_url=url, named=named, **self._options)


async def answer_of(
    client: LimitedClient, named: Named, method: str, url: str, **sent: Any
) -> Answer:
    """Return what a request got; let no exception of the HTTP library out."""
    from core.providers import refusals

    try:
        got = await client.request(method, url, **sent)
        return Answer(got.status_code, got.headers, got.content)
    except Exception as error:  # noqa: BLE001 - the table's last row is for all others
        failure = refusals.translated(error, named)
    raise failure  # outside of the block: chained, the foreign error would carry the key


async def read_apart(read: Callable[[Answer], T], answer: Answer) -> T:
    """Return what `read` makes of an answer, in a thread; raise as `HttpConnection.ask` does."""
    from core.providers import body
    from core.providers.transport import READERS

    try:
        return await asyncio.get_running_loop().run_in_executor(READERS, read, answer)
    except body.Unreadable:
        failure = GenerationFailed(ProviderFault.UNREADABLE_ANSWER)
    raise failure
