"""结论 in real browsers: from two people's votes to the live version and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.app import App
from e2e.balloting import OWNER, arrive, copied_link, prepare, vote_for_calm
from e2e.server import Server
from fakes import CHEAP
from lab import LAB
from playwright.sync_api import Locator, expect

CASES = 6  # with fewer, one arm against its base has no verdict
SENTENCE = f"第 2 版比第 1 版好：{CASES} 个用例中 {CASES} 胜 0 平 0 负。"
QUESTION = "哪张更像水墨？"


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
