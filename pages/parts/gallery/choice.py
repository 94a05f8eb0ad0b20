"""多选: which pictures of a view are chosen, on whatever page, and what to do with them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.errors import StudioError
from core.orders.views import reads
from core.studio import current_studio
from core.tables import User
from pages.parts import addresses, compare, formats, pictures
from pages.parts.compare import FEWEST, MOST, Compared
from pages.parts.gallery import trash_bin, zip_link
from pages.parts.identity import current_person
from pages.parts.widgets import ticks

TOGGLE = "choosing"  # the widget's key
CHOSEN = "chosen_pictures"  # in the session: whose choice in which view, and the orders in order


def draw_toggle() -> bool:
    """Draw the switch between opening and choosing; return whether cards are chosen."""
    return st.toggle("多选", key=TOGGLE, on_change=clear)


def draw_box(order_id: str, label: str) -> None:
    """Draw the checkbox that a card is while pictures are chosen."""
    key = f"pick_{order_id}"
    ticks.show(key, ticked=order_id in _chosen())
    st.checkbox(label, key=key, on_change=_tick, args=(order_id, key), width="stretch")


def draw_bar(person: User, shown: Sequence[str], *, is_bin: bool) -> None:
    """Draw how many are chosen and what can be done with them; `shown` are this page's orders."""
    chosen = _chosen()
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="choice"):
        st.markdown(f"**已选 {len(chosen)} 张**", width="content")
        st.button("全选本页", type="tertiary", on_click=_add, args=(shown,))
        st.button("清除", type="tertiary", on_click=clear, disabled=not chosen)
        if st.button(
            "对比",
            icon=":material/compare:",
            disabled=not FEWEST <= len(chosen) <= MOST,
            help=f"选 {FEWEST} 到 {MOST} 张，并排放大着看。",
        ):
            _compare(tuple(chosen))
        zip_link.draw(person, chosen)
        if is_bin:
            st.button(
                "恢复",
                icon=":material/restore_from_trash:",
                disabled=not chosen,
                on_click=_take_out,
            )
        else:
            st.button("移到回收站", icon=":material/delete:", disabled=not chosen, on_click=_put_in)


@st.dialog("对比", width="large", position="right", icon=":material/compare:")
def _compare(order_ids: tuple[str, ...]) -> None:
    person, database = current_person(), current_studio().database
    try:
        lives = reads.find_all(database, person, order_ids)
        orders = [lives[order_id].order for order_id in order_ids]
    except (StudioError, KeyError):  # another tab has become somebody else
        st.info("选中的图片已经不在这里了。", icon=":material/info:")
        return
    compared = []
    for order in orders:
        made = formats.moment(order.created_at)
        about = f"{order.prompt_title}　{order.aspect_ratio}　种子 {order.seed}"
        address = pictures.address("original", order.id)
        compared.append(Compared(address, about, f"{order.prompt_title}，{made} 生成"))
    compare.draw(compared, key="compare")


def clear() -> None:
    """Choose nothing."""
    st.session_state.pop(CHOSEN, None)


def _chosen() -> list[str]:
    """Return the orders chosen here; another person's choice, or one of another view, is none."""
    owner, chosen = st.session_state.get(CHOSEN, (None, []))
    return list(chosen) if owner == _owner() else []


def _keep(chosen: list[str]) -> None:
    st.session_state[CHOSEN] = (_owner(), chosen)


def _owner() -> tuple[str, str]:
    return current_person().id, st.session_state[addresses.PICTURE_VIEW]


def _tick(order_id: str, key: str) -> None:
    """Choose what its box says: a click that cuts the drawing short tells the one before again."""
    if st.session_state[key]:
        _add([order_id])
    else:
        _keep([each for each in _chosen() if each != order_id])


def _add(order_ids: Sequence[str]) -> None:
    _keep(list(dict.fromkeys([*_chosen(), *order_ids])))


def _put_in() -> None:
    trash_bin.put_in(_chosen())
    clear()


def _take_out() -> None:
    trash_bin.take_out(_chosen())
    clear()
