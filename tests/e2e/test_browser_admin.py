"""管理 in a real browser: what an administrator gives is there for the person, and for no other."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from admins import BOSS
from e2e.app import App, Traffic
from e2e.canvas import insist, spot
from e2e.issuer import Issuer, come_in
from e2e.server import Server
from playwright.sync_api import BrowserContext, Locator, expect
from sqlalchemy import select
from sqlmodel import col

from core.tables import Account

NewContext = Callable[..., BrowserContext]

LAPTOP = {"width": 1440, "height": 900}
TICK, FIRST_ROW = 0.015, 54  # where a table's first row is ticked: a share of its width, px
WITHIN = ("调整余额", "全队账本", BOSS)  # what only an administrator may receive


def enter(server: Server, context: BrowserContext, subject: str) -> App:
    """Sign somebody in at the issuer, in a browser profile of their own."""
    page = context.new_page()
    app = App(page, server, traffic=Traffic(page))
    page.goto(server.url)
    come_in(page, subject)
    return app.wait()


def person_of(server: Server, subject: str) -> str:
    """Return the id of who has signed in."""
    with server.database.read() as session:
        mine = select(col(Account.user_id)).where(col(Account.subject) == subject)
        return session.scalars(mine).one()


def act(app: App, drawer: Locator, reason: str, button: str, amount: int | None = None) -> None:
    """Give a reason, and an amount where one is asked for, and click."""
    field = drawer.get_by_label("原因（写进操作记录）")
    expect(field).to_have_value("")
    field.fill(reason)
    field.press("Enter")
    app.settle()
    if amount is not None:
        number = drawer.get_by_label("调整多少（代币，可为负）")
        number.fill(str(amount))
        number.press("Enter")
    app.button(button, drawer).click()
    expect(app.page.get_by_test_id("stToast")).not_to_have_count(0)
    app.settle()


def cell(app: App, words: str) -> Locator:
    """Return the cells of the page's table that say this."""
    return app.main.get_by_test_id(re.compile("^glide-cell-")).filter(has_text=words)


@pytest.mark.slow
def test_an_administrator_gives_and_the_person_has_it(
    serve: Callable[..., Server], new_context: NewContext, issuer: Issuer
) -> None:
    """A membership and 25 tokens, each for a reason, are there for whom they were given to.

    To who does not administer 管理 is not there: no link leads to it, its address shows nothing.
    """
    server = serve(issuer=issuer.url, ADMINS=BOSS)
    issuer.know("boss", name="老板", email=BOSS, email_verified=True)
    issuer.know("s-1", name="王小明", email="ming@example.com", email_verified=True)
    ming = enter(server, new_context(viewport=LAPTOP), "s-1")
    ming.expect_tokens(100)
    expect(ming.sidebar.get_by_text("非会员")).to_be_visible()

    boss = enter(server, new_context(viewport=LAPTOP), "boss")
    boss.go("管理")
    drawer = boss.page.get_by_role("dialog")
    boss.main.get_by_label("搜索").fill("ming@")
    boss.main.get_by_label("搜索").press("Enter")
    expect(boss.main.get_by_text("共 1 人")).to_be_visible()
    insist(boss, lambda: boss.page.mouse.click(*spot(boss, TICK, FIRST_ROW)), drawer)
    expect(drawer.get_by_text("王小明")).to_be_visible()
    act(boss, drawer, "加入了项目", "设为会员")
    expect(boss.button("取消会员", drawer)).to_be_visible()
    act(boss, drawer, "补偿失败的批量", "调整余额", 25)
    expect(drawer.get_by_text("100 代币 → 125 代币")).to_be_visible()
    boss.page.goto(f"{server.url}/admin?admin_section=操作记录")
    boss.wait()
    for reason in ("加入了项目", "补偿失败的批量"):
        expect(cell(boss, reason)).to_have_count(1)

    ming.reload()
    ming.expect_tokens(125)
    expect(ming.sidebar.get_by_text("非会员")).to_have_count(0)
    expect(ming.sidebar.get_by_text("会员")).to_be_visible()
    ming.go("账本")
    expect(ming.main_figure("± 调整")).to_have_text("25")
    expect(cell(ming, "补偿失败的批量")).to_have_count(1)
    expect(ming.sidebar.get_by_role("link", name="管理")).to_have_count(0)
    ming.page.goto(f"{server.url}/admin?member={person_of(server, 'boss')}")
    ming.wait()
    expect(ming.main.get_by_role("heading", name="管理")).to_have_count(0)
    expect(ming.page.get_by_label("原因（写进操作记录）")).to_have_count(0)
    assert ming.traffic is not None
    assert ming.traffic.mentions(WITHIN) == []
