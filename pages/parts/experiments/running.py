"""An experiment's run by its owner's clicks: 运行, 停止, 补齐; and one notice of its end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from core.errors import ExperimentFault, ExperimentRefused, StudioError
from core.experiments import reads, run
from core.experiments.overview import State
from core.experiments.plan import Came
from core.experiments.quote import Quote
from core.experiments.reads import ExperimentView
from core.orders.pool import workers
from core.studio import current_studio
from core.tables import User
from pages.parts import click_keys, error_box, formats
from pages.parts.identity import open_order_ids
from pages.parts.notices import tell, tell_refusal

WATCHED = "watched_runs"  # in the session: by experiment, the run whose end is to be told
REFUSED = "run_refused"  # in the session: the experiment whose last click was refused, and why


@dataclass(frozen=True)
class _Watched:
    person_id: str
    order_ids: frozenset[str]


def draw_buttons(view: ExperimentView, person: User) -> None:
    """Draw 停止 while it runs; 补齐 where some of its cells came to nothing."""
    if not view.is_own:
        return
    if view.state == State.RUNNING:
        st.button(
            "停止",
            icon=":material/stop_circle:",
            help="还没开始的格子不再生成，预留的代币退回；正在生成的会完成。",
            on_click=_stop,
            args=(person.id, view.experiment.id),
        )
    elif view.state != State.ARCHIVED:
        _draw_fill_up(view, person)


def start(person_id: str, experiment_id: str, agreed: Quote, *, again: bool = False) -> None:
    """Place what was agreed to, once however often it is clicked; tell why not.

    To be called from a button's callback.
    """
    name = f"run:{experiment_id}"
    click_keys.key(name, again)
    st.session_state.pop(REFUSED, None)
    placing = partial(run.start, current_studio(), person_id, experiment_id, agreed, again=again)
    try:
        orders = workers.current().place(placing)
    except StudioError as error:
        if not (_is_done(error) and click_keys.was_just_clicked(name)):
            st.session_state[REFUSED] = (experiment_id, error)
        return
    ids = tuple(order.id for order in orders)
    click_keys.clicked(name, ids)
    _watched()[experiment_id] = _Watched(person_id, frozenset(ids))


def draw_refusal(experiment_id: str) -> None:
    """Say, where the button is, why the last click on it was refused; until another click."""
    refused_id, error = st.session_state.get(REFUSED, (None, None))
    if refused_id == experiment_id:
        error_box.show(error)


def watch(view: ExperimentView, person: User) -> None:
    """Watch a run of one's own that this session has not begun: after a reload, or in a new tab."""
    still_open = [cell.order_id for cell in view.cells if cell.tried.came == Came.OPEN]
    if view.is_own and still_open and view.experiment.id not in _watched():
        _watched()[view.experiment.id] = _Watched(person.id, frozenset(still_open))


def tell_ended(person: User) -> None:
    """Tell of each watched run of this person's that has ended, once; called at a run's end."""
    for experiment_id, watched in list(_watched().items()):
        if watched.person_id == person.id and open_order_ids().isdisjoint(watched.order_ids):
            del _watched()[experiment_id]
            _tell(reads.find(current_studio().database, person, experiment_id))


def _tell(view: ExperimentView) -> None:
    came = [cell.tried.came for cell in view.counted.values()]
    pictures, blocked = came.count(Came.PICTURE), came.count(Came.BLOCKED)
    failed = came.count(Came.NOTHING)
    parts = [f"{pictures}/{len(view.places)} 格有图"]
    if blocked:
        parts.append(f"{blocked} 格被拦截")
    if failed:
        parts.append(f"{failed} 格没有生成，可以补齐")
    question = formats.plain(view.experiment.question)
    tell(f"实验“{question}”运行结束：{'，'.join(parts)}。", ":material/science:")


def _is_done(error: StudioError) -> bool:
    return isinstance(error, ExperimentRefused) and error.reason == ExperimentFault.NOTHING


def _draw_fill_up(view: ExperimentView, person: User) -> None:
    failed = [cell for cell in view.counted.values() if cell.tried.came == Came.NOTHING]
    if not failed:
        return
    agreed = run.quoted(current_studio(), person.id, view.experiment.id, again=True)
    st.button(
        f"补齐失败的 {agreed.cells} 格",
        icon=":material/refresh:",
        help=f"再生成一次没有成功的格子：{formats.tokens(agreed.tokens)}。被拦截的不再试。",
        on_click=start,
        args=(person.id, view.experiment.id, agreed),
        kwargs={"again": True},
    )


def _stop(person_id: str, experiment_id: str) -> None:
    try:
        taken = run.stop(current_studio(), person_id, experiment_id)
    except StudioError as error:
        tell_refusal(error)
        return
    tell(f"已停止：{taken} 格没有开始，预留的代币已退回。", ":material/stop_circle:")


def _watched() -> dict[str, _Watched]:
    watched: dict[str, _Watched] = st.session_state.setdefault(WATCHED, {})
    return watched
