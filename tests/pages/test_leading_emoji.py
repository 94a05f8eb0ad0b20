"""A label's emoji is found as Streamlit finds it, and none is looked for before a Chinese word."""

from __future__ import annotations

import pytest
from streamlit import string_util
from streamlit.emojis import ALL_EMOJIS

from pages.parts.frame import leading_emoji


@pytest.fixture
def found_by_streamlit(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, str]]:
    """Return what Streamlit itself makes of labels, with the quicker way in its place."""
    labels = [f"{emoji} 画" for emoji in ALL_EMOJIS] + ["设置", "龥🎨", "〰️ 线", "㊙ 密", "é", ""]
    found = {label: string_util.extract_leading_icon(label) for label in labels}
    monkeypatch.setattr(string_util, "extract_leading_emoji", string_util.extract_leading_emoji)
    leading_emoji.spare_chinese()
    return found


def test_every_emoji_is_found_as_before(found_by_streamlit: dict[str, tuple[str, str]]) -> None:
    """All emoji that Streamlit knows, and labels without one, are told apart as it tells them."""
    assert {
        label: string_util.extract_leading_icon(label) for label in found_by_streamlit
    } == found_by_streamlit


def test_no_emoji_is_looked_for_before_an_ideograph(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's own search, which tries each emoji, is not asked about a Chinese label."""
    asked: list[str] = []

    def search(text: str) -> tuple[str, str]:
        asked.append(text)
        return "", text

    monkeypatch.setattr(string_util, "extract_leading_emoji", search)
    leading_emoji.spare_chinese()
    assert string_util.extract_leading_icon("矩阵") == ("", "矩阵")
    assert string_util.extract_leading_icon("é") == ("", "é")
    assert asked == ["é"]
