"""A picture behind an address is fetched from the world outside, once looked up, without a key."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable

import httpx2
import pytest
from structlog.testing import capture_logs

from core.errors import GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.openai.fetching import Fetcher, is_public, may_be_near
from tests.services.openai_asking import Names, fetcher_of

pytest_plugins = ("tests.services.openai_fixtures",)

OUTSIDE, OTHER = "198.41.0.4", "199.9.14.201"
ADDRESS = "https://pictures.example:8443/a.png?sign=%2B1"
Handler = Callable[[httpx2.Request], httpx2.Response]


def reply(status: int, content: bytes = b"", **headers: str) -> httpx2.Response:
    """Return an answer that is still to be read, as one from the network is."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return httpx2.Response(status, headers=named, stream=httpx2.ByteStream(content))


def fetcher(names: Names, handler: Handler, *, is_near: bool = False) -> Fetcher:
    """Return a fetcher whose answers come from a function."""
    made: Fetcher = fetcher_of("zhipu", is_near=is_near, resolve=names)
    made._options["transport"] = httpx2.MockTransport(handler)
    return made


def got(made: Fetcher, address: str = ADDRESS) -> bytes:
    """Return what a fetcher brings."""
    return asyncio.run(made.fetch(address))


def failed(made: Fetcher, address: str = ADDRESS) -> GenerationFailed:
    """Return what a fetcher fails with: never worth another order."""
    with capture_logs() as logs, pytest.raises(GenerationFailed) as caught:
        got(made, address)
    assert caught.value.retries == 0
    assert "a.png" not in f"{caught.value.facts}{logs}"
    return caught.value


def unasked(_: httpx2.Request) -> httpx2.Response:
    raise AssertionError("somebody was asked")


def test_what_was_looked_up_is_what_is_connected_to() -> None:
    """A name is looked up once; its number is asked, in its name, and TLS is held to the name."""
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return reply(200, b"a picture")

    names = Names(OUTSIDE, OTHER)
    assert got(fetcher(names, answer)) == b"a picture"
    (request,) = asked
    assert names.asked == [("pictures.example", 8443)]
    assert str(request.url) == f"https://{OUTSIDE}:8443/a.png?sign=%2B1"
    assert request.headers["host"] == "pictures.example:8443"
    assert request.extensions["sni_hostname"] == "pictures.example"
    assert "authorization" not in request.headers
    assert "cookie" not in request.headers


def test_a_number_of_the_other_kind_is_connected_to() -> None:
    """IPv6 stands in brackets, as an address wants it."""
    hosts: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        hosts.append(request.url.netloc.decode())
        return reply(200)

    got(fetcher(Names("2001:4860:4860::8888"), answer))
    assert hosts == ["[2001:4860:4860::8888]:8443"]


@pytest.mark.parametrize(
    ("address", "port"), [("https://a.example/x", 443), ("http://localhost/x", 80)]
)
def test_a_name_is_looked_up_for_its_port(address: str, port: int) -> None:
    """Without a port the scheme's own is meant."""
    names = Names("127.0.0.1")
    got(fetcher(names, lambda _: reply(200), is_near=True), address)
    assert names.asked == [(httpx2.URL(address).host, port)]


@pytest.mark.parametrize(
    "numbers",
    [
        ("10.0.0.1",),
        (OUTSIDE, "127.0.0.1"),  # all count: which one is tried first is nobody's promise
        ("169.254.169.254",),
        ("100.64.0.1",),
        ("0.0.0.0",),
        ("224.0.0.1",),
        ("fe80::1%eth0",),
        ("fd00::1",),
        ("::1",),
        ("::ffff:10.0.0.1",),
        ("64:ff9b::7f00:1",),
        ("2002:7f00:1::",),
        ("fec0::1",),
        ("64:ff9b:1::7f00:1",),
        ("::127.0.0.1",),
        ("::ffff:0:127.0.0.1",),
    ],
)
def test_a_name_of_a_private_number_is_not_asked(numbers: tuple[str, ...]) -> None:
    """A public name may stand for a machine that only we can reach: nothing is sent there."""
    assert failed(fetcher(Names(*numbers), unasked)).fault is Fault.UNREADABLE_ANSWER


@pytest.mark.parametrize("number", [OUTSIDE, "2001:4860:4860::8888", "64:ff9b::c629:4"])
def test_a_number_out_in_the_world_is_public(number: str) -> None:
    """Of either kind, and also through a translation from one to the other."""
    assert is_public(number)


@pytest.mark.parametrize(
    "address",
    [
        "http://pictures.example/a.png",
        "ftp://pictures.example/a.png",
        "file:///etc/passwd",
        "https://me:word@pictures.example/a.png",
        "https:///a.png",
        "https://[::1",
        "https://pictures.example:99999/a.png",
        "https://pictures.example:0/a.png",
        "//pictures.example/a.png",
        "a.png",
        "",
        "https://pictures.example/a.png?" + "x" * 4096,
    ],
)
def test_an_address_of_another_form_is_not_asked(address: str) -> None:
    """Only https without a name and a password, of a length that an address has."""
    made = fetcher(Names(OUTSIDE), unasked)
    with capture_logs(), pytest.raises(GenerationFailed) as caught:
        got(made, address)
    assert caught.value.fault is Fault.UNREADABLE_ANSWER


