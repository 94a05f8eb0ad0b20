"""What the gallery asks for: a person's own pictures, filtered, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import col

from core.database import Database
from core.models import Generation, OrderStatus
from core.paging import Page, Period, fetch_page, like


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
    wish: str
    cost: int
    created_at: int


def list_pictures(
    database: Database, user_id: str, chosen: PictureFilter, *, number: int, size: int
) -> Page[PictureCard]:
    """Return one page of the person's pictures, newest first."""
    query = select(
        col(Generation.id),
        col(Generation.prompt_title),
        col(Generation.wish),
        col(Generation.cost),
        col(Generation.created_at),
    ).where(*_conditions(user_id, chosen))
    with database.read() as session:
        page = fetch_page(
            session,
            query,
            newest_by=(col(Generation.created_at), col(Generation.id)),
            number=number,
            size=size,
        )
    return Page([PictureCard(*row) for row in page.rows], page.number, page.pages, page.total)


def _conditions(user_id: str, chosen: PictureFilter) -> list[Any]:
    conditions = [
        col(Generation.user_id) == user_id,
        col(Generation.status) == OrderStatus.SETTLED,
        *chosen.period.of(col(Generation.created_at)),
    ]
    if chosen.prompt_id:
        conditions.append(col(Generation.prompt_id) == chosen.prompt_id)
    if chosen.category:
        conditions.append(col(Generation.prompt_category) == chosen.category)
    conditions += [
        or_(
            col(Generation.prompt_title).ilike(pattern, escape="\\"),
            col(Generation.wish).ilike(pattern, escape="\\"),
        )
        for pattern in like(chosen.words)
    ]
    return conditions
