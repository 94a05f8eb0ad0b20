"""The zip of the real app, through its guard and whatever else stands before a route."""

from __future__ import annotations

import http.client
import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress

import pytest
import shelves
from fakes import make_studio, place_and_run, png

from bench.server import APP, Server, serving
from core.downloads import selection
from core.downloads.selection import Selection
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio

PATIENCE_S = 30.0
BIG = bytes(64_000_000)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Return a studio whose folder and secret the app gets."""
    made = make_studio("", tmp_path_factory.mktemp("zip"))
    yield made
    made.database.dispose()


@pytest.fixture(scope="module")
def orders(studio: Studio) -> tuple[str, str]:
    """Return the order of the demo user's picture, and that of somebody else's."""
    mine = place_and_run(studio, "mine")
    theirs = place_and_run(studio, "theirs", person=DEMO_MEMBER)
    return mine.id, theirs.id


@pytest.fixture(scope="module")
def server(studio: Studio, orders: tuple[str, str]) -> Iterator[Server]:
    """Start the app on that folder."""
    secret = studio.images.secret.decode()
    with serving(APP, studio.settings.data_dir, SECRET_KEY=secret) as started:
        yield started


def asked(server: Server, address: str, method: str = "GET") -> http.client.HTTPResponse:
    """Ask for an address as a browser does that takes everything packed."""
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=PATIENCE_S)
    connection.request(method, address, headers={"accept-encoding": "gzip, br"})
    return connection.getresponse()


@pytest.mark.slow
def test_the_app_sends_ones_own_pictures(
    server: Server, studio: Studio, orders: tuple[str, str]
) -> None:
    """Of two people's pictures the address of one gives that one's, unpacked and unchanged."""
    chosen = Selection(DEMO_USER, orders, "Asia/Shanghai")
    answer = asked(server, selection.address(studio.images, chosen, studio.now()))
    assert (answer.status, answer.getheader("content-type")) == (200, "application/zip")
    assert answer.getheader("content-encoding") is None
    assert answer.getheader("content-security-policy")
    with zipfile.ZipFile(io.BytesIO(answer.read())) as found:
        assert found.testzip() is None
        pictures = [name for name in found.namelist() if name != "manifest.csv"]
        assert [found.read(name) for name in pictures] == [png()]


def test_the_app_refuses_what_it_did_not_sign(
    server: Server, studio: Studio, orders: tuple[str, str]
) -> None:
    """Another person's name in a right address opens nothing."""
    chosen = Selection(DEMO_USER, orders)
    address = selection.address(studio.images, chosen, studio.now())
    assert asked(server, address.replace(DEMO_USER, DEMO_MEMBER)).status == 403
    assert asked(server, selection.ROUTE).status == 403
    assert asked(server, address, "HEAD").status == 200
    assert asked(server, address, "POST").status == 405


def test_the_longest_address_comes_through(server: Server, studio: Studio) -> None:
    """200 ids are a request that the server reads, whoever they are."""
    unknown = tuple(f"{number:016x}" for number in range(selection.MOST))
    chosen = Selection(DEMO_USER, unknown)
    answer = asked(server, selection.address(studio.images, chosen, studio.now()))
    assert (answer.status, "都不在了" in answer.read().decode()) == (404, True)


def test_who_leaves_in_the_middle_harms_nobody(
    server: Server, studio: Studio, orders: tuple[str, str]
) -> None:
    """A reader that goes away ends its own zip; the next one comes whole."""
    mine = studio.settings.data_dir / shelves.original(studio, orders[0])
    mine.write_bytes(BIG)
    chosen = Selection(DEMO_USER, orders[:1])
    address = selection.address(studio.images, chosen, studio.now())
    for _ in range(3):
        answer = asked(server, address)
        assert answer.read(100_000)
        with suppress(OSError):
            answer.close()
    whole = asked(server, address).read()
    mine.write_bytes(png())
    assert len(whole) > len(BIG)
    assert zipfile.ZipFile(io.BytesIO(whole)).testzip() is None
