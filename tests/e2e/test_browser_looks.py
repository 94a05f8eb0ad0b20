"""Colours as they come out on the screen, in pixels."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from e2e.app import App
from e2e.server import Server
from PIL import Image
from playwright.sync_api import Locator, expect

Visit = Callable[..., App]


def contrast(words: Locator) -> float:
    """Return the contrast between a text's ground and the pixel that differs most from it."""
    image = Image.open(BytesIO(words.screenshot())).convert("RGB")
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
    """The text of each chosen pill has 4.5:1 on its ground, on 生成 and 账本."""
    look = {"color_scheme": scheme, "device_scale_factor": 2}  # thin strokes reach their colour
    app = visit(server, server.new_person(), **look)
    for page, count in (("生成", 3), ("账本", 3)):
        app.go(page)
        chosen = app.main.get_by_test_id("stButtonGroup").locator("[data-selected=true] p")
        expect(chosen).to_have_count(count)
        app.settle()
        assert min(contrast(words) for words in chosen.all()) >= 4.5


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
