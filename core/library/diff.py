"""How two texts of a prompt differ, by character; how their variables' own values do.

Chinese has no blanks between words, so that a character is what changes; a variable, a Latin word
and a number are one thing each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\{\{\w+\}\}|[^\W\d_\u2E80-\uFFFF\U00020000-\U0003FFFF]+|\d+|.", re.DOTALL)
MOST_PAIRS = 1_000_000  # equal tokens of both texts: about 0.2 s, and texts people write have fewer


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Some text, never empty, and what became of it."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """A variable whose own value differs; None where a text has no value for it."""

    name: str
    before: str | None
    after: str | None


def pieces(before: str, after: str) -> list[Piece]:
    """Return both texts in one: those that are not ADDED make `before`, not REMOVED ones `after`.

    Texts with too many ways to be matched, which only repetition has, differ as a whole between
    their common beginning and end.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    found = [Piece(Kind.SAME, "".join(old[:start]))]
    found += _changes(inner_old, inner_new)
    found.append(Piece(Kind.SAME, "".join(old[len(old) - end :])))
    return _joined(found)


def values(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """Return the variables whose own values differ, in the order of `after`, then of `before`."""
    names = dict.fromkeys((*after, *before))
    differences = (Difference(name, before.get(name), after.get(name)) for name in names)
    return [each for each in differences if each.before != each.after]


def _common(old: list[str], new: list[str]) -> int:
    """Return how many tokens both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _changes(old: list[str], new: list[str]) -> list[Piece]:
    counts = Counter(new)
    if sum(counts[token] for token in old) > MOST_PAIRS:
        return [Piece(Kind.REMOVED, "".join(old)), Piece(Kind.ADDED, "".join(new))]
    found: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(Kind.SAME, "".join(old[old_from:old_to])))
        else:
            found.append(Piece(Kind.REMOVED, "".join(old[old_from:old_to])))
            found.append(Piece(Kind.ADDED, "".join(new[new_from:new_to])))
    return found


def _joined(found: list[Piece]) -> list[Piece]:
    """Return the pieces without empty ones, neighbours of one kind as one."""
    joined: list[Piece] = []
    for piece in found:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined
