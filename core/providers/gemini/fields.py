"""Find a field of Gemini's JSON under either of its names."""

from __future__ import annotations

from typing import Any


def pick(table: dict[str, Any], name: str) -> Any:
    """Return a field by its camelCase name, or by the snake_case that protobuf allows too."""
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return table.get(name, table.get(snake))
