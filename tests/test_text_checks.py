"""What of the text from outside is taken, and how an error's facts are kept."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from core.text_checks import facts_as_json, is_id, is_storable


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
