"""实验 in a real browser: from 新建实验 to the pictures, with cases typed into the table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from e2e.app import App
from e2e.server import Server
from playwright.sync_api import expect

Visit = Callable[..., App]

FIRST_CELL = (80, 52)  # px from the table's corner: the title of its first row


def begin(app: App) -> None:
    """Make a draft that compares two formats of one prompt."""
    app.open("/experiments")
    app.button("新建实验").click()
    dialog = app.page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="提示词").click()
    app.page.get_by_role("option").filter(has_text="晨雾湖山").click()
    app.button("开始", dialog).click()
    question = app.main.get_by_role("textbox", name="问题")
    question.fill("哪种画幅更像水墨？")
    question.press("Enter")
    expect(app.main.get_by_role("heading", name="哪种画幅更像水墨？")).to_be_visible()
    app.button("添加版本").click()
    app.main.get_by_role("combobox", name="画幅").nth(1).click()
    app.page.get_by_role("option", name="16:9", exact=True).click()
    expect(app.main.get_by_text("比较模型：版本相同")).to_be_visible()


def type_case(app: App, title: str) -> None:
    """Type the first case's title into the table."""
    table = app.main.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.click(position={"x": FIRST_CELL[0], "y": FIRST_CELL[1]})
    app.page.keyboard.press("Enter")
    app.page.keyboard.type(title)
    app.page.keyboard.press("Enter")


@pytest.mark.slow
def test_from_a_question_to_its_pictures(server: Server, visit: Visit) -> None:
    """What is typed survives F5; two clicks on 运行 are one run; its end is told elsewhere."""
    person = server.new_person()
    app = visit(server, person)
    begin(app)
    type_case(app, "春天的湖")
    quote = app.main.get_by_text("2 版 × 1 用例 × 1 次 = 2 张，10 代币")
    expect(quote).to_be_visible()
    app.reload()
    expect(quote).to_be_visible()

    app.double_click(app.button("运行"))
    expect(app.button("停止").or_(app.main.get_by_text("待评", exact=True))).to_be_visible()
    app.go("账本")
    expect(app.toast("运行结束：2/2 格有图")).to_be_visible()
    server.wait_for_ends(person)
    assert [order.cost for order in server.orders(person)] == [5] * 2
    app.expect_tokens(90)


@pytest.mark.slow
def test_on_a_phone_nothing_is_cut_off(server: Server, visit: Visit) -> None:
    """At 375 px the list and a draft's settings scroll in one direction only."""
    app = visit(server, server.new_person(), viewport={"width": 375, "height": 740})
    app.open("/experiments")
    wide = "e => e.scrollWidth - e.clientWidth"
    assert app.main.evaluate(wide) == 0
    begin(app)
    assert app.main.evaluate(wide) == 0
