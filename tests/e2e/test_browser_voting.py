"""盲评 in real browsers: from the link to the reveal, by keys and thumbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from e2e.app import App
from e2e.balloting import OWNER, arrive, copied_link, prepare, vote
from e2e.judging import SEEN_MS
from e2e.server import Server
from fakes import png
from lab import LAB
from playwright.sync_api import Locator, expect

from core.experiments.shapes import Draft
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio

PHONE = {"width": 375, "height": 812}
KEYS = ("left", "right", "same", "neither", "skip", "undo")
TITLE = "雨后黄昏的江南水乡，石桥边撑着油纸伞的行人与远处的白墙黛瓦"
LOOK_FOR = "伞要完整，倒影要清楚，远处至少有三座房子，不能出现文字"
LINE = 20  # px

# Whether what a finger meets where the keys are belongs to the pair.
_AT_THE_KEYS = """
({width, height}) =>
  document.elementFromPoint(width / 2, height - 60).closest('.st-key-ballot_pair') !== null
"""


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
    newcomer.settle()
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
        expect(app.page.locator(f"[class*=st-key-ballot_{key}_] button")).to_be_in_viewport(ratio=1)
    left, right = (
        app.main.get_by_alt_text(side, exact=True).bounding_box() for side in ("左图", "右图")
    )
    assert left
    assert right
    assert left["x"] < right["x"]
    assert abs(left["y"] - right["y"]) < 2
    assert app.main.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    expect(app.button("都不可用 快捷键 X")).to_be_visible()  # a key, and no axis of a chart
    app.settle().page.wait_for_timeout(SEEN_MS)
    for _ in range(6):
        app.page.keyboard.down("1")
    app.page.keyboard.up("1")
    expect(app.main.get_by_text("你还有 2 组，已评 1 组")).to_be_visible()


@pytest.mark.slow
def test_on_a_phone_one_thumb_is_enough(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """A tap on 左更好 votes, one on 撤销 takes that back."""
    voter, _ = prepare(tmp_path / "data", cases=2, voters=1)
    app = visit(serve(), voter, viewport=PHONE, has_touch=True)
    app.open("/experiments", e=LAB, tab="vote")
    for key, left in (("left", 1), ("undo", 2)):
        app.settle().page.wait_for_timeout(SEEN_MS)
        app.page.locator(f"[class*=st-key-ballot_{key}_] button").tap()
        expect(app.main.get_by_text(f"你还有 {left} 组")).to_be_visible()


def wordy(studio: Studio, made: Draft) -> Draft:
    """Return the draft with a long question, and a reference and long words in each case."""
    kept = references.keep(studio, OWNER, check_reference(png("red", 300, 300)), "产品.png")
    cases = (
        replace(
            case, title=TITLE, look_for=LOOK_FOR, reference=kept.name, reference_name="产品.png"
        )
        for case in made.cases
    )
    return replace(
        made, question="哪张更适合做首页的横幅图，又让人一眼看出水乡？", cases=tuple(cases)
    )


@pytest.mark.slow
def test_on_a_phone_long_words_push_no_picture_below_the_keys(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """Before any scrolling all of both pictures stands above the keys; the words are all reached.

    A picture that fills the screen lies over the keys.
    """
    voter, _ = prepare(tmp_path / "data", cases=1, voters=1, change=wordy)
    app = visit(serve(), voter, viewport=PHONE)
    app.open("/experiments", e=LAB, tab="vote")
    expect(app.main.get_by_text("你还有 1 组")).to_be_visible()
    app.page.wait_for_load_state("networkidle")
    keys = app.page.locator(".st-key-ballot_keys")
    title, look_for = app.main.get_by_text(TITLE), app.main.get_by_text(LOOK_FOR)
    pictures = app.page.locator(".st-key-ballot_pair img")
    top, bottom = edges(pictures)
    assert bottom <= edges(keys)[0]
    assert edges(title)[0] + LINE <= top
    assert app.main.evaluate("e => e.scrollTop") == 0
    app.main.evaluate("e => e.scrollTo(0, e.scrollHeight)")
    assert edges(look_for)[1] <= edges(pictures)[0]
    app.main.get_by_alt_text("左图", exact=True).hover()
    app.button("全屏：左图").click()
    assert app.page.evaluate(_AT_THE_KEYS, PHONE)


def edges(shown: Locator) -> tuple[float, float]:
    """Return where the first of these begins and the last one ends, in px from the window's top."""
    first, last = shown.first.bounding_box(), shown.last.bounding_box()
    assert first
    assert last
    return first["y"], last["y"] + last["height"]
