"""The person's open orders with their true steps, and what became of the last ones."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.errors import StudioError
from core.library.prompts import Card
from core.messages import NOTHING_CHARGED
from core.orders import gate, reads
from core.orders.pool import workers
from core.orders.reads import OrderLife
from core.studio import current_studio
from core.tables import Generation, OrderStatus, User
from pages.parts import addresses, error_box, formats, pictures
from pages.parts.generate.samples import draw_suggestions
from pages.parts.identity import current_person, open_order_ids
from pages.parts.notices import tell, tell_refusal
from pages.parts.order_form import ordering, watched
from pages.parts.progress import queue_line, step_line, step_times

PROGRESS = "生成进度"
RESULTS = 6  # the last orders that are shown here; all of them are in 图库 and 账本


def draw_open_orders(person: User) -> None:
    """Draw each open order with its steps and a way to cancel it; redraw every second."""
    if open_ids := open_order_ids():
        st.subheader("正在生成", anchor=False)
        if len(open_ids) > 1:
            st.button("全部取消", icon=":material/cancel:", on_click=_cancel_all, args=(person,))
        st.fragment(_draw_lives, run_every=1.0)()


def draw_results(person: User, cards: Mapping[str, Card]) -> None:
    """Draw the last ended orders, newest first, and tell once what each of them has cost."""
    lives = reads.recent_ends(current_studio().database, person, limit=RESULTS)
    _announce(person)
    st.subheader("最近结果", anchor=False)
    named = _named_by_address(person)
    if not lives and named is None:
        st.caption("生成的图片会出现在这里，也会一直保存在图库里。")
        draw_suggestions(cards.values())
    if named is not None:
        _draw_result(named, person, cards)
    for life in lives:
        if named is None or life.order.id != named.order.id:
            _draw_result(life, person, cards)


def _named_by_address(person: User) -> OrderLife | None:
    """Return the ended order that ?order=… names; say so if this person has no such order."""
    order_id = addresses.find(addresses.ORDER)
    if order_id is None:
        return None
    try:
        life = reads.find(current_studio().database, person, order_id)
    except StudioError as error:
        error_box.show(error)
        return None
    return None if life.is_open else life


def _draw_result(life: OrderLife, person: User, cards: Mapping[str, Card]) -> None:
    with st.container(border=True, key=f"result_{life.order.id}"):
        if life.order.status == OrderStatus.SETTLED:
            _draw_picture(life)
        else:
            title = formats.plain(life.order.prompt_title)
            st.markdown(f"**{title}**　{formats.moment(life.order.created_at)}")
            error_box.show_ended(life.order)
        _draw_again(life.order, person, cards.get(life.order.prompt_id))


def _draw_lives() -> None:
    for life in reads.open_orders(current_studio().database, current_person()):
        order = life.order
        now = workers.current().instant(order)
        with st.container(horizontal=True, vertical_alignment="center"):
            title = formats.plain(order.prompt_title)
            st.markdown(f"**{title}**　{formats.tokens(order.cost)}　种子 {order.seed}")
            st.button(
                "取消", key=f"cancel_{order.id}", on_click=_cancel, args=(order.user_id, order.id)
            )
        if order.started_at is None:  # no step has begun; and each st.status sleeps 50 ms
            st.expander(PROGRESS, expanded=True, icon=":material/hourglass_top:").caption(
                queue_line(life)
            )
        else:
            _draw_steps(order, now)


def _draw_steps(order: Generation, now: int) -> None:
    # The label stays the same: a changing one would reopen what the reader has collapsed.
    status = st.status(PROGRESS, expanded=True, state="running")
    status.caption(f"已用 {formats.seconds(now - order.created_at)}")
    for step in step_times(order, now):
        status.markdown(step_line(step))


def _draw_picture(life: OrderLife) -> None:
    order = life.order
    pictures.draw_picture(order.id, order.prompt_title, order.created_at, width="stretch")
    st.markdown(f"**{formats.plain(order.prompt_title)}**　{formats.tokens(order.cost)}")
    ended = order.ended_at or order.created_at
    st.caption(
        f"{formats.moment(order.created_at)}　用时 {formats.seconds(ended - order.created_at)}"
        f"　种子 {order.seed}"
    )
    if order.enhance_error:
        st.caption("润色没有成功，已用原提示词生成。")
    with st.expander("步骤用时", icon=":material/check:"):  # st.status would sleep 50 ms for each
        for step in step_times(order, ended):
            st.markdown(step_line(step))


def _draw_again(order: Generation, person: User, card: Card | None) -> None:
    refusal = gate.why_not(person, order.prompt_id, card, again=order)
    with st.container(horizontal=True):
        if order.status == OrderStatus.SETTLED:
            pictures.draw_download(order.id, key=f"download_{order.id}")
        st.button(
            "再来一张",
            key=f"again_{order.id}",
            icon=":material/refresh:",
            on_click=ordering.repeat,
            args=(person, order.id),
            disabled=refusal is not None,
            help=error_box.words(refusal) if refusal else _what_again_orders(order, card),
        )


def _what_again_orders(order: Generation, card: Card | None) -> str:
    """Return what 再来一张 does; its price where that is not the one on the prompt's card."""
    words = "用同样的提示词版本与设置、新的种子立即再下一单。"
    if card and card.cost != order.cost:
        words += f"提示词的价格已变；这一单仍是每张 {formats.tokens(order.cost)}。"
    return words


def _cancel(person_id: str, order_id: str) -> None:
    try:
        if not workers.current().cancel(person_id, order_id):
            tell("来不及取消：订单已经结束。", ":material/info:")
    except StudioError as error:
        tell_refusal(error)


def _cancel_all(person: User) -> None:
    for order_id in open_order_ids():
        _cancel(person.id, order_id)


def _announce(person: User) -> None:
    """Tell the ends of this session's orders, each once."""
    ended = watched.ended(person)
    for order in ended:
        if order.status != OrderStatus.SETTLED:
            tell(
                f"《{formats.plain(order.prompt_title)}》没有生成，{NOTHING_CHARGED}",
                ":material/info:",
            )
    settled = [order for order in ended if order.status == OrderStatus.SETTLED]
    if settled:
        charged = formats.tokens(sum(order.cost for order in settled))
        left = formats.tokens(person.available)
        tell(f"{len(settled)} 张图片完成：扣除 {charged}，可用 {left}。", ":material/check:")
