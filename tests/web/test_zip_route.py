"""The route of zips: who may have one, and how it is sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from core.downloads.selection import ROUTE
from core.errors import OrderNotFound, PersonNotFound, StorageFailed, StudioError
from core.web.chinese import ChineseMiddleware
from core.web.headers import SecurityHeadersMiddleware
from core.web.zip_route import zip_route

URL = f"{ROUTE}?person=p&zone=UTC&orders=a.b&until=1&signature="


class Opener:
    """Open addresses signed with "right" for two pieces, or fail; remember what was asked."""

    def __init__(self, error: StudioError | None = None) -> None:
        self.error = error
        self.asked: list[tuple[str, ...]] = []
        self.sent = 0

    def __call__(self, *words: str) -> Iterator[bytes] | None:
        self.asked.append(words)
        if self.error:
            raise self.error
        return self._pieces() if words[-1] == "right" else None

    def _pieces(self) -> Iterator[bytes]:
        for piece in (b"one", b"two"):
            self.sent += 1
            yield piece


def client(opener: Opener) -> TestClient:
    """Build an app with this route alone, behind what stands before it."""
    around = [Middleware(SecurityHeadersMiddleware), Middleware(ChineseMiddleware)]
    return TestClient(Starlette(routes=[zip_route(ROUTE, opener)], middleware=around))


def test_a_right_address_gives_the_pieces() -> None:
    """They come as a zip that is saved under a Chinese name and kept by nobody."""
    opener = Opener()
    answer = client(opener).get(URL + "right", headers={"accept-encoding": "gzip"})
    assert answer.content == b"onetwo"
    assert opener.asked == [("p", "UTC", "a.b", "1", "right")]
    assert answer.headers["content-type"] == "application/zip"
    assert "content-encoding" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    name = "filename*=UTF-8''%E5%9B%BE%E7%89%87.zip"
    assert answer.headers["content-disposition"] == f"attachment; {name}"


@pytest.mark.parametrize("url", [URL + "wrong", URL, ROUTE])
def test_a_wrong_address_is_refused(url: str) -> None:
    """Without the right signature there is one sentence, uncached."""
    answer = client(Opener()).get(url)
    assert answer.status_code == 403
    assert "下载地址无效或已过期" in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("error", "status"),
    [(OrderNotFound(), 404), (PersonNotFound(), 404), (StorageFailed("database"), 503)],
)
def test_what_cannot_be_packed_is_said(error: StudioError, status: int) -> None:
    """Pictures that are gone, and a database that does not answer, are no crash."""
    assert client(Opener(error)).get(URL + "right").status_code == status


def test_asking_for_its_head_sends_no_piece() -> None:
    """HEAD has the headers and reads no picture; other methods are refused."""
    opener = Opener()
    answer = client(opener).head(URL + "right")
    assert (answer.status_code, answer.content, opener.sent) == (200, b"", 0)
    assert client(opener).post(URL + "right").status_code == 405
