"""The HTTP client for any service: limits in unpacked bytes, and settings told apart by name."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from core import messages
from core.errors import GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.calling import Caller, Cancel
from core.providers.reasons import PACKAGES, SETTINGS
from core.providers.transport import LimitedClient, UnreadableBody
from tests.services.fake_gemini import FakeGemini
from tests.services.gemini_asking import REQUEST, failure, provider_at
from tests.services.socks import SocksProxy

pytest_plugins = ("tests.services.gemini_fixtures",)

LIMIT, CUT = 1000, 100  # bytes
MANY = 10_000
PROXIES = ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


class Pieces(httpx2.AsyncByteStream):
    """A body in pieces; count those that were taken, and whether it was closed."""

    def __init__(self, piece: bytes, number: int = 1) -> None:
        self._piece, self._number = piece, number
        self.taken, self.closed = 0, False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self._number):
            self.taken += 1
            yield self._piece

    async def aclose(self) -> None:
        self.closed = True


def got(pieces: Pieces, status: int = 200, encoding: str = "", **headers: str) -> httpx2.Response:
    """Return what a client with small limits makes of this body."""
    packed = {"Content-Encoding": encoding} if encoding else {}
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(status, headers=packed | named, stream=pieces)

    async def ask() -> httpx2.Response:
        transport = httpx2.MockTransport(answer)
        client = LimitedClient(transport=transport, max_answer=LIMIT, max_failure=CUT)
        return await client.get("https://service.example/")

    response = asyncio.run(ask())
    assert asked[0].headers["accept-encoding"] == "gzip"
    return response


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("", bytes), ("identity", bytes), ("gzip", gzip.compress), ("deflate", zlib.compress)],
)
def test_an_answer_comes_whole_and_unpacked(encoding: str, pack: object) -> None:
    """What keeps to the limit is handed on as it was before packing, without the packing's name."""
    content = bytes(range(250)) * 4
    response = got(Pieces(pack(content)), encoding=encoding, X_Kind="a")  # type: ignore[operator]
    assert response.content == content
    assert response.headers.get("content-encoding") is None
    assert response.headers["x-kind"] == "a"
    assert response.headers["content-length"] == str(len(content))


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_too_large_an_answer_is_not_read(encoding: str) -> None:
    """Of an endless answer only as much is taken as the limit allows; then it is closed."""
    endless = Pieces(gzip.compress(bytes(LIMIT + 1)) if encoding else bytes(CUT), MANY)
    with pytest.raises(UnreadableBody):
        got(endless, encoding=encoding)
    assert endless.taken <= LIMIT // CUT + 1
    assert endless.closed


def test_a_large_answer_that_says_so_is_not_even_begun() -> None:
    """Where the length is told and too much, no byte is read."""
    honest = Pieces(bytes(CUT), MANY)
    with pytest.raises(UnreadableBody):
        got(honest, Content_Length=str(LIMIT + 1))
    assert honest.taken == 0
    assert honest.closed


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_failures_body_is_cut(encoding: str) -> None:
    """A failure's status counts: of its body the beginning is kept, whatever its length."""
    endless = Pieces(gzip.compress(b"x" * 99_999, mtime=0) if encoding else b"x" * 60, MANY)
    response = got(endless, 400, encoding, Content_Length="1000000000")
    assert (response.status_code, response.content) == (400, b"x" * CUT)
    assert endless.taken <= 2
    assert endless.closed


MB = 1_000_000
FULL = 60 * MB  # bytes unpacked of an answer
PART = 65_536  # and of what says why there is none


