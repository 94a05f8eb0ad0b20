"""One order's life on one screen: held → true steps → settled or released → its entry."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from core import messages
from core.errors import StudioError
from core.orders.pool import workers
from core.orders.views import reads
from core.orders.views.reads import OrderLife
from core.pictures.trash import KEEP_DAYS
from core.studio import current_studio
from core.tables import Generation, OrderStatus, Outcome, User
from pages.parts import addresses, error_box, formats, identity, order_facts, pictures
from pages.parts.identity import current_person
from pages.parts.progress import queue_line, step_line, step_times
from pages.parts.widgets.fragments import fragment

OWNER = "order_owner"  # in the session: (order, name), where a row of somebody else was chosen
ROUND = "life_round"  # in the session: counts closings; tables forget their selection with it
REFERENCE_WIDTH = 96  # px
COLOURS: dict[Outcome, Literal["blue", "green", "red", "gray"]] = {
    Outcome.OPEN: "blue",
    Outcome.SETTLED: "green",
    Outcome.FAILED: "red",
    Outcome.CANCELLED: "gray",
}


def open_life(order_id: str, owner: str | None = None) -> None:
    """Name the order to look at; `owner` is the name of the other person whose it is."""
    addresses.keep(addresses.ORDER, order_id)
    st.session_state[OWNER] = (order_id, owner)


def draw_life(person: User) -> None:
    """Open the drawer on the order that the address names, or say that it is not this person's."""
    if not (order_id := addresses.find(addresses.ORDER)):
        return
    named, owner = st.session_state.get(OWNER, (None, None))
    try:
        reads.find(current_studio().database, person, order_id)
    except StudioError as error:
        if owner and named == order_id:
            _foreign_drawer(owner)
        else:
            error_box.show(error)
            st.button("知道了", on_click=_close)
    else:
        _drawer(order_id)


def table_round() -> int:
    """Return a number for the keys of tables whose rows open a life."""
    number: int = st.session_state.get(ROUND, 0)
    return number


def _close() -> None:
    addresses.keep(addresses.ORDER, None)
    st.session_state.pop(OWNER, None)
    st.session_state[ROUND] = table_round() + 1


@st.dialog(
    "订单详情", width="large", position="right", icon=":material/timeline:", on_dismiss=_close
)
def _drawer(order_id: str) -> None:
    life = reads.find(current_studio().database, current_person(), order_id)
    if life.is_open:
        fragment(_draw, 1.0)(order_id)
    else:
        _draw(order_id)


@st.dialog("订单详情", position="right", icon=":material/lock:", on_dismiss=_close)
def _foreign_drawer(owner: str) -> None:
    st.info(
        f"这是“{formats.plain(owner)}”的订单，只有本人能查看它的详情。"
        if identity.signs_in()
        else f"这是“{formats.plain(owner)}”的订单，只有这个身份能查看它的详情。"
        "如果这也是你的身份：先关闭这里，在侧边栏切换演示身份，再打开它。",
        icon=":material/lock:",
    )


def _draw(order_id: str) -> None:
    life = reads.find(current_studio().database, current_person(), order_id)
    order = life.order
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{formats.plain(order.prompt_title)}**", width="content")
        st.badge(messages.OUTCOMES[order.outcome], color=COLOURS[order.outcome])
    course, result = st.columns(2, gap="large")
    with course:
        _draw_course(life)
        _draw_parameters(life)
    with result:
        if order.status == OrderStatus.SETTLED:
            _draw_result(life)
        elif order.status == OrderStatus.RELEASED:
            error_box.show_ended(order)
        else:
            st.info("这个订单还在进行中。", icon=":material/hourglass_top:")
            addresses.draw_link("generate.py", "去看进度或取消", ":material/auto_awesome:")
        order_facts.draw_experiment_link(order.id)
        _draw_words(order)


def _draw_result(life: OrderLife) -> None:
    """Draw the picture, or say that its files went; its row, and so this order, never does."""
    order, image = life.order, life.image
    if image and image.purged_at is not None:
        when = formats.moment(image.purged_at)
        st.info(
            f"图片已删除：{when} 从回收站清除。订单和账目保留。", icon=":material/delete_forever:"
        )
        return
    if image and image.trashed_at is not None:
        when = formats.moment(image.trashed_at)
        st.info(f"图片在回收站：{when} 移入，满 {KEEP_DAYS} 天删除。", icon=":material/delete:")
    pictures.draw_picture(order.id, order.prompt_title, order.created_at, width="stretch")


def _draw_course(life: OrderLife) -> None:
    """Draw what happened to the order and its tokens, from first to last, as a timeline."""
    order = life.order
    held = f"{formats.moment(order.created_at)}　下单时先占用，不扣除。"
    _draw_point(f"预留 {formats.tokens(order.cost)}", ":material/lock_clock:", held)
    with st.expander(
        "步骤与用时", icon=":material/format_list_numbered:", expanded=True, type="step"
    ):
        _draw_steps(life)
    _draw_point(*_ending(life))
    _draw_point(*_entry(life))


def _draw_point(title: str, icon: str, words: str) -> None:
    with st.expander(title, icon=icon, expanded=True, type="step"):
        st.caption(words)


def _draw_steps(life: OrderLife) -> None:
    order = life.order
    with st.container(gap="xxsmall"):
        for step in step_times(order, workers.current().instant(order)):
            st.markdown(step_line(step))
    if order.ended_at is not None:
        st.caption(f"总用时 {formats.seconds(order.ended_at - order.created_at)}")
    elif order.started_at is None:
        st.caption(f"{queue_line(life)}。")


def _ending(life: OrderLife) -> tuple[str, str, str]:
    order = life.order
    if order.ended_at is None:
        return "等待结果", ":material/hourglass:", "完成时扣除预留的代币；失败或取消则全部退回。"
    when, amount = formats.moment(order.ended_at), formats.tokens(order.cost)
    if order.status == OrderStatus.SETTLED:
        return f"扣除 {amount}", ":material/check_circle:", f"{when}　图片已保存，预留转为消耗。"
    return f"退回 {amount}", ":material/undo:", f"{when}　{messages.NOTHING_CHARGED}"


def _entry(life: OrderLife) -> tuple[str, str, str]:
    icon, entry = ":material/receipt_long:", life.entry
    if entry is None:
        words = "完成时才记账。" if life.is_open else "没有扣除代币，所以账本中没有这一笔。"
        return "没有账目", icon, words
    words = (
        f"{formats.moment(entry.created_at)}　{entry.amount:+,} 代币"
        f"，记账后余额 {formats.tokens(entry.balance_after)}"
    )
    return f"第 {entry.seq:,} 笔账目", icon, words


def _draw_words(order: Generation) -> None:
    """Draw what was asked for in words and with a reference: its owner's only."""
    if order.wish:
        st.caption("补充描述")
        st.text(order.wish)
    if order.reference:
        pictures.draw_reference(
            order.reference, order.reference_name, width=REFERENCE_WIDTH, horizontal=True
        )
    order_facts.draw_texts(order)


def _draw_parameters(life: OrderLife) -> None:
    order, image = life.order, life.image
    facts = order_facts.by_name(order) | {"订单号": order.id}
    if image:
        size = formats.megabytes(image.size_bytes)
        facts["图片"] = f"{image.width} × {image.height} 像素，{size}"
    columns = {"设置": list(facts), "内容": [formats.plain(fact) for fact in facts.values()]}
    st.table(columns, border="horizontal", hide_index=True, hide_header=True)
