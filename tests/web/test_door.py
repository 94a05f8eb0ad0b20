"""The real server, asked by strangers who speak its protocols better than any browser."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from bench.server import APP, Server, free_port, serving
from bench.visitor import Unanswered, Visitor, visiting
from core.experiments import drafts
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.providers.services import SERVICES
from core.settings import ROOT, Settings
from core.studio import open_studio

MB = 1_000_000
PATIENCE_S = 30.0  # for one answer on a busy machine
PROMPT_S = 4.0  # what health may take meanwhile; the outside look-up took 5.2 s
MARK = "秘密mark"  # what no line of the log may hold
FILE = bytes(9_900_000)
CRASHED = "页面出错了"
MOST_SESSIONS = 12
METRICS_PORT = free_port()
ORDERED = ("补充描述", "图片数量", "种子")  # what an order is made of


class Trap:
    """A proxy that everything which goes outside would ask; it counts who asks, and is silent."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.asked = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        with suppress(OSError):
            while True:
                asking, _ = self._listening.accept()
                self.asked += 1
                asking.close()

    def env(self) -> dict[str, str]:
        names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy")
        return dict.fromkeys(names, self.url) | {"no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}


@pytest.fixture(scope="module")
def trap() -> Trap:
    """Return a proxy that nobody should ask."""
    return Trap()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, trap: Trap) -> Iterator[Server]:
    """Start the app with small budgets, JSON lines, and the trap for whatever goes outside."""
    env = {"LOG_FORMAT": "json", "UPLOAD_MB_PER_SESSION": "30", "UPLOAD_MB": "60"}
    env |= {"MAX_SESSIONS": str(MOST_SESSIONS), "MESSAGES_PER_S": "20"}
    env |= {"METRICS_PORT": str(METRICS_PORT)}
    with serving(APP, tmp_path_factory.mktemp("door"), **env, **trap.env()) as started:
        yield started


def run(story: Coroutine[Any, Any, Any]) -> Any:
    """Run what one visitor does, in time."""

    async def in_time() -> Any:
        async with asyncio.timeout(4 * PATIENCE_S):
            return await story

    return asyncio.run(in_time())


def test_metrics_have_a_port_of_their_own(server: Server) -> None:
    """A monitor reads them there; a visitor of the app reads none of them."""
    told = asked(f"http://127.0.0.1:{METRICS_PORT}/metrics")
    assert "studio_database_up 1.0" in told
    assert "studio_threads_dead 0.0" in told
    assert "studio_" not in asked(f"{server.url}/metrics")
    assert asked(f"{server.url}/healthz") == "ok\n"


