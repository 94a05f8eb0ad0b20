"""Pictures at an address, over real connections: by number, held to the name, past nobody's key."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from core.errors import GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.calling import Caller, Cancel
from core.providers.openai import OpenAIProvider
from core.providers.openai.fetching import Fetcher
from tests.services.fake_openai import FakeOpenai
from tests.services.gemini_asking import KEY
from tests.services.openai_asking import (
    ROWS,
    Names,
    failure,
    fetcher_of,
    provider_at,
    request_to,
)
from tests.services.replies import tiny
from tests.services.socks import SocksProxy

pytest_plugins = ("tests.services.openai_fixtures",)


def got(made: Fetcher, address: str) -> bytes:
    """Return what a fetcher brings."""
    return asyncio.run(made.fetch(address))


@pytest.fixture
def secured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Return the port of a store with TLS, whose certificate is for pictures.example alone."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-keyout", str(key), "-out", str(certificate), "-subj", "/CN=pictures.example"]
    command += ["-addext", "subjectAltName=DNS:pictures.example"]
    subprocess.run(command, check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("NO_PROXY", "*")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Store)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


class _Store(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"a picture")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.skipif(not shutil.which("openssl"), reason="it makes the certificate")
def test_tls_is_held_to_the_name(secured: int) -> None:
    """Connected by its number, a store must still prove the name that the address has."""
    made = Fetcher(ROWS["zhipu"].named, is_near=True, resolve=Names("127.0.0.1"))
    assert got(made, f"https://pictures.example:{secured}/a.png") == b"a picture"
    for other in ("elsewhere.example", "127.0.0.1"):
        with pytest.raises(GenerationFailed) as caught:
            got(made, f"https://{other}:{secured}/a.png")
        assert caught.value.fault is Fault.NETWORK


@pytest.fixture
def store() -> Iterator[FakeOpenai]:
    """Return a stand-in on a port of its own."""
    with FakeOpenai("zhipu") as fake:
        yield fake


def test_a_picture_comes_over_a_real_connection(store: FakeOpenai) -> None:
    """By a name of somebody else, to the number that was looked up for it, without the key."""
    port = store.url.rpartition(":")[2]
    store.kept["/pictures/a.png"] = tiny()
    made = fetcher_of("zhipu", resolve=Names("127.0.0.1"))
    for _ in range(2):
        assert got(made, f"http://pictures.example:{port}/pictures/a.png") == tiny()
    for asked in store.asked:
        assert asked.headers["host"] == f"pictures.example:{port}"
        assert asked.key == ""


def test_a_proxy_is_told_the_number(store: FakeOpenai, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy, too, nobody looks the name up a second time."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    port = store.url.rpartition(":")[2]
    store.kept["/pictures/a.png"] = tiny()
    made = Fetcher(ROWS["zhipu"].named, is_near=True, resolve=Names("127.0.0.1"))
    with SocksProxy() as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        assert got(made, f"http://pictures.example:{port}/pictures/a.png") == tiny()
        assert proxy.connected == [("127.0.0.1", int(port))]
    assert store.asked[0].headers["host"] == f"pictures.example:{port}"


def test_a_service_out_in_the_world_cannot_look_around_here(
    store: FakeOpenai, asker: Caller
) -> None:
    """A service out in the world that answers with an address here gets no picture from here."""
    far = provider_at(store)
    strict = OpenAIProvider(
        far._row, far._connection, fetcher_of("zhipu", is_near=False), far.models
    )
    assert failure(asker, strict).fault is Fault.UNREADABLE_ANSWER
    assert [asked.method for asked in store.asked] == ["POST"]


def test_the_key_stays_with_its_service(store: FakeOpenai, asker: Caller) -> None:
    """The request for the file carries neither the key nor a cookie of the service."""
    asker.call(provider_at(store), request_to("zhipu"), Cancel())
    post, get = store.asked
    assert (post.method, get.method) == ("POST", "GET")
    assert KEY not in str(get.headers)
    assert ROWS["zhipu"].dialect.answer == "url"
