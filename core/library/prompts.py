"""The prompt library as the pages show it: cards, and titles for history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import col

from core.database import Database, Source, reading
from core.library import variables, versions
from core.tables import Decision, Prompt, PromptVersion, User
from core.text_checks import is_storable

# Built once: building them costs more than their answers.
_LATEST = select(func.max(Decision.id)).group_by(col(Decision.prompt_id))
_LIBRARY: Select[*tuple[Any, ...]] = (
    select(
        col(Prompt.id),
        col(Prompt.title),
        col(Prompt.description),
        col(Prompt.category),
        col(Prompt.members_only),
        col(PromptVersion.id).label("version_id"),
        col(PromptVersion.number),
        col(PromptVersion.cost),
        col(PromptVersion.text),
        col(PromptVersion.parameters),
        col(PromptVersion.author),
    )
    .join(Decision, col(Decision.prompt_id) == col(Prompt.id))
    .join(PromptVersion, col(PromptVersion.id) == col(Decision.version_id))
    .where(~col(Prompt.archived), col(Decision.id).in_(_LATEST))
    .order_by(col(Prompt.position), col(Prompt.id))
)
_TITLES = select(col(Prompt.id), col(Prompt.title)).order_by(
    col(Prompt.archived), col(Prompt.position)
)
_ARCHIVED = (
    select(col(Prompt.id), col(Prompt.title))
    .where(col(Prompt.archived))
    .order_by(col(Prompt.position), col(Prompt.id))
)


@dataclass(frozen=True)
class Card:
    """What one person may know of a prompt and one of its versions: the live one of `cards`.

    `text` is None, and `missing` empty, where it is locked for them; `number` is the version's,
    from 1; `values` are what the text's variables have of their own, `missing` those without;
    `from_file` says that the library's file brought the version.
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
    values: Mapping[str, str] = field(default_factory=dict)
    from_file: bool = False
    is_live: bool = True


def cards(source: Source, person: User) -> list[Card]:
    """Return today's library as this person may see it, in the library's order."""
    with reading(source) as session:
        return [_card(row, person) for row in session.execute(_LIBRARY)]


def of_version(database: Database, live: Card, version_id: str) -> Card | None:
    """Return a card of today's library with another version; None where the prompt has no such."""
    if not is_storable(version_id):
        return None
    with database.read() as session:
        version = versions.find(session, live.id, version_id)
    if version is None:
        return None
    return replace(
        live,
        version_id=version.id,
        number=version.number,
        cost=version.cost,
        text=None if live.locked else version.text,
        missing=() if live.locked else _missing(version.text, version.parameters),
        values={} if live.locked else json.loads(version.parameters),
        from_file=version.author is None,
        is_live=version.id == live.version_id,
    )


def titles(source: Source) -> dict[str, str]:
    """Return the title of every prompt that was ever in the library, by id."""
    with reading(source) as session:
        return {row.id: row.title for row in session.execute(_TITLES)}


def archived(database: Database) -> dict[str, str]:
    """Return the titles of the prompts that are in the library no more, by id."""
    with database.read() as session:
        return {row.id: row.title for row in session.execute(_ARCHIVED)}


def may_read(person: User, *, members_only: bool) -> bool:
    """Return whether this person may see the text of such a prompt."""
    return person.is_member or not members_only


def _card(row: Any, person: User) -> Card:
    readable = may_read(person, members_only=row.members_only)
    return Card(
        id=row.id,
        title=row.title,
        description=row.description,
        category=row.category,
        version_id=row.version_id,
        number=row.number,
        cost=row.cost,
        members_only=row.members_only,
        locked=not readable,
        text=row.text if readable else None,
        missing=_missing(row.text, row.parameters) if readable else (),
        values=json.loads(row.parameters) if readable else {},
        from_file=row.author is None,
    )


def _missing(text: str, parameters: str) -> tuple[str, ...]:
    return variables.missing(text, json.loads(parameters))