def asked(url: str) -> str:
    """Return what an address answers, whatever its status."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as refused:
        return str(refused.read().decode())


def place(server: Server) -> str:
    return server.url.removeprefix("http://")


def stream(server: Server, origin: str | None, host: str = "") -> Any:
    """Return a websocket to be opened from a page of `origin`, under another name if `host`."""
    address, port = place(server).split(":")
    return connect(
        f"ws://{host or address}:{port}/_stcore/stream",
        host=address,
        port=int(port),
        origin=Origin(origin) if origin else None,
        subprotocols=[Subprotocol("streamlit")],
        compression=None,
        proxy=None,
    )


def get(server: Server, path: str, **headers: str) -> tuple[int, str]:
    """Ask for an address; return status and text."""
    request = urllib.request.Request(server.url + path, headers=headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=PATIENCE_S) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def put(
    server: Server, session: str, name: str, data: bytes, *, chunked: bool = False
) -> tuple[int, str]:
    """Upload a file as the page does: a form with one file, and the token against forgery."""
    asking = http.client.HTTPConnection(place(server), timeout=PATIENCE_S)
    asking.request("GET", "/_stcore/health")
    answer = asking.getresponse()
    answer.read()
    token = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.jpg"\r\n\r\n'
    body = head + data + b"\r\n--b--\r\n"
    headers = {
        "Cookie": f"_streamlit_xsrf={token}",
        "X-Xsrftoken": token,
        "Content-Type": "multipart/form-data; boundary=b",
        "Origin": server.url,
    }
    asking.request(
        "PUT",
        f"/_stcore/upload_file/{session}/{name}",
        body=iter([body]) if chunked else body,
        headers=headers,
        encode_chunked=chunked,
    )
    answer = asking.getresponse()
    text = answer.read().decode()
    asking.close()
    return answer.status, text


def wait_for(is_so: Callable[[], bool]) -> None:
    """Return when it is so: the server notices a closed connection in its own time."""
    ends_at = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends_at
        time.sleep(0.05)


@contextmanager
def health_is_prompt(server: Server) -> Iterator[None]:
    """Ask for health all the while; fail if one answer takes long."""
    ended, slowest = threading.Event(), [0.0]

    def ask() -> None:
        while not ended.is_set():
            began = time.monotonic()
            get(server, "/healthz")
            slowest[0] = max(slowest[0], time.monotonic() - began)
            ended.wait(0.02)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield
    finally:
        ended.set()
        asking.join()
    assert slowest[0] < PROMPT_S


class TestOrigin:
    def test_a_foreign_websocket_makes_nobody_ask_outside(self, server: Server, trap: Trap) -> None:
        """Foreign, missing and rebound origins are refused without a look-up; health is prompt."""
        foreign = ("http://evil.example", f"{server.url}0", "http://localhost:1", None, "null")

        async def knock() -> list[int]:
            statuses = []
            for origin in foreign:
                with pytest.raises(InvalidStatus) as caught:
                    await stream(server, origin)
                statuses.append(caught.value.response.status_code)
            rebound = f"http://evil.example:{place(server).split(':')[1]}"
            with pytest.raises(InvalidStatus) as caught:
                await stream(server, rebound, "evil.example")
            return [*statuses, caught.value.response.status_code]

        with health_is_prompt(server):
            assert run(knock()) == [403] * 5 + [421]
        assert trap.asked == 0

    def test_the_trap_would_notice(self) -> None:
        """What Streamlit does by itself with a foreign origin goes through the trap."""
        trap = Trap()
        code = "from streamlit.net_util import get_external_ip; get_external_ip()"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=trap.env(), check=True)
        assert trap.asked > 0

    def test_ones_own_websocket_is_let_in(self, server: Server) -> None:
        """The page's own origin passes, whatever the scheme that a proxy has taken off."""

        async def knock() -> None:
            async with stream(server, f"https://{place(server)}"):
                pass

        run(knock())

    def test_streamlits_figures_are_closed(self, server: Server) -> None:
        """Metrics and the interfaces for agents are not there; health and pages are."""
        for path in ("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent/openapi.json"):
            assert get(server, path) == (404, "没有这个地址。")
        assert get(server, "/healthz") == get(server, "/readyz") == (200, "ok\n")
        assert get(server, "/healthz", Host="10.0.0.9")[0] == 200
        assert get(server, "/ledger", Host="evil.example")[0] == 421
        assert "AI 图片工坊" in get(server, "/ledger")[1]


class TestUploads:
    def test_one_visitor_cannot_fill_the_memory(self, server: Server) -> None:
        """Of 40 files of 9.9 MB three are kept; the others are refused before they are read."""

        async def fill() -> list[int]:
            async with visiting(server.url) as visitor:
                await visitor.open()
                before = server.memory_mb
                statuses = await asyncio.to_thread(self.flood, server, visitor.session_id)
                # 30 MB are kept; the libraries that are warmed up meanwhile have 120.
                assert server.memory_mb - before < 250
                return statuses

        statuses = run(fill())
        assert statuses[:3] == [204, 204, 204]
        assert set(statuses) == {204, 429}

    def flood(self, server: Server, session: str) -> list[int]:
        return [put(server, session, str(number), FILE)[0] for number in range(40)]

    def test_an_ended_session_lets_its_files_go(self, server: Server) -> None:
        """Who comes next has the whole budget again, and an ended session uploads nothing."""

        async def fill() -> tuple[str, list[int]]:
            async with visiting(server.url) as visitor:
                await visitor.open()
                session = visitor.session_id
                return session, [
                    (await asyncio.to_thread(put, server, session, name, FILE))[0] for name in "abc"
                ]

        for _ in range(3):  # three times 30 MB would not fit into 60
            session, sent = run(fill())
            assert sent == [204, 204, 204]
        refused = (400, "页面已经断开。请刷新页面，再上传一次。")
        wait_for(lambda: put(server, session, "late", b"x") == refused)

    def test_an_upload_says_its_length(self, server: Server) -> None:
        """A body in chunks is refused, whosever session it names."""
        assert put(server, "anybody", "1", b"x", chunked=True)[0] == 411


