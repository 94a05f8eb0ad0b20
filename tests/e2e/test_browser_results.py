"""The right pane of 生成 as it is seen: places that pictures fill, and toasts out of the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from e2e.app import App
from e2e.server import Server
from playwright.sync_api import Locator, ViewportSize, expect

Visit = Callable[..., App]

PHONE: ViewportSize = {"width": 375, "height": 812}
LAPTOP: ViewportSize = {"width": 1440, "height": 900}
LAST = "lantern-river"  # in the library: whoever chooses it has scrolled down
PAINTED_WITHIN_S = 180  # four pictures on two cores that others use as well


def box(of: Locator) -> tuple[float, float, float, float]:
    """Return where something is: left, top, right, bottom."""
    found = of.bounding_box()
    assert found is not None
    left, top = found["x"], found["y"]
    return left, top, left + found["width"], top + found["height"]


def meet(one: Locator, other: Locator) -> bool:
    """Return whether two things overlap on the screen."""
    a, b = box(one), box(other)
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_pictures_come_where_their_places_were(
    slow_server: Server, visit: Visit, viewport: ViewportSize
) -> None:
    """Four places of the right format stand 2 × 2, and the pictures have the same size there."""
    person = slow_server.new_person()
    app = visit(slow_server, person, viewport=viewport)
    app.choose("misty-lake")
    app.pick("画幅", "16:9")
    app.pick("图片数量", "4")
    app.generate()
    places = app.open_orders.locator(".picture-to-come")
    expect(places).to_have_count(4)
    before = [box(place) for place in places.all()]
    for left, top, right, bottom in before:
        assert (right - left) / (bottom - top) == pytest.approx(16 / 9, rel=0.02)
    assert before[0][1] == before[1][1] < before[2][1] == before[3][1]
    assert before[0][0] == before[2][0] < before[1][0] == before[3][0]
    slow_server.wait_for_ends(person, PAINTED_WITHIN_S)
    expect(app.open_orders).to_have_count(0)
    expect(app.results.first.locator("img")).to_have_count(4)
    for place, picture in zip(before, app.results.first.locator("img").all(), strict=True):
        expect(picture).to_have_js_property("complete", value=True)
        left, top, right, bottom = box(picture)
        assert right - left == pytest.approx(place[2] - place[0], abs=1)
        assert bottom - top == pytest.approx(place[3] - place[1], abs=2)


@pytest.mark.slow
def test_actions_of_a_picture_stand_in_one_row(server: Server, visit: Visit) -> None:
    """Below each of four pictures 下载 and 再来一张 stand beside each other, on a phone too."""
    person = server.new_person()
    app = visit(server, person, viewport=LAPTOP)
    app.choose("misty-lake")
    app.pick("图片数量", "4")
    app.generate()
    expect(app.open_orders.or_(app.results).first).to_be_visible()
    server.wait_for_ends(person, PAINTED_WITHIN_S)
    expect(app.results.first.locator("img")).to_have_count(4)
    for viewport in (LAPTOP, PHONE):
        app.page.set_viewport_size(viewport)
        for order in server.orders(person):
            mine = app.result(order.id)
            download, again = app.button("下载", mine), app.button("再来一张", mine)
            expect(download).to_be_visible()
            assert box(download)[1] == pytest.approx(box(again)[1], abs=1)


@pytest.mark.slow
def test_a_caption_stands_nearer_to_its_own_pictures(server: Server, visit: Visit) -> None:
    """Of two results the upper one's words are nearer to its picture than to the next one."""
    person = server.new_person()
    server.make_pictures(person, 2)
    app = visit(server, person, viewport=LAPTOP)
    expect(app.pictures).to_have_count(2)
    upper, lower = app.results.all()
    words = upper.get_by_text("晨雾湖山", exact=True)
    last = upper.get_by_test_id("stExpander").last
    to_own = box(words)[1] - box(app.button("下载", upper))[3]
    assert 0 < to_own < box(lower.locator("img"))[1] - box(last)[3]


@pytest.mark.slow
def test_a_toast_covers_neither_the_newest_picture_nor_the_cancel_button(
    slow_server: Server, visit: Visit
) -> None:
    """On a laptop a toast stands clear of 全部取消, of the places and of the newest picture."""
    person = slow_server.new_person()
    app = visit(slow_server, person, viewport=LAPTOP)
    app.choose("misty-lake")
    app.pick("图片数量", "2")
    app.generate()
    expect(app.button("全部取消")).to_be_visible()
    app.button("补充代币").click()
    toast = app.page.get_by_test_id("stToast")
    expect(toast).to_be_visible()
    assert not meet(toast, app.button("全部取消"))
    assert not meet(toast, app.open_orders)
    assert not meet(toast, app.button("生成图片"))
    slow_server.wait_for_ends(person, PAINTED_WITHIN_S)
    expect(app.pictures).to_have_count(2)
    expect(toast).to_have_count(0)
    app.button("补充代币").click()
    expect(toast).to_be_visible()
    assert not meet(toast, app.pictures.first)


@pytest.mark.slow
def test_a_toast_on_a_phone_covers_the_header_alone(server: Server, visit: Visit) -> None:
    """Where panes stack, a toast lies on the header, under which all scrolls; not below it.

    One of two lines moves nothing; for one of many the page moves down, and back after it.
    """
    app = visit(server, server.new_person(), viewport=PHONE)
    header = app.page.get_by_test_id("stHeader")
    at_first = box(header)
    app.open("/", prompt="misty-lake", version="nothing")
    toast = app.page.get_by_test_id("stToast")
    expect(toast).to_contain_text("链接里的那一版不存在")
    assert box(header) == at_first
    assert box(toast)[3] <= at_first[3]
    toast.locator("p").evaluate("(it) => it.textContent = it.textContent.repeat(4)")
    assert at_first[3] < box(toast)[3] <= box(header)[3]
    assert box(app.page.get_by_test_id("stApp"))[3] == PHONE["height"]
    toast.get_by_role("button").click()
    expect(toast).to_have_count(0)
    assert box(header) == at_first


@pytest.mark.slow
@pytest.mark.parametrize(
    ("viewport", "chosen"),
    [(PHONE, "misty-lake"), (LAPTOP, LAST)],
    ids=["phone", "laptop, from the library's end"],
)
def test_what_is_made_comes_into_sight(
    slow_server: Server, visit: Visit, viewport: ViewportSize, chosen: str
) -> None:
    """After 生成图片 one sees the place and 取消, which lie below the form or far above."""
    app = visit(slow_server, slow_server.new_person(), viewport=viewport)
    app.choose(chosen)
    expect(app.main.get_by_role("heading", name="最近结果")).not_to_be_in_viewport()
    app.generate()
    expect(app.open_orders.locator(".picture-to-come")).to_be_in_viewport(ratio=1)
    expect(app.button("取消", app.open_orders)).to_be_in_viewport(ratio=1)


@pytest.mark.slow
def test_the_form_stands_still_while_pictures_are_made(slow_server: Server, visit: Visit) -> None:
    """The line below 生成图片 gives the form no scroll bar, and so no other width."""
    app = visit(slow_server, slow_server.new_person(), viewport=LAPTOP)
    app.choose("misty-lake")
    app.generate()
    expect(app.main.get_by_text("这张表单的图片正在生成")).to_be_visible()
    column = app.page.locator("[data-testid=stColumn]:has(.st-key-order_form)")
    assert column.evaluate("(of) => of.scrollHeight - of.clientHeight") == 0
