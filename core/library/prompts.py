"""The prompt library as the pages show it: cards, and titles for history."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from core.database import Database
from core.library import variables
from core.tables import Decision, Prompt, PromptVersion, User

# Built once: building them costs more than their answers.
_LATEST = select(func.max(Decision.id)).group_by(col(Decision.prompt_id))
_LIBRARY = (
    select(Prompt, PromptVersion)
    .join(Decision, col(Decision.prompt_id) == col(Prompt.id))
    .join(PromptVersion, col(PromptVersion.id) == col(Decision.version_id))
    .where(~col(Prompt.archived), col(Decision.id).in_(_LATEST))
    .order_by(col(Prompt.position), col(Prompt.id))
)
_TITLES = select(col(Prompt.id), col(Prompt.title)).order_by(
    col(Prompt.archived), col(Prompt.position)
)


@dataclass(frozen=True)
class Card:
    """What one person may know of a prompt and its live version.

    `text` is None where it is locked for them; `number` is the version's, from 1; `missing` are
    the text's variables that have no value of their own; `from_file` says that the library's file
    brought the version.
    """

    id: str
    title: str
    description: str
    category: str
    version_id: str
    number: int
    cost: int
    members_only: bool
    locked: bool
    text: str | None
    missing: tuple[str, ...] = ()
    from_file: bool = False


def cards(database: Database, person: User) -> list[Card]:
    """Return today's library as this person may see it, in the library's order."""
    with database.read() as session:
        return [_card(row.Prompt, row.PromptVersion, person) for row in session.execute(_LIBRARY)]


def titles(database: Database) -> dict[str, str]:
    """Return the title of every prompt that was ever in the library, by id."""
    with database.read() as session:
        return {row.id: row.title for row in session.execute(_TITLES)}


def may_read(person: User, *, members_only: bool) -> bool:
    """Return whether this person may see the text of such a prompt."""
    return person.is_member or not members_only


def _card(prompt: Prompt, version: PromptVersion, person: User) -> Card:
    readable = may_read(person, members_only=prompt.members_only)
    return Card(
        id=prompt.id,
        title=prompt.title,
        description=prompt.description,
        category=prompt.category,
        version_id=version.id,
        number=version.number,
        cost=version.cost,
        members_only=prompt.members_only,
        locked=not readable,
        text=version.text if readable else None,
        missing=variables.missing(version.text, json.loads(version.parameters)),
        from_file=version.author is None,
    )
