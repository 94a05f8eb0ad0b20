"""The drawer 图片服务: a card for every service there is, and the model that rewrites prompts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from core.log import get_logger
from core.messages.services import NO_CHECK
from core.orders.views.last_calls import of_services
from core.providers import catalog, services
from core.providers.contract import Checkable, Model, TextModel
from core.providers.last_calls import NEVER, LastCalls, together
from core.studio import current_studio
from pages.parts import formats
from pages.parts.service import checks, model_facts, standing
from pages.parts.service.standing import Entry

DEMO = "由内置的演示渲染器画出，每张都标着“演示”，不收费。"
HOW_TO_GET_OTHERS = "设好下面任何一个服务，图片就由人工智能生成。"
log = get_logger()


@st.dialog("图片服务", position="right", width="medium", icon=":material/dns:")
def open_drawer() -> None:
    """Draw all services, those in use first."""
    entries = standing.every()
    able = len(standing.ready(entries))
    st.caption(
        f"共 {len(entries)} 个，{able} 个设置齐全。价格是服务商公布的，仅供参考；"
        "用户消耗的代币只由提示词决定。"
    )
    known = _models_of_the_table()
    ordered = of_services(current_studio().database)
    for entry in entries:
        models = entry.provider.models if entry.provider else known.get(entry.name, ())
        with st.container(border=True, gap="small", key=f"service_{entry.name}"):
            _draw_service(entry, models, ordered.get(entry.name, NEVER))
    if rewriter := current_studio().rewriter:
        _draw_rewriter(rewriter.name, rewriter.text_model)


def _draw_service(entry: Entry, models: Sequence[Model], ordered: LastCalls) -> None:
    """Draw how a service stands, after the check that may have just been asked for.

    `ordered` is what its last orders came to, whichever process made them.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        head = st.container(width="stretch")
        tested = _draw_check_button(entry)
    body = st.container(gap="small")
    if tested:
        with body:
            checks.run(tested)
    now = replace(entry, last=together(ordered, current_studio().caller.last_calls(entry.name)))
    head.markdown(_head(now))
    with body:
        _draw_body(now)
    if models:
        with st.expander(f"{len(models)} 个模型：能力与价格"):
            model_facts.draw(models)


def _draw_check_button(entry: Entry) -> Checkable | None:
    """Draw 测试连接 where it can be; return the service if it was clicked."""
    service = checks.checkable(entry.provider)
    if service is None or entry.lacks:
        return None
    clicked = st.button(
        "测试连接",
        key=f"check_{entry.name}",
        icon=":material/network_check:",
        help="一次不收费的调用。",
    )
    return service if clicked else None


def _head(entry: Entry) -> str:
    word, colour, icon = entry.stand.value
    names = [f"**{formats.plain(services.label(entry.name))}**"]
    names.append(f":{colour}-badge[:material/{icon}: {word}]")
    if entry.provider is current_studio().default_service and len(current_studio().services) > 1:
        names.append(":gray-badge[默认]")
    return " ".join(names)


def _draw_body(entry: Entry) -> None:
    """Draw what is to be set, or how the last calls went and what a check has proved."""
    if entry.provider is None:
        st.caption(standing.how_to_use(entry))
    elif entry.lacks:
        st.caption(f"还缺少设置：{standing.settings(entry.lacks)}。设好后重启。")
    elif all(model.is_demo for model in entry.provider.models):
        alone = len(current_studio().services) == 1
        st.caption(DEMO + (HOW_TO_GET_OTHERS if alone else ""))
    else:
        if not checks.says(entry):
            st.caption(formats.plain(standing.last_calls(entry.last, current_studio().now())))
        checks.draw(entry.name)
        if checks.checkable(entry.provider) is None:
            st.caption(NO_CHECK)


def _draw_rewriter(service: str, model: TextModel) -> None:
    """Draw what rewriting costs, and how its service's calls went where it makes no pictures."""
    read, written = (
        model_facts.amount(price, model.currency)
        for price in (model.input_price, model.output_price)
    )
    st.markdown("**润色提示词的文字模型**")
    st.caption(
        formats.plain(
            f"{services.label(service)} 的 {model.label}：每百万词元输入 {read}、输出 {written}"
            f"（{model.priced_on} 核对）"
        )
    )
    studio = current_studio()
    if service not in studio.services:
        last = studio.caller.last_calls(service)
        st.caption(formats.plain(standing.last_calls(last, studio.now())))


def _models_of_the_table() -> Mapping[str, tuple[Model, ...]]:
    """Return the models of all services; none where the file was broken since the start."""
    try:
        return catalog.all_picture_models(current_studio().settings.models_file)
    except (OSError, ValueError) as error:
        log.warning("models.unreadable", error=type(error).__name__)
        return {}
