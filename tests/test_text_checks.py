"""What of the text from outside is taken, and how an error's facts are kept."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from core.text_checks import facts_as_json, is_id, is_storable, visible

# One of each kind: soft hyphen, joiners, fillers of Hangul and Khmer, signs of direction and of
# variation, tags, marks of musical and annotated text, blanks that are no blanks.
UNSEEN = (
    *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x180F),
    *(0x200B, 0x200D, 0x200F, 0x202A, 0x202E, 0x2060, 0x2064, 0x206F, 0x2800, 0x3164),
    *(0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF9, 0xFFFB, 0x16FE4, 0x1BCA0, 0x1D159),
    *(0x1D173, 0x1D17A, 0xE0001, 0xE0020, 0xE0100, 0xE01EF, 0xE0FFF),
)


class Unspeakable:
    """A value that fails wherever it is put into words."""

    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    ("fact", "kept"),
    [
        (3, 3),
        ("词", "词"),
        ([1, None], [1, None]),
        (Decimal("0.50"), "0.50"),
        (Unspeakable(), "Unspeakable"),
        ({"a": Unspeakable()}, "dict"),
    ],
)
def test_every_fact_is_kept_as_well_as_it_can_be(fact: Any, kept: Any) -> None:
    """What JSON knows stays; the rest is kept in its own words, or else by its type's name."""
    assert json.loads(facts_as_json({"fact": fact})) == {"fact": kept}


@pytest.mark.parametrize("text", ["\0", "a\ud800", "\udfff"])
def test_what_a_database_refuses_is_not_storable(text: str) -> None:
    """A NUL and half of a surrogate pair are refused, and kept out of facts by ASCII."""
    assert not is_storable(text)
    assert facts_as_json({"said": text}).isascii()


@pytest.mark.parametrize(
    ("text", "taken"), [("a", True), ("a" * 64, True), ("", False), ("a" * 65, False), ("é", False)]
)
def test_an_id_is_short_and_plain(text: str, taken: bool) -> None:
    """An id has 1 to 64 printable characters of ASCII."""
    assert is_id(text) is taken


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_letters_that_nobody_sees_are_dropped(code: int) -> None:
    """What a font draws nothing for, or a blank, does not tell two texts apart."""
    assert visible(f"演示{chr(code)}会员{chr(code)}") == "演示会员"


@pytest.mark.parametrize("words", ["王 小明", "e\u0301", "❤", "한글", "မြန်မာ", "ＡＢ，", "\n"])
def test_letters_that_are_seen_stay(words: str) -> None:
    """Accents, vowel signs, blanks and every script stay as they are."""
    assert visible(words) == words
