"""Colours as they come out on the screen, in pixels."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from io import BytesIO

import pytest
from e2e.app import App
from e2e.server import Server
from fakes import PNG, FakeProvider, place_and_run
from PIL import Image
from playwright.sync_api import Locator, expect

from core.errors import GenerationFailed
from core.faults import ProviderFault

Visit = Callable[..., App]

_BEYOND = "table => table.scrollWidth - table.clientWidth"
# Whether so many figures of the sidebar stand beside each other.
_IN_ONE_ROW = """
(count) => {
  const figures = [...document.querySelectorAll('[data-testid=stSidebar] [data-testid=stMetric]')];
  const tops = new Set(figures.map((figure) => figure.getBoundingClientRect().top));
  return figures.length === count && tops.size === 1;
}
"""


def contrast(words: Locator) -> float:
    """Return the contrast between a text's ground and the pixel that differs most from it."""
    image = Image.open(BytesIO(words.screenshot(animations="disabled"))).convert("RGB")
    colours: list[tuple[int, tuple[int, int, int]]] = image.getcolors(1 << 20)  # type: ignore[assignment]
    ground = _luminance(max(colours)[1])
    return max(_ratio(_luminance(colour), ground) for _, colour in colours)


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_chosen_can_be_read(server: Server, visit: Visit, scheme: str) -> None:
    """The text of each chosen pill has 4.5:1 on its ground, on 生成 and 账本; pointed at, too."""
    look = {"color_scheme": scheme, "device_scale_factor": 2}  # thin strokes reach their colour
    app = visit(server, server.new_person(), **look)
    for page, count in (("生成", 3), ("账本", 3)):
        app.go(page)
        chosen = app.main.get_by_test_id("stButtonGroup").locator("[data-selected=true] p")
        expect(chosen).to_have_count(count)
        app.settle()
        assert min(contrast(words) for words in chosen.all()) >= 4.5
        for words in chosen.all():
            words.hover()
            assert contrast(words) >= 4.5


@pytest.mark.slow
def test_no_choice_stands_alone_on_a_phone(server: Server, visit: Visit) -> None:
    """At 375 px each row of choices on 账本 is one line."""
    app = visit(server, server.new_person(), viewport={"width": 375, "height": 812})
    app.open("/ledger")
    groups = app.main.get_by_test_id("stButtonGroup")
    expect(groups).to_have_count(3)
    for group in groups.all():
        boxes = [button.bounding_box() for button in group.get_by_role("radio").all()]
        assert len(boxes) > 1
        assert len({round(box["y"]) for box in boxes if box}) == 1


@pytest.mark.slow
def test_no_figure_stands_alone_on_a_phone(server: Server, visit: Visit) -> None:
    """At 375 px 账本's figures and buttons share their rows, and a million's figures are whole."""
    server.new_person(tokens=1_234_567)
    app = visit(server, server.new_person(), viewport={"width": 375, "height": 812})
    app.open("/ledger", ledger_scope="全部")
    figures = app.main.get_by_test_id("stMetric")
    long_ago = f"{app.page.url}&ledger_period=自定义&ledger_days=2020-01-01&ledger_days=2020-01-02"
    for address, count in ((app.page.url, 3), (long_ago, 4)):
        app.page.goto(address)
        app.wait()
        expect(app.main.locator(".st-key-figures_of_period [data-testid=stMetric]")).to_have_count(
            count
        )
        boxes = [box for figure in figures.all() if (box := figure.bounding_box())]
        assert 1 not in Counter(round(box["y"]) for box in boxes).values()
        for value in app.main.get_by_test_id("stMetricValue").all():
            assert value.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    rows = [app.button(name).bounding_box() for name in ("核对账目", "账本指纹")]
    assert len({box["y"] for box in rows if box}) == 1
    app.page.get_by_test_id("stExpandSidebarButton").click()
    app.page.wait_for_function(_IN_ONE_ROW, arg=3)  # once the sidebar has slid in
    asks = app.sidebar.get_by_role("button", name="可用的说明").bounding_box()
    assert asks
    assert min(asks["width"], asks["height"]) >= 44


@pytest.mark.slow
def test_a_failed_order_fits_on_a_laptop(server: Server, visit: Visit) -> None:
    """At 1440 px 账本's orders show picture, reason and the widest number without scrolling."""
    person = server.new_person()
    painter = FakeProvider(PNG, GenerationFailed(ProviderFault.PROMPT_BLOCKED))
    numbers = itertools.count()
    with server.beside(painter, new_id=lambda: f"{next(numbers):x}".rjust(16, "d")) as studio:
        place_and_run(studio, f"{person}:0", "misty-lake", person=person)
        with pytest.raises(GenerationFailed):
            place_and_run(studio, f"{person}:1", "misty-lake", person=person)
    app = visit(server, person, "/ledger", viewport={"width": 1440, "height": 900})
    section = app.main.get_by_test_id("stButtonGroup").filter(has_text="订单")
    section.get_by_text("订单", exact=True).click()
    reason = app.main.get_by_test_id("glide-cell-6-0")
    expect(reason).to_have_text("提示词或补充描述被图片服务的安全规则拦截。")
    assert app.main.locator(".dvn-scroller").evaluate(_BEYOND) <= 0
