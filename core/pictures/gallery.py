"""What the gallery asks for: a person's own pictures, filtered, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, exists, or_, select, tuple_
from sqlmodel import col

from core.database import Database
from core.listing import MOST_LISTS, Listed, Page, Period, fetch_page, like, listed
from core.tables import Generation, OrderStatus, Prompt, in_status

_NEWEST = (col(Generation.created_at), col(Generation.id))


@dataclass(frozen=True)
class PictureFilter:
    """Narrow the gallery; `words` must all stand in the prompt's title or the wish."""

    prompt_id: str | None = None
    category: str | None = None
    words: str = ""
    period: Period = Period()


@dataclass(frozen=True)
class PictureCard:
    """What a card of the grid shows; the picture's files are stored under the order's id."""

    order_id: str
    prompt_title: str
    cost: int
    created_at: int
    aspect_ratio: str


@dataclass(frozen=True)
class Choices:
    """What a person's pictures can be narrowed to; both are empty where there is no picture."""

    prompts: dict[str, str]
    categories: list[str]


@dataclass(frozen=True)
class Neighbours:
    """The pictures before and after one, as the gallery lists them: their order ids."""

    newer: str | None
    older: str | None


def list_pictures(
    database: Database, person_id: str, chosen: PictureFilter, *, number: int, size: int
) -> Page[PictureCard]:
    """Return one page of the person's pictures, newest first."""
    return fetch_page(database, _pictures(person_id, chosen), PictureCard, number=number, size=size)


@lru_cache(MOST_LISTS)
def _pictures(person_id: str, chosen: PictureFilter) -> Listed:
    query: Select[*tuple[Any, ...]] = select(
        col(Generation.id).label("order_id"),
        col(Generation.prompt_title),
        col(Generation.cost),
        col(Generation.created_at),
        col(Generation.aspect_ratio),
    ).where(*_conditions(person_id, chosen))
    return listed(query, newest_by=_NEWEST)


def choices(database: Database, person_id: str) -> Choices:
    """Return the prompts (id and today's title) and categories of the person's pictures.

    Both come in the library's order, prompts that have left it last.
    """
    with database.read() as session:
        rows = session.execute(_choices_of(person_id)).all()
    titles = {row.id: f"{row.title}（已下架）" if row.archived else row.title for row in rows}
    return Choices(titles, list(dict.fromkeys(row.category for row in rows)))


@lru_cache(MOST_LISTS)
def _choices_of(person_id: str) -> Select[*tuple[Any, ...]]:
    mine = _conditions(person_id, PictureFilter())
    used = exists().where(*mine, col(Generation.prompt_id) == col(Prompt.id))
    return (
        select(col(Prompt.id), col(Prompt.title), col(Prompt.archived), col(Prompt.category))
        .where(used)
        .order_by(col(Prompt.archived), col(Prompt.position))
    )


def neighbours(
    database: Database, person_id: str, chosen: PictureFilter, order_id: str
) -> Neighbours:
    """Return the pictures beside one in the filtered gallery; none for an unknown order."""
    conditions = _conditions(person_id, chosen)
    here = select(*_NEWEST).where(col(Generation.id) == order_id)
    with database.read() as session:
        row = session.execute(here.where(col(Generation.user_id) == person_id)).first()
        if row is None:
            return Neighbours(None, None)
        place, other = tuple_(*_NEWEST), tuple_(*row)
        newer = select(col(Generation.id)).where(*conditions, place > other)
        older = select(col(Generation.id)).where(*conditions, place < other)
        return Neighbours(
            session.scalar(newer.order_by(*_NEWEST).limit(1)),
            session.scalar(older.order_by(*(column.desc() for column in _NEWEST)).limit(1)),
        )


def _conditions(person_id: str, chosen: PictureFilter) -> list[Any]:
    conditions = [
        col(Generation.user_id) == person_id,
        in_status(OrderStatus.SETTLED),
        *chosen.period.of(col(Generation.created_at)),
    ]
    if chosen.prompt_id:
        conditions.append(col(Generation.prompt_id) == chosen.prompt_id)
    if chosen.category:
        in_category = select(col(Prompt.id)).where(col(Prompt.category) == chosen.category)
        conditions.append(col(Generation.prompt_id).in_(in_category))
    conditions += [
        or_(
            col(Generation.prompt_title).ilike(pattern, escape="\\"),
            col(Generation.wish).ilike(pattern, escape="\\"),
        )
        for pattern in like(chosen.words)
    ]
    return conditions
