"""The library's pictures and the form beside them, as they lie on a screen and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from e2e.app import App, jpeg
from e2e.server import Server
from playwright.sync_api import Locator, expect

Visit = Callable[..., App]

LAPTOP = {"width": 1440, "height": 900}
LOW = {"width": 1280, "height": 560}
PHONE = {"width": 375, "height": 812}
FIRST, LAST = "misty-lake", "lantern-river"
FINGER = 44  # px

# Pictures that have arrived and are in the window from edge to edge.
_WHOLE = """
() => [...document.querySelectorAll('[data-testid=stMain] img')].filter((img) => {
  const box = img.getBoundingClientRect();
  return img.naturalWidth > 0 && box.width > 100 && box.top >= 0 && box.bottom <= innerHeight;
}).length
"""
_SCROLLS_INSIDE = """
() => [...document.querySelectorAll('[data-testid=stMain] *')].filter((e) =>
  ['auto', 'scroll'].includes(getComputedStyle(e).overflowY) && e.scrollHeight > e.clientHeight + 1
  && e.tagName !== 'TEXTAREA').map((e) => e.className)
"""
_SMALL = """
(finger) => [...document.querySelectorAll(
  '[data-testid=stMain] :is(button, summary, textarea, [role=combobox]),' +
  '[data-testid=stMain] [data-testid=stTextInputRootElement],' +
  '[data-testid=stMain] .react-aria-ComboBox > :has(input),' +
  '[data-testid=stMain] [data-testid=stCheckbox] label, [data-testid=stHeader] button'
)].filter((e) => {
  const box = e.getBoundingClientRect();
  return e.checkVisibility() && box.width && Math.min(box.width, box.height) < finger - 0.5;
}).map((e) => `${e.tagName} ${e.ariaLabel ?? ''} ${e.textContent}`)
"""


def top(of: Locator) -> float:
    """Return how far below the window's upper edge something begins, in px."""
    box = of.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.slow
def test_a_newcomer_sees_pictures_first(server: Server, visit: Visit) -> None:
    """On a laptop at least six whole pictures, and 生成图片, stand on the first screen."""
    app = visit(server, server.new_person(), viewport=LAPTOP)
    app.page.wait_for_function(f"() => ({_WHOLE})() >= 6")
    expect(app.button("生成图片")).to_be_in_viewport(ratio=1)


def test_two_clicks_make_the_first_picture(server: Server, visit: Visit) -> None:
    """试试这个 chooses and orders nothing; 生成图片 then makes it."""
    person = server.new_person()
    app = visit(server, person, viewport=LAPTOP)
    expect(app.button("试试这个")).to_have_count(3)
    app.button("试试这个").first.click()
    expect(app.figure("预计消耗")).to_have_text("5 代币")
    assert server.orders(person) == []
    app.generate()
    expect(app.pictures).to_have_count(1)
    expect(app.button("试试这个")).to_have_count(0)


@pytest.mark.slow
def test_a_click_on_the_picture_chooses_its_prompt(server: Server, visit: Visit) -> None:
    """The whole card is its button, its picture too; nothing on it can be enlarged."""
    app = visit(server, server.new_person(), viewport=LAPTOP)
    card = app.card(FIRST)
    box = card.get_by_role("img").bounding_box()
    assert box is not None
    app.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(app.button("已选", card)).to_be_visible()
    expect(card.get_by_test_id("stElementToolbar")).not_to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("window", [LAPTOP, LOW], ids=["laptop", "low"])
def test_the_price_and_the_button_stay_in_sight(
    server: Server, visit: Visit, window: dict[str, int]
) -> None:
    """Cost, balance after and 生成图片 are in the window, at the library's beginning and end."""
    app = visit(server, server.new_person(), viewport=window)
    for chosen in (FIRST, LAST):  # the last one is far down: the page scrolls there
        app.choose(chosen)
        for name in ("预计消耗", "生成后余额"):
            expect(app.figure(name)).to_be_in_viewport(ratio=1)
        expect(app.button("生成图片")).to_be_in_viewport(ratio=1)


@pytest.mark.slow
def test_all_of_a_long_form_can_be_reached(server: Server, visit: Visit) -> None:
    """In a low window the form scrolls under its last lines, and the page stays where it is."""
    app = visit(server, server.new_person(), viewport=LOW)
    app.choose(FIRST)
    app.more_settings()
    app.switch_on("固定种子")
    expect(app.button("生成图片")).to_be_in_viewport(ratio=1)


