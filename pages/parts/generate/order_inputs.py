"""What can be set before an order: wish, models, format, number, and what few people need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from core import messages
from core.library.prompts import Card
from core.orders import gate
from core.orders.views.results import Placing
from core.providers import services
from core.providers.contract import MAX_SEED, Model
from core.studio import current_studio
from core.tables import User
from pages.parts import formats, identity
from pages.parts.generate import maker_choice
from pages.parts.identity import open_order_ids
from pages.parts.order_form import form, inputs, makers, reference, values
from pages.parts.widgets import scroll


def scroll_on(ended: Sequence[Placing]) -> None:
    """Bring into sight what was ordered, or after a choice the form where it lies below.

    What was ordered stands above whoever chose at the library's end, and on a phone below them. It
    may have ended already: then it is the newest of `ended`.
    """
    was_chosen, was_placed = form.was_just_chosen(), form.was_just_placed()
    if was_placed and (open_order_ids() or not ended):
        scroll.into_sight("being_made")
    elif was_placed:
        scroll.into_sight(f"placing_{ended[0].lives[0].order.id}")
    elif was_chosen:
        scroll.into_sight("order_form", scroll.ONE_COLUMN)


def draw_head(card: Card | None) -> None:
    """Draw what is chosen, with its text, or what to do first."""
    st.subheader("设置", anchor=False)
    if card is None:
        st.info("先在提示词库点一个“选择”。", icon=":material/touch_app:")
        return
    if not card.is_live:
        _draw_other_version(card)
    with st.expander(f"**{formats.plain(card.title)}**　{formats.tokens(card.cost)}／张"):
        st.text(card.text or f"会员专属：{identity.as_member()}可以看到全文。")
    values.draw()
    if form.is_library_folded():
        st.button(
            "换一个提示词",
            key="unfold_library",
            icon=":material/swap_horiz:",
            type="tertiary",
            on_click=form.unfold_library,
        )


def _draw_other_version(card: Card) -> None:
    """Say that another version than the live one is ordered, and draw the way back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.badge(f"第 {card.number} 版（非线上）", icon=":material/history:", color="orange")
        st.button(
            "换回线上版",
            type="tertiary",
            on_click=form.choose_prompt,
            args=(card.id,),
        )


def draw(person: User) -> None:
    """Draw the inputs, each only where there is a choice."""
    st.text_area(
        "补充描述",
        key=inputs.WISH,
        max_chars=gate.MAX_WISH,
        placeholder="可不填。用自己的话说，例如：清晨，暖色调，远处有一只小船",
        height=72,
        persist_state="session",
    )
    place_of_models = st.container()
    models = makers.chosen_models()
    _draw_formats(person, models)
    st.segmented_control(
        "图片数量" if len(models) == 1 else "每个模型的图片数量",
        range(1, gate.MAX_PICTURES + 1),
        **inputs.choice(inputs.PICTURES),
        help="每张图片是一个独立的订单，各自完成、各自计费。",
    )
    with st.expander("更多设置", key="more_settings", icon=":material/tune:"):
        _draw_more(person, models)
    with place_of_models:  # last: their prices are those of the size, which the browser may know
        maker_choice.draw(person)
    if inputs.value(inputs.FIX_SEED):
        st.caption(f"已固定种子 {inputs.value(inputs.SEED)}，在“更多设置”里。")


def _draw_formats(person: User, models: Sequence[Model]) -> None:
    """Draw the formats that all chosen models have, and say what was left out."""
    ratios = makers.ratios(models)
    if not ratios:
        st.warning("所选模型没有共同的画幅：请换一个模型。", icon=":material/aspect_ratio:")
        return  # what is missing the button says as well
    st.pills("画幅", ratios, **inputs.choice(inputs.RATIO), wrap=True)
    _say_left_out("画幅", [model.aspect_ratios for model in models], ratios)
    keeping = [model for model in models if model.keeps_reference_format]
    if keeping and reference.chosen(person):
        st.caption(f"有参考图片时，{_names(keeping)} 的画幅由参考图片决定。")


