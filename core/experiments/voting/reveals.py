"""The end of a look: its numbers and its verdict, written once.

The last planned vote writes it in its own transaction, so nobody has to come back for it, and
nothing is counted that came after. The owner may do so early, without having seen a tally.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, func, insert, select
from sqlmodel import Session, col

from core.errors import ExperimentRefused
from core.experiments import rows
from core.experiments.verdict import record
from core.experiments.voting import access, deciding, looks, pairs
from core.experiments.voting.looks import ANY_UNOPENED, FILLED, IS_WHOLE, WANTED
from core.faults import ExperimentFault
from core.log import get_logger
from core.tables import Experiment, Pair, Reveal, Vote

if TYPE_CHECKING:
    from core.studio import Studio

log = get_logger()


def reveal(studio: Studio, person_id: str, experiment_id: str) -> Reveal:
    """End a look early, by its owner; return what is revealed, also where that had happened.

    Pairs that nobody had asked for yet count as missing. Raise `ExperimentNotFound`, or
    `ExperimentRefused`: "not_owner", "no_votes", "not_run", "archived", "running".
    """
    with studio.database.write() as tx:
        experiment = rows.lock_own(tx, person_id, experiment_id)
        look = looks.look_of(tx, experiment_id)
        if look.is_revealed:
            return tx.get_one(Reveal, (experiment_id, look.number))
        access.votable(tx, experiment)
        if rows.is_running(tx, experiment_id):
            raise ExperimentRefused(ExperimentFault.RUNNING)
        pairs.open_in(studio, tx, experiment_id)
        return _end(studio, tx, experiment, by=person_id)


def end_if_complete(studio: Studio, tx: Session, experiment: Experiment) -> bool:
    """End the look of a locked experiment where its last planned vote is in; return whether so.

    It is not in while a pair wants one, nor while cells that were added are still to be run.
    """
    given = {"experiment": experiment.id}
    if tx.execute(_UNFILLED, given).first() or tx.execute(ANY_UNOPENED, given).first():
        return False
    matrix = rows.matrix_of(tx, experiment)
    if matrix.is_running or matrix.due(again=False):
        return False
    _end(studio, tx, experiment, by=None)
    return True


def _end(studio: Studio, tx: Session, experiment: Experiment, *, by: str | None) -> Reveal:
    look = looks.look_of(tx, experiment.id)
    standing = deciding.standing_at(tx, experiment.id, look.number)
    own = [each for each in standing if each.person_id == experiment.owner]
    votes = len(standing) if experiment.own_votes else len(standing) - len(own)
    matrix = rows.matrix_of(tx, experiment)
    judged = deciding.judged_pairs(matrix, standing, own_votes=experiment.own_votes)
    opened = tx.scalar(_OPENED, {"experiment": experiment.id}) or 0
    last_vote = tx.scalar(_LAST_VOTE, {"experiment": experiment.id}) or 0
    revealed = Reveal(
        experiment_id=experiment.id,
        look=look.number,
        at=max(studio.now(), last_vote),  # of another process, whose clock may be ahead
        person_id=by,
        pairs=opened,
        wanted=opened * look.wanted,
        votes=votes,
        missing=opened * look.wanted - votes,
        own_votes=len(own),
        verdict=record.to_text(deciding.decide(matrix, judged, looks=look.number)),
    )
    tx.execute(insert(Reveal).values(revealed.model_dump()))
    experiment.revision += 1  # who has not seen it extends nothing: it would be one more look
    log.info("votes.revealed", experiment=experiment.id, look=look.number, person=by)
    return revealed


# A pair that wants a vote and can have one.
_UNFILLED: Select[*tuple[Any, ...]] = (
    select(col(Pair.id))
    .join(Experiment, col(Experiment.id) == col(Pair.experiment_id))
    .where(col(Pair.experiment_id) == bindparam("experiment"), IS_WHOLE, FILLED < WANTED)
    .limit(1)
)
_OPENED = (
    select(func.count()).select_from(Pair).where(col(Pair.experiment_id) == bindparam("experiment"))
)
_LAST_VOTE = (
    select(func.max(col(Vote.voted_at)))
    .join(Pair, col(Pair.id) == col(Vote.pair_id))
    .where(col(Pair.experiment_id) == bindparam("experiment"))
)
