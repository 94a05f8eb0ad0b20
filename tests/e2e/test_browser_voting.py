"""盲评 in real browsers: from the link to the reveal, by keys and thumbs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lab
import pytest
from e2e.app import App
from e2e.server import Server
from fakes import FakeProvider, make_studio, png
from lab import LAB
from playwright.sync_api import expect

from core.people import people
from core.providers.contract import ImageRequest

SEEN_MS = 700  # more than half a second, after which an answer counts
PHONE = {"width": 375, "height": 812}
KEYS = ("left", "right", "same", "neither", "skip", "undo")


def two_looks(request: ImageRequest) -> bytes:
    """Return what an arm makes: its text decides how large the picture is, and what is in it."""
    return png("navy", width=1100, height=1100) if "calm" in request.text else png("teal")


def prepare(folder: Path, *, cases: int, voters: int, owner: str) -> list[str]:
    """Run an experiment of somebody's to its end; return the ids of two people who may vote."""
    studio = make_studio("", folder, FakeProvider(always=two_looks))
    for person_id, name in ((owner, "小林"), ("voter-a", "小王"), ("voter-b", "小赵")):
        people.create(
            studio.database, person_id, name, is_member=True, opening=500, now=studio.now()
        )
    lab.make(studio, cases=cases, voters=voters, person=owner)
    lab.carry(studio, lab.start(studio, person=owner))
    studio.database.dispose()
    return ["voter-a", "voter-b"]


def vote(app: App, key: str, *, left: int) -> None:
    """Look at a pair long enough, press a key, and wait for what is left then."""
    expect(app.page.locator(".st-key-ballot_pair img")).to_have_count(2)
    app.settle()
    app.page.wait_for_timeout(SEEN_MS)
    app.page.keyboard.press(key)
    words = f"你还有 {left} 组" if left else "谢谢，你评完了全部"
    expect(app.main.get_by_text(words).or_(app.main.get_by_text("结果已经揭晓"))).to_be_visible()


@pytest.mark.slow
def test_from_the_link_to_the_reveal(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """Two people vote in browsers of their own, one by a new name; the last vote reveals to all."""
    prepare(tmp_path / "data", cases=2, voters=2, owner="owner-lin")
    server = serve()
    author = visit(server, "owner-lin").open("/experiments", e=LAB)
    author.button("复制链接").click()
    link = author.page.get_by_test_id("stCode").inner_text().strip()
    assert link == f"{server.url}/experiments?e={LAB}&tab=vote"
    path = link.removeprefix(server.url)
    newcomer = visit(server, viewport=PHONE)
    newcomer.page.goto(server.url + path)
    newcomer.wait()
    newcomer.page.locator(".st-key-name_for_voting button").click()
    dialog = newcomer.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="名字").fill("小周")
    newcomer.button("开始使用", dialog).click()
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
    voter, _ = prepare(tmp_path / "data", cases=3, voters=1, owner="owner-lin")
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
