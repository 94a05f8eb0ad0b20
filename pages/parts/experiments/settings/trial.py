"""先试一格: one picture of one arm and case before the run; it is no cell and freezes nothing."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.downloads import labelled
from core.errors import StudioError
from core.experiments import run
from core.orders.pool import workers
from core.orders.views import reads
from core.orders.views.reads import OrderLife
from core.studio import current_studio
from core.tables import User
from pages.parts import click_keys, error_box, formats, pictures
from pages.parts.experiments.cells import arm_names
from pages.parts.experiments.settings import draft_form
from pages.parts.experiments.settings.draft_form import DraftForm
from pages.parts.notices import tell_refusal
from pages.parts.order_form import watched

PICTURE_WIDTH = 160  # px
TRIALS = 4  # the last ones are shown here; all of them are in 图库


def draw(form: DraftForm) -> None:
    """Draw the choice of a cell with its button."""
    arms, cases = form.saved.arms, form.saved.cases
    if not arms or not cases:
        return
    with st.popover("先试一格", icon=":material/science:"):
        arm = st.selectbox(
            "版本",
            range(1, len(arms) + 1),
            index=len(arms) - 1,
            format_func=arm_names.letter,
            key=form.key("trial_arm"),
        )
        case = st.selectbox(
            "用例",
            range(1, len(cases) + 1),
            format_func=lambda number: cases[number - 1].title if number <= len(cases) else "",
            key=form.key("trial_case"),
        )
        st.caption("只画这一张，按单价收费；不算实验的结果，也不固定设置。")
        st.button(
            "试这一格",
            key=form.key("try"),
            width="stretch",
            disabled=not form.is_saved,
            on_click=_try,
            args=(form, arm, case),
        )


def _try(form: DraftForm, arm: int, case: int) -> None:
    draft_form.save(form)
    if not form.is_saved:
        return
    name = f"trial:{form.experiment_id}"
    key = click_keys.key(name, (form.draft, arm, case))
    studio = current_studio()
    placing = partial(
        run.trial, studio, form.person_id, form.experiment_id, arm=arm, case=case, key=key
    )
    try:
        orders = workers.current().place(placing)
    except StudioError as error:
        tell_refusal(error)
        return
    click_keys.clicked(name, tuple(order.id for order in orders))
    watched.watch(orders)
    form.trials = [*form.trials, *(o.id for o in orders if o.id not in form.trials)][-TRIALS:]


def draw_last(form: DraftForm, person: User) -> None:
    """Draw what this session's last trials came to."""
    if not form.trials:
        return
    lives = reads.find_all(current_studio().database, person, form.trials)
    with st.container(horizontal=True):
        for order_id in form.trials:
            if life := lives.get(order_id):
                _draw_trial(life)


def _draw_trial(life: OrderLife) -> None:
    order = life.order
    with st.container(width=PICTURE_WIDTH + 40, gap="xsmall"):
        if life.is_open:
            st.caption("试画中…")
        elif life.image is None:
            error_box.show_ended(order)
        else:
            pictures.draw_picture(
                order.id, order.prompt_title, order.created_at, width=PICTURE_WIDTH
            )
            what = "试画" if labelled.is_ai(order) else "试画（演示图片）"
            st.caption(f"{what}，{formats.tokens(order.cost)}")
