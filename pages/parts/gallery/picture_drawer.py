"""One picture in a drawer: the whole of it, how it was made, what it cost, and what to do next."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from core.errors import StudioError
from core.orders.views import reads
from core.pictures import gallery, stars, trash
from core.pictures.gallery import Neighbours, PictureFilter
from core.studio import current_studio
from core.tables import GeneratedImage, Generation, User
from pages.parts import addresses, error_box, formats, order_facts, pictures
from pages.parts.gallery import again_button, case_popover, labelled_download, trash_bin
from pages.parts.identity import current_person
from pages.parts.notices import tell_refusal
from pages.parts.progress import took

MAX_HEIGHT = 680  # px: a tall picture still fits on a laptop's screen
MIN_SHARE, MAX_SHARE = 330, 600  # per mille of the drawer's width that a picture may have
REFERENCE_WIDTH = 240  # px


def open_picture(order_id: str) -> None:
    """Name a picture in the address; the drawer shows what the address names."""
    case_popover.forget()
    addresses.keep(addresses.PICTURE, order_id)


def close() -> None:
    """Take the picture out of the address."""
    case_popover.forget()
    addresses.keep(addresses.PICTURE, None)


def draw(person: User, chosen: PictureFilter) -> None:
    """Open the drawer on the address's picture, or say that this person has no such one."""
    if not (order_id := addresses.find(addresses.PICTURE)):
        return
    try:
        reads.find(current_studio().database, person, order_id)
    except StudioError as error:
        error_box.show(error)
        st.button("知道了", on_click=close)
    else:
        _drawer(order_id, chosen)


@st.dialog("图片详情", width="large", position="right", icon=":material/image:", on_dismiss=close)
def _drawer(opened: str, chosen: PictureFilter) -> None:
    """Draw the picture that the address names now: the buttons in here change only the address."""
    person, database = current_person(), current_studio().database
    life = reads.find(database, person, addresses.find(addresses.PICTURE) or opened)
    order = life.order
    _draw_head(order)
    if life.is_open:
        st.info("这张图片还在生成中。", icon=":material/hourglass_top:")
        addresses.draw_link("generate.py", "去看生成进度", ":material/auto_awesome:")
    elif life.image and life.image.purged_at is not None:
        st.info(
            "图片已删除：它在回收站里满了期限。账目一直保留。", icon=":material/delete_forever:"
        )
        _draw_links(order, "在账本中查看这笔消耗")
    elif life.image is None:
        error_box.show_ended(order)
        _draw_links(order, "在账本中查看这个订单")
    else:
        if life.image.trashed_at is not None:
            _say_trashed(life.image.trashed_at)
        _draw_actions(order, life.image, gallery.neighbours(database, person.id, chosen, order.id))
        case_popover.draw_added(order)
        width = min(life.image.width, MAX_HEIGHT * life.image.width // life.image.height)
        share = max(MIN_SHARE, min(width, MAX_SHARE))
        picture, facts = st.columns([share, 1000 - share], gap="medium")
        with picture:
            if not pictures.draw_picture(
                order.id, order.prompt_title, order.created_at, width=width
            ):
                st.caption("它的参数仍在这里：可以用同样参数再生成一张。")
        with facts:
            _draw_facts(order, life.image)


def _say_trashed(trashed_at: int) -> None:
    until = formats.local(trashed_at) + timedelta(days=trash.KEEP_DAYS)
    st.info(
        f"这张图片在回收站里，{until:%Y-%m-%d} 之后文件会被删除；账目一直保留。",
        icon=":material/delete:",
    )


def _draw_head(order: Generation) -> None:
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown(f"**{formats.plain(order.prompt_title)}**", width="content")
        st.badge(formats.plain(order.prompt_category), color="gray")
        st.caption(formats.moment(order.created_at), width="content")


def _draw_actions(order: Generation, image: GeneratedImage, beside: Neighbours) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        _draw_neighbour("较新", "Left", beside.newer)
        _draw_neighbour("较旧", "Right", beside.older)
        _draw_star(order.id, is_starred=image.starred_at is not None)
        pictures.draw_download(order.id, key="drawer_download")
        has_label = labelled_download.draw(order, key="drawer_labelled")
        pictures.draw_original_link(order.id)
        again_button.draw(order, key="drawer_again")
        case_popover.draw(order, current_person())
        _draw_move(order.id, is_trashed=image.trashed_at is not None)
    if has_label:
        labelled_download.draw_rule(order)


def _draw_star(order_id: str, *, is_starred: bool) -> None:
    st.button(
        "取消收藏" if is_starred else "收藏",
        key="drawer_star",
        icon=":material/star:" if is_starred else ":material/star_border:",
        shortcut="S",
        on_click=_star,
        args=(order_id, not is_starred),
    )


def _star(order_id: str, on: bool) -> None:
    try:
        stars.star(current_studio(), current_person().id, order_id, on=on)
    except StudioError as error:
        tell_refusal(error)


def _draw_move(order_id: str, *, is_trashed: bool) -> None:
    """Draw the way into the bin or out of it; either takes the picture out of what is listed."""
    label, icon = ("恢复", "restore_from_trash") if is_trashed else ("移到回收站", "delete")
    if st.button(label, key="drawer_move", icon=f":material/{icon}:"):
        (trash_bin.take_out if is_trashed else trash_bin.put_in)([order_id])
        close()
        st.rerun()  # the whole page: the picture leaves the grid, and 撤销 stands above it


def _draw_neighbour(label: str, arrow_key: str, order_id: str | None) -> None:
    st.button(
        label,
        shortcut=arrow_key,
        disabled=order_id is None,
        on_click=open_picture,
        args=(order_id,),
    )


def _draw_facts(order: Generation, image: GeneratedImage) -> None:
    if order.reference:
        pictures.draw_reference(order.reference, order.reference_name, width=REFERENCE_WIDTH)
    st.markdown(_lines(_main_facts(order, image)))
    if order.wish:
        st.caption("补充描述")
        st.text(order.wish)
    with st.expander("更多信息", icon=":material/info:"):
        st.markdown(_lines(order_facts.by_name(order) | {"用时": _times(order)}))
    order_facts.draw_texts(order)
    _draw_links(order, "在账本中查看这笔消耗")


def _main_facts(order: Generation, image: GeneratedImage) -> dict[str, str]:
    file_type = image.mime.removeprefix("image/").upper()
    return {
        "消耗": formats.tokens(order.cost),
        "像素": f"{image.width} × {image.height}",
        "文件": f"{file_type}，{formats.megabytes(image.size_bytes)}",
    }


def _times(order: Generation) -> str:
    """Return how long the order took, and each of its steps that took any time."""
    whole = formats.seconds((order.ended_at or order.created_at) - order.created_at)
    steps = took(order)
    return f"{whole}（{steps}）" if steps else whole


def _lines(facts: dict[str, str]) -> str:
    return "  \n".join(order_facts.lines(facts))


def _draw_links(order: Generation, label: str) -> None:
    """Draw the ways to the order in the ledger, and to its experiment if it is a cell of one."""
    with st.container(horizontal=True, gap="small"):
        addresses.draw_link("ledger.py", label, ":material/receipt_long:", order=order.id)
        order_facts.draw_experiment_link(order.id)
