"""How values look: somebody's words as they were typed, whatever Markdown makes of them; ages."""

from __future__ import annotations

import re

import pytest

from pages.parts.formats import WORD_JOINER, ago, plain

# What Streamlit finds in a text after Markdown was read: its own patterns, for Python.
FOUND_IN_TEXTS = [
    r":\+1:|:-1:|:[\w-]+:",
    r":material/\w+:",
    r"(https?://|www(?=\.))[-.\w]+",
    r"[-.\w+]+@[-\w]+(?:\.[-\w]+)+",
    r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)",
]


def as_text(markdown: str) -> str:
    """Return what Markdown reads: without the backslashes of its escapes."""
    return re.sub(r"\\(.)", r"\1", markdown)


@pytest.mark.parametrize(
    "words",
    [
        *(":material/home:", "猫:smile:狗", ":+1: :-1:", ":streamlit:", ":100:"),
        *("https://evil.example/a.png", "HTTP://a.b", "看 www.evil.example", "a.b+c@evil.example"),
        *("a -> b", "a <- b", "a <-> b", "a -- b", "a >= b", "a <= b", "a ~= b", "->"),
    ],
)
def test_nothing_typed_is_found_as_something_else(words: str) -> None:
    """No icon, emoji, link or arrow is left in the text that Markdown hands on."""
    text = as_text(plain(words))
    assert not [found for found in FOUND_IN_TEXTS if re.search(found, text, re.I | re.ASCII)]
    assert text.replace(WORD_JOINER, "") == words


@pytest.mark.parametrize("words", ["小林的猫", "2026-11-24 18:12:30", "16:9", "图 (1).png", "a/b"])
def test_other_words_stay_as_they_are(words: str) -> None:
    """What nothing is found in has its own characters only: it can be copied and searched."""
    assert as_text(plain(words)) == words


@pytest.mark.parametrize(
    "words", ["![x](http://a.b/c.png)", "**a** `b` $c$ <b>", ":red[a]", "&lt;"]
)
def test_what_markdown_would_read_is_escaped(words: str) -> None:
    """Each character that means something to Markdown stands after a backslash."""
    assert not re.search(r"(?<!\\)[`*_{}\[\]()<>#!|~:$&]", plain(words))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        *((-5, "刚刚"), (0.99, "刚刚"), (1, "1 分钟前"), (59.9, "59 分钟前"), (60, "1 小时前")),
        *((24 * 60 - 1, "23 小时前"), (24 * 60, "1 天前"), (400 * 24 * 60, "400 天前")),
    ],
)
def test_how_long_ago_something_was(minutes: float, words: str) -> None:
    """In whole units of which one is enough; a clock that was set back makes no time to come."""
    assert ago(1_790_000_000_000 - round(minutes * 60_000), 1_790_000_000_000) == words
