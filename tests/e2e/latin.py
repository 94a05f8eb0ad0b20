"""Find what a page still says in Latin letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_FORMATS = {"AVIF", "CSV", "GIF", "HEIC", "JPEG", "JPG", "JSON", "PNG", "TXT", "WebP"}
_UNITS = {"KB", "MB", "MP", "USD", "UTC", "ms", "px"}
_NAMES = {"AI", "GB", "Gemini", "Google", "ID", "OpenAI", "SHA", "Stability"}
KEPT = frozenset(_FORMATS | _UNITS | _NAMES)

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
# Order ids, hashes, model names (gemini-3-pro-image) and names of files are data, not language.
_DATA = re.compile(
    r"\b(?=[0-9a-f-]*\d)[0-9a-f]{6,}[0-9a-f-]*\b|\b[a-z]+(?:-[a-z0-9.]+)*-\d[\w.-]*|\S+\.[a-z0-9]{2,4}\b"
)

_COLLECT = """
() => {
  const skipped = 'code, pre, input, textarea, script, style, noscript, '
    + '[translate=no], [data-testid=stFileChipName]';
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    const shown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (shown && !element.closest(skipped)) found.push(['text', node.data.trim()]);
  }
  const labels = ['aria-label', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder',
    'alt'];
  for (const name of labels)
    for (const element of document.body.querySelectorAll(`[${name}]`))
      if (!element.matches('[data-testid^=stFileChip]'))
        found.push([name, element.getAttribute(name).trim()]);
  found.push(['document.title', document.title]);
  return found;
}
"""


def latin_leftovers(page: Page, kept: frozenset[str] = KEPT) -> list[str]:
    """Return each visible text, and each label for eyes or ears, with a Latin word not kept.

    Values of inputs, code blocks, file names and icons (letters only in the DOM) don't count. What
    is painted on a canvas (tables' cells, charts) is not in the DOM and can't be seen here.
    """
    found = {(where, text) for where, text in page.evaluate(_COLLECT) if _is_latin(text, kept)}
    return sorted(f"{where}: {text}" for where, text in found)


def _is_latin(text: str, kept: frozenset[str]) -> bool:
    return any(word not in kept for word in _WORD.findall(_DATA.sub(" ", text)))
