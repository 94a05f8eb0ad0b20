"""What one person may take along of an experiment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.errors import ExperimentRefused, InvalidImage, StorageFailed
from core.experiments import adopting
from core.experiments.adopting import Proof
from core.experiments.plan import Came
from core.experiments.views import reads
from core.experiments.views.view import ExperimentView
from core.experiments.voting import reads as voting
from core.experiments.voting.reads import Conclusion, Phase
from core.faults import ExperimentFault
from core.library import timeline
from core.library.timeline import Decided
from core.tables import User

if TYPE_CHECKING:
    from core.studio import Studio


@dataclass(frozen=True)
class Contents:
    """What a report is made of, as its reader may see it.

    `conclusion` is None before the reveal of the newest look, and where no votes are planned.
    `is_interim` says that one is still to come. `decisions` rest on this experiment, the newest one
    first; `live` is the last decision on its prompt, and `numbers` are of versions by id. `at` is
    the instant of the report, in ms. `thumbnails` are JPEGs by order; one that can't be read is
    not in it.
    """

    view: ExperimentView
    conclusion: Conclusion | None
    is_interim: bool
    decisions: tuple[tuple[Decided, Proof], ...]
    live: Decided
    numbers: Mapping[str, int]
    thumbnails: Mapping[str, bytes]
    at: int

    def came(self, came: Came) -> int:
        """Return how many places of the matrix have come to this."""
        return sum(cell.tried.came == came for cell in self.view.counted.values())


def read(studio: Studio, person: User, experiment_id: str) -> Contents:
    """Return what this person may take along.

    Raise `ExperimentNotFound`, or `ExperimentRefused`: "not_run", "sealed" for others than the
    owner before the reveal.
    """
    with studio.database.snapshot() as session:
        view = reads.find(session, person, experiment_id)
        state = voting.vote_state(session, person, experiment_id)
        conclusion = voting.conclusion(session, person, experiment_id)
    if view.is_sealed:
        raise ExperimentRefused(ExperimentFault.SEALED)
    if not view.cells:
        raise ExperimentRefused(ExperimentFault.NOT_RUN)
    is_revealed = state.phase == Phase.REVEALED
    is_interim = view.experiment.voters > 0 and not is_revealed
    history = timeline.timeline(studio.database, person, view.experiment.prompt_id)
    proofs = [(each, adopting.proof_of(each.proof)) for each in history.decisions]
    return Contents(
        view=view,
        conclusion=conclusion if is_revealed else None,
        is_interim=is_interim,
        decisions=tuple(
            (each, proof)
            for each, proof in proofs
            if proof is not None and proof.experiment_id == experiment_id and not is_interim
        ),
        # Its sentence may be the verdict of the look before.
        live=replace(history.decisions[0], why="") if is_interim else history.decisions[0],
        numbers={version.id: version.number for version in history.versions},
        thumbnails=_thumbnails(studio, view),
        at=studio.now(),
    )


def _thumbnails(studio: Studio, view: ExperimentView) -> dict[str, bytes]:
    found = {}
    for cell in view.counted.values():
        if cell.has_file:
            try:
                found[cell.order_id] = studio.images.read_thumbnail(cell.order_id)
            except (InvalidImage, StorageFailed):  # the report has its place, and says so
                continue
    return found