@pytest.mark.slow
def test_the_page_begins_at_the_top(server: Server, visit: Visit) -> None:
    """No header above the titles or over a button; the closed sidebar's button covers no title."""
    app = visit(server, server.new_person(), viewport=LAPTOP)
    title = app.main.get_by_role("heading", name="提示词库")
    assert top(title) < 40
    app.sidebar.hover()
    app.sidebar.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    opener = app.page.get_by_test_id("stExpandSidebarButton")
    expect(opener).to_be_visible()
    app.page.wait_for_function(
        "() => document.querySelector('[data-testid=stMain] h3').getBoundingClientRect().top > 50"
    )
    opener.click()
    app.page.get_by_test_id("stMainMenu").get_by_role("button").click()
    expect(app.page.get_by_test_id("stMainMenuPopover")).to_be_visible()
    app.page.keyboard.press("Escape")
    app.go("账本")
    app.button("核对账目").click(trial=True)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_hovered_button_keeps_its_colour(server: Server, visit: Visit, scheme: str) -> None:
    """生成图片 under the mouse is the teal of style.css, in both themes."""
    app = visit(server, server.new_person(), viewport=LAPTOP, color_scheme=scheme)
    app.choose(FIRST)
    app.button("生成图片").hover()
    expect(app.button("生成图片")).to_have_css("background-color", "rgb(29, 118, 116)")
    page = {"light": "rgb(255, 255, 255)", "dark": "rgb(12, 17, 20)"}[scheme]
    bar = app.page.locator("[data-testid=stLayoutWrapper]:has(> .st-key-order_bar)")
    expect(bar).to_have_css("background-color", page)


@pytest.mark.slow
def test_on_a_phone_the_form_follows_the_choice(server: Server, visit: Visit) -> None:
    """The library folds away, form and 生成图片 are on the screen; the library can come back."""
    app = visit(server, server.new_person(), viewport=PHONE)
    library = app.main.get_by_role("heading", name="提示词库")
    app.choose(LAST)
    expect(library).not_to_be_visible()
    expect(app.main.get_by_role("heading", name="设置")).to_be_in_viewport(ratio=1)
    expect(app.button("生成图片")).to_be_in_viewport(ratio=1)
    app.main.get_by_role("heading", name="最近结果").scroll_into_view_if_needed()
    app.page.mouse.wheel(0, 400)
    expect(app.main.get_by_role("heading", name="设置")).not_to_be_in_viewport()
    app.button("换一个提示词").click()
    expect(library).to_be_visible()
    app.choose(FIRST)
    expect(library).not_to_be_visible()
    expect(app.main.get_by_role("heading", name="设置")).to_be_in_viewport(ratio=1)


@pytest.mark.slow
def test_a_phone_has_room_for_fingers(server: Server, visit: Visit) -> None:
    """What can be tapped is 44 px at least, and nothing scrolls inside the page."""
    app = visit(server, server.new_person(), viewport=PHONE)
    app.upload("一张名字特别特别特别特别特别长的照片.jpg", jpeg())
    expect(app.main.get_by_alt_text("参考图片预览")).to_be_visible()
    assert app.page.evaluate(_SMALL, FINGER) == []
    app.choose(FIRST)
    expect(app.button("生成图片")).to_be_in_viewport(ratio=1)
    app.more_settings()
    expect(app.page.get_by_role("switch", name="固定种子")).to_be_visible()
    assert app.page.evaluate(_SMALL, FINGER) == []
    assert app.page.evaluate(_SCROLLS_INSIDE) == []


@pytest.mark.slow
def test_typed_words_stay_words(server: Server, visit: Visit) -> None:
    """A name or a file's name that is an icon's or an emoji's is shown as typed, in a toast too."""
    app = visit(server, viewport=LAPTOP)
    name = ":material/home::cat:"
    app.button("以新名字开始").click()
    dialog = app.page.get_by_role("dialog")
    dialog.get_by_label("名字").fill(name)
    dialog.get_by_label("名字").blur()
    app.button("开始使用", dialog).click()
    said = app.toast("你好")
    expect(said).to_be_visible()
    assert (said.text_content() or "").replace("\u2060", "").count(name) == 1
    expect(app.page.get_by_role("combobox", name="演示身份")).to_have_value(name)
    app.upload(":cat: www.a.cn.jpg", jpeg())
    app.expect_reference(":cat: www.a.cn.jpg")
