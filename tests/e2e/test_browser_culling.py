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


@pytest.mark.slow
def test_culling_by_keys(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """1 judges and shows the next; a held key judges one picture; Z takes one back."""
    studio = make_studio("", tmp_path / "data")
    lab.make(studio, cases=4)
    lab.carry(studio, lab.start(studio))
    studio.database.dispose()
    app = visit(serve(), DEMO_USER, viewport={"width": 375, "height": 812})
    app.open("/experiments", e=LAB, tab="culling")
    page = app.page
    expect_judged(app, 0, of=8)
    for answer in ("usable", "unusable", "unsure"):
        expect(page.locator(f".st-key-culling_{answer} button")).to_be_in_viewport()
    page.keyboard.press("1")
    expect_judged(app, 1, of=8)
    for _ in range(6):
        page.keyboard.down("2")
    page.keyboard.up("2")
    expect_judged(app, 2, of=8)
    page.keyboard.press("z")
    expect_judged(app, 1, of=8)
    page.keyboard.press("3")
    expect_judged(app, 2, of=8)
