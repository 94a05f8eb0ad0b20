"""One look at an experiment serves all that its page shows of it: the head's line and the open tab.

The first look is what the whole page's run has read. Each later one, after a click in the tab or
when a run's time is up, is one read.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.experiments.overview import State
from core.experiments.views import reads
from core.experiments.views.view import ExperimentView
from core.studio import current_studio
from core.tables import User
from pages.parts.experiments.cells import spent_line
from pages.parts.widgets.fragments import fragment

EVERY_S = 2.0  # between two looks at a run by a tab that shows none of it

DrawTab = Callable[[ExperimentView, User], None]


def draw(
    draw_tab: DrawTab,
    view: ExperimentView,
    person: User,
    line: DeltaGenerator | None = None,
    *,
    every_s: float | None = None,
) -> None:
    """Draw a tab, and the head's line where it is given; again after each click in the tab.

    While the experiment runs, again every so many seconds too. Where its state is no longer the
    one that the whole page shows, the whole page is drawn.
    """
    again_s = every_s if view.state == State.RUNNING else None
    fragment(_draw, again_s)(draw_tab, view, person, line, [view])


def follow(view: ExperimentView, person: User, line: DeltaGenerator) -> None:
    """Draw the head's line for a tab that is not drawn again by itself."""
    draw(lambda _view, _person: None, view, person, line, every_s=EVERY_S)


def _draw(
    draw_tab: DrawTab,
    shown: ExperimentView,
    person: User,
    line: DeltaGenerator | None,
    just_read: list[ExperimentView],
) -> None:
    if just_read:
        view = just_read.pop()
    else:
        view = reads.find(current_studio().database, person, shown.experiment.id)
        if view.state != shown.state:
            st.rerun()
    if line is not None:
        with line:
            spent_line.draw(view)
    draw_tab(view, person)
