"""Signing in, in a real browser and at a real issuer: the door, the deep link, the way out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from e2e.app import App, Traffic
from e2e.issuer import Issuer, come_in, cookie_of
from e2e.server import Server
from playwright.sync_api import BrowserContext, expect

NewContext = Callable[..., BrowserContext]

WITHIN = ("misty-lake", "提示词库", "补充代币", "demo-member")  # what only who is in may receive


@pytest.mark.slow
def test_who_signs_in_is_a_person_and_who_has_not_sees_nothing(
    serve: Callable[..., Server], new_context: NewContext, issuer: Issuer
) -> None:
    """Nothing before; then a person with 100 tokens at the address they asked for, until they go.

    A second sign-in is the same person, whatever `me` the address names.
    """
    server = serve(issuer=issuer.url)
    issuer.know("s-1", name="王小明", email="ming@example.com", email_verified=True)
    page = new_context().new_page()
    app, traffic = App(page, server), Traffic(page)
    page.goto(f"{server.url}/ledger?order=0123456789abcdef&me=demo-member")
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
    expect(page.get_by_test_id("stMetric")).to_have_count(0)
    assert traffic.mentions(WITHIN) == []

    come_in(page, "s-1")
    app.wait()
    expect(page).to_have_url(f"{server.url}/ledger?order=0123456789abcdef")
    expect(app.alert("找不到这个订单。它可能是别人的订单")).to_be_visible()
    expect(app.sidebar.get_by_text("王小明")).to_be_visible()
    expect(app.sidebar.get_by_text(re.compile("ming@.?example.com"))).to_be_visible()
    app.expect_tokens(100)
    for gone in ("补充代币", "以新名字开始"):
        expect(app.button(gone)).to_have_count(0)

    app.go("生成")
    app.choose("misty-lake")
    app.generate()
    expect(app.pictures).to_have_count(1)
    app.button("退出登录").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()

    come_in(page, "s-1")
    app.wait()
    expect(app.sidebar.get_by_text("王小明", exact=True)).to_be_visible()
    expect(app.figure("余额")).not_to_have_text("100")


@pytest.mark.slow
def test_a_link_survives_a_sign_in_that_is_over(
    serve: Callable[..., Server], new_context: NewContext, issuer: Issuer
) -> None:
    """Who opens a link with the cookie of a secret of before meets the door, then the link."""
    server = serve(issuer=issuer.url)
    issuer.know("s-4", name="李雷", email="lei@example.com", email_verified=True)
    context = new_context()
    dead = cookie_of("s-4", server.url, issuer.url)
    context.add_cookies([dead | {"value": dead["value"][:-1] + "~"}])
    page = context.new_page()
    app = App(page, server)
    page.goto(f"{server.url}/ledger?order=0123456789abcdef")
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    come_in(page, "s-4")
    app.wait()
    expect(page).to_have_url(f"{server.url}/ledger?order=0123456789abcdef")
    expect(app.alert("找不到这个订单。它可能是别人的订单")).to_be_visible()


@pytest.mark.slow
def test_another_companys_address_is_refused(
    serve: Callable[..., Server], new_context: NewContext, issuer: Issuer
) -> None:
    """Who signs in with an address of another domain is told whom to ask, and nobody is made."""
    server = serve(issuer=issuer.url, SIGN_IN_DOMAINS="example.com")
    issuer.know("s-2", name="外人", email="out@elsewhere.test", email_verified=True)
    issuer.know("s-3", name="王小明", email="ming@example.com", email_verified=False)
    for subject, why in (("s-2", "elsewhere.test 不属于"), ("s-3", "没有经过确认的邮箱")):
        page = new_context().new_page()
        page.goto(server.url)
        come_in(page, subject)
        expect(page.get_by_test_id("stAlert").filter(has_text=why)).to_be_visible()
        expect(page.get_by_role("button", name="退出登录")).to_be_visible()
        expect(page.get_by_test_id("stMetric")).to_have_count(0)
