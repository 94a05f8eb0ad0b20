"""One person's answers on a pair. Every answer is a row, and so is taking it back.

The last one before the reveal counts. An answer that a reveal has counted stays as it is, also when
an extension begins another look: its person may know by then which picture was whose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select
from sqlmodel import Session, col

from core.errors import ExperimentRefused
from core.experiments import rows
from core.experiments.voting import access, reveals
from core.experiments.voting.looks import FILLS, NEWEST_ANSWER
from core.faults import ExperimentFault
from core.tables import Ballot, Choice, Experiment, Pair, Vote
from core.text_checks import is_id

if TYPE_CHECKING:
    from core.studio import Studio


@dataclass(frozen=True)
class Cast:
    """The number of an answer; 0 for nothing that could be taken back.

    `ends` says that it was the last planned vote: the verdict is there.
    """

    n: int
    ends: bool = False


def vote(studio: Studio, person_id: str, pair_id: str, answer: Choice) -> Cast:
    """Keep what a person says of a pair that they were shown; the last planned vote reveals.

    Saying the same again adds nothing. Raise `ExperimentRefused`: "no_ballot", "pair_is_full" where
    others were faster, "revealed" for an answer that was counted too, and what `access.admit`
    raises.
    """
    with studio.database.write() as tx:
        experiment = rows.lock(tx, _experiment_of(tx, person_id, pair_id))
        last = tx.scalar(_LAST, {"pair": pair_id, "person": person_id})
        if last is not None and last.answer == answer:
            return Cast(last.n)  # a double click; by the first one it may be revealed
        look = access.admit(tx, person_id, experiment)
        if last is None and answer == Choice.UNDONE:
            return Cast(0)
        if last is not None and last.answer != Choice.UNDONE and last.look < look.number:
            raise ExperimentRefused(ExperimentFault.REVEALED)
        if answer != Choice.UNDONE and _others(tx, person_id, pair_id) >= look.wanted:
            raise ExperimentRefused(ExperimentFault.PAIR_IS_FULL)
        new = Vote(
            pair_id=pair_id,
            person_id=person_id,
            n=last.n + 1 if last else 1,
            answer=answer.value,
            look=look.number,
            voted_at=studio.now(),
        )
        tx.execute(insert(Vote).values(new.model_dump()))
        ends = answer != Choice.UNDONE and reveals.end_if_complete(studio, tx, experiment)
        return Cast(new.n, ends)


def undo(studio: Studio, person_id: str, experiment_id: str) -> str | None:
    """Take back the person's last answer of this look; return its pair, which comes next again.

    None where there is nothing to take back. Raise `ExperimentNotFound`, or what `vote` raises:
    "revealed" where the last planned vote was faster.
    """
    with studio.database.read() as session:
        look = access.admit(session, person_id, rows.find(session, experiment_id))
        given = {"experiment": experiment_id, "person": person_id, "look": look.number}
        pair_id = session.scalar(NEWEST_ANSWER, given)
    if pair_id is not None:
        vote(studio, person_id, pair_id, Choice.UNDONE)
    return pair_id


def _experiment_of(tx: Session, person_id: str, pair_id: str) -> str:
    known = is_id(person_id) and is_id(pair_id)
    given = {"pair": pair_id, "person": person_id}
    experiment_id = tx.scalar(_EXPERIMENT, given) if known else None
    if experiment_id is None:
        raise ExperimentRefused(ExperimentFault.NO_BALLOT)
    return experiment_id


def _others(tx: Session, person_id: str, pair_id: str) -> int:
    """Return how many places of a pair others fill."""
    return tx.scalar(_OTHERS, {"pair": pair_id, "person": person_id}) or 0


# Built once: somebody who compares pictures answers every few seconds.
_OF_PERSON = (
    col(Vote.pair_id) == bindparam("pair"),
    col(Vote.person_id) == bindparam("person"),
)
_LAST = select(Vote).where(*_OF_PERSON).order_by(col(Vote.n).desc()).limit(1)
_EXPERIMENT = (
    select(col(Pair.experiment_id))
    .join(Ballot, col(Ballot.pair_id) == col(Pair.id))
    .where(col(Pair.id) == bindparam("pair"), col(Ballot.person_id) == bindparam("person"))
)
_OTHERS = (
    select(func.count())
    .select_from(Vote)
    .join(Pair, col(Pair.id) == col(Vote.pair_id))
    .join(Experiment, col(Experiment.id) == col(Pair.experiment_id))
    .where(col(Pair.id) == bindparam("pair"), col(Vote.person_id) != bindparam("person"), FILLS)
)
