"""Variables in a prompt's text: `{{季节}}` stands for what an order brings.

A name is 1 to 20 letters, digits and underscores, close between doubled braces. A single brace is
a letter like any other; doubled ones that make no variable are an error, never text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.errors import InvalidRequest

MAX_NAME = 20  # characters
MAX_VALUE = 200  # characters

_BRACES = re.compile(r"\{\{(?P<inside>.*?)\}\}|\{\{|\}\}", re.DOTALL)
_NAME = re.compile(rf"\w{{1,{MAX_NAME}}}")


def names(text: str) -> tuple[str, ...]:
    """Return the variables of a text, each once, in the order of first use.

    Raise `InvalidRequest("prompt_text", position=…)`, counted from 1, where braces make none.
    """
    return tuple(dict.fromkeys(name for _, name in _parts(text) if name is not None))


def check(text: str, values: Mapping[str, str]) -> None:
    """Refuse values that a text has no place for; not all of its variables need one here.

    Raise `InvalidRequest`: "variable_unknown", "variable_long", or "prompt_text" as `names` does.
    """
    known = names(text)
    for name, value in values.items():
        if name not in known:
            raise InvalidRequest("variable_unknown", name=name[:MAX_NAME])
        if len(value) > MAX_VALUE:
            raise InvalidRequest("variable_long", name=name, limit=MAX_VALUE, length=len(value))


def missing(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the variables of a text that have no value here, or a blank one."""
    return tuple(name for name in names(text) if not values.get(name, "").strip())


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with each variable's value in its place; braces in a value are letters.

    Raise `InvalidRequest("variable_missing")` for a variable with no value or a blank one, and
    what `check` raises.
    """
    check(text, values)
    for name in missing(text, values):
        raise InvalidRequest("variable_missing", name=name)
    return "".join(f"{plain}{values[name] if name else ''}" for plain, name in _parts(text))


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield plain text with the variable after it; the last plain text has none."""
    end = 0
    for found in _BRACES.finditer(text):
        name = found["inside"]
        if name is None or not _NAME.fullmatch(name):
            raise InvalidRequest("prompt_text", position=found.start() + 1)
        yield text[end : found.start()], name
        end = found.end()
    yield text[end:], None
