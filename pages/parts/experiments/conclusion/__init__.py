"""结论: which arm is better than the base and how sure that is, by what votes; 采用; the report.

waiting       what is said before there is a reveal, and what to do
sides         what arms are called in a sentence
verdict_box   one arm: its verdict in a sentence, the interval as a picture, what it rests on
adoption      采用第 n 版
votes_box     how many voted, how evenly, how alike; the other way to count the author's votes
looks         earlier reveals
report_files  what can be taken along
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.experiments.views.view import ExperimentView
from core.experiments.voting import reads
from core.experiments.voting.reads import Conclusion, Phase, Way
from core.library import timeline
from core.studio import current_studio
from core.tables import User
from pages.parts.experiments import figures_table
from pages.parts.experiments.cells import fresh_view
from pages.parts.experiments.conclusion import looks, report_files, verdict_box, votes_box, waiting
from pages.parts.experiments.conclusion.sides import sides_of


def draw(view: ExperimentView, person: User, line: DeltaGenerator) -> None:
    """Draw the verdict on each arm, or why there is none yet; then the figures of each arm."""
    fresh_view.follow(view, person, line)
    with current_studio().database.snapshot() as session:
        state = reads.vote_state(session, person, view.experiment.id)
        found = reads.conclusion(session, person, view.experiment.id)
    if found and found.as_planned:
        _draw_conclusion(view, person, found, found.as_planned)
    else:
        waiting.say(view, state)
    if found:
        looks.draw_earlier(view, found)
    if view.cells:
        figures_table.draw(view)
        is_interim = view.experiment.voters > 0 and state.phase != Phase.REVEALED
        report_files.draw(view, person, is_interim=is_interim)


def _draw_conclusion(view: ExperimentView, person: User, found: Conclusion, counted: Way) -> None:
    history = timeline.timeline(current_studio().database, person, view.experiment.prompt_id)
    last, sides = found.revealed[-1], sides_of(view)
    looks.say_end(last)
    for arm, verdict in last.verdicts.items():
        verdict_box.draw(view, person, history, sides, arm, verdict, counted.by_arm[arm])
    if len(last.verdicts) > 1:
        st.caption("每个版本只和基准比，版本之间不排名次；可以有两个版本都胜过基准。")
    votes_box.draw(found, counted, sides)
