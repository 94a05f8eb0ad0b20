"""The guard at the door: its rules alone, then around a small app as around Streamlit."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from core.web.door import guard, limited, origins, refusals
from core.web.door.budgets import (
    BURST,
    LEAST_BYTES,
    NEEDED_S,
    RECONNECT_S,
    Rate,
    Sessions,
    Uploads,
    network_of,
)
from core.web.door.guard import Guard, Limits

NAMES = origins.LOOPBACK | {"studio.example"}
MB = 1_000_000


class Clock:
    """A monotonic clock, in seconds, that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Files:
    """The uploads that a page framework keeps: a dict; and which sessions are open."""

    def __init__(self, *sessions: str) -> None:
        self.open = set(sessions)
        self.kept: dict[tuple[str, str], int] = {}

    def is_open(self, session: str) -> bool:
        return session in self.open

    def sizes(self) -> dict[tuple[str, str], int]:
        return dict(self.kept)

    def drop(self, session: str, file: str) -> None:
        self.kept.pop((session, file), None)


class TestOrigins:
    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "127.0.0.1:8501",
            "localhost:1",
            "LOCALHOST:8501",
            "localhost.:8501",
            "[::1]:8501",
            "[::1]",
            "studio.example",
            "Studio.Example.:443",
        ],
    )
    def test_known_names_are_let_in_on_any_port(self, host: str) -> None:
        """A Host is known by its name alone, however it is written."""
        assert origins.is_known(host, NAMES)

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "evil.example:8501",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "studio.example.evil.example",
            "127.0.0.2",
            "[::2]",
            "",
            ".",
            ":8501",
            "localhost:",
            "localhost:x",
            "localhost:123456",
            "a@localhost",
            "localhost@evil.example",
            "localhost/evil.example",
            "localhost evil.example",
            "localhost,evil.example",
            "http://localhost",
            "[::1",
            "localhost\n",
            "ｌocalhost",
        ],
    )
    def test_other_names_and_odd_ones_are_not(self, host: str) -> None:
        """A name that only looks like a known one is unknown."""
        assert not origins.is_known(host, NAMES)

    @pytest.mark.parametrize(
        ("origin", "host"),
        [
            ("http://localhost:8501", "localhost:8501"),
            ("https://localhost:8501", "localhost:8501"),
            ("http://studio.example", "studio.example"),
            ("http://studio.example", "studio.example:80"),
            ("http://studio.example:80", "studio.example"),
            ("https://studio.example", "studio.example"),
            ("https://studio.example", "studio.example:443"),
            ("https://studio.example:443", "studio.example"),
            ("HTTPS://Studio.Example", "studio.example."),
            ("http://[::1]:8501", "[::1]:8501"),
        ],
    )
    def test_the_same_place_is_the_same_whatever_the_scheme(self, origin: str, host: str) -> None:
        """Host and port are compared; a port that is not said is the scheme's own."""
        assert origins.is_same(origin, host)

    @pytest.mark.parametrize(
        ("origin", "host"),
        [
            ("http://localhost:8502", "localhost:8501"),
            ("http://127.0.0.1:8501", "localhost:8501"),
            ("http://localhost", "localhost:8501"),
            ("http://localhost:8501", "localhost"),
            ("https://studio.example", "studio.example:80"),
            ("http://evil.example", "studio.example"),
            ("http://studio.example.evil.example", "studio.example"),
            ("http://evil@studio.example", "studio.example"),
            ("http://studio.example/", "studio.example"),
            ("http://studio.example#", "studio.example"),
            ("null", "studio.example"),
            ("", ""),
            ("file://", "studio.example"),
            ("chrome-extension://studio.example", "studio.example"),
            ("studio.example", "studio.example"),
        ],
    )
    def test_everything_else_is_foreign(self, origin: str, host: str) -> None:
        """Another host, another port, no site, or what is no origin at all: not the same."""
        assert not origins.is_same(origin, host)


