"""实验 as it is looked at: even rows on a phone, and a run that comes into sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import lab
from e2e.app import App
from e2e.server import Server
from fakes import FakeProvider, make_studio, png
from lab import LAB
from playwright.sync_api import expect

from core.people.people import DEMO_USER
from core.providers.contract import ImageRequest
from core.providers.demo import MODEL
from core.settings import Settings
from core.studio import open_studio

HEADER = 60  # px that Streamlit's own covers at the top of a phone's page
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
_BEGINS_BELOW_THE_HEADER = """
(header) => {
  const top = document.querySelector('.st-key-experiment_run').getBoundingClientRect().top;
  return Math.abs(top - header) <= 1;
}
"""
_SIDEWAYS = "e => e.scrollWidth - e.clientWidth"


def shaped(request: ImageRequest) -> bytes:
    """Return a picture in the format that was asked for, or nearly so."""
    return png(width=160, height=90) if request.aspect_ratio == "16:9" else png(width=90, height=90)


def test_on_a_phone_rows_are_even(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """Pictures of all formats are squares, four in a row; figures scroll and keep their lines."""
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


def test_a_run_comes_into_sight(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """A double click on 运行, far down on the page, shows the run from its beginning."""
    studio = open_studio(Settings(data_dir=tmp_path / "data"))
    made = lab.draft(studio, cases=1, prompt_id="misty-lake")
    ours: dict[str, Any] = {"service": "demo", "model": MODEL.id}
    arms = tuple(replace(arm, **ours) for arm in made.arms)
    lab.make(studio, replace(made, arms=arms), prompt_id="misty-lake")
    studio.database.dispose()
    app = visit(serve(), DEMO_USER, viewport={"width": 375, "height": 812})
    app.open("/experiments", e=LAB)
    app.double_click(app.button("运行"))
    expect(app.main.locator(".st-key-experiment_run")).to_be_in_viewport()
    app.page.wait_for_function(_BEGINS_BELOW_THE_HEADER, arg=HEADER)
