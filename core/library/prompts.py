"""The prompt library: read from its file at start, kept in the database, shown as cards."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select, update
from sqlmodel import col

from core.database import Database
from core.tables import MAX_TOKENS, Prompt, User


class LibraryPrompt(BaseModel):
    """One `[[prompt]]` of the library file, checked."""

    model_config = ConfigDict(extra="forbid", strict=True)
    id: str = Field(pattern=r"^[a-z0-9-]{1,64}$")
    title: str = Field(min_length=1, max_length=50)
    description: str = Field(min_length=1, max_length=200)
    category: str = Field(min_length=1, max_length=20)
    text: str = Field(min_length=1, max_length=4000)
    cost: int = Field(ge=1, le=MAX_TOKENS)
    members_only: bool


@dataclass(frozen=True)
class Card:
    """What one person may know of a prompt; `text` is None where it is locked for them."""

    id: str
    title: str
    description: str
    category: str
    cost: int
    members_only: bool
    locked: bool
    text: str | None


def load_library(database: Database, path: Path) -> None:
    """Make the database's library equal to the file; prompts gone from it become inactive.

    Raise `ValueError` for a file that is not a library, before anything is changed.
    """
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("prompt", [])
    library = [LibraryPrompt.model_validate(entry) for entry in entries]
    if len({entry.id for entry in library}) != len(library):
        raise ValueError(f"{path.name}: every prompt needs an id of its own")
    with database.write(alone=True) as tx:
        tx.execute(update(Prompt).values(active=False))
        for position, entry in enumerate(library):
            tx.merge(Prompt(**entry.model_dump(), active=True, position=position))


def cards(database: Database, person: User) -> list[Card]:
    """Return today's library as this person may see it, in the file's order."""
    query = select(Prompt).where(col(Prompt.active)).order_by(col(Prompt.position))
    with database.read() as session:
        return [_card(prompt, person) for prompt in session.scalars(query)]


def titles(database: Database) -> dict[str, str]:
    """Return the title of every prompt that was ever in the library, by id."""
    query = select(col(Prompt.id), col(Prompt.title)).order_by(
        col(Prompt.active).desc(), col(Prompt.position)
    )
    with database.read() as session:
        return {row.id: row.title for row in session.execute(query)}


def may_read(person: User, *, members_only: bool) -> bool:
    """Return whether this person may see the text of such a prompt."""
    return person.is_member or not members_only


def _card(prompt: Prompt, person: User) -> Card:
    readable = may_read(person, members_only=prompt.members_only)
    return Card(
        id=prompt.id,
        title=prompt.title,
        description=prompt.description,
        category=prompt.category,
        cost=prompt.cost,
        members_only=prompt.members_only,
        locked=not readable,
        text=prompt.text if readable else None,
    )