class TestCheck:
    @pytest.mark.parametrize(
        ("headers", "needs_origin", "refusal"),
        [
            ([("host", "localhost:1")], False, None),
            ([("host", "localhost:1")], True, refusals.FOREIGN),
            ([("host", "localhost:1"), ("origin", "http://localhost:1")], True, None),
            ([("host", "localhost:1"), ("origin", "http://localhost:2")], False, refusals.FOREIGN),
            ([("host", "localhost:1"), ("origin", "null")], False, refusals.FOREIGN),
            ([("host", "localhost:1"), ("origin", "")], True, refusals.FOREIGN),
            ([("host", "evil.example")], False, refusals.UNKNOWN_HOST),
            (
                [("host", "evil.example"), ("origin", "http://evil.example")],
                True,
                refusals.UNKNOWN_HOST,
            ),
            ([], False, refusals.AMBIGUOUS),
            ([("host", "localhost"), ("host", "evil.example")], False, refusals.AMBIGUOUS),
            ([("host", "localhost"), ("host", "localhost")], False, refusals.AMBIGUOUS),
            (
                [
                    ("host", "localhost"),
                    ("origin", "http://localhost"),
                    ("origin", "http://evil.example"),
                ],
                True,
                refusals.AMBIGUOUS,
            ),
        ],
    )
    def test_who_is_let_in(self, headers: Any, needs_origin: bool, refusal: Any) -> None:
        """One known Host; one Origin equal to it, which only a websocket must bring."""
        raw = [(name.encode(), value.encode()) for name, value in headers]
        assert guard.check(Headers(raw=raw), NAMES, needs_origin=needs_origin) == refusal


class TestSessions:
    def test_no_more_than_so_many_for_each_and_for_all(self) -> None:
        """Each visitor has a limit, all together have one, and a closed session counts no more."""
        sessions = Sessions(most=3, most_each=2)
        with sessions.one("a"), sessions.one("a"):
            assert sessions.is_full("a")
            assert not sessions.is_full("b")
            with sessions.one("b"):
                assert sessions.is_full("c")
        assert not sessions.is_full("a")

    def test_an_ipv6_customer_is_one_visitor(self) -> None:
        """The addresses of one IPv6 network count together; IPv4 addresses count alone."""
        assert (
            network_of("2001:db8::1") == network_of("2001:db8::ffff:1") != network_of("2001:db9::")
        )
        assert network_of("10.0.0.1") != network_of("10.0.0.2")
        assert network_of("no address") == "no address"


def test_a_rate_lets_a_burst_pass_and_then_its_measure() -> None:
    """Five seconds' worth may come at once, after that only what the time has brought."""
    clock = Clock()
    rate = Rate(10, clock)
    assert [rate.take() for _ in range(10 * BURST + 1)].count(True) == 10 * BURST
    clock.now += 0.5
    assert [rate.take() for _ in range(7)].count(True) == 5
    clock.now += 3600
    assert [rate.take() for _ in range(99)].count(True) == 10 * BURST