def zeros(size: int, encoding: str) -> Pieces:
    """Return a body of so many zeros."""
    if encoding:
        packer = zlib.compressobj(1)
        packed = b"".join(packer.compress(bytes(MB)) for _ in range(size // MB))
        return Pieces(packed + packer.compress(bytes(size % MB)) + packer.flush())
    return Pieces(bytes(size))


def got_by_default(pieces: Pieces, status: int = 200, encoding: str = "") -> httpx2.Response:
    """Return what a client that is told no limits makes of this body."""
    packed = {"Content-Encoding": encoding} if encoding else {}

    async def ask() -> httpx2.Response:
        transport = httpx2.MockTransport(
            lambda _: httpx2.Response(status, headers=packed, stream=pieces)
        )
        return await LimitedClient(transport=transport).get("https://service.example/")

    return asyncio.run(ask())


@pytest.mark.parametrize("encoding", ["", "deflate"])
def test_an_answer_has_sixty_megabytes(encoding: str) -> None:
    """Untold, a client takes an answer of 60 MB unpacked, and none that is a byte larger."""
    assert len(got_by_default(zeros(FULL, encoding), encoding=encoding).content) == FULL
    with pytest.raises(UnreadableBody):
        got_by_default(zeros(FULL + 1, encoding), encoding=encoding)


@pytest.mark.parametrize("encoding", ["", "deflate"])
def test_a_failures_body_has_sixty_four_kibibytes(encoding: str) -> None:
    """Untold, a client keeps the first 64 KiB of what a failure says."""
    for size in (PART, PART + 1, 5 * MB):
        response = got_by_default(zeros(size, encoding), 500, encoding)
        assert (response.status_code, len(response.content)) == (500, PART)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("br", b"\x0b\x02\x80{}\x03"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"{}", mtime=0), mtime=0)),
        ("gzip", b"not gzip"),
        ("gzip", gzip.compress(b"{}" * 100, mtime=0)[:-9]),
        ("gzip", b""),
    ],
)
def test_what_cannot_be_unpacked_is_unreadable(encoding: str, body: bytes) -> None:
    """An encoding that we did not ask for, or a broken one, is no answer; a failure stays one."""
    with pytest.raises(UnreadableBody):
        got(Pieces(body), encoding=encoding)
    assert got(Pieces(body), 503, encoding).status_code == 503


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return an environment without proxies."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks4://127.0.0.1:1080"),
        ("HTTPS_PROXY", "ftp://127.0.0.1"),
        ("HTTP_PROXY", "http://127.0.0.1:port"),
        ("ALL_PROXY", "socks5://127.0.0.1:99999"),
        ("SSL_CERT_FILE", "/nowhere/certificates.pem"),
        ("SSL_CERT_FILE", __file__),
    ],
)
def test_a_wrong_setting_is_named(
    name: str, value: str, environment: pytest.MonkeyPatch, fake: FakeGemini, caller: Caller
) -> None:
    """What hinders the opening is the operator's: an order and a check both name the variable."""
    environment.setenv(name, value)
    provider = provider_at(fake.url, trust_env=True)
    with pytest.raises(GenerationFailed) as checked:
        caller.check(provider)
    for error in (failure(caller, provider), checked.value):
        assert (error.fault, error.facts) == (Fault.SETTINGS, {"setting": name})
        assert error.__context__ is None, "it may carry a proxy's password"
        shown = messages.explain(error.code, error.reason, error.facts).what
        assert shown == f"图片服务的设置有误。（设置：{name}）"
    assert fake.asked == []
    assert name in SETTINGS
    environment.delenv(name)
    caller.check(provider)  # nothing of the failure is kept


@pytest.mark.parametrize(
    ("name", "value"), [("ALL_PROXY", "socks4://127.0.0.1"), ("SSL_CERT_FILE", "/nowhere")]
)
def test_a_setting_counts_where_it_is_used(
    name: str, value: str, environment: pytest.MonkeyPatch, fake: FakeGemini, caller: Caller
) -> None:
    """A client that ignores the environment, or all of its proxies, opens whatever stands there."""
    environment.setenv(name, value)
    caller.check(provider_at(fake.url))
    if name == "ALL_PROXY":
        environment.setenv("NO_PROXY", "one.example, *")
        caller.check(provider_at(fake.url, trust_env=True))


def test_a_missing_sdk_is_named(
    monkeypatch: pytest.MonkeyPatch, fake: FakeGemini, caller: Caller
) -> None:
    """Without google-genai an order says what is to be installed."""
    monkeypatch.setitem(__import__("sys").modules, "core.providers.gemini.client", None)
    error = failure(caller, provider_at(fake.url))
    assert (error.fault, error.facts) == (Fault.SETTINGS, {"setting": "google-genai"})


def test_what_a_socks_proxy_lacks_is_named(
    environment: pytest.MonkeyPatch, fake: FakeGemini, caller: Caller
) -> None:
    """With a SOCKS proxy and without socksio an order says what is to be installed."""
    environment.setenv("ALL_PROXY", "socks5://127.0.0.1:1080")
    environment.setitem(__import__("sys").modules, "socksio", None)
    error = failure(caller, provider_at(fake.url, trust_env=True))
    assert (error.fault, error.facts) == (Fault.SETTINGS, {"setting": "socksio"})
    assert error.__context__ is None


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_that_may_lack_has_words(package: str) -> None:
    """Its name may be kept and shown, with words that say where it is to be had."""
    assert package in SETTINGS
    error = GenerationFailed(Fault.SETTINGS, setting=package)
    shown = messages.explain(error.code, error.reason, error.facts).what
    assert f"没有安装 {package}（见 requirements.txt）" in shown


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_socks_proxy_works(
    scheme: str, environment: pytest.MonkeyPatch, fake: FakeGemini, caller: Caller
) -> None:
    """With ALL_PROXY=socks5://… the picture comes through the proxy."""
    with SocksProxy() as proxy:
        environment.setenv("ALL_PROXY", proxy.url.replace("socks5", scheme))
        provider = provider_at(fake.url, trust_env=True)
        assert caller.call(provider, REQUEST, Cancel()).data
        assert caller.check(provider)
        assert {port for _, port in proxy.connected} == {int(fake.url.rpartition(":")[2])}


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999", "http://[::1", "http://127.0.0.1:1a"])
def test_a_wrong_address_is_a_setting(url: str, caller: Caller) -> None:
    """An address that nobody can ask names its own variable, not the network."""
    error = failure(caller, provider_at(url))
    assert (error.fault, error.facts) == (Fault.SETTINGS, {"setting": "GEMINI_BASE_URL"})


def test_socks_is_pinned() -> None:
    """The proxies that are usual in China need socksio, which nothing else would install."""
    pinned = (Path(__file__).parents[2] / "requirements.txt").read_text().splitlines()
    assert any(line.startswith("socksio==") for line in pinned)
