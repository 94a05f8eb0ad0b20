"""Spare Chinese labels a search for the emoji that they might begin with.

Streamlit 1.67 looks for one in each option and each notice that is not ASCII, by an expression with
a branch for each of 5,244 emoji: about 80 µs a label, 1 ms for a page with tabs and filters, and
0.1 s for the first of all.
"""

from __future__ import annotations

from streamlit import string_util

FIRST_IDEOGRAPH, LAST_IDEOGRAPH = "\u3400", "\u9fff"  # no emoji is, or begins with, one of these


def spare_chinese() -> None:
    """Have Streamlit see by its first letter that a label begins with no emoji."""
    search = string_util.extract_leading_emoji

    def look_first(text: str) -> tuple[str, str]:
        if text and FIRST_IDEOGRAPH <= text[0] <= LAST_IDEOGRAPH:
            return "", text
        return search(text)

    string_util.extract_leading_emoji = look_first
