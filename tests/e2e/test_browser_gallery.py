"""图库 as it is looked at: cards that are their pictures, and a drawer that keys leaf through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from e2e.app import App
from e2e.latin import KEPT, latin_leftovers
from e2e.server import Server
from playwright.sync_api import Locator, expect

Visit = Callable[..., App]

SMALLEST_CELL, FINGER = 220, 44  # px
WIDTHS = {375: 1, 1440: 4, 1920: 5}  # of the window in px; how many cards a row has at least

_FILLS_ITS_CARD = """
(least) => {
  const card = document.querySelector('[class*=st-key-cell_]');
  const width = (element) => element.getBoundingClientRect().width;
  const picture = width(card.querySelector('img'));
  return picture >= least && Math.abs(picture - width(card)) <= 1;
}
"""


def with_pictures(server: Server, visit: Visit, count: int, **options: Any) -> App:
    """Show 图库 to a person with so many pictures."""
    person = server.new_person()
    server.make_pictures(person, count)
    return visit(server, person, "/gallery", **options)


def opened(app: App) -> str:
    """Return the id of the picture that the address names."""
    return parse_qs(urlsplit(app.page.url).query).get("picture", [""])[0]


def box(thing: Locator) -> Any:
    found = thing.bounding_box()
    assert found is not None
    return found


@pytest.mark.slow
def test_a_card_is_its_picture(server: Server, visit: Visit) -> None:
    """At each width pictures are squares of 220 px or more that fill their cards, in even rows."""
    app = with_pictures(server, visit, 4, viewport={"width": 1440, "height": 900})
    for width, in_a_row in WIDTHS.items():
        app.page.set_viewport_size({"width": width, "height": 900})
        images = app.cards.get_by_role("img")
        expect(images).to_have_count(4)
        app.page.wait_for_function(_FILLS_ITS_CARD, arg=SMALLEST_CELL)  # the width moves at first
        first = box(images.first)
        assert first["width"] == pytest.approx(first["height"], abs=1)
        tops = [box(image)["y"] for image in images.all()]
        assert tops.count(tops[0]) == min(in_a_row, 4)


@pytest.mark.slow
def test_a_whole_card_opens_its_picture(server: Server, visit: Visit) -> None:
    """A click on the picture opens it; Tab goes from card to card, seen, and Enter opens one."""
    app = with_pictures(server, visit, 2)
    dialog = app.page.get_by_role("dialog")
    app.cards.first.click(position={"x": 20, "y": 20})
    expect(dialog.get_by_text("晨雾湖山").first).to_be_visible()
    app.settle().page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    first, second = app.cards.first.get_by_role("button"), app.cards.last.get_by_role("button")
    first.focus()
    app.page.keyboard.press("Tab")
    expect(second).to_be_focused()
    outline = "e => getComputedStyle(e, '::after').outlineStyle"
    assert [first.evaluate(outline), second.evaluate(outline)] == ["none", "solid"]
    app.page.keyboard.press("Enter")
    expect(dialog).to_be_visible()


@pytest.mark.slow
def test_arrow_keys_leaf_through_the_pictures(server: Server, visit: Visit) -> None:
    """→ and ← show the older and the newer picture, in the address too, and stop at the ends."""
    app = with_pictures(server, visit, 2)
    keyboard = app.page.keyboard
    older_button = app.page.get_by_role("button", name="较旧")  # its name ends with its key
    app.cards.first.click()
    expect(older_button).to_be_enabled()
    newest = opened(app)
    keyboard.press("ArrowRight")
    expect(older_button).to_be_disabled()
    older = opened(app)
    assert older != newest
    keyboard.press("ArrowLeft")
    expect(older_button).to_be_enabled()
    assert opened(app) == newest

    original = app.page.get_by_role("link", name="打开原图").get_attribute("href")
    assert original is not None
    assert app.page.request.get(original).body() == server.original(newest)


@pytest.mark.slow
def test_arrows_are_left_to_whoever_types(server: Server, visit: Visit) -> None:
    """Without a drawer the arrow keys move the cursor in a field and open nothing."""
    app = with_pictures(server, visit, 1)
    field = app.page.get_by_label("搜索")
    field.fill("湖山")
    field.press("ArrowLeft")
    field.press("X")
    expect(field).to_have_value("湖X山")
    app.settle()
    assert opened(app) == ""


@pytest.mark.slow
def test_a_phone_shows_no_keys(server: Server, visit: Visit) -> None:
    """On a phone the drawer's buttons show no keys, and each is 44 px high, 打开原图 too."""
    phone = {"viewport": {"width": 375, "height": 812}, "is_mobile": True, "has_touch": True}
    app = with_pictures(server, visit, 2, **phone)
    app.cards.first.tap()
    dialog = app.page.get_by_role("dialog")
    expect(app.button("较旧", dialog)).to_be_visible()  # its name ends with a key that is seen
    expect(app.button("收藏", dialog)).to_be_visible()
    assert box(dialog.get_by_role("link", name="打开原图"))["height"] >= FINGER


