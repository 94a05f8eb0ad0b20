"""筛选 by real keys on a phone's screen: its keys in reach, nothing judged that nobody saw."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lab
import pytest
from e2e.app import App
from e2e.judging import expect_judged
from e2e.server import Server
from fakes import make_studio
from lab import LAB
from playwright.sync_api import expect

from core.people.people import DEMO_USER

PICTURES = 32


@pytest.mark.slow
def test_culling_by_keys(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """1 judges and shows the next; a held key judges one; Z takes one back; 32 are soon done.

    The last answer changes what the head says of the experiment.
    """
    studio = make_studio("", tmp_path / "data")
    lab.make(studio, cases=PICTURES // 2)
    lab.carry(studio, lab.start(studio))
    studio.database.dispose()
    app = visit(serve(), DEMO_USER, viewport={"width": 375, "height": 812})
    app.open("/experiments", e=LAB, tab="culling")
    page = app.page
    expect_judged(app, 0, of=PICTURES)
    expect(page.get_by_text("待评", exact=True)).to_be_visible()
    for answer in ("usable", "unusable", "unsure"):
        expect(page.locator(f"[class*=st-key-culling_{answer}_] button")).to_be_in_viewport()
    page.keyboard.press("1")
    expect_judged(app, 1, of=PICTURES)
    for _ in range(8):  # held for longer than a picture must be seen
        page.keyboard.down("2")
        page.wait_for_timeout(200)
    page.keyboard.up("2")
    expect_judged(app, 2, of=PICTURES)
    page.keyboard.press("z")
    expect_judged(app, 1, of=PICTURES)
    for count in range(2, PICTURES):
        page.keyboard.press("3" if count % 2 else "1")
        expect_judged(app, count, of=PICTURES)
    page.keyboard.press("2")
    expect(page.get_by_text(f"你看完了全部 {PICTURES} 张：可用 16 张")).to_be_visible()
    expect(page.get_by_text("有结论", exact=True)).to_be_visible()
