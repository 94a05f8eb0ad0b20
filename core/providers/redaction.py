"""Make a service's own words fit to keep and show: the one way for every string that it sends.

Whoever makes the answer can put anything into any of its strings: our key, the prompt, the escapes
of a terminal. What should be a code passes only if it is one that we know (`REASONS` of the
contract); what should be a name only if it looks like one; free words become one plain line.
"""

from __future__ import annotations

import re
import string
import unicodedata

from core.text_checks import visible

MAX_WORDS = 300  # characters of what is shown
MAX_NAME = 80  # characters of a model's name
SPARE = 4  # times as many characters are looked at as are kept: a long address becomes one letter
RUN = 8  # letters in a row that a name may not share with a prompt

_MARKUP = re.compile(r"<\s?(?:!doctype|html|head|body|title)\b", re.IGNORECASE)
_ESCAPE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.)\S+", re.IGNORECASE)
_KEY = re.compile(r"AIza[\w-]{20,}|AQ\.[\w-]{20,}|sk-[\w-]{16,}|Bearer \S+")  # anybody's
_MASKED = re.compile(r"[\w-]{0,40}\*{3,}[\w-]{0,40}")  # a key of which the ends are shown
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .:()/_@-]*")
_WORD = string.ascii_letters + string.digits + string.punctuation


class Redaction:
    """Hide these secrets, and whatever else is not to be kept, in a service's words."""

    def __init__(self, *secrets: str) -> None:
        # Blanks or line breaks inside of a key do not save it.
        spaced = (" ?".join(map(re.escape, _as_read(secret))) for secret in secrets if secret)
        self._secrets = [re.compile(pattern, re.IGNORECASE) for pattern in spaced]

    def words(self, text: object, limit: int = MAX_WORDS) -> str:
        """Return one line of plain words; "" for what was no message, such as an HTML page."""
        if not isinstance(text, str):
            return ""
        plain = _beginning(text, limit * SPARE)
        if _MARKUP.search(plain):
            return ""
        as_read = _as_read(plain)  # in other widths and styles of letters a key is still the key
        hidden = self._hidden(as_read)
        words = plain if hidden == as_read else hidden
        return words if len(words) <= limit else words[: limit - 1] + "…"

    def name(self, text: object) -> str:
        """Return a name of a model as it is; "" for anything that is not surely one."""
        if not isinstance(text, str) or len(text) > MAX_NAME or not _NAME.fullmatch(text):
            return ""
        return text if self.words(text) == text else ""

    def _hidden(self, plain: str) -> str:
        for pattern in (*self._secrets, _ADDRESS, _KEY, _MASKED):
            plain = pattern.sub("…", plain)
        return plain


def gives_away(name: str, *secrets: str) -> bool:
    """Return whether a name repeats any of these texts, or a part of one."""
    letters = _letters(name)
    for secret in map(_letters, secrets):
        if secret and (secret in letters or letters in secret):
            return True
        if any(letters[at : at + RUN] in secret for at in range(len(letters) - RUN + 1)):
            return True
    return False


def _beginning(text: str, limit: int) -> str:
    """Return one line of at most so many characters, without half a word: it may be of a key."""
    plain = _one_line(text[:limit])
    if len(text) > limit:
        while plain and all(letter in _WORD for letter in _as_read(plain[-1])):
            plain = plain[:-1]
    return plain


def _one_line(text: str) -> str:
    return " ".join("".join(map(_printable, visible(_ESCAPE.sub("", text)))).split())


def _as_read(text: str) -> str:
    """Return each letter in its plain form; by itself, or an accent would join a key's last one."""
    return "".join(unicodedata.normalize("NFKC", letter) for letter in text)


def _printable(letter: str) -> str:
    """Return a blank for what breaks a line, nothing for what is invisible or half a letter."""
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if category.startswith("C") else letter


def _letters(text: str) -> str:
    return "".join(letter for letter in _as_read(visible(text)).casefold() if letter.isalnum())
