"""采用: the owner makes the better version of a verdict live, and keeps the verdict as its proof.

A proof is the verdict as it stood at the reveal, as text in `Decision.proof`: whatever comes later,
another look or another decision, changes nothing of it. Demo pictures prove nothing.
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
from core.library import offering
from core.pictures.label import NOT_AI
from core.tables import Experiment, Reveal

if TYPE_CHECKING:
    from core.studio import Studio


@dataclass(frozen=True)
class Proof:
    """What a decision rests on: what an experiment's reveal said of one arm against the base."""

    experiment_id: str
    look: int
    arm: int
    verdict: ArmVerdict


def adopt(
    studio: Studio, person_id: str, experiment_id: str, arm: int, *, why: str, seen: int
) -> None:
    """Make what the verdict on an arm is for the live version: see `adopted`.

    `seen` is the prompt's last decision that was shown. Raise `ExperimentNotFound`,
    `ExperimentRefused`: "not_owner", "not_revealed"; `InvalidRequest` for an arm without a verdict,
    and what `core.library.offering.publish` raises.
    """
    # What is read here is never written again: no lock has to hold it until the decision.
    with studio.database.read() as session:
        experiment = rows.find_own(session, person_id, experiment_id)
        proof = _proof(session, experiment, arm)
        matrix = rows.matrix_of(session, experiment)
    chosen = adopted(matrix.arms, arm, proof.verdict)
    offering.publish(
        studio,
        person_id,
        experiment.prompt_id,
        chosen.version_id,
        why=why,
        seen=seen,
        proof="" if _is_demo(matrix, arm) else _to_text(proof),
    )


def adopted(arms: Mapping[int, ArmShape], arm: int, verdict: ArmVerdict) -> ArmShape:
    """Return what a verdict on an arm is for: the base where it is better, else the arm."""
    if verdict.kind == Kind.BASE:
        return next(each for each in arms.values() if each.is_base)
    return arms[arm]


def proof_of(text: str) -> Proof | None:
    """Return what a decision rests on; None where it is no verdict, as before there were any."""
    try:
        facts = json.loads(text)
        verdicts = record.from_text(json.dumps(facts["verdict"]))
        arm = int(facts["arm"])
        return Proof(str(facts["experiment"]), int(facts["look"]), arm, verdicts[arm])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def questions_of(database: Database, experiment_ids: Collection[str]) -> dict[str, str]:
    """Return what each of these experiments asks; an unknown one is not in it."""
    query = select(col(Experiment.id), col(Experiment.question))
    with database.read() as session:
        found = session.execute(query.where(col(Experiment.id).in_(experiment_ids)))
        return {row.id: row.question for row in found}


def _proof(session: Session, experiment: Experiment, arm: int) -> Proof:
    look = looks.look_of(session, experiment.id)
    if not look.is_revealed:  # also during an extension: who votes then is told nothing
        raise ExperimentRefused(ExperimentFault.NOT_REVEALED)
    revealed = session.get_one(Reveal, (experiment.id, look.number))
    verdicts = record.from_text(revealed.verdict)
    if arm not in verdicts:
        raise InvalidRequest("version")
    return Proof(experiment.id, look.number, arm, verdicts[arm])


def _to_text(proof: Proof) -> str:
    verdict = json.loads(record.to_text({proof.arm: proof.verdict}))
    facts = {"experiment": proof.experiment_id, "look": proof.look, "arm": proof.arm}
    return json.dumps(facts | {"verdict": verdict})


def _is_demo(matrix: Matrix, arm: int) -> bool:
    """Return whether either side's pictures were made by no AI."""
    return any(matrix.arms[each].service in NOT_AI for each in (arm, matrix.base))
