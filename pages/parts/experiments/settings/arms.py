"""The arms: 2 to 4 versions of a prompt, or one version by several models; one is the base."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from core.experiments.shapes import ArmShape
from core.library.timeline import Timeline
from core.providers.contract import Model
from core.studio import current_studio
from core.tables import MAX_ARMS
from pages.parts import formats, service
from pages.parts.experiments import arm_words
from pages.parts.experiments.cells import arm_names
from pages.parts.experiments.settings import draft_form
from pages.parts.experiments.settings.draft_form import DraftForm

MIN_WIDTH = 150  # px of one choice: two beside each other on a phone
FEWEST = 2


def draw(form: DraftForm, history: Timeline) -> None:
    """Draw each arm with its choices, and what the arms compare."""
    arms = form.draft.arms
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("**新增的版本**" if form.is_extension else "**比较什么**", width="content")
            if not form.is_extension:
                st.caption(arm_words.compared(arms), width="content")
        for number, arm in enumerate(arms):
            _draw_arm(form, history, number, arm)
        st.button(
            "添加版本",
            key=form.key("add_arm"),
            icon=":material/add:",
            disabled=len(arms) + len(form.beside) >= MAX_ARMS,
            help=f"一个实验最多 {MAX_ARMS} 个版本。",
            on_click=_add,
            args=(form, history),
        )


def _draw_arm(form: DraftForm, history: Timeline, number: int, arm: ArmShape) -> None:
    model = draft_form.model_of(arm)
    services = current_studio().services
    versions = {version.id: arm_words.version(version) for version in history.versions}
    models = {each.id: _label(form, each) for each in draft_form.service_of(arm).models}
    row = st.grid(_columns(form), min_column_width=MIN_WIDTH, vertical_alignment="bottom")
    with row:
        title = f"{arm_names.letter(len(form.beside) + number + 1)}：版本"
        _choose(
            form, draft_form.VERSION, number, title, list(versions), arm.version_id, versions.get
        )
        if len(services) > 1:
            titles = {name: service.title(each) for name, each in services.items()}
            _choose(
                form, draft_form.SERVICE, number, "图片服务", list(titles), arm.service, titles.get
            )
        if len(models) > 1:
            _choose(form, draft_form.MODEL, number, "模型", list(models), arm.model, models.get)
        _choose(form, draft_form.RATIO, number, "画幅", model.aspect_ratios, arm.aspect_ratio)
        if len(model.sizes) > 1:
            _choose(form, draft_form.SIZE, number, "尺寸", model.sizes, arm.size)
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            _draw_base(form, number, arm)
            _draw_remove(form, number)
    if said := _said(form, model):
        st.caption(formats.plain(said))


def _has_reference(form: DraftForm) -> bool:
    return any(case.reference for case in form.draft.cases)


def _refuses_reference(form: DraftForm, model: Model) -> bool:
    return _has_reference(form) and not model.references


def _label(form: DraftForm, model: Model) -> str:
    """Return a model's name, with what would keep it from these cases: no option can be greyed."""
    return f"{model.label}（不接受参考图片）" if _refuses_reference(form, model) else model.label


def _said(form: DraftForm, model: Model) -> str:
    """Return what people should know of an arm's model before they run it; "" of nothing."""
    parts = [model.note]
    if _refuses_reference(form, model):
        parts.append("不接受参考图片：有参考图片的用例不能用它。")
    if _has_reference(form) and model.keeps_reference_format:
        parts.append("有参考图片的用例，画幅由参考图片决定。")
    if not model.seed:
        parts.append("不使用种子：同一格每次都不同。")
    return "　".join(filter(None, parts))


def _columns(form: DraftForm) -> int:
    """Return how many columns the rows of arms have: one for each choice that any of them has."""
    models = [draft_form.model_of(arm) for arm in form.draft.arms]
    has_models = any(len(draft_form.service_of(arm).models) > 1 for arm in form.draft.arms)
    more = (len(current_studio().services) > 1, has_models, any(len(m.sizes) > 1 for m in models))
    return 3 + sum(more)  # version, format, and what can be done with the arm


def _choose(
    form: DraftForm,
    name: str,
    number: int,
    label: str,
    options: Sequence[str],
    chosen: str,
    shown: Callable[[str], Any] = str,
) -> None:
    key = form.key(name, number)
    st.session_state.setdefault(key, chosen if chosen in options else options[0])
    st.selectbox(
        label,
        options,
        key=key,
        format_func=lambda option: str(shown(option)),
        filter_mode=None,
        on_change=_show_changed,
        args=(form,),
    )


def _show_changed(form: DraftForm) -> None:
    """Save a changed arm; another version has other variables, another service other models."""
    draft_form.change(form)


def _draw_base(form: DraftForm, number: int, arm: ArmShape) -> None:
    if form.is_extension:
        return
    if arm.is_base:
        st.badge("基准", icon=":material/flag:", help="其他版本都和它比。")
    else:
        st.button(
            "设为基准",
            key=form.key("base", number),
            type="tertiary",
            on_click=_make_base,
            args=(form, number),
        )


def _draw_remove(form: DraftForm, number: int) -> None:
    if form.is_extension or len(form.draft.arms) > FEWEST:
        st.button(
            "移除",
            key=form.key("remove_arm", number),
            type="tertiary",
            icon=":material/close:",
            on_click=_remove,
            args=(form, number),
        )


def _make_base(form: DraftForm, base: int) -> None:
    draft_form.collect(form)
    arms = form.draft.arms
    marked = (replace(arm, is_base=number == base) for number, arm in enumerate(arms))
    draft_form.change(form, arms=tuple(marked))


def _add(form: DraftForm, history: Timeline) -> None:
    """Add an arm like the last one, with the newest version that no arm has."""
    draft_form.collect(form)
    arms = form.draft.arms
    taken = {arm.version_id for arm in (*form.beside, *arms)}
    free = [version.id for version in history.versions if version.id not in taken]
    version_id = free[0] if free else history.live.id
    like = (*form.beside, *arms)[-1]
    added = replace(like, version_id=version_id, is_base=False)
    draft_form.change(form, arms=(*arms, added))


def _remove(form: DraftForm, removed: int) -> None:
    """Remove an arm; without its base an experiment has its first arm as one."""
    draft_form.collect(form)
    arms = [arm for number, arm in enumerate(form.draft.arms) if number != removed]
    if arms and not form.is_extension and not any(arm.is_base for arm in arms):
        arms[0] = replace(arms[0], is_base=True)
    draft_form.change(form, arms=tuple(arms))
