"""What the gallery asks for: a person's own pictures, filtered, page by page.

all of them    the settled orders without those in the bin, by the order's instant
favourites     the same order, but read from the starred pictures alone: they are few
the bin        what is in it, last trashed first; what is purged is in no list
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, cast, exists, null, or_, select, tuple_
from sqlmodel import col

from core.database import Database, Source, reading
from core.listing.makers import ANYBODY, MAKER, MadeBy, is_of
from core.listing.pages import MOST_LISTS, Listed, Page, fetch_page, like, listed
from core.listing.period import Period
from core.tables import GeneratedImage, Generation, OrderStatus, Prompt, in_status

_NEWEST = (col(Generation.created_at), col(Generation.id))
_NEWEST_STARRED = (col(GeneratedImage.ordered_at), col(GeneratedImage.generation_id))
_LAST_TRASHED = (col(GeneratedImage.trashed_at), col(GeneratedImage.generation_id))
_IS_STARRED = col(GeneratedImage.starred_at).is_not(None)
_IS_TRASHED = col(GeneratedImage.trashed_at).is_not(None)
_OF_ORDER = col(GeneratedImage.generation_id) == col(Generation.id)


@dataclass(frozen=True)
class PictureFilter:
    """Narrow the gallery; `words` must all stand in the prompt's title or the wish.

    `is_trash` asks for the bin: what is in it is in no other list.
    """

    prompt_id: str | None = None
    category: str | None = None
    words: str = ""
    period: Period = Period()
    made_by: MadeBy = ANYBODY
    starred: bool = False
    is_trash: bool = False


class PictureCard(NamedTuple):
    """What a card of the grid shows; the picture's files are stored under the order's id.

    `trashed_at` is the instant in ms at which it went to the bin, None for what is not in it.
    """

    order_id: str
    prompt_title: str
    cost: int
    created_at: int
    aspect_ratio: str
    starred: bool
    trashed_at: int | None


@dataclass(frozen=True)
class Choices:
    """What a person's pictures can be narrowed to; all are empty where there is no picture.

    Pictures in the bin don't count.
    """

    prompts: dict[str, str]
    categories: list[str]
    makers: list[MadeBy]


@dataclass(frozen=True)
class Neighbours:
    """The pictures before and after one, as the gallery lists them: their order ids."""

    newer: str | None
    older: str | None


def list_pictures(
    database: Database, person_id: str, chosen: PictureFilter, *, number: int, size: int
) -> Page[PictureCard]:
    """Return one page of the person's pictures, newest first; of the bin, last trashed first."""
    return fetch_page(database, _pictures(person_id, chosen), PictureCard, number=number, size=size)


def newest_by_maker(
    database: Database,
    person_id: str,
    chosen: PictureFilter,
    makers: Iterable[MadeBy],
    *,
    size: int,
) -> dict[MadeBy, Page[PictureCard]]:
    """Return for each model that has any of these pictures its first page, all of one instant."""
    with database.snapshot() as session:
        pages = {
            each: fetch_page(
                session,
                _pictures(person_id, replace(chosen, made_by=each)),
                PictureCard,
                number=1,
                size=size,
            )
            for each in makers
            if chosen.made_by.has(each)
        }
    return {each: page for each, page in pages.items() if page.total}


@lru_cache(MOST_LISTS)
def _pictures(person_id: str, chosen: PictureFilter) -> Listed:
    query: Select[*tuple[Any, ...]] = select(
        col(Generation.id).label("order_id"),
        col(Generation.prompt_title),
        col(Generation.cost),
        col(Generation.created_at),
        col(Generation.aspect_ratio),
        *_marks(chosen),
    ).where(*_conditions(person_id, chosen))
    return listed(query, newest_by=_sorted_by(chosen))


def _marks(chosen: PictureFilter) -> tuple[Any, Any]:
    """Return the columns that say whether a picture is starred and since when it is in the bin."""
    if chosen.is_trash or chosen.starred:
        return _IS_STARRED.label("starred"), col(GeneratedImage.trashed_at)
    starred = exists().where(_OF_ORDER, _IS_STARRED).correlate(Generation)
    return starred.label("starred"), cast(null(), BigInteger).label("trashed_at")


def _sorted_by(chosen: PictureFilter) -> tuple[Any, Any]:
    if chosen.is_trash:
        return _LAST_TRASHED
    return _NEWEST_STARRED if chosen.starred else _NEWEST


