"""采用: the owner makes the better version of a verdict live, and keeps the verdict as its proof.

A proof is the verdict as it stood at the reveal, as text in `Decision.proof`: whatever comes later,
another look or another decision, changes nothing of it. Demo pictures prove nothing: then only the
experiment that the decision came from is kept.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from core.database import Database
from core.errors import ExperimentRefused, InvalidRequest
from core.experiments import rows
from core.experiments.rows import Matrix
from core.experiments.shapes import ArmShape
from core.experiments.verdict import record
from core.experiments.verdict.rule import ArmVerdict, Kind
from core.experiments.voting import looks
from core.faults import ExperimentFault
from core.library import editing
from core.pictures.label import NOT_AI
from core.tables import Experiment, Reveal

if TYPE_CHECKING:
    from core.studio import Studio


@dataclass(frozen=True)
class Origin:
    """Where a decision came from: an experiment's reveal, and what it said of one arm.

    The decision rests on `verdict`; it is None over demo pictures, on which none can rest.
    """

    experiment_id: str
    look: int
    arm: int
    verdict: ArmVerdict | None


def adopt(
    studio: Studio, person_id: str, experiment_id: str, arm: int, *, why: str, seen: int
) -> None:
    """Make what the verdict on an arm is for the live version: see `adopted`.

    `seen` is the prompt's last decision that was shown. Raise `ExperimentNotFound`,
    `ExperimentRefused`: "not_owner", "not_revealed"; `InvalidRequest` for an arm without a verdict,
    and what `core.library.editing.publish` raises.
    """
    # What is read here is never written again: no lock has to hold it until the decision.
    with studio.database.read() as session:
        experiment = rows.find_own(session, person_id, experiment_id)
        look, verdict = _revealed(session, experiment, arm)
        matrix = rows.matrix_of(session, experiment)
    chosen = adopted(matrix.arms, arm, verdict)
    proven = None if _is_demo(matrix, arm) else verdict
    editing.publish(
        studio,
        person_id,
        experiment.prompt_id,
        chosen.version_id,
        why=why,
        seen=seen,
        proof=_to_text(Origin(experiment.id, look, arm, proven)),
    )


def adopted(arms: Mapping[int, ArmShape], arm: int, verdict: ArmVerdict) -> ArmShape:
    """Return what a verdict on an arm is for: the base where it is better, else the arm."""
    if verdict.kind == Kind.BASE:
        return next(each for each in arms.values() if each.is_base)
    return arms[arm]


def origin_of(text: str) -> Origin | None:
    """Return where a decision came from; None where it was no verdict, as before there were any."""
    try:
        facts = json.loads(text)
        arm, kept = int(facts["arm"]), facts["verdict"]
        verdict = None if kept is None else record.from_text(json.dumps(kept))[arm]
        return Origin(str(facts["experiment"]), int(facts["look"]), arm, verdict)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def questions_of(database: Database, experiment_ids: Collection[str]) -> dict[str, str]:
    """Return what each of these experiments asks; an unknown one is not in it."""
    query = select(col(Experiment.id), col(Experiment.question))
    with database.read() as session:
        found = session.execute(query.where(col(Experiment.id).in_(experiment_ids)))
        return {row.id: row.question for row in found}


def _revealed(session: Session, experiment: Experiment, arm: int) -> tuple[int, ArmVerdict]:
    """Return the look that counts and its verdict on an arm."""
    look = looks.look_of(session, experiment.id)
    if not look.is_revealed:  # also during an extension: who votes then is told nothing
        raise ExperimentRefused(ExperimentFault.NOT_REVEALED)
    revealed = session.get_one(Reveal, (experiment.id, look.number))
    verdicts = record.from_text(revealed.verdict)
    if arm not in verdicts:
        raise InvalidRequest("version")
    return look.number, verdicts[arm]


def _to_text(origin: Origin) -> str:
    verdict = origin.verdict
    kept = None if verdict is None else json.loads(record.to_text({origin.arm: verdict}))
    facts = {"experiment": origin.experiment_id, "look": origin.look, "arm": origin.arm}
    return json.dumps(facts | {"verdict": kept})


def _is_demo(matrix: Matrix, arm: int) -> bool:
    """Return whether either side's pictures were made by no AI."""
    return any(matrix.arms[each].service in NOT_AI for each in (arm, matrix.base))
