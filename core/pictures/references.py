"""Whose a reference picture is: who has uploaded it may see it, and order with it.

Files are named by their content, so that equal pictures are one file; the rows tell its people.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, exists, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from core.database import Database, connection_of
from core.errors import InvalidImage, PersonNotFound
from core.faults import ImageFault
from core.pictures.uploads import Picture
from core.tables import (
    CaseSet,
    Experiment,
    ExperimentCase,
    Generation,
    KeptCase,
    UploadedReference,
)
from core.text_checks import is_storable

if TYPE_CHECKING:
    from core.studio import Studio

MAX_FILE_NAME = 200  # characters, the column's

_KEEP = text("""
    INSERT INTO uploadedreference (user_id, name, file_name, uploaded_at)
    VALUES (:user_id, :name, :file_name, :uploaded_at)
    ON CONFLICT (user_id, name) DO UPDATE
      SET file_name = excluded.file_name, uploaded_at = excluded.uploaded_at""")
_OWNED = select(col(UploadedReference.name)).where(
    col(UploadedReference.user_id) == bindparam("person"),
    col(UploadedReference.name) == bindparam("name"),
)


def keep(studio: Studio, person_id: str, picture: Picture, file_name: str) -> UploadedReference:
    """Store a checked picture as this person's; return its row, with the file's name as kept.

    The file comes before the row: one without a row goes with the next sweep. A repeated upload
    counts as a new one, so that its day of grace begins again. Raise
    `StorageFailed`, or `PersonNotFound` where the person is gone.
    """
    name = studio.images.store_reference(picture)
    called = file_name[:MAX_FILE_NAME] if is_storable(file_name) else ""
    row = UploadedReference(
        user_id=person_id, name=name, file_name=called, uploaded_at=studio.now()
    )
    try:
        with studio.database.write() as tx:
            connection_of(tx).execute(_KEEP, row.model_dump())
    except IntegrityError as error:
        raise PersonNotFound from error
    return row


def share(studio: Studio, person_id: str, names: Mapping[str, str]) -> None:
    """Let this person use references that a case holds which they may open; files by name.

    Each is theirs from then on as an upload of their own is.
    """
    for name, file_name in names.items():
        row = UploadedReference(
            user_id=person_id, name=name, file_name=file_name, uploaded_at=studio.now()
        )
        with suppress(IntegrityError), studio.database.write() as tx:  # they have it already
            tx.execute(insert(UploadedReference).values(row.model_dump()))


def owned(tx: Session, person_id: str, name: str) -> bool:
    """Return whether this person has uploaded this reference."""
    theirs = {"person": person_id, "name": name}
    return is_storable(name) and connection_of(tx).scalar(_OWNED, theirs) is not None


def admit(tx: Session, person_id: str, name: str) -> None:
    """Refuse a reference that this person never uploaded, as one that is not there.

    Whether somebody else has it is not told: `InvalidImage("missing")` either way.
    """
    if not owned(tx, person_id, name):
        raise InvalidImage(ImageFault.MISSING)


def find(database: Database, person_id: str, name: str) -> UploadedReference:
    """Return this person's reference; raise `InvalidImage("missing")` for any other."""
    with database.read() as session:
        row = session.get(UploadedReference, (person_id, name)) if is_storable(name) else None
    if row is None:
        raise InvalidImage(ImageFault.MISSING)
    return row


def forget_unused(tx: Session, *, before: int) -> None:
    """Delete the rows of uploads from before an instant that their person has no use for.

    An order of theirs is one, a case of theirs another, in an experiment or in a set.
    """
    ordered = exists().where(
        col(Generation.reference) == col(UploadedReference.name),
        col(Generation.user_id) == col(UploadedReference.user_id),
    )
    tried = exists().where(
        col(ExperimentCase.reference) == col(UploadedReference.name),
        col(Experiment.id) == col(ExperimentCase.experiment_id),
        col(Experiment.owner) == col(UploadedReference.user_id),
    )
    kept = exists().where(
        col(KeptCase.reference) == col(UploadedReference.name),
        col(CaseSet.id) == col(KeptCase.set_id),
        col(CaseSet.owner) == col(UploadedReference.user_id),
    )
    old = col(UploadedReference.uploaded_at) < before
    tx.execute(delete(UploadedReference).where(old, ~ordered, ~tried, ~kept))


def named_among(session: Session, names: list[str]) -> set[str]:
    """Return those of some references that any table names: these files must stay."""
    by_order = select(col(Generation.reference)).where(col(Generation.reference).in_(names))
    by_upload = select(col(UploadedReference.name)).where(col(UploadedReference.name).in_(names))
    return {name for query in (by_order, by_upload) for name in session.scalars(query) if name}