def choose_all(app: App) -> None:
    """Switch 多选 on and choose each card by a click on its picture."""
    app.page.get_by_text("多选", exact=True).click()
    for number, card in enumerate(app.cards.all()):
        expect(card.get_by_role("checkbox")).to_be_attached()
        card.click(position={"x": 20, "y": 20})
        expect(app.main.get_by_text(f"已选 {number + 1} 张", exact=True)).to_be_visible()


def views(app: App) -> list[str]:
    """Return how each picture of the comparison is zoomed and moved."""
    images = app.page.locator(".compare .frame img")
    found: list[str] = images.evaluate_all("all => all.map(one => one.style.transform)")
    return found


@pytest.mark.slow
def test_pictures_are_compared_in_step(server: Server, visit: Visit) -> None:
    """Double click, Ctrl+wheel and drag move all alike; F flips; Esc resets, then closes."""
    app = with_pictures(server, visit, 2, viewport={"width": 375, "height": 812})
    choose_all(app)
    app.page.get_by_role("button", name="对比").click()
    frames = app.page.locator(".compare .frame")
    expect(frames).to_have_count(2)
    assert box(frames.nth(0))["y"] == box(frames.nth(1))["y"]  # side by side on a phone
    said = app.page.locator(".compare output")
    expect(said).to_have_text("2 张并排，100%")
    whole = views(app)

    frames.nth(0).dblclick()
    expect(said).to_have_text("2 张并排，300%")
    zoomed = views(app)
    assert zoomed[0] == zoomed[1] != whole[0]
    place = box(frames.nth(1))
    mouse = app.page.mouse
    mouse.move(place["x"] + 60, place["y"] + 60)
    mouse.down()
    mouse.move(place["x"] + 30, place["y"] + 40)
    mouse.up()
    moved = views(app)
    assert moved[0] == moved[1] != zoomed[0]
    app.page.keyboard.down("Control")
    mouse.wheel(0, 3000)
    app.page.keyboard.up("Control")
    expect(said).to_have_text("2 张并排，100%")

    app.page.keyboard.press("f")
    expect(said).to_have_text("第 1 张，共 2 张，100%")
    expect(frames.nth(1)).to_be_hidden()
    app.page.keyboard.press("f")
    expect(frames.nth(0)).to_be_hidden()
    app.page.keyboard.press("Escape")
    expect(said).to_have_text("2 张并排，100%")
    app.page.keyboard.press("Escape")
    expect(app.page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.slow
def test_a_comparison_leaves_nothing_behind(server: Server, visit: Visit) -> None:
    """Closed, it takes no key any more: F in a search is a letter, and nothing is uncaught."""
    app = with_pictures(server, visit, 2)
    choose_all(app)
    app.page.get_by_role("button", name="对比").click()
    expect(app.page.locator(".compare .frame")).to_have_count(2)
    assert app.page.locator(".compare").get_attribute("aria-label") == "对比 2 张图片"
    assert latin_leftovers(app.page, KEPT | {"Ctrl", "Esc"}) == []
    app.page.get_by_role("dialog").get_by_role("button", name="关闭").click()
    expect(app.page.locator(".compare")).to_have_count(0)
    is_left = "!document.dispatchEvent(new KeyboardEvent('keydown', {key: 'f', cancelable: true}))"
    assert app.page.evaluate(is_left) is False


@pytest.mark.slow
def test_the_bar_stays_in_sight(server: Server, visit: Visit) -> None:
    """On a phone the bar of what is chosen can be used from the last picture of the page."""
    app = with_pictures(server, visit, 3, viewport={"width": 375, "height": 600})
    choose_all(app)
    app.cards.last.scroll_into_view_if_needed()
    bin_button = app.main.get_by_role("button", name="移到回收站")
    expect(bin_button).to_be_in_viewport()
    bin_button.click()
    expect(app.main.get_by_text("3 张图片已移到回收站")).to_be_visible()
    expect(app.cards).to_have_count(0)
    app.main.get_by_role("button", name="撤销").click()
    expect(app.cards).to_have_count(3)


@pytest.mark.slow
def test_undoing_stays_in_sight(server: Server, visit: Visit) -> None:
    """Who deletes a picture from its drawer sees 撤销 however far down the page they are."""
    app = with_pictures(server, visit, 4, viewport={"width": 375, "height": 600})
    expect(app.cards).to_have_count(4)
    app.cards.last.get_by_role("button").click()
    app.button("移到回收站", app.page.get_by_role("dialog")).click()
    expect(app.cards).to_have_count(3)
    app.cards.last.scroll_into_view_if_needed()
    expect(app.cards.first).not_to_be_in_viewport()
    undo = app.main.locator(".st-key-undo")
    expect(undo).to_be_in_viewport(ratio=1)
    assert undo.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    app.button("撤销", undo).click()
    expect(app.cards).to_have_count(4)
    expect(undo).to_have_count(0)
