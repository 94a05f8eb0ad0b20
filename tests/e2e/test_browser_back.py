"""Back, Forward, F5 and new tabs: one history entry for each page and for each opened drawer."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from e2e.app import App
from e2e.server import EVERYBODY_SIGNS_IN, Server
from playwright.sync_api import expect

ADDRESS_TRIES = 150  # of 0.1 s each

Visit = Callable[..., App]


def address(app: App) -> tuple[str, dict[str, str]]:
    """Return the path, and the parameters without whose they are and without the form's key."""
    parts = urlsplit(app.page.url)
    named = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert named.pop("me", None) == (None if EVERYBODY_SIGNS_IN else app.person)
    assert not named.pop("form", None) or parts.path == "/"
    return parts.path, named


def expect_address(app: App, wanted: tuple[str, dict[str, str]]) -> None:
    """Expect the address soon: a page writes its own a moment after it is drawn."""
    for _ in range(ADDRESS_TRIES):
        if address(app) == wanted:
            return
        app.page.wait_for_timeout(100)
    assert address(app) == wanted


def back(app: App, heading: str) -> None:
    """Press Back once and expect a page."""
    app.page.go_back()
    expect(app.main.get_by_role("heading", name=heading, exact=True).first).to_be_visible()
    app.wait()


def forward(app: App, heading: str) -> None:
    """Press Forward once and expect a page."""
    app.page.go_forward()
    expect(app.main.get_by_role("heading", name=heading, exact=True).first).to_be_visible()
    app.wait()


@pytest.mark.slow
def test_back_is_one_page_back_with_its_filters(server: Server, visit: Visit) -> None:
    """账本 → 订单 → 图库 → Back is 账本 with 订单; so are F5, a double click, Back and Forward."""
    app = visit(server, server.new_person())
    began = app.page.evaluate("history.length")
    app.choose("misty-lake")
    expect(app.page).to_have_url(re.compile(r"[?&]form=[0-9a-f]{16}"))
    expect(app.page.locator("a[href*='form=']")).to_have_count(0)
    app.go("账本")
    app.pick("账目", "订单")
    expect(app.main.get_by_text("没有符合条件的订单")).to_be_visible()
    app.go("图库")
    assert app.page.evaluate("history.length") == began + 2
    back(app, "账本")
    expect_address(app, ("/ledger", {"ledger_section": "订单"}))
    expect(app.main.get_by_text("没有符合条件的订单")).to_be_visible()
    app.reload()
    expect(app.main.get_by_text("没有符合条件的订单")).to_be_visible()
    back(app, "设置")
    expect_address(app, ("/", {"prompt": "misty-lake"}))
    expect(app.button("已选", app.card("misty-lake"))).to_be_visible()
    forward(app, "账本")
    expect(app.main.get_by_text("没有符合条件的订单")).to_be_visible()

    app.double_click(app.sidebar.get_by_role("link", name="图库", exact=True))
    expect(app.main.get_by_role("heading", name="图库")).to_be_visible()
    app.wait()
    back(app, "账本")
    expect_address(app, ("/ledger", {"ledger_section": "订单"}))


@pytest.mark.slow
def test_back_closes_a_drawer_and_finds_a_left_one(server: Server, visit: Visit) -> None:
    """Back closes an open drawer, passes over a closed one, and reopens one left by a link."""
    app = visit(server, server.new_person())
    app.choose("misty-lake")
    app.generate()
    expect(app.pictures).to_have_count(1)
    app.open("/gallery")  # a first entry that no page has written
    app.page.get_by_label("搜索").fill("湖")
    app.page.wait_for_url("**picture_words**")
    dialog = app.page.get_by_role("dialog")

    app.cards.click()
    expect(dialog.get_by_text("晨雾湖山").first).to_be_visible()
    back(app, "图库")
    expect(dialog).to_have_count(0)
    expect_address(app, ("/gallery", {"picture_words": "湖"}))

    app.cards.click()
    expect(app.button("用同样参数再生成")).to_be_visible()
    app.settle().page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    app.page.wait_for_url(lambda url: "picture=" not in url)
    back(app, "设置")
    forward(app, "图库")
    expect(dialog).to_have_count(0)

    for leave, arrived in (("在账本中查看这笔消耗", "账本"), ("用同样参数再生成", "设置")):
        app.cards.click()
        dialog.get_by_role("link", name=leave).or_(app.button(leave, dialog)).click()
        heading = app.main.get_by_role("heading", name=arrived, exact=True)
        expect(heading).to_be_attached()
        app.wait()
        app.page.go_back()
        expect(app.button("用同样参数再生成")).to_be_visible()
        app.wait()
        assert address(app)[1].keys() == {"picture_words", "picture"}
        back(app, "图库")
        expect(dialog).to_have_count(0)


@pytest.mark.slow
def test_links_carry_the_person_into_a_new_tab(server: Server, visit: Visit) -> None:
    """Each link's address, opened by itself, shows its page to the same person."""
    person = server.new_person()
    app = visit(server, person, "/ledger")
    app.pick("账目", "订单")
    expect(app.main.get_by_role("link", name="去生成图片")).to_be_visible()
    links = app.page.locator("a:not([href^='#'])")
    found = {
        link.inner_text().split("\n")[-1]: link.evaluate("e => e.href") for link in links.all()
    }
    me = f"?me={person}"
    assert found == {
        "生成": f"{server.url}/{me}",
        "图库": f"{server.url}/gallery{me}",
        "实验": f"{server.url}/experiments{me}",
        "账本": f"{server.url}/ledger{me}",
        "去生成图片": f"{server.url}/{me}",
    }