class TestUploads:
    def uploads(self, files: Files, clock: Clock) -> Uploads:
        return Uploads(files, clock, most=50 * MB, most_each=20 * MB)

    def bring(self, uploads: Uploads, files: Files, session: str, file: str, size: int) -> bool:
        with uploads.room(session, file, size) as is_room:
            if is_room:
                files.kept[session, file] = size
        return is_room

    def test_a_session_fills_its_budget_and_no_more(self) -> None:
        """What would go over the session's budget is refused, whatever has come just before."""
        files, clock = Files("a"), Clock()
        uploads = self.uploads(files, clock)
        assert self.bring(uploads, files, "a", "1", 9 * MB)
        assert self.bring(uploads, files, "a", "2", 9 * MB)
        assert not self.bring(uploads, files, "a", "3", 9 * MB)
        assert self.bring(uploads, files, "a", "4", 2 * MB)
        assert not self.bring(uploads, files, "a", "5", 1)

    def test_all_sessions_share_a_budget(self) -> None:
        """However many sessions there are, together they keep no more than the whole budget."""
        files, clock = Files(*"abc"), Clock()
        uploads = self.uploads(files, clock)
        assert self.bring(uploads, files, "a", "1", 20 * MB)
        assert self.bring(uploads, files, "b", "1", 20 * MB)
        assert not self.bring(uploads, files, "c", "1", 11 * MB)
        assert self.bring(uploads, files, "c", "1", 10 * MB)

    def test_what_is_on_its_way_counts(self) -> None:
        """Uploads that come at once are counted before any of them is there."""
        files, clock = Files("a"), Clock()
        uploads = self.uploads(files, clock)
        with uploads.room("a", "1", 15 * MB) as first, uploads.room("a", "1", 15 * MB) as second:
            assert (first, second) == (True, False)
        assert self.bring(uploads, files, "a", "1", 15 * MB)

    def test_one_upload_after_the_other_is_never_refused(self) -> None:
        """Old files go when their place is needed: one's own first, and the oldest first."""
        files, clock = Files("a", "b"), Clock()
        uploads = self.uploads(files, clock)
        assert self.bring(uploads, files, "b", "0", 9 * MB)
        for number in range(50):
            clock.now += NEEDED_S / 2 + 0.1
            assert self.bring(uploads, files, "a", str(number), 9 * MB)
        assert set(files.kept) == {("b", "0"), ("a", "48"), ("a", "49")}

    def test_old_files_of_others_go_when_all_is_full(self) -> None:
        """Nobody can keep the whole budget: what was uploaded long ago makes room for others."""
        files, clock = Files(*"abcd"), Clock()
        uploads = self.uploads(files, clock)
        for session in "abc":
            assert self.bring(uploads, files, session, "1", 16 * MB)
            clock.now += NEEDED_S
        assert self.bring(uploads, files, "d", "1", 16 * MB)
        assert set(files.kept) == {("b", "1"), ("c", "1"), ("d", "1")}

    def test_a_refusal_lets_nothing_go(self) -> None:
        """What cannot get room anyway costs no older file its place."""
        files, clock = Files("a"), Clock()
        uploads = self.uploads(files, clock)
        assert self.bring(uploads, files, "a", "1", 9 * MB)
        clock.now += NEEDED_S
        assert self.bring(uploads, files, "a", "2", 9 * MB)
        assert not self.bring(uploads, files, "a", "3", 12 * MB)
        assert len(files.kept) == 2

    def test_what_an_ended_session_left_behind_goes(self) -> None:
        """Files of a session go when nobody has been connected to it for 30 s, and not before."""
        files, clock = Files("a", "b"), Clock()
        uploads = self.uploads(files, clock)
        assert self.bring(uploads, files, "a", "1", 20 * MB)
        files.open.remove("a")
        uploads.drop_ended()
        clock.now += RECONNECT_S - 1
        uploads.drop_ended()
        assert files.kept
        clock.now += 1
        uploads.drop_ended()
        assert not files.kept

    def test_a_visitor_who_comes_back_finds_the_file(self) -> None:
        """A connection that was lost for moments costs no file, whoever uploads meanwhile."""
        files, clock = Files("a", "b"), Clock()
        uploads = self.uploads(files, clock)
        assert self.bring(uploads, files, "a", "1", MB)
        files.open.remove("a")
        assert self.bring(uploads, files, "b", "2", MB)
        files.open.add("a")
        clock.now += RECONNECT_S
        uploads.drop_ended()
        files.open.remove("a")
        uploads.drop_ended()
        assert ("a", "1") in files.kept, "a new absence begins anew"

    def test_files_of_nobody_make_room_first(self) -> None:
        """Where room is needed, what an ended session left goes, however young it is."""
        files, clock = Files("a", "b"), Clock()
        uploads = self.uploads(files, clock)
        assert self.bring(uploads, files, "a", "1", 20 * MB)
        files.open.remove("a")
        for number in range(10):
            clock.now += NEEDED_S
            assert self.bring(uploads, files, "b", str(number), 20 * MB)
        assert ("a", "1") not in files.kept

    def test_empty_files_count_too(self) -> None:
        """Files of no size are bounded in number."""
        files, clock = Files("a"), Clock()
        uploads = self.uploads(files, clock)
        taken = sum(self.bring(uploads, files, "a", str(number), 0) for number in range(500))
        assert taken == 20 * MB // LEAST_BYTES

    def test_a_broken_upload_gives_its_room_back(self) -> None:
        """An upload that fails on its way counts no more."""
        files, clock = Files("a"), Clock()
        uploads = self.uploads(files, clock)
        with pytest.raises(ConnectionResetError), uploads.room("a", "1", 20 * MB):
            raise ConnectionResetError
        assert self.bring(uploads, files, "a", "1", 20 * MB)


