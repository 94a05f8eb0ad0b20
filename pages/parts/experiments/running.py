"""An experiment's run by its owner's clicks: 运行, 停止, 补齐; and one notice of its end."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.errors import ExperimentRefused, StudioError
from core.experiments import run
from core.experiments.overview import State
from core.experiments.plan import Came
from core.experiments.quoting.quote import Quote
from core.experiments.views import reads
from core.experiments.views.view import ExperimentView
from core.faults import ExperimentFault
from core.orders.pool import workers
from core.studio import current_studio
from core.tables import User
from pages.parts import addresses, click_keys, error_box, formats
from pages.parts.experiments.cells import arm_names
from pages.parts.notices import tell, tell_refusal
from pages.parts.widgets.fragments import fragment

WATCHED = "watched_runs"  # in the session: experiments whose run's end is to be told, and to whom
ASKED = "asked_for_runs_of"  # in the session: the person whose runs were looked for
REFUSED = "run_refused"  # in the session: the experiment whose last click was refused, and why
STARTED = "run_started"  # in the session: the run a click has begun, and when it was first shown
TWICE_S = 3.0  # between the two drawings of a double click, on a busy machine too
EVERY_S = 2.0  # between two looks at a run


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
    elif view.state != State.ARCHIVED and not _is_revealed(view):
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
    click_keys.clicked(name, tuple(order.id for order in orders))
    _watched()[experiment_id] = person_id
    st.session_state[STARTED] = (experiment_id, None)
    addresses.keep(addresses.TAB, "matrix")


def was_just_started(experiment_id: str) -> bool:
    """Return whether a click has begun this experiment's run since this was asked first.

    It has so for a moment longer: of a double click, only the second run may reach the browser.
    """
    started_id, asked_at = st.session_state.get(STARTED, (None, None))
    if started_id != experiment_id:
        return False
    now = current_studio().monotonic()
    if asked_at is None:
        st.session_state[STARTED] = (experiment_id, now)
        return True
    return bool(now - asked_at <= TWICE_S)


def draw_refusal(experiment_id: str) -> None:
    """Say, where the button is, why the last click on it was refused, once."""
    refused_id, error = st.session_state.get(REFUSED, (None, None))
    if refused_id == experiment_id:
        del st.session_state[REFUSED]
        error_box.show(error)


def watch(view: ExperimentView, person: User) -> None:
    """Watch a run of one's own that this session has not begun: another tab has."""
    if view.is_own and view.state == State.RUNNING:
        _watched()[view.experiment.id] = person.id


def tell_ended(person: User) -> None:
    """Tell of each watched run of this person's that has ended, once; look again while one runs.

    Called at a run's end. A run's orders are no clicks: the sidebar does not wait for them.
    """
    database = current_studio().database
    _watch_from_before(person)
    for experiment_id in _watched_by(person):
        if not reads.is_running(database, experiment_id):
            del _watched()[experiment_id]
            _tell(reads.find(database, person, experiment_id))
    if _watched_by(person):
        fragment(_look_again, EVERY_S)(person)


def _watch_from_before(person: User) -> None:
    """Watch what a person's session begins with: a run goes on over a reload and in a new tab."""
    if st.session_state.get(ASKED) != person.id:
        for experiment_id in run.running_of(current_studio(), person.id):
            _watched()[experiment_id] = person.id
        st.session_state[ASKED] = person.id


def _look_again(person: User) -> None:
    """Have the whole page drawn anew where a run has ended."""
    database = current_studio().database
    if not all(reads.is_running(database, each) for each in _watched_by(person)):
        st.rerun()


def _tell(view: ExperimentView) -> None:
    came = [cell.tried.came for cell in view.counted.values()]
    pictures, blocked = came.count(Came.PICTURE), came.count(Came.BLOCKED)
    failed, stopped = came.count(Came.NOTHING), came.count(Came.STOPPED)
    demo = "（演示图片）" if arm_names.has_demo(view) else ""
    parts = [f"{pictures}/{len(view.places)} 格有图{demo}"]
    if blocked:
        parts.append(f"{blocked} 格被拦截")
    if failed:
        parts.append(f"{failed} 格失败")
    if stopped:
        parts.append(f"{stopped} 格已停止")
    if failed or stopped:
        parts.append("没有图的格子可以补齐")
    question = formats.plain(view.experiment.question)
    tell(f"实验“{question}”运行结束：{'，'.join(parts)}。", ":material/science:")


def _is_done(error: StudioError) -> bool:
    return isinstance(error, ExperimentRefused) and error.reason == ExperimentFault.NOTHING


def _is_revealed(view: ExperimentView) -> bool:
    """Return whether the votes are: until an extension nothing more is made."""
    return view.experiment.voters > 0 and view.state == State.DONE


def _draw_fill_up(view: ExperimentView, person: User) -> None:
    came = {cell.tried.came for cell in view.counted.values()}
    if not came & {Came.NOTHING, Came.STOPPED}:
        return
    agreed = run.quoted(current_studio(), person.id, view.experiment.id, again=True)
    st.button(
        f"补齐 {agreed.cells} 格" if Came.STOPPED in came else f"补齐失败的 {agreed.cells} 格",
        icon=":material/refresh:",
        help=f"生成失败和停止了的格子：{formats.tokens(agreed.tokens)}。被拦截的不再试。",
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


def _watched_by(person: User) -> list[str]:
    return [each for each, watcher_id in _watched().items() if watcher_id == person.id]


def _watched() -> dict[str, str]:
    watched: dict[str, str] = st.session_state.setdefault(WATCHED, {})
    return watched