def _draw_more(person: User, models: Sequence[Model]) -> None:
    _draw_sizes(models)
    _draw_quality(models)
    _draw_strength(person, models)
    if rewriter := current_studio().rewriter:
        st.toggle(
            "润色提示词",
            key=inputs.ENHANCE,
            persist_state="session",
            help=f"先由文字模型 {formats.plain(rewriter.text_model.label)}（"
            f"{services.label(rewriter.name)}）把提示词与补充描述改写得更丰富；"
            "改写失败时用原来的提示词继续。",
        )
        if len(models) > 1 and inputs.value(inputs.ENHANCE):
            st.caption("每张图片各自润色：几个模型收到的文字会不同，用时也包含润色。")
    st.toggle(
        "固定种子",
        key=inputs.FIX_SEED,
        persist_state="session",
        help="同样的设置加同样的种子，图片相同（演示渲染器）或相近（图片服务）；"
        "不固定则每次不同。一次生成多张时，从这个种子起逐张加一；几个模型的同一张用同一个种子。",
    )
    if inputs.value(inputs.FIX_SEED):
        # None would be an empty field; what the session has goes before either.
        first: int | Literal["min"] = inputs.default(inputs.SEED) or "min"
        st.number_input(
            "种子", 0, MAX_SEED, first, key=inputs.SEED, step=1, persist_state="session"
        )
        if seedless := [model for model in models if not model.seed]:
            st.caption(f"种子无效：{_names(seedless)} 不使用种子，每次都不同。")


def _draw_sizes(models: Sequence[Model]) -> None:
    sizes = makers.sizes(models)
    if len(sizes) > 1:
        st.segmented_control("尺寸", sizes, **inputs.choice(inputs.SIZE))
        st.caption("各种尺寸消耗的代币相同。")
    if sizes:
        _say_left_out("尺寸", [model.sizes for model in models], sizes)
    else:
        own = "、".join(f"{formats.plain(model.label)} {model.sizes[0]}" for model in models)
        st.caption(f"所选模型没有共同的尺寸，各用自己的默认尺寸：{own}。")


def _draw_quality(models: Sequence[Model]) -> None:
    having = [model for model in models if model.qualities]
    qualities = makers.qualities(models)
    if len(qualities) > 1:
        st.segmented_control(
            "画质",
            qualities,
            **inputs.choice(inputs.QUALITY),
            format_func=_said_quality,
            help="越高越精细，也越慢、越贵；消耗的代币相同。",
        )
        _say_left_out(
            "画质",
            [_said_qualities(model.qualities) for model in having],
            _said_qualities(qualities),
        )
    elif having and not qualities:
        own = "、".join(
            f"{formats.plain(model.label)} {_said_quality(model.qualities[0])}" for model in having
        )
        st.caption(f"所选模型没有共同的画质，各用自己的默认画质：{own}。")
    if qualities and len(having) < len(models):
        st.caption(f"画质只对 {_names(having)} 有效。")


def _said_qualities(names: Sequence[str]) -> list[str]:
    return [_said_quality(name) for name in names]


def _said_quality(name: str) -> str:
    return messages.QUALITIES.get(name, name)


def _draw_strength(person: User, models: Sequence[Model]) -> None:
    having = [model for model in models if model.has_strength]
    if having and reference.chosen(person):
        st.slider(
            "参考强度",
            1,
            gate.MAX_STRENGTH,
            inputs.default(inputs.STRENGTH),
            key=inputs.STRENGTH,
            format="%d%%",
            persist_state="session",
            help="越低越像参考图片，越高越听提示词的。",
        )
        if len(having) < len(models):
            st.caption(f"参考强度只对 {_names(having)} 有效。")


def _say_left_out(what: str, lists: Sequence[Sequence[str]], shared: Sequence[str]) -> None:
    if left_out := makers.left_out(lists, shared):
        st.caption(f"只列出所选模型都支持的{what}；没有列出：{'、'.join(left_out)}。")


def _names(models: Sequence[Model]) -> str:
    return "、".join(formats.plain(model.label) for model in models)
