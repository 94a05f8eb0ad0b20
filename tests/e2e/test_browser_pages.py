"""The three pages as a browser gets them: language, looks, keyboard, small screens, headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import lab
import pytest
from e2e.app import App, jpeg
from e2e.latin import latin_leftovers
from e2e.server import Server
from lab import LAB
from playwright.sync_api import Locator, Page, expect

from core.experiments import drafts
from core.experiments.shapes import CaseShape
from core.library.versions import Content
from core.people.people import DEMO_MEMBER
from core.settings import Settings
from core.studio import open_studio

Visit = Callable[..., App]
Serve = Callable[..., Server]

PAGES = {"/": "生成", "/gallery": "图库", "/experiments": "实验", "/ledger": "账本"}
PHONE = {"width": 375, "height": 740}
PROMPT, DRAFT = "misty-lake", "draft"
TITLE_MENU, ROW_BOX = 270, (15, 54)  # px from the left, and top, of a draft's table of cases
TIME_MENU = 219  # px from the left of 账本's table, behind the boxes and the pictures

_TOO_WIDE = """
() => {
  const scrolls = (element) => ['auto', 'scroll', 'hidden', 'clip']
    .includes(getComputedStyle(element).overflowX);
  const inside = (element) => {
    for (let e = element.parentElement; e && e.dataset.testid !== 'stMain'; e = e.parentElement)
      if (scrolls(e)) return true;
    return false;
  };
  const main = document.querySelector('[data-testid=stMain]');
  const wide = [...main.querySelectorAll('*')].filter((e) =>
    e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1 && !inside(e));
  const found = wide.map((e) => `${e.dataset.testid ?? e.tagName}: ${e.textContent.slice(0, 30)}`);
  if (main.scrollWidth > main.clientWidth) found.push('stMain scrolls');
  if (document.documentElement.scrollWidth > innerWidth) found.push('the document scrolls');
  return found;
}
"""


@pytest.mark.slow
def test_a_deep_link_as_the_first_request_shows_the_ledger_in_its_frame(
    serve: Serve, visit: Visit
) -> None:
    """/ledger as the very first request after a start has the ledger and the whole frame."""
    app = visit(serve(), None, "/ledger")
    expect(app.main.get_by_role("heading", name="账本")).to_be_visible()
    for name in PAGES.values():
        expect(app.sidebar.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(app.page.get_by_role("combobox", name="演示身份")).to_have_value("演示会员")
    app.expect_tokens(100)
    expect(app.button("核对账目")).to_be_enabled()


@pytest.mark.slow
def test_the_interface_is_chinese(server: Server, visit: Visit) -> None:
    """No visible text, label or title has a Latin word outside the kept list, drawers included."""
    person = server.new_person()
    app = visit(server, person)
    assert app.page.locator("html").get_attribute("lang") == "zh-CN"
    expect(app.page).to_have_title("AI 图片工坊")
    said: dict[str, list[str]] = {}

    def look(where: str) -> None:
        said[where] = latin_leftovers(app.page)

    look("生成")
    app.upload("笔记.png", b"abc")
    expect(app.alert("这个文件不是图片。")).to_be_visible()
    look("upload refused")
    app.upload("山.jpg", jpeg())
    app.expect_reference("山.jpg")
    app.choose("misty-lake")
    app.more_settings()
    app.switch_on("固定种子")
    expect(app.page.get_by_label("种子", exact=True).first).to_be_visible()
    app.main.get_by_text("／张").click()
    look("form")
    app.page.get_by_role("combobox", name="演示身份").click()
    look("identity")
    app.page.keyboard.press("Escape")
    app.generate()
    expect(app.pictures).to_have_count(1)
    app.results.first.get_by_text("更多信息").click()
    app.pictures.first.hover()
    look("result")
    app.button("补充代币").hover()
    look("tooltip")
    app.button("以新名字开始").click()
    expect(app.page.get_by_role("dialog")).to_be_visible()
    look("new name")
    app.page.keyboard.press("Escape")
    app.page.get_by_test_id("stMainMenu").get_by_role("button").click()
    expect(app.page.get_by_test_id("stMainMenuPopover")).to_be_visible()
    look("menu")
    app.page.keyboard.press("Escape")

    (order,) = server.orders(person)
    app.open("/gallery")
    look("图库")
    app.open("/gallery", picture=order.id)
    expect(app.button("用同样参数再生成")).to_be_visible()
    look("图库 drawer")
    app.open("/ledger")
    look("账本")
    app.open("/ledger", order=order.id)
    expect(app.page.get_by_role("dialog")).to_be_visible()
    look("账本 drawer")
    app.open("/ledger")
    table = app.main.get_by_test_id("stDataFrame").first
    table.hover()
    app.main.get_by_role("button", name="显示或隐藏列").click()
    expect(app.page.get_by_text("全选", exact=True)).to_be_visible()
    look("账本 columns")
    app.page.keyboard.press("Escape")
    box = table.bounding_box()
    assert box is not None
    app.page.mouse.click(box["x"] + TIME_MENU, box["y"] + 17)
    expect(app.page.get_by_test_id("stDataFrameColumnMenu")).to_be_visible()
    look("账本 column menu")
    app.page.keyboard.press("Escape")
    for section in ("订单", "图表", "提示词表现"):
        app.pick("账目", section)
        app.settle()
        if section == "图表":
            expect(app.main.locator("[aria-roledescription=折线]").first).to_be_attached()
        look(f"账本 {section}")
    app.button("核对账目").click()
    expect(app.main.get_by_text("账目正确")).to_be_visible()
    look("账本 audit")
    app.open("/no-such-page")
    look("unknown page")
    app.problems.clear()
    assert {where: words for where, words in said.items() if words} == {}


def an_experiment_and_a_draft(data_dir: Path) -> None:
    """Make an experiment of the demo member's with its pictures, and a draft with two cases."""
    studio = open_studio(Settings(data_dir=data_dir, image_provider="demo"))
    text = Content("湖山，{{天气}}，水墨画风", 5)
    beside = lab.add_version(studio, text, PROMPT)
    cases = (CaseShape("春天的湖", {"天气": "小雨"}), CaseShape("冬天的湖", {"天气": "新雪"}))
    begun = drafts.start_from(studio, PROMPT, beside)
    made = replace(begun, question="哪张更像水墨？", cases=cases)
    for name in (LAB, DRAFT):
        drafts.create(studio, name, DEMO_MEMBER, PROMPT, made)
    lab.carry(studio, lab.start(studio, person=DEMO_MEMBER))
    studio.database.dispose()


