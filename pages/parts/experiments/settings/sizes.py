"""How often a case is drawn, how many people vote on it, and sizes that show much."""

from __future__ import annotations

import streamlit as st

from core.experiments.quoting import quote
from core.experiments.quoting.quote import PRESETS, Preset
from core.messages.experiments import PRESETS as PRESET_NAMES
from core.tables import MAX_CELLS, MAX_REPEATS, MAX_VOTERS
from pages.parts.experiments.settings import draft_form
from pages.parts.experiments.settings.draft_form import DraftForm

SHOWS = {
    "quick": "先探探路：只有几乎每个用例都偏向同一版时才分得出。",
    "standard": "用例最多，最能代表平时的用法。推荐。",
    "strict": "每个用例画两张，一张碰巧画得好坏，影响更小。",
}
CELL_WIDTH = 220  # px at least


def draw(form: DraftForm) -> None:
    """Draw the presets, then repeats and votes."""
    with st.container(border=True):
        st.markdown("**规模**")
        with st.grid(len(PRESETS), min_column_width=CELL_WIDTH):
            for name, preset in PRESETS.items():
                _draw_preset(form, name, preset)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            _draw_repeats(form)
            _draw_votes(form)
        st.caption(_what_votes_do(form))


def _draw_preset(form: DraftForm, name: str, preset: Preset) -> None:
    arms = len(form.draft.arms)
    size = f"{preset.cases} 用例 × {preset.repeats} 次，{preset.voters} 人盲评"
    with st.container(gap="xsmall"):
        st.button(
            f"{PRESET_NAMES[name]}　{size}",
            key=form.key(f"preset_{name}"),
            type="primary" if _is_chosen(form, preset) else "secondary",
            width="stretch",
            disabled=not quote.fits(preset, arms),
            help=f"一次最多 {MAX_CELLS} 张；{arms} 个版本放不下时不能选。",
            on_click=draft_form.change,
            args=(form,),
            kwargs={"repeats": preset.repeats, "voters": preset.voters},
        )
        st.caption(SHOWS[name] + _still_missing(form, preset))


def _is_chosen(form: DraftForm, preset: Preset) -> bool:
    return (len(form.draft.cases), form.draft.repeats, form.draft.voters) == preset


def _still_missing(form: DraftForm, preset: Preset) -> str:
    missing = preset.cases - len(form.draft.cases)
    return f"还差 {missing} 个用例。" if missing > 0 else ""


def _draw_repeats(form: DraftForm) -> None:
    key = form.key(draft_form.REPEATS)
    st.session_state.setdefault(key, form.draft.repeats)
    st.segmented_control(
        "次数",
        range(1, MAX_REPEATS + 1),
        key=key,
        required=True,
        width="content",
        help="每个版本在每个用例上画几张；同一次用同一个种子。",
        on_change=draft_form.save,
        args=(form,),
    )


def _draw_votes(form: DraftForm) -> None:
    voters, own = form.key(draft_form.VOTERS), form.key(draft_form.OWN_VOTES)
    st.session_state.setdefault(voters, form.draft.voters)
    st.session_state.setdefault(own, form.draft.own_votes)
    st.number_input(
        "投票人数",
        0,
        MAX_VOTERS,
        key=voters,
        width=150,
        help="每对图片要几个不同的人盲评；0 是不投票。",
        on_change=draft_form.save,
        args=(form,),
    )
    st.toggle(
        "作者的票计入",
        key=own,
        disabled=not form.draft.voters,
        help="你看得到每张图片来自哪个版本，所以默认不计入。第一次运行后固定。",
        on_change=draft_form.save,
        args=(form,),
    )


def _what_votes_do(form: DraftForm) -> str:
    if not form.draft.voters:
        return "不投票：图片在“筛选”里评，谁都看得到是哪个版本画的，没有“哪个更好”的结论。"
    return (
        "盲评：运行结束后把链接发给大家，两张图片并排，不写是谁画的。"
        "票收齐自动揭晓；在那之前只有你看得到版本和图片。"
    )
