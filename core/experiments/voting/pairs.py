"""What can be voted on: an arm's picture beside the base's, of the same case and repeat.

Pairs are written once and never changed. They are those that are complete when somebody asks for
one, the run having ended: whatever is filled up or added later comes as further rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlmodel import Session

from core.experiments import rows
from core.experiments.voting import looks
from core.experiments.voting.looks import ANY_UNOPENED, UNOPENED
from core.tables import Pair

if TYPE_CHECKING:
    from core.studio import Studio


def open_all(studio: Studio, experiment_id: str) -> None:
    """Write the pairs that are complete and have no row; of two who ask at once one does.

    Nothing is written while a run is open, once the look is revealed, or where no votes are
    planned.
    """
    with studio.database.read() as session:
        if not _may_open(session, experiment_id):
            return
    with studio.database.write() as tx:
        rows.lock(tx, experiment_id)
        open_in(studio, tx, experiment_id)


def open_in(studio: Studio, tx: Session, experiment_id: str) -> None:
    """Do the same in a transaction that has locked the experiment."""
    if not _may_open(tx, experiment_id):
        return
    look = looks.look_of(tx, experiment_id).number
    found = tx.execute(UNOPENED, {"experiment": experiment_id}).all()
    now = studio.now()
    tx.execute(
        insert(Pair),
        [
            Pair(
                id=studio.new_id(),
                experiment_id=experiment_id,
                look=look,
                opened_at=now,
                **row._mapping,
            ).model_dump()
            for row in found
        ],
    )


def _may_open(session: Session, experiment_id: str) -> bool:
    if session.execute(ANY_UNOPENED, {"experiment": experiment_id}).first() is None:
        return False
    look = looks.look_of(session, experiment_id)
    if look.is_revealed or not look.wanted:
        return False
    return not rows.is_running(session, experiment_id)
