"""The experiment as a fragment draws it: once as the whole page has read it, later read again."""

from __future__ import annotations

from core.experiments.views import reads
from core.experiments.views.reads import ExperimentView
from core.studio import current_studio
from core.tables import User


def take(experiment_id: str, person: User, just_read: list[ExperimentView]) -> ExperimentView:
    """Return what the page's run has read, which is then used up, or what there is by now."""
    if just_read:
        return just_read.pop()
    return reads.find(current_studio().database, person, experiment_id)
