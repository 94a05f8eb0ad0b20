"""The pace of 筛选: which picture is looked at, since when, and what was answered before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from core.experiments.views.reads import CellView, Said
from core.studio import current_studio

PACE = "culling_pace"  # in the session
# A key that is held repeats, and quick ones come by twos: an answer younger than this was given to
# the picture before.
SEEN_S = 0.5


@dataclass
class Pace:
    """Where one person is in one experiment; `answered` are orders, the last one at the end.

    `refusal` is what core has said against the last click, until the next one.
    """

    whose: tuple[str, str]
    shown: str = ""
    since: float = 0.0
    answered: list[str] = field(default_factory=list)
    refusal: str = ""

    def choose(self, unjudged: Sequence[CellView]) -> CellView | None:
        """Return the picture to look at: the one that is looked at, else the first."""
        return next((cell for cell in unjudged if cell.order_id == self.shown), None) or (
            unjudged[0] if unjudged else None
        )

    def note_shown(self, order_id: str) -> None:
        """Note that this picture has just been drawn; one that was there stays as old as it is."""
        if order_id != self.shown:
            self.shown, self.since = order_id, current_studio().monotonic()

    @property
    def is_too_early(self) -> bool:
        """Return whether nobody can have seen the picture yet that an answer would be of."""
        return current_studio().monotonic() - self.since < SEEN_S


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
