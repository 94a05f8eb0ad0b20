"""试一张: one picture of a version, ordered from the drawer, and what became of it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.downloads import labelled
from core.errors import StudioError
from core.library.prompts import Card
from core.orders import gate
from core.orders.views import reads
from core.studio import current_studio
from core.tables import Outcome
from pages.parts import error_box, formats, pictures
from pages.parts.identity import current_person, open_order_ids
from pages.parts.order_form import ordering
from pages.parts.prompt_history import said

HELP = "用表单现在的第一个模型、画幅和尺寸画一张，不带补充描述和参考图片。成功才扣代币。"
WIDTH = 320  # px


def why_not(live: Card, cost: int, missing: tuple[str, ...]) -> StudioError | None:
    """Return why one picture of a version at this price could not be ordered now, or None."""
    card = replace(live, cost=cost, missing=missing)
    return gate.why_not(current_person(), live.id, card)


def label(cost: int) -> str:
    """Return what the button says."""
    return f"试一张（{formats.tokens(cost)}）"


def order(prompt_id: str, version_id: str) -> None:
    """Order one picture of a version; keep the refusal for the drawer."""
    try:
        ordering.try_version(current_person(), prompt_id, version_id)
    except StudioError as error:
        said.refuse(error)
    else:
        said.change_page()


def is_open(version_id: str) -> bool:
    """Return whether a picture that was tried of this version is being made."""
    return not open_order_ids().isdisjoint(ordering.tried(version_id))


def draw_tried(version_id: str) -> None:
    """Draw what became of the last picture that was tried of a version."""
    for order_id in ordering.tried(version_id):
        try:
            life = reads.find(current_studio().database, current_person(), order_id)
        except StudioError:  # of another person, who was here before
            continue
        order_ = life.order
        if life.is_open:
            st.caption("试画正在生成：完成后显示在这里，也在这一页的“最近结果”和图库里。")
        elif order_.outcome == Outcome.SETTLED and life.image and not life.image.trashed_at:
            what = "试画" if labelled.is_ai(order_) else "试画的演示图片"
            cost = formats.tokens(order_.cost)
            st.caption(f"{what}（扣除 {cost}，也在“最近结果”和图库里）")
            pictures.draw_picture(order_id, order_.prompt_title, order_.created_at, width=WIDTH)
        elif life.image is None:
            error_box.show_ended(order_)
