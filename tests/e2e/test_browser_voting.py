"""盲评 in real browsers: from the link to the reveal, by keys and thumbs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.app import App
from e2e.balloting import OWNER, arrive, copied_link, prepare, vote
from e2e.judging import SEEN_MS
from e2e.server import Server
from lab import LAB
from playwright.sync_api import expect

PHONE = {"width": 375, "height": 812}
KEYS = ("left", "right", "same", "neither", "skip", "undo")


@pytest.mark.slow
def test_from_the_link_to_the_reveal(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """Two people vote in browsers of their own, one by a new name; the last vote reveals to all."""
    prepare(tmp_path / "data", cases=2, voters=2)
    server = serve()
    author = visit(server, OWNER).open("/experiments", e=LAB)
    newcomer = visit(server, viewport=PHONE)
    arrive(newcomer, server, copied_link(author), "小周")
    expect(newcomer.main.get_by_text("你还有 2 组")).to_be_visible()
    vote(newcomer, "1", left=1)
    newcomer.page.wait_for_timeout(SEEN_MS)
    newcomer.page.keyboard.press("z")
    expect(newcomer.main.get_by_text("你还有 2 组")).to_be_visible()
    vote(newcomer, "2", left=1)
    vote(newcomer, "x", left=0)
    other = visit(server, "voter-a").open("/experiments", e=LAB, tab="vote")
    author.open("/experiments", e=LAB, tab="vote")
    expect(author.main.get_by_text("已收 2/4 票")).to_be_visible()
    vote(other, "0", left=1)
    vote(other, "s", left=0)
    for app in (other, newcomer, author):  # who waits is told without a reload
        expect(app.main.get_by_text("结果已经揭晓")).to_be_visible()


@pytest.mark.slow
def test_on_a_phone_pictures_and_keys_are_one_screen(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """Both pictures and all keys are in the window at once, and a held key votes once."""
    voter, _ = prepare(tmp_path / "data", cases=3, voters=1)
    app = visit(serve(), voter, viewport=PHONE)
    app.open("/experiments", e=LAB, tab="vote")
    expect(app.main.get_by_text("你还有 3 组")).to_be_visible()
    app.main.get_by_alt_text("右图").scroll_into_view_if_needed()
    for side in ("左图", "右图"):
        expect(app.main.get_by_alt_text(side, exact=True)).to_be_in_viewport(ratio=1)
    for key in KEYS:
        expect(app.page.locator(f".st-key-ballot_{key} button")).to_be_in_viewport(ratio=1)
    left, right = (
        app.main.get_by_alt_text(side, exact=True).bounding_box() for side in ("左图", "右图")
    )
    assert left
    assert right
    assert left["x"] < right["x"]
    assert abs(left["y"] - right["y"]) < 2
    assert app.main.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    expect(app.button("都不可用 快捷键 X")).to_be_visible()  # a key, and no axis of a chart
    app.page.wait_for_timeout(SEEN_MS)
    for _ in range(6):
        app.page.keyboard.down("1")
    app.page.keyboard.up("1")
    expect(app.main.get_by_text("你还有 2 组，已评 1 组")).to_be_visible()