async def upload(request: Request) -> PlainTextResponse:
    """Read the whole body, as Streamlit does."""
    return PlainTextResponse(str(len(await request.body())))


async def echo(websocket: WebSocket) -> None:
    """Send everything back until the other side goes."""
    await websocket.accept()
    try:
        while True:
            await websocket.send_bytes(await websocket.receive_bytes())
    except WebSocketDisconnect:
        pass


def make_client(files: Files, *, upload: Any = upload, **limits: Any) -> TestClient:
    """Build an app like Streamlit's behind the guard, asked under the name localhost:8501."""
    known = {"upload_bytes": 50 * MB, "upload_bytes_each": 20 * MB} | limits
    app = Starlette(
        routes=[
            Route("/_stcore/upload_file/{session}/{file}", upload, methods=["PUT", "DELETE"]),
            WebSocketRoute("/_stcore/stream", echo),
            Route("/{path:path}", lambda _: PlainTextResponse("page"), methods=["GET", "POST"]),
        ],
        middleware=[Middleware(Guard, limits=lambda: Limits(**known), files=files)],
    )
    return TestClient(app, base_url="http://localhost:8501")


ORIGIN = {"origin": "http://localhost:8501"}
STREAM = "ws://localhost:8501/_stcore/stream"
UPLOAD = "/_stcore/upload_file/a/1"


class TestHttp:
    @pytest.mark.parametrize("path", ["/", "/ledger", "/_stcore/host-config", "/static/x"])
    def test_pages_pass(self, path: str) -> None:
        """A request under a known name reaches the app, with or without one's own Origin."""
        client = make_client(Files())
        assert client.get(path).text == "page"
        assert client.get(path, headers=ORIGIN).text == "page"

    @pytest.mark.parametrize("path", ["/", "/img/original/abc", UPLOAD])
    def test_unknown_names_are_misdirected(self, path: str) -> None:
        """Under a name that is not allowed nothing is served: DNS rebinding leads nowhere."""
        headers = {"host": "evil.example", "origin": "http://evil.example"}
        answer = make_client(Files("a")).put(path, headers=headers)
        assert answer.status_code == 421
        assert "ALLOWED_HOSTS" in answer.text

    def test_a_name_can_be_allowed(self) -> None:
        """ALLOWED_HOSTS adds names to those of the loopback."""
        client = make_client(Files(), hosts=frozenset({"studio.example"}))
        assert client.get("/", headers={"host": "studio.example"}).text == "page"
        assert client.get("/", headers={"host": "localhost:1"}).text == "page"

    @pytest.mark.parametrize("origin", ["http://localhost:8502", "https://evil.example", "null"])
    def test_a_foreign_origin_is_refused(self, origin: str) -> None:
        """A page of another site, or of another port of this machine, can make nobody ask."""
        answer = make_client(Files()).get("/", headers={"origin": origin})
        assert answer.status_code == 403
        assert "别的网站" in answer.text

    @pytest.mark.parametrize("path", sorted(guard.HEALTH))
    def test_health_is_asked_under_any_name(self, path: str) -> None:
        """Health needs no known Host: balancers ask by address."""
        assert make_client(Files()).get(path, headers={"host": "10.1.2.3:80"}).text == "page"

    @pytest.mark.parametrize(
        "path",
        [
            "/_stcore/metrics",
            "/_stcore/metrics/",
            "/_stcore/%6Detrics",
            "/_stcore/script-health-check",
            "/_stcore/agent/interact",
            "/_stcore/upload_file/a",
            "/_stcore/upload_file/a/1/2",
            "/auth/login",
            "/oauth2callback",
        ],
    )
    def test_what_nobody_needs_is_closed(self, path: str) -> None:
        """Streamlit's figures and interfaces are not there."""
        answer = make_client(Files()).get(path)
        assert (answer.status_code, answer.text) == (404, "没有这个地址。")

    @pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback"])
    def test_a_sign_in_passes_where_people_sign_in(self, path: str) -> None:
        """Only the three addresses of a sign-in open, for known hosts, and only with sign-in."""
        assert make_client(Files(), sign_in=True).get(path).text == "page"
        assert make_client(Files()).get(path).status_code == 404
        assert make_client(Files(), sign_in=True).get(f"{path}/more").status_code in {200, 404}
        foreign = {"host": "evil.example"}
        assert make_client(Files(), sign_in=True).get(path, headers=foreign).status_code >= 400

    def test_a_full_studio_says_so(self) -> None:
        """Where no session is left, the tab that asks why gets a sentence that it can show."""
        client = make_client(Files(), sessions=1)
        with client.websocket_connect(STREAM, headers=ORIGIN):
            answer = client.get(refusals.HOST_CONFIG)
            assert (answer.status_code, answer.json()) == (503, refusals.FULL.text)
            assert client.get("/").text == "page"
        assert client.get(refusals.HOST_CONFIG).text == "page"