class TestLimits:
    def test_a_flood_of_messages_ends_its_session(self, server: Server) -> None:
        """A session that sends more than any browser does is closed, with the code for it."""

        async def flood() -> int:
            async with stream(server, server.url) as line:
                with suppress(ConnectionClosed):
                    for _ in range(1000):
                        await line.send(b"")
                    while True:
                        await line.recv()
                return int(line.close_code or 0)

        assert run(flood()) == 1008

    @pytest.mark.parametrize(("message", "code"), [(bytes(300_000), 1009), ("text", 1003)])
    def test_a_message_that_no_browser_sends(
        self, server: Server, message: bytes | str, code: int
    ) -> None:
        """A huge message, or one of text, closes the session."""

        async def send() -> int:
            async with stream(server, server.url) as line:
                with suppress(ConnectionClosed):
                    await line.send(message)
                    await line.recv()
                return int(line.close_code or 0)

        assert run(send()) == code

    def test_a_full_studio_says_so(self, server: Server) -> None:
        """Beyond the limit nobody gets a session, and who asks why is told in Chinese."""

        async def crowd() -> None:
            sockets: list[Any] = []

            async def fill() -> None:
                while len(sockets) <= MOST_SESSIONS:  # an earlier one may still be closing
                    sockets.append(await stream(server, server.url))

            with pytest.raises(InvalidStatus) as caught:
                await fill()
            assert caught.value.response.status_code == 503
            status, text = await asyncio.to_thread(get, server, "/_stcore/host-config")
            assert (status, "打开的页面太多" in json.loads(text)) == (503, True)
            for one in sockets:
                await one.close()

        run(crowd())
        wait_for(lambda: get(server, "/_stcore/host-config")[0] == 200)


def number(widget: str, value: float) -> WidgetState:
    return WidgetState(id=widget, double_value=value)


def words(widget: str, value: str) -> WidgetState:
    return WidgetState(id=widget, string_value=value)


def several(widget: str, *values: str) -> WidgetState:
    state = WidgetState(id=widget)
    state.string_array_value.data.extend(values)
    return state


def rows(widget: str, chosen: str) -> WidgetState:
    return words(widget, f'{{"selection":{{"rows":{chosen},"columns":[],"cells":[]}}}}')


def cells(widget: str, **edits: Any) -> WidgetState:
    return words(widget, json.dumps(edits))


DRAFT = "an experiment's draft"

# By page and label. Values that fit their widget's type and mean nothing: no page may crash.
NONSENSE: dict[str, list[tuple[str, Callable[[str], WidgetState]]]] = {
    "": [
        ("补充描述", lambda w: words(w, MARK + "e" + "\u0301" * 4000)),
        ("补充描述", lambda w: words(w, MARK * 2000)),
        ("搜索提示词", lambda w: words(w, f"{MARK} " * 2000)),
        ("搜索提示词", lambda w: number(w, float("nan"))),
        ("图片数量", lambda w: several(w, MARK)),
        ("图片数量", lambda w: several(w, "999999")),
        ("图片数量", lambda w: several(w, "1", "2", "3", "4")),
        ("画幅", several),
        ("种子", lambda w: number(w, -1.0)),
        ("种子", lambda w: number(w, 1e300)),
        ("演示身份", lambda w: words(w, MARK)),
        ("演示身份", lambda w: words(w, "")),
    ],
    "ledger": [
        ("内容", lambda w: several(w, MARK)),
        ("开始与结束日期", lambda w: several(w, "9999-12-31", "9999-12-31")),
        ("开始与结束日期", lambda w: several(w, "0001-01-01", "9999-12-31")),
        ("开始与结束日期", lambda w: several(w, MARK)),
        ("dataframe", lambda w: rows(w, "[999999]")),
        ("dataframe", lambda w: rows(w, "[-100]")),
        ("dataframe", lambda w: rows(w, f'["{MARK}"]')),
        ("dataframe", lambda w: rows(w, "[1.5]")),
        ("dataframe", lambda w: rows(w, f'{{"{MARK}": 1}}')),
    ],
    "gallery": [
        ("显示", several),
        ("显示", lambda w: several(w, MARK)),
        ("显示", lambda w: several(w, "全部", "收藏")),
        ("搜索", lambda w: words(w, f"{MARK} " * 2000)),
        ("提示词", lambda w: words(w, MARK)),
        ("分类", lambda w: words(w, MARK)),
        ("日期", lambda w: several(w, "9999-12-31", "9999-12-31")),
        ("日期", lambda w: several(w, "0001-01-01", "9999-12-31")),
        ("日期", lambda w: several(w, MARK)),
    ],
    "experiments": [
        ("范围", several),
        ("范围", lambda w: several(w, MARK)),
        ("状态", lambda w: words(w, MARK)),
    ],
    DRAFT: [
        ("部分", several),
        ("部分", lambda w: several(w, MARK)),
        ("问题", lambda w: words(w, MARK * 2000)),
        ("画幅", lambda w: words(w, MARK)),
        ("A：版本", lambda w: words(w, MARK)),
        ("次数", several),
        ("次数", lambda w: several(w, "999999")),
        ("dataframe", lambda w: cells(w, edited_rows={"999999": {"title": MARK}})),
        ("dataframe", lambda w: cells(w, edited_rows={"-7": {"title": MARK}})),
        ("dataframe", lambda w: cells(w, edited_rows={"0": {MARK: MARK}})),
        ("dataframe", lambda w: cells(w, edited_rows={"0": {"title": {MARK: 1}}})),
        ("dataframe", lambda w: cells(w, edited_rows={"0": {"title": "\ud800"}})),
        ("dataframe", lambda w: cells(w, edited_rows={"0": [MARK]})),
        ("dataframe", lambda w: cells(w, deleted_rows=[99999])),
        ("dataframe", lambda w: cells(w, deleted_rows=[MARK, 1.5, None])),
        ("dataframe", lambda w: cells(w, deleted_rows=MARK)),
        ("dataframe", lambda w: cells(w, added_rows=[{MARK: MARK}])),
        ("dataframe", lambda w: cells(w, added_rows=[MARK])),
        ("dataframe", lambda w: cells(w, added_rows=5)),
        ("dataframe", lambda w: cells(w, added_rows=[{"_index": MARK, "title": MARK}])),
    ],
}

