"""Fetch the picture behind an address that a service answered with, and nothing else.

The address is a stranger's word, and whoever could choose it would have us ask machines that only
we can reach. So: https, no name or password in it, no redirect, no key along, as many bytes as a
picture may have. Its name is looked up here, every number that it stands for must be out in the
world, and the one that was looked at is connected to: a name that is looked up a second time may
stand for another number. TLS is held to the name all the same. A proxy is told the number, too; so
NO_PROXY, which has names, exempts nothing here.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.providers.connection import TIMEOUT_S, Answer, Connection, answer_of
from core.providers.contract import Named
from core.settings.kinds import is_loopback

if TYPE_CHECKING:
    import httpx2

    from core.providers.transport import LimitedClient

MAX_PICTURE = 40_000_000  # bytes, as much as an answer may have
MAX_ADDRESS = 4096  # characters
ANYWHERE = "https://localhost"  # the client's own address, which nobody asks
TRIES = 2  # the picture is made and paid, so that it is this that is tried again, and not the order
_PUBLIC_6 = ipaddress.ip_network("2000::/3")  # the only ones that IANA has given out
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

log = get_logger()
Resolve = Callable[[str, int], Awaitable[list[str]]]


async def resolved(host: str, port: int) -> list[str]:
    """Return the numbers that a name stands for; raise `OSError` for none."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in found]


class Fetcher(Connection["LimitedClient"]):
    """Fetch pictures for one service.

    `is_near` says that the service itself is on this machine, as a stand-in is: then pictures may
    be here, too, and come without TLS. `resolve` looks names up. `more` is as of `HttpConnection`.
    """

    def __init__(
        self,
        named: Named,
        *,
        is_near: bool = False,
        resolve: Resolve = resolved,
        timeout_s: float = TIMEOUT_S,
        trust_env: bool = True,
        **more: Any,
    ) -> None:
        super().__init__(None, named, self._open_http)
        self._is_near = is_near
        self._resolve = resolve
        options = {"timeout": timeout_s, "trust_env": trust_env, "max_answer": MAX_PICTURE}
        self._options: dict[str, Any] = options | more

    async def fetch(self, address: str) -> bytes:
        """Return the bytes behind an address; raise `GenerationFailed`, which is never retried."""
        for number in range(TRIES):
            try:
                return _picture(await self._answer(address, number))
            except GenerationFailed as error:
                if number + 1 == TRIES or not error.retries:
                    setting = error.facts.get("setting", "")
                    failure = GenerationFailed(error.fault, setting=setting)
                    break
        raise failure

    async def _answer(self, address: str, tries_before: int) -> Answer:
        client = await self.opened()
        url = _parsed(address)
        numbers = await self._looked_up(url)
        number = numbers[tries_before % len(numbers)]  # one that is down is not asked twice
        # A connection is of a number, and serves one name only: none is kept (`_open_http`).
        headers = {"Host": url.netloc.decode("ascii"), "Accept": "image/*"}
        return await answer_of(
            client,
            self.named,
            "GET",
            str(url.copy_with(host=number)),
            headers=headers,
            extensions={"sni_hostname": url.host},
        )

    async def _looked_up(self, url: httpx2.URL) -> list[str]:
        """Return the numbers to connect to; raise unless all that the name stands for may be."""
        try:
            numbers = await self._resolve(url.host, _port(url))
        except UnicodeError:  # an empty label, or one of more letters than a name may have
            raise _refused("name") from None
        except OSError:
            numbers = []
        if not numbers:
            raise GenerationFailed(ProviderFault.NETWORK)
        for number in numbers:
            if not self._may_ask(number, is_safe=_is_safe(url)):
                raise _refused("number")
        return numbers

    def _may_ask(self, number: str, *, is_safe: bool) -> bool:
        if self._is_near and _meant(number).is_loopback:
            return True
        return is_safe and is_public(number)

    def _open_http(self, _: str) -> LimitedClient:
        import httpx2

        from core.providers.transport import LimitedClient, open_limited

        return open_limited(
            LimitedClient,
            base_url=ANYWHERE,
            named=self.named.address,
            limits=httpx2.Limits(max_keepalive_connections=0),
            **self._options,
        )


def is_public(number: str) -> bool:
    """Return whether a number is out in the world, also when it is written inside of another."""
    meant = _meant(number)
    if isinstance(meant, ipaddress.IPv6Address) and meant not in _PUBLIC_6:
        return False
    return meant.is_global and not meant.is_multicast


def may_be_near(base_url: str) -> bool:
    """Return whether a service's own address is surely this machine's."""
    return is_loopback(urlsplit(base_url).hostname or "")


def _meant(number: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return the number that is reached: IPv6 has room for one of IPv4 in several ways."""
    found = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(found, ipaddress.IPv4Address):
        return found
    if found in _NAT64:
        return ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
    return found.ipv4_mapped or found.sixtofour or found


def _parsed(address: str) -> httpx2.URL:
    import httpx2

    try:
        url = httpx2.URL(address) if len(address) <= MAX_ADDRESS else None
    except (httpx2.InvalidURL, ValueError):
        url = None
    if url is None or url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise _refused("form")
    if not 0 < _port(url) < 65_536:
        raise _refused("port")
    return url


def _port(url: httpx2.URL) -> int:
    """Return the port that is meant, said or not."""
    return url.port if url.port is not None else 443 if _is_safe(url) else 80


def _is_safe(url: httpx2.URL) -> bool:
    return url.scheme == "https"


def _picture(answer: Answer) -> bytes:
    """Return what came; raise what else it is: gone, elsewhere, or a service that is ill."""
    if answer.status == 200:
        return answer.content
    log.warning("openai.no_picture_there", http=answer.status)
    if answer.status == 429 or answer.status >= 500:
        raise GenerationFailed(ProviderFault.SERVICE_FAULT, retries=TRIES - 1)
    raise GenerationFailed(ProviderFault.UNREADABLE_ANSWER)


def _refused(why: str) -> GenerationFailed:
    """Return the failure of an address that we don't ask; it may hold anything, and is not kept."""
    log.warning("openai.address_refused", why=why)
    return GenerationFailed(ProviderFault.UNREADABLE_ANSWER)
