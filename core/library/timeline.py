"""What became of a prompt: its versions, who made which of them live and why, what they made."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select
from sqlmodel import col

from core.database import Database
from core.errors import PromptNotFound
from core.library.prompts import may_read
from core.tables import Decision, Generation, OrderStatus, Prompt, PromptVersion, User, in_status
from core.text_checks import is_id

# Built once: building them costs more than their answers.
_MADE = (
    select(
        col(Generation.version_id),
        func.count().label("pictures"),
        func.count(
            case((col(Generation.provider).in_(bindparam("demo", expanding=True)), 1))
        ).label("demo_pictures"),
    )
    .where(col(Generation.prompt_id) == bindparam("prompt"), in_status(OrderStatus.SETTLED))
    .group_by(col(Generation.version_id))
    .subquery()
)
_VERSIONS = (
    select(
        Prompt,
        PromptVersion,
        col(User.name).label("author"),
        _MADE.c.pictures,
        _MADE.c.demo_pictures,
    )
    .join(PromptVersion, col(PromptVersion.prompt_id) == col(Prompt.id))
    .outerjoin(User, col(User.id) == col(PromptVersion.author))
    .outerjoin(_MADE, _MADE.c.version_id == col(PromptVersion.id))
    .where(col(Prompt.id) == bindparam("prompt"))
    .order_by(col(PromptVersion.number).desc())
)
_DECISIONS: Select[Decision, str | None] = (
    select(Decision, col(User.name).label("decider"))
    .outerjoin(User, col(User.id) == col(Decision.decided_by))
    .where(col(Decision.prompt_id) == bindparam("prompt"))
    .order_by(col(Decision.id).desc())
)


@dataclass(frozen=True)
class Decided:
    """A version became the live one; `by` is a name, or None for the library's file.

    `proof` is what it rests on, as whoever decided has kept it; `until` is the instant of the next
    decision, None for the last one; instants are in ms.
    """

    id: int
    version_id: str
    since: int
    by: str | None
    why: str
    proof: str = ""
    until: int | None = None


@dataclass(frozen=True)
class Version:
    """One version as one person may know it; `author` is a name, or None for the library's file.

    `text` is None, and `parameters` and `note` are empty, where it is locked for them; `pictures`
    are those that all people have made with it, `demo_pictures` those of them that no AI made.
    """

    id: str
    number: int
    cost: int
    created_at: int
    author: str | None
    pictures: int
    is_live: bool
    text: str | None
    parameters: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    demo_pictures: int = 0


@dataclass(frozen=True)
class Timeline:
    """A prompt with its versions and decisions, the newest ones first."""

    prompt_id: str
    title: str
    category: str
    members_only: bool
    is_archived: bool
    is_locked: bool
    versions: tuple[Version, ...]
    decisions: tuple[Decided, ...]

    @property
    def live(self) -> Version:
        """Return the version that is live."""
        return next(version for version in self.versions if version.is_live)

    def find(self, version_id: str | None) -> Version | None:
        """Return the version with this id, or None."""
        return next((version for version in self.versions if version.id == version_id), None)


def timeline(
    database: Database, person: User, prompt_id: str, *, demo: Collection[str] = ()
) -> Timeline:
    """Return what this person may know of a prompt's history; raise `PromptNotFound`.

    `demo` names the services without an AI behind them: their pictures are also counted apart.
    """
    if not is_id(prompt_id):
        raise PromptNotFound
    with database.snapshot() as session:  # or a decision could come between the two queries
        rows = session.execute(_VERSIONS, {"prompt": prompt_id, "demo": list(demo)}).all()
        decided = session.execute(_DECISIONS, {"prompt": prompt_id}).all()
    if not rows:
        raise PromptNotFound
    prompt: Prompt = rows[0].Prompt
    readable = may_read(person, members_only=prompt.members_only)
    live_id = decided[0].Decision.version_id
    return Timeline(
        prompt_id=prompt.id,
        title=prompt.title,
        category=prompt.category,
        members_only=prompt.members_only,
        is_archived=prompt.archived,
        is_locked=not readable,
        versions=tuple(_version(row, live_id, readable=readable) for row in rows),
        decisions=_decisions(decided, readable=readable),
    )


def _version(row: Any, live_id: str, *, readable: bool) -> Version:
    version: PromptVersion = row.PromptVersion
    return Version(
        id=version.id,
        number=version.number,
        cost=version.cost,
        created_at=version.created_at,
        author=row.author,
        pictures=row.pictures or 0,
        is_live=version.id == live_id,
        text=version.text if readable else None,
        parameters=json.loads(version.parameters) if readable else {},
        note=version.note if readable else "",
        demo_pictures=row.demo_pictures or 0,
    )


def _decisions(rows: Sequence[Any], *, readable: bool) -> tuple[Decided, ...]:
    """Return the decisions, each until the one after it."""
    ends = (None, *(row.Decision.decided_at for row in rows[:-1]))
    return tuple(
        Decided(
            id=row.Decision.id,
            version_id=row.Decision.version_id,
            since=row.Decision.decided_at,
            by=row.decider,
            why=row.Decision.why if readable else "",
            proof=row.Decision.proof if readable else "",
            until=until,
        )
        for row, until in zip(rows, ends, strict=True)
    )