def choices(source: Source, person_id: str) -> Choices:
    """Return the prompts (id and today's title), categories and makers of the person's pictures.

    The first two come in the library's order, prompts that have left it last.
    """
    with reading(source) as session:
        rows = session.execute(_choices_of(person_id)).all()
        made_by = session.execute(_makers_of(person_id)).all()
    titles = {row.id: f"{row.title}（已下架）" if row.archived else row.title for row in rows}
    categories = list(dict.fromkeys(row.category for row in rows))
    return Choices(titles, categories, sorted(MadeBy(*row) for row in made_by))


@lru_cache(MOST_LISTS)
def _choices_of(person_id: str) -> Select[*tuple[Any, ...]]:
    mine = _conditions(person_id, PictureFilter())
    used = exists().where(*mine, col(Generation.prompt_id) == col(Prompt.id))
    return (
        select(col(Prompt.id), col(Prompt.title), col(Prompt.archived), col(Prompt.category))
        .where(used)
        .order_by(col(Prompt.archived), col(Prompt.position))
    )


@lru_cache(MOST_LISTS)
def _makers_of(person_id: str) -> Select[*tuple[Any, ...]]:
    """Return the query for the models of a person's pictures.

    Of those that somebody else alone has used, not even an index of the person's is read.
    """
    pictures = is_of(person_id, *_of_list(person_id, PictureFilter()))
    return select(MAKER.c.service, MAKER.c.model).where(is_of(person_id), pictures)


def neighbours(
    database: Database, person_id: str, chosen: PictureFilter, order_id: str
) -> Neighbours:
    """Return the pictures beside one in the filtered list; none for an unknown order.

    Of the bin, none for a picture that has left it; elsewhere a picture keeps its place.
    """
    columns = _sorted_by(chosen)
    instant, newest_id = columns
    owner = col(Generation.user_id) if columns is _NEWEST else col(GeneratedImage.user_id)
    here = select(*columns).where(newest_id == order_id, owner == person_id, instant.is_not(None))
    conditions = _conditions(person_id, chosen)
    with database.read() as session:
        row = session.execute(here).first()
        if row is None:
            return Neighbours(None, None)
        place, other = tuple_(*columns), tuple_(*row)
        newer = select(newest_id).where(*conditions, place > other)
        older = select(newest_id).where(*conditions, place < other)
        return Neighbours(
            session.scalar(newer.order_by(*columns).limit(1)),
            session.scalar(older.order_by(*(column.desc() for column in columns)).limit(1)),
        )


def _conditions(person_id: str, chosen: PictureFilter) -> list[Any]:
    conditions = _of_list(person_id, chosen)
    if chosen.prompt_id:
        conditions.append(col(Generation.prompt_id) == chosen.prompt_id)
    conditions += chosen.made_by.of(col(Generation.provider), col(Generation.model))
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


def _of_list(person_id: str, chosen: PictureFilter) -> list[Any]:
    """Return what makes a list the person's: the bin, the favourites, or all that is in no bin.

    The first two say the conditions of their partial indexes word by word, and nothing of the
    order but its id: else SQLite reads all orders of the person.
    """
    theirs = col(GeneratedImage.user_id) == person_id
    if chosen.is_trash or chosen.starred:
        in_bin = (_IS_TRASHED, col(GeneratedImage.purged_at).is_(None))
        state = in_bin if chosen.is_trash else (~_IS_TRASHED,)
        starred = (_IS_STARRED,) if chosen.starred else ()
        period = chosen.period.of(col(GeneratedImage.ordered_at))
        return [theirs, *state, *starred, _OF_ORDER, *period]
    # As a range: for "=" SQLite takes the unique index of all pictures, fifty times as slow as the
    # small one of those that are trashed.
    of_order = col(GeneratedImage.generation_id).between(col(Generation.id), col(Generation.id))
    trashed = exists().where(theirs, of_order, _IS_TRASHED).correlate(Generation)
    any_trashed = exists().where(theirs, _IS_TRASHED)  # asked once, and of most people no more
    return [
        col(Generation.user_id) == person_id,
        in_status(OrderStatus.SETTLED),
        or_(~any_trashed, ~trashed),
        *chosen.period.of(col(Generation.created_at)),
    ]
