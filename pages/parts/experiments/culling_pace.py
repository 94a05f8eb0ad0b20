"""The pace of 筛选: which picture is looked at, since when, and what was answered before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from core.experiments.views.view import CellView, Said
from pages.parts.experiments.seen import Seen

PACE = "culling_pace"  # in the session


@dataclass
class Pace(Seen):
    """Where one person is in one experiment; `answered` are orders, the last one at the end."""

    answered: list[str] = field(default_factory=list)

    def choose(self, unjudged: Sequence[CellView]) -> CellView | None:
        """Return the picture to look at: the one that is looked at, else the first."""
        return next((cell for cell in unjudged if cell.order_id == self.shown), None) or (
            unjudged[0] if unjudged else None
        )


def current(experiment_id: str, person_id: str, said: Mapping[str, Said]) -> Pace:
    """Return this session's pace here; another experiment or person begins anew.

    It begins with what the person has `said` in other sessions, by order.
    """
    whose = experiment_id, person_id
    kept: Pace | None = st.session_state.get(PACE)
    if kept is None or kept.whose != whose:
        answered = sorted(said, key=lambda order_id: said[order_id].at)
        kept = st.session_state[PACE] = Pace(whose, answered=answered)
    return kept