@pytest.mark.slow
def test_experiments_are_chinese(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    """No Latin word stands in the list of 实验, in a draft and its menus, in a tab or in 版本."""
    an_experiment_and_a_draft(tmp_path / "data")
    app = visit(serve(), DEMO_MEMBER, "/experiments", viewport={"width": 1440, "height": 900})
    page, main = app.page, app.main
    said: dict[str, list[str]] = {}

    def look(where: str) -> None:
        app.settle()
        said[where] = latin_leftovers(page)

    def look_into(where: str, opener: Locator, wanted: Locator) -> None:
        opener.click()
        expect(wanted).to_be_visible()
        look(where)
        page.keyboard.press("Escape")
        expect(wanted).to_be_hidden()

    expect(main.get_by_text("哪张更像水墨？").first).to_be_visible()
    look("list")
    states = main.get_by_role("combobox", name="状态")
    look_into("states", states, page.get_by_role("option").first)
    look_into("new", app.button("新建实验"), page.get_by_role("dialog"))

    app.open("/experiments", e=DRAFT)
    table = main.get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    look("draft")
    table.hover()
    columns = page.get_by_test_id("stDataFrameColumnVisibilityMenu")
    # Not by the mouse: what it moves over on its way hides the button.
    app.button("显示或隐藏列：用例表，每行一个用例").dispatch_event("click")
    expect(columns).to_be_visible()
    look("columns")
    page.keyboard.press("Escape")
    expect(columns).to_be_hidden()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + TITLE_MENU, box["y"] + 17)
    expect(page.get_by_test_id("stDataFrameColumnMenu")).to_be_visible()
    look("column menu")
    page.keyboard.press("Escape")
    page.mouse.click(box["x"] + ROW_BOX[0], box["y"] + ROW_BOX[1])
    expect(app.button("删除行：用例表，每行一个用例")).to_be_visible()
    look("row chosen")
    link = page.get_by_test_id("stPopoverBody")
    look_into("link", app.button("复制链接"), link)

    for tab in ("settings", "matrix", "contrast", "culling"):
        app.open("/experiments", e=LAB, tab=tab)
        look(tab)
    app.open("/")
    versions = app.button("版本", app.card(PROMPT))
    look_into("versions", versions, page.get_by_role("dialog"))
    assert {where: words for where, words in said.items() if words} == {}


