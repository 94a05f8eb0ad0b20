"""Who may see what administrators see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.library.admission import find_person
from core.people import rights

if TYPE_CHECKING:
    from core.studio import Studio


def admit(studio: Studio, person_id: str) -> None:
    """Raise `NotAllowed("administer")` unless this person administers now, or `PersonNotFound`."""
    with studio.database.read() as session:
        person = find_person(session, person_id)
        rights.demand_administration(session, person, studio.settings)
