"""While a picture is being made: reload, other pages, other tabs, cancelling."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from e2e.app import App
from e2e.server import Server
from playwright.sync_api import expect

Visit = Callable[..., App]


@pytest.mark.slow
def test_an_order_survives_reload_and_navigation(slow_server: Server, visit: Visit) -> None:
    """F5 and another page neither stop an order nor repeat it: it ends once, charged once."""
    person = slow_server.new_person()
    app = visit(slow_server, person)
    app.choose("misty-lake")
    app.generate()
    expect(app.open_orders).to_have_count(1)
    app.reload()
    expect(app.open_orders).to_have_count(1)
    app.expect_tokens(100, held=5)
    app.go("账本")
    app.expect_tokens(95)  # the sidebar tells the end on every page
    app.go("生成")
    expect(app.pictures).to_have_count(1)
    expect(app.open_orders).to_have_count(0)
    assert slow_server.amounts(person) == [100, -5]


@pytest.mark.slow
def test_a_second_tab_sees_the_order_and_the_end(slow_server: Server, visit: Visit) -> None:
    """A second tab of the same person shows the running order and, by itself, its end."""
    person = slow_server.new_person()
    first = visit(slow_server, person)
    first.choose("desert-dusk")
    first.generate()
    expect(first.open_orders).to_have_count(1)
    second = first.second_tab()
    expect(second.open_orders).to_have_count(1)
    first.page.close()
    expect(second.pictures).to_have_count(1)
    second.expect_tokens(95)
    assert slow_server.amounts(person) == [100, -5]


@pytest.mark.slow
def test_a_closed_browser_does_not_stop_the_order(slow_server: Server, visit: Visit) -> None:
    """Nobody is looking, and the picture is made and charged; it is there on return."""
    person = slow_server.new_person()
    app = visit(slow_server, person)
    app.choose("lantern-river")
    app.generate()
    expect(app.open_orders).to_have_count(1)
    app.page.close()
    slow_server.wait_for_ends(person)
    assert slow_server.amounts(person) == [100, -5]
    back = visit(slow_server, person)
    expect(back.pictures).to_have_count(1)


@pytest.mark.slow
def test_two_tabs_never_spend_the_same_tokens_twice(slow_server: Server, visit: Visit) -> None:
    """With tokens for one picture, the second tab's order is refused with what is missing.

    A tab that is drawn meanwhile knows of the first order, and says so before the click.
    """
    person = slow_server.new_person(tokens=5)
    first = visit(slow_server, person)
    second = first.second_tab()
    for tab in (first, second):
        tab.choose("misty-lake")
        expect(tab.button("生成图片")).to_be_enabled()
    first.button("生成图片").click()
    expect(first.open_orders).to_have_count(1)
    second.button("生成图片").dispatch_event("click")  # also on a button that is off by now
    expect(second.alert("代币不足").first).to_be_visible()
    slow_server.wait_for_ends(person)
    assert slow_server.amounts(person) == [5, -5]


def test_cancelling_charges_nothing_and_says_so(slow_server: Server, visit: Visit) -> None:
    """取消 ends the order at once, gives the tokens back and tells that nothing was charged."""
    person = slow_server.new_person()
    app = visit(slow_server, person)
    app.choose("misty-lake")
    app.generate()
    app.expect_tokens(100, held=5)
    app.button("取消").click()
    expect(app.open_orders).to_have_count(0)
    expect(app.results.first.get_by_text("订单已取消。没有扣除任何代币。")).to_be_visible()
    app.expect_tokens(100)
    assert slow_server.amounts(person) == [100]
    expect(app.button("生成图片")).to_be_enabled()


@pytest.mark.slow
def test_all_orders_are_cancelled_with_one_click(slow_server: Server, visit: Visit) -> None:
    """全部取消 ends four orders, and none of them is charged."""
    person = slow_server.new_person()
    app = visit(slow_server, person)
    app.choose("misty-lake")
    app.pick("图片数量", "4")
    app.generate()
    expect(app.open_orders).to_have_count(1)
    expect(app.button("取消")).to_have_count(4)
    app.expect_tokens(100, held=20)
    app.button("全部取消").click()
    expect(app.open_orders).to_have_count(0)
    expect(app.results.get_by_text("4 张：订单已取消。没有扣除任何代币。")).to_be_visible()
    app.expect_tokens(100)
    assert [order.error_code for order in slow_server.orders(person)] == ["CANCELLED"] * 4


@pytest.mark.slow
def test_a_double_click_during_the_work_is_one_order(slow_server: Server, visit: Visit) -> None:
    """While the picture is made, the same form cannot order it again, and says why."""
    person = slow_server.new_person()
    app = visit(slow_server, person)
    app.choose("misty-lake")
    app.double_click(app.button("生成图片"))
    expect(app.open_orders).to_have_count(1)
    expect(app.button("生成图片")).to_be_disabled()
    app.button("取消").click()
    expect(app.open_orders).to_have_count(0)
    assert len(slow_server.orders(person)) == 1
