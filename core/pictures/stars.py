"""Favourites: the pictures that their person has starred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from core.pictures.trash import not_before_it_was_made
from core.tables import IMAGES
from core.text_checks import is_id

if TYPE_CHECKING:
    from core.studio import Studio


def star(studio: Studio, person_id: str, order_id: str, *, on: bool) -> None:
    """Star the person's picture of an order, or take its star away.

    A repeated call changes nothing. What is somebody else's, is purged or is no picture is left as
    it is; in the bin a picture keeps its star.
    """
    if not is_id(order_id):
        return
    is_starred = IMAGES.c.starred_at.is_not(None)
    theirs = (
        IMAGES.c.generation_id == order_id,
        IMAGES.c.user_id == person_id,
        IMAGES.c.purged_at.is_(None),
        ~is_starred if on else is_starred,
    )
    since = not_before_it_was_made(studio.now()) if on else None
    with studio.database.write() as tx:
        tx.execute(update(IMAGES).where(*theirs).values(starred_at=since))