class TestUploadRequests:
    def test_an_upload_passes(self) -> None:
        """An upload of an open session, with its length, is read by the app."""
        assert (
            make_client(Files("a")).put(UPLOAD, content=b"x" * 1000, headers=ORIGIN).text == "1000"
        )

    def test_without_its_length_it_is_refused(self) -> None:
        """A body in chunks could be of any size: 411."""
        answer = make_client(Files("a")).put(UPLOAD, content=iter([b"x" * 10]))
        assert answer.status_code == 411

    @pytest.mark.parametrize("length", ["-1", "1e3", "", "٣", "1" * 30])
    def test_a_length_that_is_none_is_refused(self, length: str) -> None:
        """What is no number of bytes is not guessed at."""
        scope = Headers(raw=[(b"content-length", length.encode())])
        assert guard._length(scope) == refusals.AMBIGUOUS

    def test_too_much_for_one_session_is_refused(self) -> None:
        """A file that could never fit a session's budget is answered with 413."""
        assert make_client(Files("a")).put(UPLOAD, content=bytes(20 * MB + 1)).status_code == 413

    def test_over_the_budget_is_refused(self) -> None:
        """What is kept leaves no room: 429, with what to do; the app never sees the request."""
        files = Files("a")

        def keep(request: Request) -> PlainTextResponse:
            files.kept["a", request.path_params["file"]] = 15 * MB
            return PlainTextResponse("kept")

        client = make_client(files, upload=keep)
        assert client.put(UPLOAD, content=bytes(15 * MB)).text == "kept"
        answer = client.put(f"{UPLOAD}2", content=bytes(15 * MB))
        assert (answer.status_code, answer.text) == (429, refusals.NO_ROOM.text)
        assert len(files.kept) == 1

    @pytest.mark.parametrize("session", ["b", "..", "%2e%2e"])
    def test_an_unknown_session_is_refused(self, session: str) -> None:
        """A session that has ended, or never was, uploads nothing."""
        answer = make_client(Files("a")).put(f"/_stcore/upload_file/{session}/1", content=b"x")
        assert answer.status_code in (400, 404)
        assert answer.text in (refusals.NO_SESSION.text, refusals.CLOSED.text)

    def test_removing_passes(self) -> None:
        """What is taken back needs no budget."""
        assert make_client(Files()).delete(UPLOAD).status_code == 200


