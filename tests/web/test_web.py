"""What the browser gets beside the pages: Chinese, security headers, pictures."""

from __future__ import annotations

import base64
import gzip
import re
import tomllib
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from core.pictures.store.contract import Opened
from core.pictures.store.folder import Folder
from core.pictures.uploads import SUFFIXES
from core.settings import ROOT
from core.web import chinese
from core.web.chinese import ChineseMiddleware, inline_scripts
from core.web.headers import (
    SECURITY_HEADERS,
    SecurityHeadersMiddleware,
    content_security_policy,
)
from core.web.image_route import image_route

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
DICTIONARY = tomllib.loads((ROOT / "core/web/dictionary.toml").read_text("utf-8"))
PICTURES = {
    "image/png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "image/jpeg": b"\xff\xd8\xff\xe0" + bytes(20),
    "image/webp": b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(20),
    "image/avif": b"\x00\x00\x00\x1cftypavif" + bytes(20),
    "application/octet-stream": b"<svg onload=alert(1)>" + bytes(20),
}


def page(request: Request) -> Response:
    """Answer any path as Streamlit does, with its index.html."""
    return FileResponse(INDEX, headers={"cache-control": "no-cache"})


def stream(request: Request) -> Response:
    """Stream a text that looks like a page and is none."""

    async def parts() -> AsyncIterator[bytes]:
        yield b"<title>one</title>"
        yield b"two"

    return StreamingResponse(parts(), media_type="text/plain")


def strict(request: Request) -> Response:
    """Bring a policy of its own."""
    return PlainTextResponse("", headers={"content-security-policy": "default-src 'none'"})


async def echo(websocket: WebSocket) -> None:
    """Send one message back."""
    await websocket.accept()
    await websocket.send_text(await websocket.receive_text())
    await websocket.close()


@pytest.fixture
def client() -> TestClient:
    """An app like Streamlit's: index.html for any page, gzip inside, our middleware outside."""
    return TestClient(
        Starlette(
            routes=[
                Route("/stream", stream),
                Route("/strict", strict),
                Route("/static/app.js", lambda _: PlainTextResponse("x" * 5000)),
                WebSocketRoute("/_stcore/stream", echo),
                Route("/{path:path}", page),
            ],
            middleware=[
                Middleware(SecurityHeadersMiddleware),
                Middleware(ChineseMiddleware),
                Middleware(GZipMiddleware, minimum_size=1000),
            ],
        )
    )


