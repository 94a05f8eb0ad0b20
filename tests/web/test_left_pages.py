"""What a page that was left still sends does not empty the page that has come."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.server import APP, serving
from bench.visitor import visiting


@pytest.mark.slow
def test_a_left_pages_timer_empties_no_page(tmp_path: Path) -> None:
    """A tick of the frame's figures, sent under the page of before, begins no run of that page."""
    with serving(APP, tmp_path) as server:
        asyncio.run(_tick_late(server.url))


async def _tick_late(url: str) -> None:
    async with visiting(url) as visitor:
        await visitor.open()
        left, (figures,) = visitor.page, visitor.timers
        await visitor.open("ledger")
        assert visitor.page != left
        assert figures in visitor.timers, "it is no timer of the frame's"
        visitor.heard = []
        await visitor.poll_late(figures, left)
        await visitor.poll(figures)
        await visitor.rerun()
        came = [ForwardMsg.FromString(data) for data in visitor.heard]
        begun = [each.new_session for each in came if each.WhichOneof("type") == "new_session"]
        assert {session.page_script_hash for session in begun} == {visitor.page}
        assert len(begun) == 2, "its own tick is heard"
