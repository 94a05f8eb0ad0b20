"""How often each case is drawn and how many people vote; and sizes that are known to show much."""

from __future__ import annotations

import streamlit as st

from core.experiments import quote
from core.experiments.quote import PRESETS, Preset
from core.messages.experiments import PRESETS as PRESET_NAMES
from core.tables import MAX_CELLS, MAX_REPEATS, MAX_VOTERS
from pages.parts.experiments.settings import draft_form
from pages.parts.experiments.settings.draft_form import DraftForm

SHOWS = {
    "quick": "先探探路：只有几乎每个用例都偏向同一版时才分得出。",
    "standard": "多数情况够用：十个人里有八个偏爱的那一版，九成机会看得出来。推荐。",
    "strict": "每个用例画两张，一张碰巧画得好坏，影响更小。",
}
CELL_WIDTH = 220  # px at least


def draw(form: DraftForm) -> None:
    """Draw the presets, then repeats and voters."""
    with st.container(border=True):
        st.markdown("**规模**")
        with st.grid(len(PRESETS), min_column_width=CELL_WIDTH):
            for name, preset in PRESETS.items():
                _draw_preset(form, name, preset)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            _draw_repeats(form)
            _draw_voters(form)
            if form.draft.voters:
                _draw_own_votes(form)


def _draw_preset(form: DraftForm, name: str, preset: Preset) -> None:
    arms = len(form.draft.arms)
    size = f"{preset.cases} 用例 × {preset.repeats} 次"
    voters = f"，{preset.voters} 人投票" if preset.voters > 1 else ""
    with st.container(gap="xsmall"):
        st.button(
            f"{PRESET_NAMES[name]}　{size}{voters}",
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
    draft = form.draft
    return (len(draft.cases), draft.repeats, draft.voters) == preset


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
        help="每个版本在每个用例上画几张；同一次用同一个种子。",
        on_change=draft_form.save,
        args=(form,),
    )


def _draw_voters(form: DraftForm) -> None:
    key = form.key(draft_form.VOTERS)
    st.session_state.setdefault(key, form.draft.voters)
    st.number_input(
        "投票人数",
        0,
        MAX_VOTERS,
        key=key,
        step=1,
        width=160,
        help="每一对图片要几个人盲评；0 表示不投票，只由看的人逐张评。"
        "要投票时，揭晓前别人看不到版本和图片。",
        on_change=draft_form.save,
        args=(form,),
    )


def _draw_own_votes(form: DraftForm) -> None:
    key = form.key(draft_form.OWN_VOTES)
    st.session_state.setdefault(key, form.draft.own_votes)
    st.toggle(
        "我的票也算",
        key=key,
        help="你知道哪一版是哪一版：默认你的票不算进结论。运行后不能再改。",
        on_change=draft_form.save,
        args=(form,),
    )
