"""What people say of an experiment's pictures. Every answer is a row, and so is taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from core.errors import ExperimentRefused, InvalidRequest, PersonNotFound
from core.experiments.voting.looks import is_sealed
from core.faults import ExperimentFault
from core.tables import (
    REVEALED,
    Answer,
    Cell,
    Experiment,
    GeneratedImage,
    Judgement,
    Reason,
    User,
)
from core.text_checks import is_id

if TYPE_CHECKING:
    from core.studio import Studio


def judge(
    studio: Studio,
    person_id: str,
    order_id: str,
    answer: Answer,
    reason: Reason = Reason.NONE,
) -> int:
    """Keep what a person says of a cell's picture; return the number of their answer.

    The last one counts. Saying the same again adds nothing. Raise `InvalidRequest` for a reason of
    anything but `UNUSABLE`, `PersonNotFound`, or `ExperimentRefused`: "no_picture", "sealed" for
    others than the owner before planned votes are revealed, "archived".
    """
    if reason and answer != Answer.UNUSABLE:
        raise InvalidRequest
    with studio.database.write() as tx:
        _admit(tx, person_id, order_id)
        last = _last(tx, person_id, order_id)
        if last is not None and (last.answer, last.reason) == (answer, reason):
            return last.n
        if last is None and answer == Answer.UNDONE:
            return 0  # there is nothing to take back
        number = last.n + 1 if last else 1
        tx.add(
            Judgement(
                order_id=order_id,
                person_id=person_id,
                n=number,
                answer=answer.value,
                reason=reason.value,
                judged_at=studio.now(),
            )
        )
        tx.flush()
        return number


def undo(studio: Studio, person_id: str, order_id: str) -> bool:
    """Take back what a person said of a cell's picture; return whether they had said anything.

    Raise what `judge` raises.
    """
    return judge(studio, person_id, order_id, Answer.UNDONE) > 0


def _admit(tx: Session, person_id: str, order_id: str) -> None:
    """Refuse who may not judge this; of one person's answers at one instant let one be first."""
    if not is_id(person_id) or tx.scalar(_PERSON, {"person": person_id}) is None:
        raise PersonNotFound
    judged = tx.execute(_JUDGED, {"order": order_id}).first() if is_id(order_id) else None
    if judged is None:
        raise ExperimentRefused(ExperimentFault.NO_PICTURE)
    experiment = judged.Experiment
    if is_sealed(experiment.owner, experiment.voters, person_id, revealed=judged.is_revealed):
        raise ExperimentRefused(ExperimentFault.SEALED)
    if experiment.archived_at is not None:
        raise ExperimentRefused(ExperimentFault.ARCHIVED)


def _last(tx: Session, person_id: str, order_id: str) -> Judgement | None:
    return tx.scalar(_LAST, {"person": person_id, "order": order_id})


# Built once: somebody who looks through pictures answers every second or two.
_PERSON = select(col(User.id)).where(col(User.id) == bindparam("person")).with_for_update()
_JUDGED: Select[*tuple[Any, ...]] = (
    select(Experiment, REVEALED.label("is_revealed"))
    .join(Cell, col(Cell.experiment_id) == col(Experiment.id))
    .join(GeneratedImage, col(GeneratedImage.generation_id) == col(Cell.order_id))
    .where(col(Cell.order_id) == bindparam("order"), col(GeneratedImage.purged_at).is_(None))
)
_LAST = (
    select(Judgement)
    .where(col(Judgement.order_id) == bindparam("order"))
    .where(col(Judgement.person_id) == bindparam("person"))
    .order_by(col(Judgement.n).desc())
    .limit(1)
)
