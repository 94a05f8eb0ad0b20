"""生成 in a real browser: the whole way of one order, double clicks, and too few tokens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from e2e.app import STEPS, App, jpeg
from e2e.server import Server
from playwright.sync_api import expect

Visit = Callable[..., App]


@pytest.mark.slow
def test_a_member_orders_two_pictures_from_the_card_to_the_download(
    server: Server, visit: Visit
) -> None:
    """A member sees the true steps, pays exactly the price, and gets the stored bytes."""
    person = server.new_person()
    app = visit(server, person)
    app.choose("neon-city")
    app.upload("我的照片.jpg", jpeg())
    app.expect_reference("我的照片.jpg")
    app.wish("远处有一只小船")
    app.pick("图片数量", "2")
    expect(app.figure("预计消耗")).to_have_text("16 代币")
    expect(app.figure("生成后余额")).to_have_text("84 代币")

    app.generate()
    expect(app.pictures).to_have_count(2)
    expect(app.results.first.get_by_text("扣除 16 代币")).to_be_visible()
    app.expect_tokens(84)

    for step in STEPS:
        expect(app.step(app.results.first, step)).to_be_attached()
    orders = server.orders(person)
    assert [(order.cost, order.wish, order.status) for order in orders] == [
        (8, "远处有一只小船", "settled")
    ] * 2
    assert len({order.seed for order in orders}) == 2
    assert server.amounts(person) == [100, -8, -8]
    for order in orders:
        result = app.result(order.id)
        expect(result.get_by_role("img", name="霓虹雨夜")).to_be_visible()
        name, data = app.download(app.button("下载", result))
        assert (name, data) == (f"{order.id}.png", server.original(order.id))

    app.go("图库")
    expect(app.main.get_by_role("img", name="霓虹雨夜")).to_have_count(2)
    app.cards.first.click()
    drawer = app.page.get_by_role("dialog")
    expect(drawer.get_by_role("img", name="生成时的参考图片")).to_be_visible()
    expect(drawer.get_by_text("远处有一只小船", exact=True)).to_be_visible()
    name, data = app.download(app.button("下载", drawer))
    assert data == server.original(name.removesuffix(".png"))
    drawer.get_by_role("link", name="在账本中查看这笔消耗").click()
    expect(app.page.get_by_role("dialog").get_by_text("-8 代币")).to_be_visible()

    app.open("/ledger")
    expect(app.figure("余额")).to_have_text("84")
    expect(app.main_figure("− 消耗")).to_have_text("16")
    name, data = app.download(app.button("导出 CSV"))
    assert name == "账目.csv"
    table = data.decode("utf-8-sig").splitlines()
    assert len(table) == 1 + 3
    assert all(any(order.id in line for line in table) for order in orders)


@pytest.mark.slow
def test_each_step_is_shown_while_it_lasts(slow_server: Server, visit: Visit) -> None:
    """During the work 生成进度 names the four steps, and the tokens are held, not spent."""
    app = visit(slow_server, slow_server.new_person())
    app.choose("misty-lake")
    app.generate()
    for step in STEPS:
        expect(app.step(app.open_orders, step)).to_be_visible()
    expect(app.open_orders.get_by_text("已用")).to_be_visible()
    app.expect_tokens(100, held=5)
    expect(app.pictures).to_have_count(1)
    expect(app.open_orders).to_have_count(0)
    app.expect_tokens(95)


def test_a_double_click_on_generate_is_one_order(server: Server, visit: Visit) -> None:
    """Two quick clicks on 生成图片 order one picture and charge it once."""
    person = server.new_person()
    app = visit(server, person)
    app.choose("misty-lake")
    app.double_click(app.button("生成图片"))
    expect(app.pictures).to_have_count(1)
    app.expect_tokens(95)
    app.reload()
    expect(app.pictures).to_have_count(1)
    assert server.amounts(person) == [100, -5]


@pytest.mark.slow
def test_a_double_click_on_again_is_one_more_order(server: Server, visit: Visit) -> None:
    """Two quick clicks on 再来一张 order one more picture, with a seed of its own."""
    person = server.new_person()
    app = visit(server, person)
    app.choose("desert-dusk")
    app.generate()
    expect(app.pictures).to_have_count(1)
    app.double_click(app.button("再来一张", app.results.first))
    expect(app.pictures).to_have_count(2)
    app.expect_tokens(90)
    app.reload()
    expect(app.pictures).to_have_count(2)
    first, second = server.orders(person)
    assert (first.prompt_id, first.aspect_ratio) == (second.prompt_id, second.aspect_ratio)
    assert first.seed != second.seed


@pytest.mark.slow
def test_a_double_click_on_top_up_is_one_grant(server: Server, visit: Visit) -> None:
    """Two quick clicks on 补充代币 add 100 once, as an entry; a later click adds 100 more."""
    person = server.new_person()
    app = visit(server, person)
    app.double_click(app.button("补充代币"))
    app.expect_tokens(200)  # its toast may go with the run that the second click ends
    app.reload()
    app.expect_tokens(200)
    assert server.amounts(person) == [100, 100]
    app.button("补充代币").click()
    expect(app.toast("已补充 100 代币")).to_be_visible()
    app.expect_tokens(300)


@pytest.mark.slow
def test_the_same_form_can_order_again_when_its_picture_is_there(
    server: Server, visit: Visit
) -> None:
    """After the end of an order a click on 生成图片 is a new wish, without changing anything."""
    person = server.new_person()
    app = visit(server, person)
    app.choose("aurora-snow")
    app.generate()
    expect(app.pictures).to_have_count(1)
    app.page.wait_for_timeout(1_100)  # a click within a second counts as a double click
    app.generate()
    expect(app.pictures).to_have_count(2)
    app.expect_tokens(90)


@pytest.mark.slow
def test_too_few_tokens_disable_the_button_until_more_come(server: Server, visit: Visit) -> None:
    """Without enough tokens 生成图片 is disabled with the reason; 补充代币 enables it."""
    app = visit(server, server.new_person(tokens=3))
    expect(app.card("misty-lake").get_by_text("5 代币").first).to_be_visible()
    app.choose("misty-lake")
    expect(app.figure("生成后余额")).to_have_text("—")
    expect(app.alert("代币不足，还差 2 代币")).to_be_visible()
    expect(app.button("生成图片")).to_be_disabled()

    app.button("补充代币").click()
    expect(app.button("生成图片")).to_be_enabled()
    expect(app.alert("代币不足")).to_have_count(0)
    app.generate()
    expect(app.pictures).to_have_count(1)
    app.expect_tokens(98)


@pytest.mark.slow
def test_reset_empties_the_whole_form(server: Server, visit: Visit) -> None:
    """重置 takes back the prompt, the reference, the wish and the numbers."""
    app = visit(server, server.new_person())
    app.choose("misty-lake")
    app.upload("海边.jpg", jpeg(colour="navy"))
    app.expect_reference("海边.jpg")
    app.wish("夜里")
    app.pick("图片数量", "3")
    expect(app.figure("预计消耗")).to_have_text("15 代币")
    app.button("重置").click()
    expect(app.figure("预计消耗")).to_have_text("—")
    expect(app.page.get_by_label("补充描述")).to_have_value("")
    expect(app.main.get_by_alt_text("参考图片预览")).to_have_count(0)
    expect(app.page.get_by_test_id("stFileUploader")).to_be_visible()
    app.reload()
    expect(app.button("已选")).to_have_count(0)
    app.choose("misty-lake")
    expect(app.figure("预计消耗")).to_have_text("5 代币")


@pytest.mark.slow
@pytest.mark.parametrize("prompt_id", ["star-gate", "moon-tree"])
def test_switching_to_somebody_else_keeps_nobody_elses_rights(
    server: Server, visit: Visit, prompt_id: str
) -> None:
    """A members' prompt that was chosen as a member cannot be ordered as 演示用户."""
    app = visit(server, "demo-member")
    app.choose(prompt_id)
    people = app.page.get_by_role("combobox", name="演示身份")
    app.select("演示身份", "演示用户", at=people)
    expect(app.sidebar.get_by_text("非会员")).to_be_visible()
    expect(app.button("生成图片")).to_be_disabled()
    expect(app.main.get_by_text("这个提示词仅限会员使用。")).to_be_visible()