class TestWebsocket:
    def test_ones_own_passes(self) -> None:
        """A websocket of the page's own origin reaches the app."""
        with make_client(Files()).websocket_connect(STREAM, headers=ORIGIN) as socket:
            socket.send_bytes(b"hello")
            assert socket.receive_bytes() == b"hello"

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({}, 403),
            ({"origin": "http://localhost:8502"}, 403),
            ({"origin": "http://evil.example"}, 403),
            ({"host": "evil.example", "origin": "http://evil.example"}, 421),
            ({"origin": "null"}, 403),
        ],
    )
    def test_foreign_ones_are_refused(self, headers: dict[str, str], status: int) -> None:
        """Without Origin, with a foreign one, or under an unknown name: refused before the app."""
        with (
            pytest.raises(WebSocketDenialResponse) as caught,
            make_client(Files()).websocket_connect(STREAM, headers=headers),
        ):
            pass
        assert caught.value.status_code == status

    def test_no_more_sessions_than_allowed(self) -> None:
        """When all sessions are taken another is refused; when one ends there is room again."""
        client = make_client(Files(), sessions=1)
        connect = partial(client.websocket_connect, STREAM, headers=ORIGIN)
        with connect(), pytest.raises(WebSocketDenialResponse) as caught, connect():
            pass
        assert caught.value.status_code == 503
        with client.websocket_connect(STREAM, headers=ORIGIN) as socket:
            socket.send_bytes(b"again")
            assert socket.receive_bytes() == b"again"

    @pytest.mark.parametrize(
        ("message", "code"), [(bytes(limited.MESSAGE_BYTES + 1), 1009), ("text", 1003)]
    )
    def test_a_message_that_no_browser_sends_ends_the_session(
        self, message: bytes | str, code: int
    ) -> None:
        """Too large a message, or one of text, is not handed on."""
        with make_client(Files()).websocket_connect(STREAM, headers=ORIGIN) as socket:
            send = socket.send_text if isinstance(message, str) else socket.send_bytes
            send(message)  # type: ignore[arg-type]
            with pytest.raises(WebSocketDisconnect) as caught:
                socket.receive_bytes()
        assert caught.value.code == code

    def test_a_flood_ends_the_session(self) -> None:
        """After a burst the session is closed; it never reaches the app with more."""
        with make_client(Files(), messages_per_s=1).websocket_connect(
            STREAM, headers=ORIGIN
        ) as socket:
            for _ in range(BURST + 2):
                socket.send_bytes(b"x")
            for _ in range(BURST):
                assert socket.receive_bytes() == b"x"
            with pytest.raises(WebSocketDisconnect) as caught:
                socket.receive_bytes()
        assert caught.value.code == 1008


def test_a_silent_upload_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """An upload that falls silent does not keep its room: 408, and the app is done with it."""
    monkeypatch.setattr(limited, "SILENCE_S", 0.01)
    app = Starlette(routes=[Route("/{path:path}", upload, methods=["PUT"])])
    sent: list[Any] = []

    async def silent() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "PUT", "path": UPLOAD, "headers": [], "query_string": b""}
    asyncio.run(limited.pass_in_time(app, scope, silent, send))
    assert [message["status"] for message in sent if "status" in message] == [408]


def test_the_guard_costs_less_than_a_millisecond() -> None:
    """A request through the guard costs far less than 1 ms of processor time."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        pass

    guarded = Guard(app, limits=Limits, files=Files())
    headers = [(b"host", b"localhost:8501"), (b"origin", b"http://localhost:8501")]
    headers += [(b"x-%d" % number, b"value") for number in range(20)]
    scope = {"type": "http", "method": "GET", "path": "/ledger", "headers": headers}

    async def round_ms() -> float:
        began = time.process_time()
        for _ in range(100):
            await guarded(scope, None, None)  # type: ignore[arg-type]
        return (time.process_time() - began) * 10

    assert min(asyncio.run(round_ms()) for _ in range(5)) < 1
