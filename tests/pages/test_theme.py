"""Streamlit's settings as shipped: colours one can read, no foreign fonts, nothing in the open."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from core.settings import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
STYLE = (ROOT / "pages/parts/frame/style.css").read_text("utf-8")


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Return the colour of so much of one, the rest of the other."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


@pytest.mark.parametrize("mode", ["light", "dark"])
class TestTheme:
    def test_texts_are_readable(self, mode: str) -> None:
        """Text, links and every named text colour have 4.5:1 on page, sidebar and inputs."""
        theme: dict[str, Any] = CONFIG["theme"][mode]
        grounds = [
            ground[name]
            for ground in (theme, theme["sidebar"])
            for name in ("backgroundColor", "secondaryBackgroundColor")
        ]
        texts = [
            key for key in theme if key.endswith("TextColor") or key in {"textColor", "linkColor"}
        ]
        assert len(texts) >= 9
        for key in texts:
            assert min(contrast(theme[key], ground) for ground in grounds) >= 4.5, key

    def test_messages_are_readable(self, mode: str) -> None:
        """Each named text colour has 4.5:1 on its own background: alerts and badges."""
        theme = CONFIG["theme"][mode]
        for name in ("red", "orange", "yellow", "green", "blue", "violet", "gray"):
            pair = theme[f"{name}TextColor"], theme[f"{name}BackgroundColor"]
            assert contrast(*pair) >= 4.5, name

    def test_primary_button_is_readable(self, mode: str) -> None:
        """White labels have 4.5:1 on the primary colour."""
        assert contrast(CONFIG["theme"][mode]["primaryColor"], "#ffffff") >= 4.5

    def test_a_hovered_primary_button_is_readable(self, mode: str) -> None:
        """White labels have 4.5:1 on it, and it is told from the page by 3:1."""
        rule = re.search(r"primary\"\]:is\(:hover[^{]*\{\s*background-color: (#\w{6})", STYLE)
        assert rule is not None
        assert contrast(rule[1], "#ffffff") >= 4.5
        assert contrast(rule[1], CONFIG["theme"][mode]["backgroundColor"]) >= 3

    def test_what_scrolls_under_the_form_is_hidden_by_the_page(self, mode: str) -> None:
        """The form's last lines stand on the page's own ground in each theme."""
        rule = re.search(r"light-dark\((#\w{6}), (#\w{6})\)", STYLE)
        assert rule is not None
        ground = rule[1] if mode == "light" else rule[2]
        assert ground == CONFIG["theme"][mode]["backgroundColor"]

    def test_what_is_chosen_is_readable(self, mode: str) -> None:
        """A chosen pill's text has 4.5:1 on its tint of the primary colour."""
        theme = CONFIG["theme"][mode]
        rule = re.search(r"color-mix\(in srgb, currentcolor (\d+)%, (#\w{6})\)", STYLE)
        assert rule is not None
        text = mixed(theme["textColor"], rule[2], int(rule[1]) / 100)
        for ground in (theme, theme["sidebar"]):
            tint = mixed(theme["primaryColor"], ground["backgroundColor"], 0.1)
            assert contrast(text, tint) >= 4.5


def test_fonts_are_the_readers_own() -> None:
    """The theme fetches no font: no font entry has an address."""
    fonts = [CONFIG["theme"][name] for name in ("font", "codeFont")]
    assert not [font for font in fonts if ":" in font or "/" in font]
    assert "fontFaces" not in CONFIG["theme"]


def test_server_listens_to_this_machine_only() -> None:
    """The shipped settings keep the app local and its errors' details in the log."""
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["browser"]["gatherUsageStats"] is False


def test_only_movement_asks_for_motion() -> None:
    """What stands under prefers-reduced-motion moves: who wants none loses no other rule."""
    blocks = re.findall(r"@media \(prefers-reduced-motion[^{]*\{\n(.*?)\n\}", STYLE, re.DOTALL)
    rules = [rule for block in blocks for rule in re.findall(r"\{(.*?)\}", block, re.DOTALL)]
    assert rules
    assert all(re.fullmatch(r"\s*animation: [^;]+;\s*", rule) for rule in rules)