# Values of a type that the widget can't be: Streamlit itself gives up this one run.
MISFITS: dict[str, list[tuple[str, Callable[[str], WidgetState]]]] = {
    "": [
        ("种子", lambda w: number(w, float("nan"))),
        ("种子", lambda w: number(w, float("inf"))),
        ("种子", lambda w: words(w, MARK)),
        ("画幅", lambda w: words(w, MARK)),
        ("参考图片", lambda w: words(w, MARK)),
        ("补充描述", lambda w: several(w, MARK)),
    ],
    "ledger": [
        ("dataframe", lambda w: words(w, f"{{{MARK}")),
        ("dataframe", lambda w: words(w, "[" * 100_000)),
        ("开始与结束日期", lambda w: words(w, MARK)),
    ],
    "gallery": [("显示", lambda w: words(w, MARK)), ("日期", lambda w: words(w, MARK))],
    DRAFT: [
        ("dataframe", lambda w: words(w, f"{{{MARK}")),
        ("dataframe", lambda w: words(w, "[]")),
        ("dataframe", lambda w: cells(w, edited_rows={MARK: {}})),
    ],
}


@cache
def draft(data_dir: Path) -> str:
    """Make a draft of the demo member's in the server's database; return its id."""
    studio = open_studio(Settings(data_dir=data_dir, image_provider="demo"))
    shape = drafts.start_from(studio, "misty-lake", "")
    made = drafts.create(studio, "d0", DEMO_MEMBER, "misty-lake", shape)
    studio.database.dispose()
    return made.id


@asynccontextmanager
async def arriving(server: Server, path: str) -> AsyncIterator[Visitor]:
    """Visit a page and open what is hidden on it: the seed, the dates, an empty view's filter."""
    query = ""
    if path == "gallery":
        query = f"me={DEMO_USER}"  # who orders nothing here, and so has no pictures
    elif path == DRAFT:
        query = f"e={await asyncio.to_thread(draft, server.log.parent)}"
    async with visiting(server.url, query) as visitor:
        await visitor.open()
        await visitor.open("experiments" if path == DRAFT else path)
        if path == "":
            await visitor.click("选择")
            await visitor.send(WidgetState(id=visitor.id_of("固定种子"), bool_value=True))
        elif path == "ledger":
            await visitor.pick("时间范围", "自定义")
        elif path == "gallery":
            await visitor.pick("显示", "收藏")
        yield visitor


