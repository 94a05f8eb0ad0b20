"""What the guard at the door refuses, as people see it in a browser: in Chinese, with a way on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from e2e.app import App
from e2e.server import Server
from playwright.sync_api import expect

Visit = Callable[..., App]
LARGE = b"\xff\xd8\xff\xe0" + bytes(6_000_000)


@pytest.mark.slow
def test_a_refused_upload_and_a_full_studio_say_so(
    serve: Callable[..., Server], visit: Visit
) -> None:
    """Too many uploads at once, and one tab too many, are explained in Chinese."""
    server = serve(UPLOAD_MB_PER_SESSION="11", MAX_SESSIONS="1")
    app = visit(server, server.new_person())
    app.upload("大一.jpg", LARGE)
    expect(app.alert("文件太大：6 MB，上限是 5 MB。")).to_be_visible()
    app.upload("大二.jpg", LARGE)
    refused = app.page.get_by_test_id("stFileChip").filter(has_text="大二.jpg")
    expect(refused).to_have_attribute("aria-invalid", "true")
    refused.hover()
    expect(app.page.get_by_text("上传太多、太快。请等十秒再试。").first).to_be_attached()
    assert any("429" in problem for problem in app.problems)
    app.problems.clear()  # the browser itself notes what was refused

    other = app.page.context.new_page()
    other.goto(server.url)
    told = other.get_by_role("dialog").filter(has_text="连接中断")
    expect(told).to_contain_text("现在打开的页面太多了。请关闭不用的页面，过一会儿再刷新。")
