"""The orders that are being made: a place for each picture, what it is at, a way to cancel it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

import streamlit as st

from core import messages
from core.errors import StudioError
from core.library.prompts import Card
from core.orders.pool import workers
from core.orders.views import results
from core.orders.views.reads import OrderLife
from core.orders.views.results import Placing
from core.studio import current_studio
from core.tables import Generation, OrderStatus, User
from pages.parts import formats, pictures, service
from pages.parts.generate import outcomes, side_by_side
from pages.parts.identity import current_person, open_order_ids
from pages.parts.notices import tell, tell_refusal
from pages.parts.order_form import form
from pages.parts.progress import FIRST_IN_LINE, queue_line, state_of, step_lines, step_name
from pages.parts.widgets.fragments import fragment

PROGRESS = "生成进度"  # stays the same: a changing label would reopen what the reader has collapsed


def draw_open_orders(person: User, cards: Mapping[str, Card], placings: Sequence[Placing]) -> None:
    """Draw the open orders as they were placed, again every second."""
    if not (open_ids := open_order_ids()):
        return
    with st.container(key="being_made", horizontal=True, vertical_alignment="center"):
        st.subheader("正在生成", anchor=False)
        if len(open_ids) > 1:
            st.button("全部取消", icon=":material/cancel:", on_click=_cancel_all, args=(person,))
    seen = open_ids, st.session_state.get(form.ERROR)
    fragment(_draw_placings, 1.0)(cards, seen, [placings])


def _draw_placings(
    cards: Mapping[str, Card],
    seen: tuple[frozenset[str], object],
    just_read: list[Sequence[Placing]],
) -> None:
    """Draw what the whole page's run has read; later, what is read again.

    Have the whole page drawn anew where an order ended or began, or a click in here was refused.
    """
    if just_read:
        placings = just_read.pop()
    else:
        placings = results.open_placings(current_studio().database, current_person())
        lives = (life for placing in placings for life in placing.lives)
        open_ids = frozenset(life.order.id for life in lives if life.is_open)
        if (open_ids, st.session_state.get(form.ERROR)) != seen:
            st.rerun()
    for placing in placings:
        _draw_placing(placing, cards, is_newest=placing is placings[0])


def _draw_placing(placing: Placing, cards: Mapping[str, Card], *, is_newest: bool) -> None:
    has_begun = any(order.started_at is not None for order in placing.orders)
    with st.container(key=f"making_{placing.id}"):
        if has_begun or is_newest:
            _draw_grid(placing, cards)
        else:
            waiting = placing.lives[0]
            _draw_line(queue_line(waiting), placing.orders)
        kept = [order for order in placing.orders if order.status != OrderStatus.RELEASED]
        first, cost = placing.orders[0], sum(order.cost for order in kept)
        count = outcomes.counted(len(kept))
        title = f"**{formats.plain(first.prompt_title)}**{count}"
        st.markdown(f"{title}　{formats.tokens(cost)}")
        if has_begun:
            _draw_status(placing)


def _draw_grid(placing: Placing, cards: Mapping[str, Card]) -> None:
    """Draw each picture, or the place that it will have; failures below, or each in its place."""
    if side_by_side.is_compared(placing):
        side_by_side.draw(placing, current_person(), cards, _draw_open)
        return
    shown = [life for life in placing.lives if life.order.status != OrderStatus.RELEASED]
    with outcomes.draw_grid(len(shown)):
        for life in shown:
            if life.is_open:
                with st.container(gap="xsmall"):
                    _draw_open(life)
            else:
                outcomes.draw_picture(life.order, current_person(), cards)
    outcomes.draw_failures(placing, current_person(), cards)


def _draw_open(life: OrderLife) -> None:
    _draw_place(life.order)
    _draw_line(_at_work(life), [life.order])


def _draw_place(order: Generation) -> None:
    """Draw a picture's place in its format: st.skeleton knows its height in pixels only."""
    st.html(f'<div class="picture-to-come">{_shape(order)}</div>')


def _shape(order: Generation) -> str:
    """Return what is as wide and high as the picture will be, and has nothing to see."""
    model = service.find(order.provider, order.model)
    if order.reference and model and model.keeps_reference_format:  # whatever was chosen
        return f'<img src="{html.escape(pictures.address("reference", order.reference))}" alt="">'
    found = re.fullmatch(r"(\d+):(\d+)", order.aspect_ratio, re.ASCII)
    width, height = found.groups() if found else (1, 1)
    # An empty canvas has a ratio without a style: attributes may have none (core/web/headers.py).
    return f'<canvas width="{width}" height="{height}"></canvas>'


def _draw_line(words: str, orders: list[Generation]) -> None:
    """Draw what orders are at, and the button that cancels them."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(words)
        st.button(
            "取消",
            key=f"cancel_{orders[0].id}",
            type="tertiary",
            on_click=_cancel,
            args=(orders[0].user_id, [order.id for order in orders]),
        )


def _at_work(life: OrderLife) -> str:
    """Return what an order waits for, or its step and the time since it was placed; in few words.

    They stand below a picture's place, which may be half a phone's width.
    """
    order, pool = life.order, workers.current()
    if order.started_at is None:
        return f"排队中，前面 {life.ahead} 个" if life.ahead else FIRST_IN_LINE
    if pause := pool.pause(order):
        return messages.pause(pause.reason, pause.retry, pause.seconds)
    return f"{step_name(order)}　已用 {formats.seconds(pool.instant(order) - order.created_at)}"


def _draw_status(placing: Placing) -> None:
    """Draw the four steps, one status for all: each sleeps 50 ms."""
    orders = placing.orders
    now = workers.current().instant(next(order for order in orders if order.ended_at is None))
    status = st.status(PROGRESS, expanded=len(orders) == 1, state=state_of(orders))
    status.markdown("  \n".join(step_lines(orders, now)))


def _cancel(person_id: str, order_ids: list[str]) -> None:
    for order_id in order_ids:
        try:
            if not workers.current().cancel(person_id, order_id):
                tell("来不及取消：订单已经结束。", ":material/info:")
        except StudioError as error:
            tell_refusal(error)


def _cancel_all(person: User) -> None:
    _cancel(person.id, sorted(open_order_ids()))