async def crashed(visitor: Visitor, label: str, make: Callable[[str], WidgetState]) -> bool:
    """Send one value, alone and with a click on what reads it; return whether a page crashed."""
    state = make(visitor.id_of(label))
    shown = (await visitor.send(state)).alerts
    if label in ORDERED:
        with suppress(Unanswered):  # the button is gone, or disabled: nothing can be ordered
            shown += (await visitor.click("生成图片")).alerts
    return any(CRASHED in alert for alert in shown)


class TestRawValues:
    @pytest.mark.slow
    @pytest.mark.parametrize("path", NONSENSE)
    def test_nonsense_crashes_no_page(self, server: Server, path: str) -> None:
        """A value that no browser sends is taken for what it can mean, or refused in words."""

        async def send() -> list[str]:
            return [
                f"{label} {make('')}"[:200]
                for label, make in NONSENSE[path]
                if await self.one(server, path, label, make)
            ]

        assert run(send()) == []

    @pytest.mark.slow
    @pytest.mark.parametrize("path", MISFITS)
    def test_misfits_end_their_own_run_in_chinese(self, server: Server, path: str) -> None:
        """What a widget can't be is answered by our own error box; the next visitor has none."""

        async def send() -> list[str]:
            return [
                f"{label} {make('')}"[:200]
                for label, make in MISFITS[path]
                if not await self.one(server, path, label, make)
            ]

        assert run(send()) == []

    async def one(self, server: Server, path: str, label: str, make: Any) -> bool:
        async with arriving(server, path) as visitor:
            return await crashed(visitor, label, make)

    def test_any_words_can_be_the_time_zone(self, server: Server) -> None:
        """A zone that is none means the studio's own."""
        zones = ("America", "../x", "/etc/passwd", f"{MARK}{'A' * 5000}", "\0", "tzdata.zi")

        async def look(zone: str) -> list[str]:
            async with visiting(server.url) as visitor:
                visitor.timezone = zone
                return (await visitor.open("ledger")).alerts

        assert [run(look(zone)) for zone in zones] == [[]] * len(zones)

    def test_any_words_can_be_the_pages_address(self, server: Server) -> None:
        """Pictures are shown from the page's own site, or from none, and never read as files."""

        async def look(url: str) -> bool:
            async with visiting(server.url) as visitor:
                visitor.url = url
                shown = await visitor.open()
                shown.alerts += (await visitor.open("gallery")).alerts
                return any(CRASHED in alert for alert in shown.alerts)

        assert not any(
            run(look(url)) for url in ("", "x://y", "http://[", "/etc", f"file://{MARK}")
        )

    @pytest.mark.slow
    def test_wrong_settings_stop_the_start_in_words(self) -> None:
        """One line for each wrong variable, and no stack, before anything is opened."""
        env = os.environ | {"SECRET_KEY": " " * 20, "GEMINI_BASE_URL": "http://proxy.example"}
        command = [sys.executable, "-c", "import streamlit_app"]
        ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
        assert ended.returncode == 1
        assert sorted(line.split(b":")[0] for line in ended.stderr.splitlines()) == [
            b"GEMINI_BASE_URL",
            b"SECRET_KEY",
        ]

    @pytest.mark.slow
    def test_an_unknown_service_stops_the_start_in_words(self) -> None:
        """A name in IMAGE_PROVIDER that no service has is told in one line, and no stack."""
        env = os.environ | {"IMAGE_PROVIDER": "demo,dall-e"}
        command = [sys.executable, "-c", "import streamlit_app"]
        ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
        assert ended.returncode == 1
        told = ended.stderr.decode().splitlines()
        assert told == [f"IMAGE_PROVIDER: must be of {', '.join(SERVICES)}, comma separated"]

    def test_others_notice_nothing_and_the_log_keeps_quiet(self, server: Server) -> None:
        """After a crash a visitor finds the page whole; the log is JSON and tells no word."""

        async def look() -> list[str]:
            assert await self.one(server, "", "画幅", lambda w: words(w, MARK))
            async with visiting(server.url) as visitor:
                await visitor.open()
                return (await visitor.open("ledger")).alerts

        assert run(look()) == []
        said = server.log.read_text("utf-8")
        assert MARK not in said
        assert f"URL: {server.url}" in said
        lines = [line for line in said.splitlines() if line.strip()]
        events = [json.loads(line)["event"] for line in lines if line.startswith("{")]
        assert "page.crashed" in events
        assert len(lines) - len(events) == 2, "only Streamlit's two lines of the start are no JSON"
