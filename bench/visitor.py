"""One tab of one person, without a browser: a websocket that speaks Streamlit's protobuf.

It goes to this machine only, and gives up on any answer that takes longer than PATIENCE_S.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE_S = 120.0  # a million entries may take long; that is what is measured
LOOPBACK = "127.0.0.1"
# Streamlit's sockets wait for the ACK of a small packet before they send the next one, and the
# client's kernel delays that ACK by 40 ms. This switches the delay off (Linux only).
QUICK_ACK: int | None = getattr(socket, "TCP_QUICKACK", None)


class Unanswered(Exception):
    """The server closed the connection, or did not finish a run in time."""


@dataclass
class Run:
    """What one run of the script cost, and what it drew; `kinds` counts elements and blocks."""

    ms: float = 0.0
    bytes: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    alerts: list[str] = field(default_factory=list)

    @property
    def elements(self) -> int:
        """Return how many elements and blocks were drawn."""
        return self.kinds.total()


class Visitor:
    """Remember what a browser remembers: address, widgets and their values, timers."""

    def __init__(
        self, connection: ClientConnection, url: str, query: str, *, quick_acks: bool
    ) -> None:
        self._connection = connection
        self._quick_acks = quick_acks and QUICK_ACK is not None
        self.url = url
        self._query = query
        self.page = ""  # what names it in messages; "" before any was told
        self._pages: dict[str, str] = {}
        self._values: dict[str, WidgetState] = {}
        self._widgets: dict[str, dict[str, Any]] = {}  # by label or kind, and by id
        self.timers: dict[str, float] = {}  # fragments that ask to be run again, every so many s
        self.timezone = "Asia/Shanghai"
        self.session_id = ""
        self.heard: list[bytes] | None = None  # all that came, for who sets it to a list

    async def open(self, path: str = "", query: str | None = None) -> Run:
        """Go to a page, as a click in the sidebar does; the first time, as a new tab does."""
        if query is not None:
            self._query = query
        self.page = self._pages.get(path, "")
        return await self._run(path)

    async def rerun(self) -> Run:
        """Run the page again with nothing changed."""
        return await self._run()

    async def poll(self, fragment: str) -> Run:
        """Run one fragment, as its timer does."""
        return await self._run(fragment=fragment)

    async def poll_late(self, fragment: str, page: str) -> None:
        """Send a fragment's timer as of a page that was left; wait for no answer."""
        message = self._message(fragment=fragment)
        message.rerun_script.page_script_hash = page
        message.rerun_script.is_auto_rerun = True
        await self._connection.send(message.SerializeToString())

    async def click(self, label: str, number: int = 0) -> Run:
        """Click the button with this label; of several, the one with this number."""
        clicked = WidgetState(id=self.id_of(label, number), trigger_value=True)
        return await self._run(clicked=clicked)

    async def type(self, label: str, words: str) -> Run:
        """Write words into a text field, or choose an option of a selectbox."""
        return await self._set(WidgetState(id=self.id_of(label), string_value=words))

    async def turn_to(self, page: int) -> Run:
        """Click a number of the page's pagination."""
        return await self._set(WidgetState(id=self.id_of("pagination"), int_value=page))

    async def pick(self, label: str, option: str) -> Run:
        """Click an option of a segmented control."""
        state = WidgetState(id=self.id_of(label))
        state.string_array_value.data.append(option)
        return await self._set(state)

    async def send(self, *states: WidgetState) -> Run:
        """Send these values for these widgets, whatever the page offers: as no browser does."""
        self._values |= {state.id: state for state in states}
        return await self._run()

    def buttons(self, label: str) -> int:
        """Return how many buttons with this label can be clicked."""
        return len(self._enabled(label))

    @property
    def pages(self) -> int:
        """Return how many pages the page's pagination offers."""
        shown = self._widgets.get("pagination", {})
        return max((pagination.num_pages for pagination in shown.values()), default=1)

    def _enabled(self, label: str) -> list[str]:
        known = self._widgets.get(label, {})
        return [name for name, widget in known.items() if not getattr(widget, "disabled", False)]

    def widget_ids(self) -> set[str]:
        """Return the ids of all widgets on the page."""
        return {name for known in self._widgets.values() for name in known}

    def id_of(self, label: str, number: int = 0) -> str:
        """Return the id of the widget with this label; raise `Unanswered` where there is none."""
        enabled = self._enabled(label)
        if number >= len(enabled):
            raise Unanswered(f"there is no {label!r} to use; there are {sorted(self._widgets)}")
        return enabled[number]

    async def _set(self, state: WidgetState) -> Run:
        self._values[state.id] = state
        return await self._run()

    async def _run(
        self, path: str = "", *, fragment: str = "", clicked: WidgetState | None = None
    ) -> Run:
        message = self._message(path, fragment=fragment, clicked=clicked)
        run, began = Run(), time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._connection.send(message.SerializeToString())
                while not self._take(await self._connection.recv(), run):
                    self._acknowledge()
        except Exception as error:
            raise Unanswered(type(error).__name__) from error
        run.ms = (time.perf_counter() - began) * 1000
        return run

    def _message(
        self, path: str = "", *, fragment: str = "", clicked: WidgetState | None = None
    ) -> BackMsg:
        """Return what a browser sends to have the page, or one fragment of it, run."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self._query
        asked.page_script_hash = self.page
        asked.page_name = "" if self.page else path
        asked.fragment_id = fragment
        asked.widget_states.widgets.extend(self._values.values())
        if clicked is not None:
            asked.widget_states.widgets.append(clicked)
        asked.context_info.url = f"{self.url}/{path}"
        asked.context_info.timezone = self.timezone
        return message

    def _acknowledge(self) -> None:
        """Send the ACK of what has come at once; the kernel forgets this again and again."""
        if self._quick_acks:
            plain = self._connection.transport.get_extra_info("socket")
            plain.setsockopt(socket.IPPROTO_TCP, QUICK_ACK, 1)

    def _take(self, data: bytes | str, run: Run) -> bool:
        """Take one message in; return whether it says that the script has finished."""
        assert isinstance(data, bytes)
        run.bytes += len(data)
        if self.heard is not None:
            self.heard.append(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._draw(message.delta, run)
        elif kind == "new_session" and not message.metadata.run.fragment_ids:
            self.session_id = message.new_session.initialize.session_id or self.session_id
            self._widgets.clear()
            self.timers.clear()
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
            pages = message.navigation.app_pages
            self._pages = {page.url_pathname: page.page_script_hash for page in pages}
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self.timers[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        if kind != "script_finished":
            return False
        run.errors += message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
        return bool(message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)

    def _draw(self, delta: Any, run: Run) -> None:
        if delta.WhichOneof("type") != "new_element":
            run.kinds["block"] += 1
            return
        kind = delta.new_element.WhichOneof("type")
        element = getattr(delta.new_element, kind)
        run.kinds[kind] += 1
        run.errors += kind == "exception"
        if kind == "alert":
            run.alerts.append(element.body)
        if hasattr(element, "id"):
            label = getattr(element, "label", "") or kind
            self._widgets.setdefault(label, {})[element.id] = element


@asynccontextmanager
async def visiting(
    url: str, query: str = "", *, cookie: str = "", quick_acks: bool = False
) -> AsyncIterator[Visitor]:
    """Open a tab at a server of this machine; close it at the end of the block.

    `cookie` is what the browser has kept of a sign-in, as it sends it.

    With `quick_acks` what is measured is the server alone, without TCP's wait for this client.
    """
    place = urlsplit(url)
    if place.hostname != LOOPBACK:
        raise ValueError("the benchmark measures servers of this machine only")
    stream = f"ws://{place.netloc}/_stcore/stream"
    # A cookie of a sign-in counts only with a token that stands both beside it and in the header.
    token = generate_xsrf_token_string()
    async with connect(
        stream,
        origin=Origin(f"http://{place.netloc}"),  # as a browser says it; the guard wants to know
        additional_headers={"Cookie": f"_streamlit_xsrf={token}; {cookie}"},
        subprotocols=[Subprotocol("streamlit"), Subprotocol(token)],
        max_size=None,
        compression=None,
    ) as connection:
        yield Visitor(connection, url, query, quick_acks=quick_acks)
