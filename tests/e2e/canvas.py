"""Tables that are drawn on a canvas: where to click, and to click until it shows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from e2e.app import OPEN_MS, OPENINGS, App
from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as NotInTime


def spot(app: App, across: float, down: float) -> tuple[float, float]:
    """Return where on the screen a place of the page's one table is.

    `across` is a share of its width, `down` are px from its top; what stands in a cell can be read
    by the test id "glide-cell-COLUMN-ROW".
    """
    canvas = app.main.get_by_test_id("stDataFrame").locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * across, box["y"] + down


def insist(
    app: App,
    act: Callable[[], object],
    wanted: Locator,
    state: Literal["visible", "hidden"] = "visible",
) -> None:
    """Do what a rerun under the hand may undo, until it shows; done twice it must do no harm."""
    for _ in range(OPENINGS):
        app.settle()
        act()
        with suppress(NotInTime):
            wanted.first.wait_for(state=state, timeout=OPEN_MS)
            return
    if state == "hidden":
        expect(wanted).to_be_hidden()
    else:
        expect(wanted.first).to_be_visible()
