"""A picture of a folder and one of a bucket are the same answer: whole, a range, or its head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shelves
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core.pictures.store.bucket import PIECE_BYTES
from core.pictures.store.contract import Store
from core.web.image_route import image_route

pytestmark = pytest.mark.both_storages

KEY = "originals/0123456789abcdef.png"
DATA = bytes(range(256)) * (PIECE_BYTES // 256) + b"the rest"  # more than one piece of either
URL = "/img/original/0123456789abcdef"


@pytest.fixture
def store(storage: dict[str, Any], tmp_path: Path) -> Store:
    """Return a store with one large picture."""
    store = shelves.opened(storage, tmp_path)
    store.put(KEY, DATA)
    return store


@pytest.fixture
def client(store: Store) -> TestClient:
    """Return a browser at the route of that picture."""
    route = image_route(lambda *_: store.open(KEY))
    return TestClient(Starlette(routes=[route]))


def test_all_of_it(client: TestClient) -> None:
    """The bytes as they are, with length, type, date, tag and what the browser may do."""
    answer = client.get(URL)
    assert (answer.status_code, answer.content) == (200, DATA)
    headers = answer.headers
    assert headers["content-length"] == str(len(DATA))
    assert headers["content-type"] == "image/png"
    assert headers["cache-control"] == "private, max-age=3600, immutable"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["accept-ranges"] == "bytes"
    assert headers["last-modified"].endswith(" GMT")
    assert headers["etag"].startswith('"')


def test_its_head_alone(client: TestClient, store: Store) -> None:
    """HEAD has the headers of GET, and no byte is read for it."""

    def never(_start: int, _stop: int) -> Iterator[bytes]:
        raise AssertionError("read for nobody")

    found = store.open(KEY)
    assert found
    unread = image_route(lambda *_: replace(found, read=never))
    head = TestClient(Starlette(routes=[unread])).head(URL)
    whole = client.get(URL)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-length", "content-type", "etag", "last-modified"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=5-9", 5, 10),
        ("bytes=-8", len(DATA) - 8, len(DATA)),
        (f"bytes={PIECE_BYTES - 3}-", PIECE_BYTES - 3, len(DATA)),
        (f"bytes={PIECE_BYTES + 1}-999999999", PIECE_BYTES + 1, len(DATA)),
        ("bytes=-999999999", 0, len(DATA)),
    ],
)
def test_a_range_of_it(client: TestClient, asked: str, start: int, stop: int) -> None:
    """One range comes alone, and says which it is."""
    answer = client.get(URL, headers={"range": asked})
    assert (answer.status_code, answer.content) == (206, DATA[start:stop])
    assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(DATA)}"
    assert answer.headers["content-length"] == str(stop - start)


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=-", "lines=1-2", "bytes=x-y", "bytes"])
def test_other_words_mean_all_of_it(client: TestClient, asked: str) -> None:
    """Several ranges, and what is no range, get the whole picture."""
    answer = client.get(URL, headers={"range": asked})
    assert (answer.status_code, answer.content) == (200, DATA)


@pytest.mark.parametrize("asked", [f"bytes={len(DATA)}-", "bytes=5-2", "bytes=-0"])
def test_a_range_that_is_not_there(client: TestClient, asked: str) -> None:
    """A range that begins after the end is refused with the length."""
    answer = client.get(URL, headers={"range": asked})
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{len(DATA)}")


def test_a_range_of_what_it_was(client: TestClient) -> None:
    """Who has half of another version gets all of this one, who has half of this one the rest."""
    tag = client.get(URL).headers["etag"]
    for kept, status in ((tag, 206), ('"another"', 200)):
        asked = {"range": "bytes=9-", "if-range": kept}
        assert client.get(URL, headers=asked).status_code == status


@shelves.bucket_only
def test_a_store_that_is_away_is_said(client: TestClient, store: Store) -> None:
    """Where the bucket gives no answer, the picture can't be read now, in Chinese and uncached."""
    with shelves.away(store):
        answer = client.get(URL)
    assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
    assert "读不到" in answer.text
