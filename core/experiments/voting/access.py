"""Who may vote on an experiment, and when."""

from __future__ import annotations

from sqlmodel import Session

from core.errors import ExperimentRefused, PersonNotFound
from core.experiments.voting import looks
from core.experiments.voting.looks import Look
from core.faults import ExperimentFault
from core.tables import Experiment, User
from core.text_checks import is_id


def admit(session: Session, person_id: str, experiment: Experiment) -> Look:
    """Return the look that this person may vote in now.

    Raise `PersonNotFound`, or `ExperimentRefused`: "needs_own_name" for the demo people, who may
    be anybody, "no_votes", "not_run", "archived", "revealed".
    """
    if not is_id(person_id) or session.get(User, person_id) is None:
        raise PersonNotFound
    if person_id in looks.DEMO_IDS:
        raise ExperimentRefused(ExperimentFault.NEEDS_OWN_NAME)
    return votable(session, experiment)


def votable(session: Session, experiment: Experiment) -> Look:
    """Return an experiment's look, which is not revealed; raise what `admit` does but of people."""
    if not experiment.voters:
        raise ExperimentRefused(ExperimentFault.NO_VOTES)
    if experiment.frozen_at is None:
        raise ExperimentRefused(ExperimentFault.NOT_RUN)
    if experiment.archived_at is not None:
        raise ExperimentRefused(ExperimentFault.ARCHIVED)
    look = looks.look_of(session, experiment.id)
    if look.is_revealed:
        raise ExperimentRefused(ExperimentFault.REVEALED)
    return look
