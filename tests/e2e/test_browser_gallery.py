"""图库 as it is looked at: cards that are their pictures, and a drawer that keys leaf through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from e2e.app import App
from e2e.server import Server
from playwright.sync_api import Locator, expect

Visit = Callable[..., App]

SMALLEST_CELL = 220  # px
WIDTHS = {375: 1, 1440: 4, 1920: 5}  # of the window in px; how many cards a row has at least


def with_pictures(server: Server, visit: Visit, count: int, **options: Any) -> App:
    """Order so many pictures with one click, and go to 图库 when they are there."""
    app = visit(server, server.new_person(), **options)
    app.choose("misty-lake")
    app.pick("图片数量", str(count))
    expect(app.figure("预计消耗")).to_have_text(f"{5 * count} 代币")
    app.generate()
    expect(app.pictures).to_have_count(count)
    return app.open("/gallery")


def opened(app: App) -> str:
    """Return the id of the picture that the address names."""
    return parse_qs(urlsplit(app.page.url).query).get("picture", [""])[0]


def box(thing: Locator) -> Any:
    found = thing.bounding_box()
    assert found is not None
    return found


def test_a_card_is_its_picture(server: Server, visit: Visit) -> None:
    """At each width pictures are squares of 220 px or more that fill their cards, in even rows."""
    app = with_pictures(server, visit, 4, viewport={"width": 1440, "height": 900})
    for width, in_a_row in WIDTHS.items():
        app.page.set_viewport_size({"width": width, "height": 900})
        images = app.cards.get_by_role("img")
        expect(images).to_have_count(4)
        app.settle()
        first = box(images.first)
        assert first["width"] >= SMALLEST_CELL
        assert first["width"] == pytest.approx(first["height"], abs=1)
        assert first["width"] == pytest.approx(box(app.cards.first)["width"], abs=1)
        tops = [box(image)["y"] for image in images.all()]
        assert tops.count(tops[0]) == min(in_a_row, 4)


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