class TestChinese:
    def test_page_is_chinese(self, client: TestClient) -> None:
        """Streamlit's installed index.html leaves with our language, title, script and noscript."""
        html = client.get("/ledger").text
        assert '<html lang="zh-CN">' in html
        assert "<title>AI 图片工坊</title>" in html
        assert "<title>Streamlit" not in html
        assert "__DICTIONARY__" not in html
        assert html.count("new MutationObserver") == 2  # one watches words, the other links
        noscript = re.search(r"(?s)<noscript>(.*?)</noscript>", html)
        assert noscript is not None
        assert not re.search(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", "", noscript[1]))

    def test_nothing_else_changes(self) -> None:
        """Beside language, title, noscript and the script, the page stays Streamlit's."""
        before = INDEX.read_text("utf-8")
        after = chinese.rewrite(before).replace(chinese.script(), "")
        body = re.compile(r"(?s)<noscript>.*?</noscript>|<title>.*?</title>|lang=\"[\w-]+\"")
        assert body.sub("", after) == body.sub("", before)

    def test_rules_of_looks_come_last(self) -> None:
        """They stand behind all that Streamlit's page has, before anything is drawn."""
        after = chinese.rewrite(INDEX.read_text("utf-8"), "p { margin: 0 }")
        assert after.split("<style>p { margin: 0 }</style>")[1].split() == ["</body>", "</html>"]

    def test_compressed_page_is_rewritten(self, client: TestClient) -> None:
        """A browser that accepts gzip gets the same Chinese page."""
        answer = client.get("/", headers={"accept-encoding": "gzip"})
        assert "content-encoding" not in answer.headers
        assert 'lang="zh-CN"' in answer.text
        assert int(answer.headers["content-length"]) == len(answer.content)

    def test_etag_is_our_own(self, client: TestClient) -> None:
        """Streamlit's ETag gets a whole page, ours a 304, and a weak or listed one counts too."""
        tag = client.get("/").headers["etag"]
        theirs = FileResponse(INDEX, stat_result=INDEX.stat()).headers["etag"]
        assert tag != theirs
        assert client.get("/", headers={"if-none-match": theirs}).status_code == 200
        known = client.get("/", headers={"if-none-match": f'"other", W/{tag}'})
        assert (known.status_code, known.content) == (304, b"")
        assert known.headers["content-security-policy"]

    def test_etag_follows_the_dictionary(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A new dictionary is a new page to the browser."""
        tag = client.get("/").headers["etag"]
        monkeypatch.setattr(chinese, "script", lambda: "<script>new</script>")
        assert client.get("/", headers={"if-none-match": tag}).status_code == 200

    def test_head_tells_of_the_same_page(self, client: TestClient) -> None:
        """HEAD has the length and ETag of GET, and no body."""
        got, head = client.get("/"), client.head("/")
        assert head.content == b""
        for name in ("content-length", "etag", "content-type"):
            assert head.headers[name] == got.headers[name]

    def test_other_answers_pass(self, client: TestClient) -> None:
        """What is not HTML stays as it is, and static files keep their compression."""
        assert client.get("/stream").text == "<title>one</title>two"
        packed = client.get("/static/app.js", headers={"accept-encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert len(gzip.compress(packed.content)) < 5000

    def test_texts_cannot_end_the_script(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An entry with </script> in it stays inside the script element."""
        monkeypatch.setattr(
            "core.web.chinese.tomllib.loads", lambda _: {"texts": {"a": "</script>"}}
        )
        assert chinese.script.__wrapped__().count("</script>") == 1

    def test_patterns_fit_their_sayings(self) -> None:
        """Each pattern compiles, and each $n in what it says is a group that it has."""
        for rule in DICTIONARY["patterns"]:
            groups = re.compile(re.sub(r"\{month\}|\{weekday\}", "(a)", rule["match"])).groups
            assert all(int(n) <= groups for n in re.findall(r"\$(\d)", rule["say"])), rule

    def test_dictionary_says_chinese(self) -> None:
        """No entry says a Latin word but the names of file formats."""
        says = [rule["say"] for rule in DICTIONARY["patterns"]]
        for table in ("texts", "parts", "labels", "words"):
            says += DICTIONARY[table].values()
        latin = {word for say in says for word in re.findall(r"[A-Za-z]{2,}", say)}
        assert latin <= {"CSV", "PNG"}


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/ledger", "/stream", "/static/app.js"])
    def test_every_answer_has_them(self, client: TestClient, path: str) -> None:
        """Pages, streams and files carry each security header."""
        headers = client.get(path).headers
        assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS

    def test_scripts_are_known_by_digest(self) -> None:
        """The policy names each script of the page and no other; no inline script, no eval."""
        scripts = inline_scripts(INDEX.read_text("utf-8"))
        policy = dict(part.split(" ", 1) for part in content_security_policy(scripts).split("; "))
        allowed = policy["script-src"].split()
        digests = [base64.b64encode(sha256(each.encode()).digest()).decode() for each in scripts]
        assert len(scripts) == 2
        assert allowed == ["'self'", "blob:", *(f"'sha256-{digest}'" for digest in digests)]
        assert policy["default-src"] == policy["frame-ancestors"] == "'none'"

    def test_an_answers_own_policy_stays(self, client: TestClient) -> None:
        """A stricter policy of an answer is not widened and not doubled."""
        headers = client.get("/strict").headers
        assert headers.get_list("content-security-policy") == ["default-src 'none'"]

    def test_nothing_foreign_is_allowed(self) -> None:
        """The content security policy names no foreign host."""
        assert not re.search(r"\*|//|https?:", content_security_policy())

    def test_websockets_pass(self, client: TestClient) -> None:
        """A websocket goes through both middlewares untouched."""
        with client.websocket_connect("/_stcore/stream") as socket:
            socket.send_text("你好")
            assert socket.receive_text() == "你好"


class Opener:
    """Open addresses signed with "right", and remember what was asked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_hasty = False
        self.asked: list[tuple[str, str, str, str]] = []

    def __call__(self, kind: str, name: str, until: str, signature: str) -> Opened | None:
        self.asked.append((kind, name, until, signature))
        found = Folder(self.path.parent).open(self.path.name) if signature == "right" else None
        if found and self.is_hasty:  # somebody deletes it just then
            self.path.unlink()
        return found


def pictures(opener: Opener) -> TestClient:
    """Build an app with the picture route alone."""
    app = Starlette(
        routes=[image_route(opener)], middleware=[Middleware(SecurityHeadersMiddleware)]
    )
    return TestClient(app)


class TestImageRoute:
    URL = "/img/original/abc?until=1700000000&signature="

    @pytest.mark.parametrize("mime", PICTURES)
    def test_picture_is_served(self, tmp_path: Path, mime: str) -> None:
        """A right address gives the file's bytes, typed by the suffix that the store chose."""
        path = tmp_path / f"abc{SUFFIXES.get(mime, '.svg')}"
        path.write_bytes(PICTURES[mime])
        opener = Opener(path)
        answer = pictures(opener).get(self.URL + "right")
        assert answer.content == PICTURES[mime]
        assert opener.asked == [("original", "abc", "1700000000", "right")]
        assert answer.headers["content-type"] == mime
        assert answer.headers["cache-control"] == "private, max-age=3600, immutable"
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-disposition"] == "inline"

    @pytest.mark.parametrize("url", [URL + "wrong", URL, "/img/original/abc"])
    def test_wrong_address_is_refused(self, tmp_path: Path, url: str) -> None:
        """An address with a wrong, an empty or no signature is refused in Chinese, uncached."""
        answer = pictures(Opener(tmp_path / "abc.png")).get(url)
        assert answer.status_code == 403
        assert "图片地址无效或已过期" in answer.text
        assert answer.headers["cache-control"] == "no-store"

    def test_gone_file(self, tmp_path: Path) -> None:
        """A right address of a file that goes just after it was found answers 404."""
        opener = Opener(tmp_path / "abc.png")
        opener.path.write_bytes(PICTURES["image/png"])
        opener.is_hasty = True
        answer = pictures(opener).get(self.URL + "right")
        assert answer.status_code == 404
        assert "不存在" in answer.text

    def test_only_reading(self, tmp_path: Path) -> None:
        """The route takes GET and HEAD only, and no deeper paths."""
        client = pictures(Opener(tmp_path / "abc.png"))
        assert client.post(self.URL + "right").status_code == 405
        assert client.get("/img/original/a/b?signature=right").status_code == 404
