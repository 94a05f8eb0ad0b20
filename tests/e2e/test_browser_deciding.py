"""结论 in real browsers: from two people's votes to the live version and back; the report."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import booth
import pytest
from booth import ANNE
from e2e.app import App
from e2e.balloting import OWNER, arrive, copied_link, prepare, two_looks, vote_for_calm
from e2e.server import Server
from fakes import CHEAP, FakeProvider, make_studio
from lab import LAB
from playwright.sync_api import BrowserContext, Locator, expect

from core.people.people import DEMO_USER

CASES = 6  # with fewer, one arm against its base has no verdict
SENTENCE = f"第 2 版比第 1 版好：{CASES} 个用例中 {CASES} 胜 0 平 0 负。"
QUESTION = "哪张更像水墨？"

TEXT_WIDTH = 688  # px, 96 an inch: 210 mm less two edges of 14 mm
MOST_PAGES = 4  # of A4: six small pictures a column, and all that is said of them
_PAGE = re.compile(rb"/Type\s*/Page\b")  # of a PDF, as Chromium writes it
_WIDTHS = "() => [...document.images].map((image) => image.naturalWidth)"
# What sticks out at the right of the window.
_TOO_WIDE = """
() => [...document.body.querySelectorAll('*')].filter(
  (e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
).map((e) => e.outerHTML.slice(0, 200))
"""


def open_history(app: App) -> Locator:
    """Click 版本 on the prompt's card and open 上线记录; return the drawer."""
    app.button("版本", app.card(CHEAP)).click()
    drawer = app.page.get_by_role("dialog")
    drawer.get_by_text("上线记录", exact=True).click()
    return drawer


@pytest.mark.slow
def test_two_voters_decide_and_the_author_goes_live_and_back(
    serve: Callable[..., Server], visit: Callable[..., App], tmp_path: Path
) -> None:
    """The last planned vote reveals; the winner goes live with its proof, and back by one click."""
    prepare(tmp_path / "data", cases=CASES, voters=2)
    server = serve()
    server.let_publish(OWNER)
    author = visit(server, OWNER).open("/experiments", e=LAB)
    path = copied_link(author)
    author.open("/experiments", e=LAB, tab="vote")
    for name in ("小周", "小吴"):
        expect(author.main.get_by_text("结果已经揭晓")).to_have_count(0)
        voter = visit(server)
        arrive(voter, server, path, name)
        vote_for_calm(voter, pairs=CASES)
    author.button("看结论").click()
    expect(author.main.get_by_text(SENTENCE)).to_be_visible()
    author.main.get_by_role("textbox", name="为什么采用").fill("两位同事都选它")
    author.button("采用第 2 版").click()
    expect(author.main.get_by_text("已采用第 2 版")).to_be_visible()

    author.go("生成")
    expect(author.card(CHEAP).get_by_text("第 2 版")).to_be_visible()
    drawer = open_history(author)
    expect(drawer.get_by_text("两位同事都选它")).to_be_visible()
    expect(drawer.get_by_text(f"依据：盲评胜过基准，{CASES} 个用例")).to_be_visible()
    drawer.get_by_role("link", name=QUESTION, exact=True).click()
    expect(author.main.get_by_text(SENTENCE)).to_be_visible()

    author.open()
    drawer = open_history(author)
    author.button("回退到第 1 版", drawer).click()
    expect(drawer.get_by_text("第 1 版现在是线上版", exact=False)).to_be_visible()
    author.open("/experiments", e=LAB, tab="conclusion")
    expect(author.button("采用第 2 版")).to_be_visible()


@pytest.mark.slow
def test_the_report_is_read_without_network_and_printed(
    serve: Callable[..., Server],
    visit: Callable[..., App],
    new_context: Callable[..., BrowserContext],
    tmp_path: Path,
) -> None:
    """It asks for nothing but itself, shows all its pictures, runs nothing, and fits on A4."""
    studio = make_studio("", tmp_path / "data", FakeProvider(always=two_looks))
    booth.ended(studio, voters=1, cases=CASES)
    booth.vote_all(studio, ANNE)
    studio.database.dispose()
    author = visit(serve(), DEMO_USER).open("/experiments", e=LAB, tab="conclusion")
    name, data = author.download(author.button("下载报告"))
    assert name == "实验报告.html"
    file = tmp_path / "report.html"
    file.write_bytes(data)
    away = new_context(offline=True, viewport={"width": TEXT_WIDTH, "height": 1000})
    asked: list[str] = []
    away.on("request", lambda request: asked.append(request.url))
    page = away.new_page()
    page.goto(file.as_uri())
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    widths = page.evaluate(_WIDTHS)
    assert len(widths) == 2 * CASES
    assert all(widths)
    expect(page.locator("script")).to_have_count(0)
    page.emulate_media(media="print")
    assert page.evaluate(_TOO_WIDE) == []
    assert 1 <= len(_PAGE.findall(page.pdf(prefer_css_page_size=True))) <= MOST_PAGES
    assert asked == [file.as_uri()]
