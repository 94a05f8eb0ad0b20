"""盲评: two unnamed pictures of one case, and which is better; or why there is nothing to vote on.

Nothing here may tell the arms apart: no key, alt text or caption, no name of a file, no order. The
pictures come from the addresses of a ballot alone, whose tokens are random for each voter and pair.

    notices     what is said where nobody can vote, and how one begins
    ballot      the pair, its keys, how far one is
    owner_box   what the owner alone may do: 提前揭晓, 增加投票
"""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from core.experiments.overview import State
from core.experiments.views.view import ExperimentView
from core.experiments.voting import pairs, reads
from core.experiments.voting.reads import Phase
from core.studio import current_studio
from core.tables import User
from pages.parts.experiments.cells import fresh_view
from pages.parts.experiments.voting import ballot, notices, owner_box

VOTABLE = (Phase.OPEN, Phase.RUNNING)


def draw(view: ExperimentView, person: User, line: DeltaGenerator) -> None:
    """Draw the ballot where there is one for this person, and what its owner may do."""
    fresh_view.follow(view, person, line)
    studio, experiment_id = current_studio(), view.experiment.id
    if view.state == State.JUDGING:  # who comes first opens its pairs, also an owner who can't vote
        pairs.open_all(studio, experiment_id)
    state = reads.vote_state(studio.database, person, experiment_id)
    if state.phase not in VOTABLE:
        notices.say_phase(view, state)
    elif state.may_vote:
        ballot.draw(view, person, state)
    else:
        notices.ask_name(state)
    if state.is_own:
        owner_box.draw(view, person, state)
