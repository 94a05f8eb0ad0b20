"""Experiments by their owner's hand: made, changed, copied, deleted; extended once they have run.

Each change names the revision that its person has seen: of two tabs the second is told, and a run
that was quoted before a change is refused. A guarded lock on the experiment comes first in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete as delete_from
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from core.errors import ExperimentRefused, KeyConflict
from core.experiments import rows, shapes
from core.experiments.quoting import ready
from core.experiments.shapes import ArmShape, CaseShape, Draft
from core.experiments.voting import extensions, looks
from core.experiments.voting.looks import is_sealed
from core.faults import ExperimentFault
from core.log import get_logger
from core.orders import gate
from core.pictures import references
from core.tables import Experiment

if TYPE_CHECKING:
    from core.studio import Studio

log = get_logger()


def create(
    studio: Studio, experiment_id: str, person_id: str, prompt_id: str, draft: Draft
) -> Experiment:
    """Make a draft under a fresh id; return the one that this person already made under it.

    Raise what `core.orders.gate.admit` raises, `InvalidRequest`, `InvalidImage` for a reference
    that is not this person's, or `KeyConflict` for somebody else's id.
    """
    shapes.check(draft)

    def make() -> Experiment:
        with studio.database.write() as tx:
            return _create(studio, tx, experiment_id, person_id, prompt_id, draft)

    try:
        return make()
    except IntegrityError:  # a second click was first: now its draft can be read
        return make()


def start_from(studio: Studio, prompt_id: str, version_id: str = "") -> Draft:
    """Return the draft to begin with: the live version as the base, another one beside it.

    Both with the first service's first model. Raise `InvalidRequest("version")`.
    """
    with studio.database.read() as session:
        live = gate.version_of(session, prompt_id, "")
        other = gate.version_of(session, prompt_id, version_id)
    service = studio.default_service
    model = service.models[0]
    made_with = (service.name, model.id, model.aspect_ratios[0], model.sizes[0])
    ids = dict.fromkeys((live.id, other.id))
    return Draft(arms=tuple(ArmShape(each, *made_with, is_base=each == live.id) for each in ids))


def save(studio: Studio, person_id: str, experiment_id: str, draft: Draft, *, seen: int) -> int:
    """Replace a draft's content; return its new revision.

    Raise `ExperimentNotFound`, `ExperimentRefused` ("not_owner", "frozen", "prompt_gone", or
    "changed" where `seen` is not its revision), and what `create` raises.
    """
    shapes.check(draft)
    with studio.database.write() as tx:
        experiment = _lock_seen(tx, person_id, experiment_id, seen)
        if experiment.frozen_at is not None:
            raise ExperimentRefused(ExperimentFault.FROZEN)
        rows.admit(tx, person_id, experiment)
        experiment.question = draft.question.strip()
        experiment.repeats = draft.repeats
        experiment.voters = draft.voters
        experiment.own_votes = draft.own_votes
        experiment.revision += 1
        rows.clear(tx, experiment_id)
        rows.add_arms(tx, experiment, draft.arms, after=0)
        rows.add_cases(tx, experiment, draft.cases, after=0)
        return experiment.revision


def extend(
    studio: Studio,
    person_id: str,
    experiment_id: str,
    *,
    arms: Sequence[ArmShape] = (),
    cases: Sequence[CaseShape] = (),
    voters: int = 0,
    seen: int,
) -> int:
    """Add arms, cases, or `voters` votes a pair to one that has run; return its new revision.

    The next run places the new cells alone. After a reveal any of it is one more look. What no run
    would ever place is refused: nothing of it is taken back. Raise `ExperimentNotFound`,
    `ExperimentRefused` ("not_owner", "not_run", "archived", "changed", "prompt_gone"; of votes
    "not_revealed"), what `create` raises, and of arms and cases what `quoting.ready.demand` does.
    """
    with studio.database.write() as tx:
        experiment = _lock_seen(tx, person_id, experiment_id, seen)
        if experiment.frozen_at is None:
            raise ExperimentRefused(ExperimentFault.NOT_RUN)
        if experiment.archived_at is not None:
            raise ExperimentRefused(ExperimentFault.ARCHIVED)
        rows.admit(tx, person_id, experiment)
        there = rows.matrix_of(tx, experiment)
        shapes.check_arms(arms, before=len(there.arms))
        shapes.check_cases(cases, before=len(there.cases))
        if any(arm.is_base for arm in arms):
            raise ExperimentRefused(ExperimentFault.BASE)
        rows.add_arms(tx, experiment, arms, after=len(there.arms))
        rows.add_cases(tx, experiment, cases, after=len(there.cases))
        all_arms, all_cases = len(there.arms) + len(arms), len(there.cases) + len(cases)
        cells = all_arms * all_cases * experiment.repeats - len(there.places)
        extensions.begin_look(studio, tx, experiment, voters=voters, cells=cells)
        if arms or cases:
            tx.flush()
            matrix = rows.matrix_of(tx, experiment)
            ready.demand(matrix, studio.services, matrix.due(again=False))
        experiment.revision += 1
        return experiment.revision


def copy(studio: Studio, new_id: str, person_id: str, experiment_id: str) -> Experiment:
    """Make a draft of one's own of anybody's experiment, with its references.

    Return the one that this person already made under `new_id`. Raise `ExperimentNotFound`,
    `ExperimentRefused` ("sealed", since a copy would name the arms, "prompt_gone"), and what
    `create` raises.
    """
    with studio.database.read() as session:
        original = rows.find(session, experiment_id)
        is_revealed = looks.look_of(session, experiment_id).is_revealed
        if is_sealed(original.owner, original.voters, person_id, revealed=is_revealed):
            raise ExperimentRefused(ExperimentFault.SEALED)
        rows.admit(session, person_id, original)  # or a reference would be shared before
        matrix = rows.matrix_of(session, original)
    draft = Draft(
        question=original.question,
        arms=tuple(matrix.arms.values()),
        cases=tuple(matrix.cases.values()),
        repeats=original.repeats,
        voters=original.voters,
        own_votes=original.own_votes,
    )
    share_references(studio, person_id, draft.cases)
    return create(studio, new_id, person_id, original.prompt_id, draft)


def share_references(studio: Studio, person_id: str, cases: Sequence[CaseShape]) -> None:
    """Let somebody use the references of cases that they may open, as if they were their own."""
    names = {case.reference: case.reference_name for case in cases if case.reference}
    if names:
        references.share(studio, person_id, names)


def delete(studio: Studio, person_id: str, experiment_id: str) -> None:
    """Delete a draft; raise `ExperimentNotFound`, `ExperimentRefused` ("not_owner", "frozen")."""
    with studio.database.write() as tx:
        experiment = rows.lock_own(tx, person_id, experiment_id)
        if experiment.frozen_at is not None:
            raise ExperimentRefused(ExperimentFault.FROZEN)
        rows.clear(tx, experiment_id)
        tx.execute(delete_from(Experiment).where(col(Experiment.id) == experiment_id))
    log.info("experiment.deleted", experiment=experiment_id, person=person_id)


def archive(studio: Studio, person_id: str, experiment_id: str, *, on: bool = True) -> None:
    """Put an experiment away, or with `on` False bring it back; a repeated call changes nothing.

    Raise `ExperimentNotFound`, `ExperimentRefused` ("not_owner", "not_run", "running").
    """
    with studio.database.write() as tx:
        experiment = rows.lock_own(tx, person_id, experiment_id)
        if experiment.frozen_at is None:
            raise ExperimentRefused(ExperimentFault.NOT_RUN)
        if on and rows.matrix_of(tx, experiment).is_running:
            raise ExperimentRefused(ExperimentFault.RUNNING)
        if on and experiment.archived_at is None:
            experiment.archived_at = max(studio.now(), experiment.frozen_at)
        elif not on:
            experiment.archived_at = None


def _lock_seen(tx: Session, person_id: str, experiment_id: str, seen: int) -> Experiment:
    experiment = rows.lock_own(tx, person_id, experiment_id)
    if experiment.revision != seen:
        raise ExperimentRefused(ExperimentFault.CHANGED)
    return experiment


def _create(
    studio: Studio, tx: Session, new_id: str, person_id: str, prompt_id: str, draft: Draft
) -> Experiment:
    gate.admit(tx, person_id, prompt_id)
    if (earlier := tx.get(Experiment, new_id)) is not None:
        if earlier.owner != person_id:
            raise KeyConflict
        return earlier
    experiment = Experiment(
        id=new_id,
        owner=person_id,
        prompt_id=prompt_id,
        question=draft.question.strip(),
        repeats=draft.repeats,
        voters=draft.voters,
        own_votes=draft.own_votes,
        seed=studio.new_seed(),
        created_at=studio.now(),
    )
    tx.add(experiment)
    tx.flush()
    rows.add_arms(tx, experiment, draft.arms, after=0)
    rows.add_cases(tx, experiment, draft.cases, after=0)
    log.info("experiment.created", experiment=new_id, person=person_id, prompt=prompt_id)
    return experiment
