"""这张图是怎么来的: put a picture in, and see which of one's own orders made it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.downloads import provenance
from core.downloads.provenance import FoundBy
from core.errors import StudioError
from core.orders.views import reads
from core.orders.views.reads import OrderLife
from core.studio import current_studio
from core.tables import User
from pages.parts import error_box, formats, pictures
from pages.parts.gallery import again_button, picture_drawer
from pages.parts.widgets import uploader

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

MOST_MB = 40  # the largest original that a service may answer; a reference has a limit of its own
WIDTH = 200  # px
ANSWER, ERROR = "origin_answer", "origin_error"

SURE = "这就是原图：每个字节都和你生成的这张一样。"
SAID = "文件信息里写着这个订单号。图片内容没有逐字节对上：它是带标识的副本，或者被改过。"


@dataclass(frozen=True)
class Answer:
    """What was found for whom about which file; the order only by its id."""

    person_id: str
    file_name: str
    order_id: str = ""
    by: FoundBy = FoundBy.NUMBER
    alike: int = 0


def draw(person: User) -> None:
    """Draw the uploader and, under it, what became of the file that was put in last."""
    with st.expander("这张图是怎么来的", icon=":material/image_search:"):
        st.caption(
            f"放入一张图片（最大 {MOST_MB} MB），看它是不是你在这里生成的，用了什么提示词和参数。"
        )
        uploader.draw(
            "找出这张图的来历",
            "origin",
            partial(_take, person),
            max_mb=MOST_MB,
            help="原图按内容找，带标识的副本按文件信息里的订单号找；只找你自己的图片。"
            "放入的文件看过就丢，不会保存，也不会交给图片服务。",
        )
        if error := st.session_state.pop(ERROR, None):
            error_box.show(error)
        answer: Answer | None = st.session_state.get(ANSWER)
        if answer and answer.person_id == person.id:
            _draw_answer(person, answer)


def _take(person: User, uploaded: UploadedFile) -> None:
    """Look for what was put in, and let the file go: the emptied uploader is ready for another."""
    st.session_state.pop(ANSWER, None)
    try:
        found = provenance.find(current_studio().database, person, uploaded.getvalue())
    except StudioError as error:
        st.session_state[ERROR] = error
        return
    known = (found.life.order.id, found.by, found.alike) if found else ()
    st.session_state[ANSWER] = Answer(person.id, uploaded.name, *known)


def _draw_answer(person: User, answer: Answer) -> None:
    st.text(answer.file_name)
    if not answer.order_id:
        st.info(
            "没有找到：它不是你在这里生成的图片，或者被改过、去掉了文件信息。"
            "请放入“下载”得到的原图，或“带标识下载”得到的副本。",
            icon=":material/search_off:",
        )
        return
    try:
        life = reads.find(current_studio().database, person, answer.order_id)
    except StudioError as error:
        error_box.show(error)
    else:
        _draw_found(life, answer)


def _draw_found(life: OrderLife, answer: Answer) -> None:
    order = life.order
    if answer.by == FoundBy.BYTES:
        st.success(SURE, icon=":material/verified:")
    else:
        st.info(SAID, icon=":material/tag:")
    with st.container(horizontal=True):
        with st.container(width=WIDTH):
            if life.image and life.image.purged_at is not None:
                st.caption("图片已删除；订单和账目保留。")
            else:
                pictures.draw_picture(
                    order.id, order.prompt_title, order.created_at, width=WIDTH, kind="thumbnail"
                )
        with st.container(width="stretch", gap="xsmall"):
            st.markdown(f"**{formats.plain(order.prompt_title)}**")
            st.caption(f"{formats.moment(order.created_at)}，{formats.tokens(order.cost)}")
            if order.wish:
                st.text(order.wish)
            if answer.alike:
                st.caption(f"你还有 {answer.alike} 张和它一模一样的图片，这是最新的一张。")
            with st.container(horizontal=True):
                st.button(
                    "查看全部参数",
                    icon=":material/open_in_full:",
                    on_click=picture_drawer.open_picture,
                    args=(order.id,),
                )
                again_button.draw(order, key="origin_again")