def test_what_is_on_this_machine_is_fetched_for_a_service_that_is_too() -> None:
    """A stand-in's pictures come without TLS; nobody else's do, nor any from a near network."""
    near = {"is_near": True}
    plain = "http://localhost:8000/a.png"
    assert got(fetcher(Names("127.0.0.1", "::1"), lambda _: reply(200), **near), plain) == b""
    for refused, address in (
        (fetcher(Names("127.0.0.1"), unasked), plain),
        (fetcher(Names(OUTSIDE), unasked, **near), plain),
        (fetcher(Names("10.0.0.1"), unasked, **near), ADDRESS),
        (fetcher(Names("127.0.0.1", OUTSIDE), unasked, **near), plain),
    ):
        assert failed(refused, address).fault is Fault.UNREADABLE_ANSWER


@pytest.mark.parametrize(
    ("url", "near"),
    [
        ("http://127.0.0.1:8789/v1", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("https://open.bigmodel.cn/api", False),
        ("https://10.0.0.1/v1", False),
        ("https://localhost.example", False),
        ("", False),
    ],
)
def test_only_this_machine_is_near(url: str, near: bool) -> None:
    """Its own name and numbers, and no other's."""
    assert may_be_near(url) is near


def test_a_name_that_nobody_knows_is_the_network() -> None:
    """The look-up failed, and not the service."""
    assert failed(fetcher(Names(), unasked)).fault is Fault.NETWORK


@pytest.mark.parametrize(
    ("status", "fault", "asked"),
    [
        (301, Fault.UNREADABLE_ANSWER, 1),
        (307, Fault.UNREADABLE_ANSWER, 1),
        (403, Fault.UNREADABLE_ANSWER, 1),
        (404, Fault.UNREADABLE_ANSWER, 1),
        (410, Fault.UNREADABLE_ANSWER, 1),
        (429, Fault.SERVICE_FAULT, 2),
        (500, Fault.SERVICE_FAULT, 2),
        (503, Fault.SERVICE_FAULT, 2),
    ],
)
def test_what_is_no_picture_is_told_apart(status: int, fault: Fault, asked: int) -> None:
    """What is gone or elsewhere stays so; an ill store is asked once more, the service never."""
    seen: list[int] = []

    def answer(_: httpx2.Request) -> httpx2.Response:
        seen.append(status)
        return reply(status, Location="https://elsewhere.example/a.png")

    assert failed(fetcher(Names(OUTSIDE), answer)).fault is fault
    assert len(seen) == asked


@pytest.mark.parametrize(
    ("error", "fault", "asked"),
    [
        (httpx2.ConnectError("x"), Fault.NETWORK, 2),
        (httpx2.ReadError("x"), Fault.NETWORK, 1),
        (httpx2.ReadTimeout("x"), Fault.TIMED_OUT, 1),
    ],
)
def test_a_broken_connection_is_told_apart(error: Exception, fault: Fault, asked: int) -> None:
    """What reached nobody is tried once more."""
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.url.host)
        raise error

    assert failed(fetcher(Names(OUTSIDE), answer)).fault is fault
    assert seen == [OUTSIDE] * asked


def test_the_second_try_may_bring_it() -> None:
    """A store that was ill for a moment costs no picture, and its name is looked up anew."""
    answers = [reply(503), reply(200, b"a picture")]
    names = Names(OUTSIDE)
    assert got(fetcher(names, lambda _: answers.pop(0))) == b"a picture"
    assert len(names.asked) == 2


def test_a_picture_has_a_limit() -> None:
    """Forty million bytes unpacked come whole; one more is no picture."""
    fit, over = (gzip.compress(bytes(40_000_000 + more), 1) for more in (0, 1))
    packed = {"Content_Encoding": "gzip"}
    made = fetcher(Names(OUTSIDE), lambda _: reply(200, fit, **packed))
    assert len(got(made)) == 40_000_000
    made = fetcher(Names(OUTSIDE), lambda _: reply(200, over, **packed))
    assert failed(made).fault is Fault.UNREADABLE_ANSWER


@pytest.mark.parametrize("host", ["a..b", ".example", f"{'l' * 64}.example"])
def test_a_name_that_cannot_be_looked_up_is_no_address(host: str) -> None:
    """What Python refuses to look up is an unreadable answer, as any other bad address."""
    made: Fetcher = fetcher_of("zhipu", is_near=False)
    assert failed(made, f"https://{host}/a.png").fault is Fault.UNREADABLE_ANSWER


def test_a_number_that_is_down_is_not_asked_twice() -> None:
    """The picture is paid for: where the first number of its name fails, the next one is tried."""
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.host)
        if request.url.host == OUTSIDE:
            raise httpx2.ConnectError("down")
        return reply(200, b"a picture")

    assert got(fetcher(Names(OUTSIDE, OTHER), answer)) == b"a picture"
    assert asked == [OUTSIDE, OTHER]
