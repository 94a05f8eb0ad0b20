"""What stands around a service's client: opened once a loop, in a thread, its key never shown."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from core.errors import GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers import body
from core.providers.connection import Answer, Connection, HttpConnection
from core.providers.contract import Named
from core.providers.transport import LimitedClient

NAMED = Named("toy", key="TOY_KEY", address="TOY_URL")
KEY = "toy-key-0123456789-never-to-be-seen"
URL = "https://toy.example/v1"


class Toy(HttpConnection):
    """A connection whose answers come from a function."""

    def __init__(
        self, handler: Callable[[httpx2.Request], httpx2.Response], key: str = KEY
    ) -> None:
        secret = SecretStr(key) if key else None
        super().__init__(secret, NAMED, base_url=f"{URL}/", trust_env=False)
        self._options["transport"] = httpx2.MockTransport(handler)


def reply(status: int, content: bytes = b"") -> httpx2.Response:
    """Return an answer that is still to be read, as one from the network is."""
    return httpx2.Response(status, stream=httpx2.ByteStream(content))


def content_of(answer: Answer) -> tuple[int, bytes]:
    """Read an answer's status and body."""
    return answer.status, answer.content


def failed(toy: Toy, read: Callable[[Answer], object] = content_of) -> GenerationFailed:
    """Return what a call fails with; nothing around it may carry the key."""
    with pytest.raises(GenerationFailed) as caught:
        asyncio.run(toy.ask("GET", "/models", read))
    assert caught.value.__context__ is None
    assert KEY not in f"{caught.value!r}{caught.value.facts}"
    return caught.value


def test_a_client_is_opened_once_for_a_loop_and_off_it() -> None:
    """Calls side by side share one client, opened in another thread; a new loop gets its own."""
    opened: list[int] = []

    def open_client(key: str) -> object:
        assert key == KEY
        opened.append(threading.get_ident())
        return object()

    connection = Connection(SecretStr(KEY), NAMED, open_client)

    async def four() -> list[object]:
        return await asyncio.gather(*(connection.opened() for _ in range(4)))

    first, second = (asyncio.run(four()) for _ in range(2))
    assert len({id(client) for client in first}) == len({id(client) for client in second}) == 1
    assert first[0] is not second[0]
    assert len(opened) == 2
    assert threading.get_ident() not in opened


def test_an_open_client_waits_for_no_thread() -> None:
    """Only the first call opens it: where all threads are busy, the next ones still have it."""
    connection = Connection(SecretStr(KEY), NAMED, lambda _: object())

    async def twice() -> tuple[object, object]:
        first = await connection.opened()
        threads = ThreadPoolExecutor(1)
        asyncio.get_running_loop().set_default_executor(threads)
        threads.shutdown()  # whoever asks for a thread from here on fails
        return first, await connection.opened()

    first, second = asyncio.run(twice())
    assert first is second


@pytest.mark.parametrize(
    ("missing", "fault", "reason"),
    [("TOY_KEY", Fault.KEY_INVALID, "NO_KEY"), ("TOY_URL", Fault.SETTINGS, "")],
)
def test_a_missing_setting_is_named(missing: str, fault: Fault, reason: str) -> None:
    """What is not set is said by name, and nothing is opened for it."""
    connection = Connection(None, NAMED, lambda _: pytest.fail("opened"), missing=(missing,))
    with pytest.raises(GenerationFailed) as caught:
        asyncio.run(connection.opened())
    error = caught.value
    assert (error.fault, error.service_reason, error.facts["setting"]) == (fault, reason, missing)


@pytest.mark.parametrize(
    ("error", "package", "fault", "setting"),
    [
        (ImportError(KEY), "toy-sdk", Fault.SETTINGS, "toy-sdk"),
        (ImportError(KEY), "", Fault.INTERNAL, None),
        (ZeroDivisionError(KEY), "toy-sdk", Fault.INTERNAL, None),
        (GenerationFailed(Fault.SETTINGS, setting="ALL_PROXY"), "", Fault.SETTINGS, "ALL_PROXY"),
    ],
)
def test_what_hinders_the_opening_is_told_without_its_words(
    error: Exception, package: str, fault: Fault, setting: str | None
) -> None:
    """A foreign error becomes ours; the log has its class, and the next call tries again."""
    errors = [error]

    def open_client(_: str) -> str:
        if errors:
            raise errors.pop()
        return "open"

    connection = Connection(SecretStr(KEY), NAMED, open_client, package=package)
    with capture_logs() as logs, pytest.raises(GenerationFailed) as caught:
        asyncio.run(connection.opened())
    assert (caught.value.fault, caught.value.facts.get("setting")) == (fault, setting)
    assert caught.value.__context__ is None
    assert [line["event"] for line in logs] == ["provider.not_opened"]
    assert KEY not in str(logs)
    assert asyncio.run(connection.opened()) == "open"


def test_the_key_goes_along_as_a_bearer() -> None:
    """A request has the key, if there is one, the caller's headers and the whole address."""
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return reply(201, b"made")

    for key in (KEY, ""):
        sent = {"headers": {"X-Kind": "a"}, "json": {"n": 1}}
        got = asyncio.run(Toy(answer, key).ask("POST", "/images", content_of, **sent))
        assert got == (201, b"made")
    with_key, without = asked
    assert str(with_key.url) == f"{URL}/images"
    assert with_key.headers["authorization"] == f"Bearer {KEY}"
    assert (with_key.headers["x-kind"], with_key.content) == ("a", b'{"n":1}')
    assert "authorization" not in without.headers


def test_an_answer_is_read_off_the_loop_and_without_its_request() -> None:
    """Whatever reads an answer holds up nobody, and cannot come by the key."""
    toy = Toy(lambda _: reply(200, b"{}"))

    def read(answer: Answer) -> str:
        assert not hasattr(answer, "request")
        return threading.current_thread().name

    assert asyncio.run(toy.ask("GET", "/models", read)).startswith("provider-reads")


def test_no_foreign_exception_gets_out() -> None:
    """What HTTP stumbles over, and what cannot be read, are failures of ours."""

    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError(KEY, request=request)

    assert failed(Toy(refuse)).fault is Fault.NETWORK

    def unreadable(_: Answer) -> None:
        raise body.Unreadable(KEY)

    toy = Toy(lambda _: reply(200))
    assert failed(toy, unreadable).fault is Fault.UNREADABLE_ANSWER


def test_a_key_that_no_header_can_carry_is_invalid() -> None:
    """Such a key is told as a wrong key, without being shown."""
    error = failed(Toy(lambda _: reply(200), "ключ"))
    assert (error.fault, error.facts) == (Fault.KEY_INVALID, {"setting": "TOY_KEY"})


def test_a_wrong_address_is_a_setting() -> None:
    """An address that nobody can ask names its own variable."""
    connection = HttpConnection(SecretStr(KEY), NAMED, base_url="http://127.0.0.1:99999")
    with pytest.raises(GenerationFailed) as caught:
        asyncio.run(connection.opened())
    assert (caught.value.fault, caught.value.facts) == (Fault.SETTINGS, {"setting": "TOY_URL"})


def test_limits_and_timeout_are_the_clients() -> None:
    """What a service wants otherwise reaches the client that it opens."""
    connection = HttpConnection(
        SecretStr(KEY), NAMED, base_url=URL, timeout_s=3, trust_env=False, max_answer=7
    )
    client = asyncio.run(connection.opened())
    assert isinstance(client, LimitedClient)
    assert (client.timeout.read, client._max_answer, client.follow_redirects) == (3, 7, False)
