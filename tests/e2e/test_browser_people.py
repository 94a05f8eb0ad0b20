"""Who is here, and what nobody else may see: members' texts, other people's orders."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

import pytest
from e2e.app import App
from e2e.server import ROOT, Server
from playwright.sync_api import expect

Visit = Callable[..., App]

LIBRARY = tomllib.loads((ROOT / "data" / "prompts.toml").read_text("utf-8"))["prompt"]
MEMBERS = [prompt for prompt in LIBRARY if prompt["members_only"]]


def phrases(prompt: dict[str, str]) -> list[str]:
    """Return the parts of a prompt's text that are long enough to be its own."""
    return [part for part in re.split("[，。]", prompt["text"]) if len(part) >= 5]


@pytest.mark.slow
def test_a_non_member_sees_that_members_prompts_exist_and_what_they_cost(
    server: Server, visit: Visit
) -> None:
    """A members' prompt is shown with its price, 会员专属 and a 选择 that cannot be clicked."""
    app = visit(server, server.new_person(member=False))
    assert len(MEMBERS) == 3
    for prompt in MEMBERS:
        card = app.card(prompt["id"])
        expect(card.get_by_text(prompt["title"])).to_be_visible()
        expect(card.get_by_text(f"{prompt['cost']} 代币").first).to_be_visible()
        expect(card.get_by_text("会员专属").first).to_be_visible()
        expect(app.button("选择", card)).to_be_disabled()
    app.open(prompt=MEMBERS[0]["id"])
    expect(app.button("生成图片")).to_be_disabled()


@pytest.mark.slow
def test_members_texts_never_reach_a_non_member(server: Server, visit: Visit) -> None:
    """No answer and no websocket frame on the three pages has a phrase of a members' text.

    That the search finds what is there is shown with an open prompt and with a member.
    """
    secret = [phrase for prompt in MEMBERS for phrase in phrases(prompt)]
    open_text = phrases(next(prompt for prompt in LIBRARY if prompt["id"] == "misty-lake"))
    member = server.new_person()
    theirs = visit(server, member, path="/")
    theirs.choose(MEMBERS[0]["id"])
    theirs.generate()
    expect(theirs.pictures).to_have_count(1)
    (order,) = server.orders(member)

    app = visit(server, server.new_person(member=False), listen=True)
    assert app.traffic is not None
    app.choose("misty-lake")
    expect(app.page.get_by_text(open_text[0])).to_be_attached()  # before the page is left again
    for prompt in MEMBERS:
        app.open(prompt=prompt["id"])
    app.open(order=order.id)
    app.go("图库").go("账本")
    app.open("/gallery", order=order.id)
    app.open("/ledger", order=order.id)
    app.main.get_by_text("全部", exact=True).first.click()
    for section in ("订单", "图表", "提示词表现", "核对结果"):
        app.pick("账目", section)
        app.settle()
    assert app.traffic.mentions(open_text), "the search is blind"
    assert app.traffic.mentions(secret) == []

    checked = visit(server, member, listen=True)
    checked.choose(MEMBERS[0]["id"])
    checked.main.get_by_text("／张").click()
    assert checked.traffic is not None
    assert checked.traffic.mentions(phrases(MEMBERS[0])), "the search is blind"


@pytest.mark.slow
def test_beginning_under_a_new_name_makes_a_person_who_stays(server: Server, visit: Visit) -> None:
    """以新名字开始 makes a person with 100 tokens who survives navigation and F5."""
    app = visit(server)
    app.button("以新名字开始").click()
    dialog = app.page.get_by_role("dialog")
    dialog.get_by_label("名字").fill("小林")
    app.double_click(app.button("开始使用", dialog))
    expect(dialog).to_have_count(0)
    chosen = app.page.get_by_role("combobox", name="演示身份")
    expect(chosen).to_have_value("小林")
    app.expect_tokens(100)
    app.button("补充代币").click()
    app.expect_tokens(200)
    app.go("账本").go("图库").go("生成")
    expect(chosen).to_have_value("小林")
    app.reload()
    expect(chosen).to_have_value("小林")
    app.expect_tokens(200)

    person = re.search(r"me=([\w-]+)", app.page.url)
    assert person is not None
    assert server.amounts(person[1]) == [100, 100]


@pytest.mark.slow
def test_a_new_name_must_be_one(server: Server, visit: Visit) -> None:
    """An empty name, and one that somebody has, are refused in the dialog and corrected there."""
    app = visit(server)
    app.button("以新名字开始").click()
    dialog = app.page.get_by_role("dialog")
    app.button("开始使用", dialog).click()
    expect(dialog.get_by_text("名字应为 1 到 20 个字。")).to_be_visible()
    dialog.get_by_label("名字").fill("小周 *[x](https://example.org)*")
    app.button("开始使用", dialog).click()
    expect(dialog.get_by_text("名字应为 1 到 20 个字。")).to_be_visible()
    dialog.get_by_label("名字").fill("演示 会员")
    app.button("开始使用", dialog).click()
    expect(dialog.get_by_text("已经有人用了这个名字。请换一个名字")).to_be_visible()
    dialog.get_by_label("名字").fill("小*周*")
    dialog.get_by_text("作为会员").click()
    app.button("开始使用", dialog).click()
    expect(app.page.get_by_role("combobox", name="演示身份")).to_have_value("小*周*")
    expect(app.sidebar.get_by_text("非会员")).to_be_visible()


@pytest.mark.slow
def test_an_unknown_person_in_the_address_is_an_error(server: Server, visit: Visit) -> None:
    """An id that nobody has is answered with what to do, on every page."""
    app = visit(server, "nobody-at-all")
    for path in ("/", "/gallery", "/ledger"):
        app.open(path)
        expect(app.page.get_by_text("找不到这个身份。")).to_be_visible()


@pytest.mark.slow
def test_somebody_elses_order_is_unknown(server: Server, visit: Visit) -> None:
    """An address with another person's order is answered as unknown, with the way on."""
    owner, other = server.new_person(), server.new_person()
    app = visit(server, owner)
    app.choose("misty-lake")
    app.generate()
    expect(app.pictures).to_have_count(1)
    (order,) = server.orders(owner)
    app.open(order=order.id)
    expect(app.result(order.id)).to_be_visible()

    stranger = visit(server, other)
    for address in (order.id, "0000000000000000", "不存在"):
        stranger.open(order=address)
        expect(stranger.alert("找不到这个订单。它可能")).to_be_visible()
        expect(stranger.pictures).to_have_count(0)
