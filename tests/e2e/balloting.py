"""盲评, as people do it: from the link, with keys or a thumb, by what they see alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lab
from e2e.app import App
from e2e.judging import SEEN_MS
from e2e.server import Server
from fakes import FakeProvider, make_studio, png
from lab import LAB
from playwright.sync_api import expect

from core.experiments.shapes import Draft
from core.people import people
from core.providers.contract import ImageRequest
from core.studio import Studio

OWNER, VOTERS = "owner-lin", ["voter-a", "voter-b"]
NAMES = {OWNER: "小林", "voter-a": "小王", "voter-b": "小赵"}

# Of each picture of the pair, left first: whether its middle is dark, as what is calm is.
_DARK = """
() => Promise.all([...document.querySelectorAll('.st-key-ballot_pair img')].map(async (image) => {
  await image.decode();
  const canvas = document.createElement('canvas').getContext('2d');
  const [x, y] = [image.naturalWidth / 2, image.naturalHeight / 2];
  canvas.drawImage(image, x, y, 1, 1, 0, 0, 1, 1);
  return canvas.getImageData(0, 0, 1, 1).data[1] < 64;
}))
"""


def two_looks(request: ImageRequest) -> bytes:
    """Return what an arm makes: its text decides how large the picture is, and what is in it."""
    return png("navy", width=1100, height=1100) if "calm" in request.text else png("teal")


def prepare(
    folder: Path,
    *,
    cases: int,
    voters: int,
    owner: str = OWNER,
    change: Callable[[Studio, Draft], Draft] = lambda _, made: made,
) -> list[str]:
    """Run an experiment of somebody's to its end; return the ids of two people who may vote."""
    studio = make_studio("", folder, FakeProvider(always=two_looks))
    for person_id, name in NAMES.items():
        people.create(
            studio.database, person_id, name, is_member=True, opening=500, now=studio.now()
        )
    made = lab.draft(studio, cases=cases, voters=voters)
    lab.make(studio, change(studio, made), person=owner)
    lab.carry(studio, lab.start(studio, person=owner))
    studio.database.dispose()
    return VOTERS


def copied_link(author: App) -> str:
    """Return the path that the author's 复制链接 has: it leads to 盲评 and names nobody."""
    author.button("复制链接").click()
    link = author.page.get_by_test_id("stCode").inner_text().strip()
    path = f"/experiments?e={LAB}&tab=vote"
    assert link == f"{author.server.url}{path}"
    return path


def arrive(app: App, server: Server, path: str, name: str) -> None:
    """Follow the link as nobody in particular, and take a name there; who signs in has one."""
    app.page.goto(server.url + path)
    app.wait()
    if server.issuer:
        return
    app.page.locator(".st-key-name_for_voting button").click()
    dialog = app.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="名字").fill(name)
    app.button("开始使用", dialog).click()


def vote(app: App, key: str, *, left: int) -> None:
    """Look at a pair long enough, press a key, and wait for what is left then."""
    expect(app.page.locator(".st-key-ballot_pair img")).to_have_count(2)
    app.settle()
    app.page.wait_for_timeout(SEEN_MS)
    app.page.keyboard.press(key)
    words = f"你还有 {left} 组" if left else "谢谢，你评完了全部"
    expect(app.main.get_by_text(words).or_(app.main.get_by_text("结果已经揭晓"))).to_be_visible()


def vote_for_calm(app: App, *, pairs: int) -> None:
    """Vote on all pairs for the darker picture, on whichever side it is."""
    for left in range(pairs, 0, -1):
        expect(app.main.get_by_text(f"你还有 {left} 组")).to_be_visible()
        app.settle()
        dark = app.page.evaluate(_DARK)
        assert sorted(dark) == [False, True]
        vote(app, "1" if dark[0] else "2", left=left - 1)
