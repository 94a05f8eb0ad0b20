"""The record of administrators' acts as it is read: who, of what, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from core.database import Database, Source
from core.listing.pages import MOST_LISTS, Listed, Page, fetch_all, fetch_page, like, listed
from core.tables import AdminAct, Prompt, User

_ACTOR, _PERSON = aliased(User), aliased(User)


@dataclass(frozen=True)
class ActFilter:
    """Narrow the acts; "" and None mean all. `words` are looked for in names and reasons."""

    words: str = ""
    kind: str | None = None
    person_id: str | None = None


class ActRow(NamedTuple):
    """One act, with the names of today."""

    id: int
    acted_at: int
    actor: str
    kind: str
    person: str | None
    prompt: str | None
    before: str
    after: str
    reason: str


def list_acts(source: Source, chosen: ActFilter, *, number: int, size: int) -> Page[ActRow]:
    """Return one page of acts, the newest first."""
    return fetch_page(source, _acts(chosen), ActRow, number=number, size=size)


def all_acts(database: Database, chosen: ActFilter) -> Iterator[ActRow]:
    """Yield all acts of the filter, the newest first, for an export."""
    return fetch_all(database, _acts(chosen), ActRow)


@lru_cache(MOST_LISTS)
def _acts(chosen: ActFilter) -> Listed:
    query: Select[*tuple[Any, ...]] = (
        select(
            col(AdminAct.id),
            col(AdminAct.acted_at),
            col(_ACTOR.name).label("actor"),
            col(AdminAct.kind),
            col(_PERSON.name).label("person"),
            col(Prompt.title).label("prompt"),
            col(AdminAct.before),
            col(AdminAct.after),
            col(AdminAct.reason),
        )
        .join(_ACTOR, col(_ACTOR.id) == col(AdminAct.actor_id))
        .outerjoin(_PERSON, col(_PERSON.id) == col(AdminAct.person_id))
        .outerjoin(Prompt, col(Prompt.id) == col(AdminAct.prompt_id))
    )
    return listed(query.where(*_conditions(chosen)), newest_by=(col(AdminAct.id),))


def _conditions(chosen: ActFilter) -> list[Any]:
    searched = (col(_ACTOR.name), col(_PERSON.name), col(Prompt.title), col(AdminAct.reason))
    conditions: list[Any] = [
        or_(*(column.ilike(pattern, escape="\\") for column in searched))
        for pattern in like(chosen.words)
    ]
    if chosen.kind:
        conditions.append(col(AdminAct.kind) == chosen.kind)
    if chosen.person_id:
        conditions.append(col(AdminAct.person_id) == chosen.person_id)
    return conditions
