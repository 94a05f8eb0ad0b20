"""How two texts differ: by character in Chinese, by word in Latin, never losing a letter."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from core.library import diff
from core.library.diff import Difference, Kind, Piece


def shown(before: str, after: str) -> str:
    """Return a difference as one line: [-removed-], {+added+}."""
    marks = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in diff.pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("湖水", "湖水", "湖水"),
        ("湖水平静", "湖面平静", "湖[-水-]{+面+}平静"),
        ("", "湖", "{+湖+}"),
        ("湖", "", "[-湖-]"),
        ("a red lake", "a redder lake", "a [-red-]{+redder+} lake"),
        ("宽 1024 像素", "宽 1920 像素", "宽 [-1024-]{+1920+} 像素"),
        ("{{季节}}的湖", "{{季风}}的湖", "[-{{季节}}-]{+{{季风}}+}的湖"),
        ("一行\n二行", "一行\n\n二行", "一行\n{+\n+}二行"),
        ("水墨画，湖", "湖，水墨画", "{+湖，+}水墨画[-，湖-]"),
    ],
)
def test_what_changed_is_as_small_as_it_is_read(before: str, after: str, expected: str) -> None:
    """A character of Chinese, a Latin word, a number or a variable is what changes."""
    assert shown(before, after) == expected


def test_both_texts_can_be_read_from_their_difference() -> None:
    """Without what was added it is the one text, without what was removed the other: any texts."""
    chance = random.Random(36)
    for _ in range(200):
        before, after = (
            "".join(chance.choices("湖水山的 ab1{}_\n🎨", k=chance.randrange(30))) for _ in range(2)
        )
        found = diff.pieces(before, after)
        assert "".join(each.text for each in found if each.kind != Kind.ADDED) == before
        assert "".join(each.text for each in found if each.kind != Kind.REMOVED) == after
        assert all(each.text for each in found)
        assert all(one.kind != other.kind for one, other in pairwise(found))


def test_repetition_makes_nobody_wait() -> None:
    """Texts that match in millions of ways differ as a whole between their common ends."""
    found = diff.pieces("湖" + "的" * 3998 + "山", "湖了" + "的" * 3996 + "呢山")
    assert [piece.kind for piece in found] == [Kind.SAME, Kind.REMOVED, Kind.ADDED, Kind.SAME]
    assert (found[0].text, found[-1]) == ("湖", Piece(Kind.SAME, "山"))


def test_values_that_differ_are_named() -> None:
    """A value that changed, came or went is there; one that stayed is not."""
    before = {"季节": "春天", "颜色": "红", "地点": "湖边"}
    after = {"季节": "秋天", "颜色": "红", "人": "渔夫"}
    assert diff.values(before, after) == [
        Difference("季节", "春天", "秋天"),
        Difference("人", None, "渔夫"),
        Difference("地点", "湖边", None),
    ]
