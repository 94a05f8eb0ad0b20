"""One more look: what an owner adds after a reveal, and votes are asked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session

from core.errors import ExperimentRefused, InvalidRequest
from core.experiments.voting import looks
from core.faults import ExperimentFault
from core.tables import MAX_VOTERS, Experiment, Extension, Reveal

if TYPE_CHECKING:
    from core.studio import Studio


def begin_look(
    studio: Studio, tx: Session, experiment: Experiment, *, voters: int, cells: int
) -> None:
    """Begin the next look of a locked experiment that is revealed, where anything is added.

    Before a reveal more cells are no look, since nobody has seen a vote. Raise
    `ExperimentRefused` for more votes then ("not_revealed") and where none were planned
    ("no_votes"), `InvalidRequest("voters")` for fewer than none and over MAX_VOTERS in all.
    """
    look = looks.look_of(tx, experiment.id)
    if voters and not experiment.voters:
        raise ExperimentRefused(ExperimentFault.NO_VOTES)
    if voters and not look.is_revealed:
        raise ExperimentRefused(ExperimentFault.NOT_REVEALED)
    if not 0 <= voters <= MAX_VOTERS - look.wanted:
        raise InvalidRequest("voters", limit=MAX_VOTERS)
    if not look.is_revealed or (not voters and not cells):
        return
    revealed_at = tx.get_one(Reveal, (experiment.id, look.number)).at
    tx.add(
        Extension(
            experiment_id=experiment.id,
            look=look.number + 1,
            at=max(studio.now(), revealed_at),
            person_id=experiment.owner,
            voters_added=voters,
            cells=cells,
        )
    )
    tx.flush()
