"""The library as an administrator sees it: every prompt with its live version, archived ones too.

No text of a prompt is read: members' prompts are for members, whoever administers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import col

from core.database import Source, reading
from core.tables import Decision, Prompt, PromptVersion, User

_LATEST = select(func.max(Decision.id)).group_by(col(Decision.prompt_id))
_PROMPTS: Select[*tuple[Any, ...]] = (
    select(
        col(Prompt.id),
        col(Prompt.title),
        col(Prompt.category),
        col(Prompt.members_only),
        col(Prompt.archived),
        col(Decision.id).label("decision"),
        col(Decision.decided_at),
        col(User.name).label("decided_by"),
        col(PromptVersion.id).label("version_id"),
        col(PromptVersion.number),
        col(PromptVersion.cost),
    )
    .join(Decision, col(Decision.prompt_id) == col(Prompt.id))
    .join(PromptVersion, col(PromptVersion.id) == col(Decision.version_id))
    .outerjoin(User, col(User.id) == col(Decision.decided_by))
    .where(col(Decision.id).in_(_LATEST))
    .order_by(col(Prompt.archived), col(Prompt.position), col(Prompt.id))
)
_VERSIONS: Select[*tuple[Any, ...]] = select(
    col(PromptVersion.id),
    col(PromptVersion.prompt_id),
    col(PromptVersion.number),
    col(PromptVersion.cost),
).order_by(col(PromptVersion.number).desc())


@dataclass(frozen=True)
class PromptRow:
    """A prompt, its live version, and the last decision: its id, instant in ms, and by whom.

    `decided_by` is a name, or None for the library's file.
    """

    id: str
    title: str
    category: str
    members_only: bool
    archived: bool
    decision: int
    decided_at: int
    decided_by: str | None
    version_id: str
    number: int
    cost: int


@dataclass(frozen=True)
class VersionRow:
    """A version of a prompt, without its text."""

    id: str
    prompt_id: str
    number: int
    cost: int


def prompts(source: Source) -> list[PromptRow]:
    """Return every prompt in the library's order, the archived ones last."""
    with reading(source) as session:
        return [PromptRow(**row._mapping) for row in session.execute(_PROMPTS)]


def versions(source: Source, prompt_id: str) -> list[VersionRow]:
    """Return a prompt's versions, the newest first."""
    query = _VERSIONS.where(col(PromptVersion.prompt_id) == prompt_id)
    with reading(source) as session:
        return [VersionRow(**row._mapping) for row in session.execute(query)]