@pytest.mark.slow
def test_a_phone_needs_no_sideways_scrolling(server: Server, visit: Visit) -> None:
    """At 375 px nothing on the three pages reaches beyond the right edge, drawers included."""
    person = server.new_person()
    app = visit(server, person, viewport=PHONE)
    app.choose("misty-lake")
    app.button("生成图片").scroll_into_view_if_needed()
    expect(app.button("生成图片")).to_be_in_viewport()
    app.generate()
    expect(app.pictures).to_have_count(1)
    (order,) = server.orders(person)
    for path in PAGES:
        app.open(path)
        expect(app.main.get_by_test_id("stHeading").first).to_be_visible()
        assert app.page.evaluate(_TOO_WIDE) == [], path
    for path, name in (("/gallery", "picture"), ("/ledger", "order")):
        app.open(path, **{name: order.id})
        expect(app.page.get_by_role("dialog").get_by_text("晨雾湖山")).to_be_visible()
        assert app.page.evaluate(_TOO_WIDE) == [], f"{path} with its drawer"


@pytest.mark.slow
def test_everything_works_by_keyboard(server: Server, visit: Visit) -> None:
    """Tab reaches a 选择 and 生成图片, Enter presses them, and the focus can be seen."""
    app = visit(server, server.new_person())
    _tab_to(app.page, "选择")
    app.page.keyboard.press("Enter")
    expect(app.button("已选")).to_have_count(1)
    expect(app.figure("预计消耗")).to_have_text("5 代币")
    _tab_to(app.page, "生成图片")
    shadow = app.page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    outline = app.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert (shadow, outline) != ("none", "none")
    app.page.keyboard.press("Enter")
    expect(app.pictures).to_have_count(1)
    app.expect_tokens(95)


@pytest.mark.slow
def test_pictures_are_served_to_signed_addresses_only(server: Server, visit: Visit) -> None:
    """The right signature gives the stored bytes, kept by the browser; any other one gets 403."""
    person = server.new_person()
    app = visit(server, person)
    app.choose("misty-lake")
    app.generate()
    expect(app.pictures).to_have_count(1)
    (order,) = server.orders(person)
    address = app.pictures.first.get_attribute("src")
    assert address is not None
    parts = urlsplit(address)
    signature = parse_qs(parts.query)["signature"][0]

    answer = app.page.request.get(address)
    assert (answer.status, answer.body()) == (200, server.original(order.id))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, max-age=3600, immutable"
    assert answer.headers["content-type"] == "image/png"
    wrong = [
        address.replace(signature, "0" * 64),
        address.replace(order.id, "0" * 16),
        address.replace("until=", "until=9"),
        address.replace("/original/", "/thumbnail/"),
        address.split("?")[0],
    ]
    assert [app.page.request.get(other).status for other in wrong] == [403] * len(wrong)


@pytest.mark.slow
def test_every_page_carries_the_security_headers(server: Server, visit: Visit) -> None:
    """Each page has a content security policy and no violation of it in the console."""
    app = visit(server, server.new_person())
    for path in PAGES:
        headers = app.page.request.get(f"{server.url}{path}").headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        app.open(path)
        assert app.problems == []


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip().endswith(name):
            return
    raise AssertionError(f"Tab never reached {name}")
