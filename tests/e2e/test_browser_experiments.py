"""实验 in a real browser: from 新建实验 to a draft that compares two formats, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from e2e.app import App
from e2e.server import Server
from playwright.sync_api import expect

Visit = Callable[..., App]


def begin(app: App) -> None:
    """Make a draft that compares two formats of one prompt."""
    app.open("/experiments")
    app.button("新建实验").click()
    dialog = app.page.get_by_role("dialog")
    prompts = dialog.get_by_role("combobox", name="提示词")
    app.select("提示词", "晨雾湖山（自然，5 代币／张）", at=prompts)
    app.button("开始", dialog).click()
    question = app.main.get_by_role("textbox", name="问题")
    question.fill("哪种画幅更像水墨？")
    question.press("Enter")
    expect(app.main.get_by_role("heading", name="哪种画幅更像水墨？")).to_be_visible()
    app.button("添加版本").click()
    second = app.main.get_by_role("combobox", name="画幅").nth(1)
    app.select("画幅", "16:9", at=second)
    expect(app.main.get_by_text("比较模型：版本相同")).to_be_visible()


@pytest.mark.slow
def test_on_a_phone_nothing_is_cut_off(server: Server, visit: Visit) -> None:
    """At 375 px the list and a draft's settings scroll in one direction only."""
    app = visit(server, server.new_person(), viewport={"width": 375, "height": 740})
    app.open("/experiments")
    wide = "e => e.scrollWidth - e.clientWidth"
    assert app.main.evaluate(wide) == 0
    begin(app)
    assert app.main.evaluate(wide) == 0
