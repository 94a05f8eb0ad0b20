"""实验 as it is looked at: even rows on a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import lab
import pytest
from e2e.app import App
from e2e.server import Server
from fakes import FakeProvider, make_studio, png
from lab import LAB
from playwright.sync_api import expect

from core.people.people import DEMO_USER
from core.providers.contract import ImageRequest

LEAST_COLUMN = 100  # px of a table's column: a number with its unit on one line

_TOPS_AND_SIZES = """
() => [...document.querySelectorAll('[class*=st-key-strip_] img')].map((image) => {
  const box = image.getBoundingClientRect();
  return [Math.round(box.top), Math.round(box.width), Math.round(box.height)];
})
"""
_WIDTHS = """
() => [...document.querySelectorAll('.st-key-experiment_figures th')].map(e => e.offsetWidth)
"""
_STEPS = ".st-key-contrast_Left button, .st-key-contrast_Right button"
_TOPS = "steps => steps.map((step) => Math.round(step.getBoundingClientRect().top))"
_SIDEWAYS = "e => e.scrollWidth - e.clientWidth"


def shaped(request: ImageRequest) -> bytes:
    """Return a picture in the format that was asked for, or nearly so."""
    return png(width=160, height=90) if request.aspect_ratio == "16:9" else png(width=90, height=90)


@pytest.mark.slow
def test_on_a_phone_rows_are_even(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """Pictures of all formats are squares, four in a row; figures scroll and keep their lines.

    The two steps of 对照 stand beside each other.
    """
    studio = make_studio("", tmp_path / "data", FakeProvider(always=shaped))
    made = lab.draft(studio, cases=4)
    wide = replace(made.arms[1], aspect_ratio="16:9")
    lab.make(studio, replace(made, arms=(*made.arms, wide)))
    lab.carry(studio, lab.start(studio))
    studio.database.dispose()
    app = visit(serve(), DEMO_USER, viewport={"width": 375, "height": 812})
    app.open("/experiments")
    expect(app.main.locator("[class*=st-key-strip_] img")).to_have_count(8)
    app.page.wait_for_load_state("networkidle")
    found = app.page.evaluate(_TOPS_AND_SIZES)
    assert {(width, height) for _, width, height in found} == {(68, 68)}
    assert [top for top, *_ in found].count(found[0][0]) == 4
    app.open("/experiments", e=LAB, tab="matrix")
    expect(app.main.locator(".st-key-experiment_figures th").first).to_be_attached()
    assert min(app.page.evaluate(_WIDTHS)) >= LEAST_COLUMN
    assert app.main.evaluate(_SIDEWAYS) == 0
    app.open("/experiments", e=LAB, tab="contrast")
    steps = app.main.locator(_STEPS)
    expect(steps).to_have_count(2)
    assert len(set(steps.evaluate_all(_TOPS))) == 1
