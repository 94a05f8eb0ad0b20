"""A prompt's versions in a browser: change a text, see what changed, try it, decide, go back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from e2e.app import App
from e2e.latin import latin_leftovers
from e2e.server import Server
from playwright.sync_api import Locator, expect

Visit = Callable[..., App]

LAPTOP = {"width": 1440, "height": 900}
PHONE = {"width": 375, "height": 812}
PROMPT = "aurora-snow"  # which no other test here decides about


def open_versions(app: App, prompt_id: str = PROMPT) -> Locator:
    """Click 版本 on a card; return the drawer."""
    app.button("版本", app.card(prompt_id)).click()
    opened = app.page.get_by_role("dialog")
    expect(opened).to_be_visible()
    return opened


def written(drawer: Locator) -> Locator:
    """Return the text's box once the text stands in it: it is drawn before its value comes."""
    box = drawer.get_by_role("textbox", name="正文")
    expect(box).not_to_have_value("")
    return box


@pytest.mark.slow
def test_a_text_is_changed_tried_and_made_live(server: Server, visit: Visit) -> None:
    """The first step of the journey: edit, compare, 试一张, decide; it stays after a reload."""
    person = server.new_person()
    server.let_publish(person)
    app = visit(server, person, viewport=LAPTOP)
    drawer = open_versions(app)
    app.button("基于此版修改", drawer).click()
    text = written(drawer)
    text.fill(text.input_value().replace("北极圈", "{{地方}}") + "水墨画风")
    text.blur()
    expect(drawer.locator("ins").first).to_have_text("{{地方}}")
    expect(drawer.locator("del").first).to_have_text("北极圈")
    expect(drawer.locator("del").first).to_have_css("background-color", "rgba(220, 60, 60, 0.2)")
    drawer.get_by_role("textbox", name="地方").fill("极地")
    drawer.get_by_role("textbox", name="备注").fill("试试水墨")
    drawer.get_by_role("textbox", name="备注").blur()
    expect(drawer.locator(".prompt-text").first).to_contain_text("极地的冬夜")
    app.double_click(app.button("试一张（5 代币）", drawer))
    expect(drawer.get_by_text("已保存为第", exact=False)).to_be_visible()
    expect(drawer.get_by_role("img", name="极光雪原")).to_be_visible()
    (order,) = server.orders(person)
    assert order.sent_text.startswith("极地的冬夜")
    assert order.sent_text.endswith("水墨画风")
    assert server.amounts(person) == [100, -5]
    assert latin_leftovers(app.page) == []
    drawer.get_by_role("textbox", name="为什么").fill("更有意境")
    app.double_click(app.button("设为线上", drawer))
    expect(drawer.get_by_text("现在是线上版", exact=False)).to_be_visible()
    app.reload()
    drawer = app.page.get_by_role("dialog")
    expect(drawer.get_by_text("试试水墨", exact=False).first).to_be_visible()
    app.page.go_back()
    expect(drawer).to_have_count(0)
    expect(app.card(PROMPT).get_by_text("第 2 版")).to_be_visible()
    drawer = open_versions(app)
    drawer.get_by_text("第 1 版", exact=True).click()
    app.button("回退到此版", drawer).click()
    expect(drawer.get_by_text("第 1 版现在是线上版", exact=False)).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_esc_loses_nothing_that_was_typed(server: Server, visit: Visit, scheme: str) -> None:
    """A drawer closed in the middle of a word has it when it is opened again."""
    app = visit(server, server.new_person(), viewport=LAPTOP, color_scheme=scheme)
    drawer = open_versions(app, "misty-lake")
    app.button("基于此版修改", drawer).click()
    written(drawer).press("End")
    written(drawer).press_sequentially("没写完")
    app.page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    app.settle()
    drawer = open_versions(app, "misty-lake")
    expect(written(drawer)).to_have_value(re.compile("没写完$"))
    expect(drawer.get_by_text("有未保存的修改")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("window", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_card_has_two_buttons_that_do_not_meet(
    server: Server, visit: Visit, window: dict[str, int]
) -> None:
    """版本 opens the versions and chooses nothing; the rest of the card chooses as before."""
    app = visit(server, server.new_person(), viewport=window)
    card = app.card("misty-lake")
    first, second = app.button("选择", card).bounding_box(), app.button("版本", card).bounding_box()
    assert first is not None
    assert second is not None
    assert first["x"] + first["width"] <= second["x"]
    drawer = open_versions(app, "misty-lake")
    expect(app.button("用这一版", drawer)).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(app.button("选择", card)).to_be_visible()
    app.choose("misty-lake")
