"""What a run would cost, what is still missing, and 运行."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.errors import StudioError
from core.experiments.quoting import offer
from core.experiments.quoting.offer import Offer
from core.experiments.quoting.quote import Quote
from core.people import people
from core.studio import current_studio
from core.tables import User
from pages.parts import error_box, formats
from pages.parts.experiments import arm_words, quote_words, running
from pages.parts.experiments.settings import draft_form, trial
from pages.parts.experiments.settings.draft_form import DraftForm
from pages.parts.notices import tell, tell_refusal

FAULTS_SHOWN = 5  # what is missing in many cells is a long list


def draw(form: DraftForm, person: User) -> None:
    """Draw the quote of what is saved, what keeps it from running, and the button."""
    offered = offer.find(
        current_studio(), person.id, form.experiment_id, available=person.available
    )
    missing = person.available < offered.quote.tokens
    with st.container(border=True, key="experiment_offer"):
        demo = "（演示图片）" if arm_words.are_demo((*form.beside, *form.saved.arms)) else ""
        st.markdown(f"**{formats.plain(quote_words.quote(offered.quote))}**{demo}")
        if not form.is_saved:
            _say_unsaved(form)
        elif offered.faults:
            _list_faults(offered)
        elif missing:
            _say_too_few(offered, person)
        with st.container(horizontal=True):
            st.button(
                "运行新格" if form.is_extension else "运行",
                key=f"run_{form.experiment_id}",
                type="primary",
                icon=":material/play_arrow:",
                disabled=not form.is_saved or bool(offered.faults) or missing,
                help="成功才扣代币，失败或停止的退回。第一次运行后设置就固定，只能追加用例和版本。",
                on_click=_run,
                args=(form, offered.quote),
            )
            if not form.is_extension:
                trial.draw(form)
        if not form.is_extension:  # else the head says it
            running.draw_refusal(form.experiment_id)
        trial.draw_last(form, person)


def _run(form: DraftForm, shown: Quote) -> None:
    """Run what was shown; what was typed in the same moment is saved first, and is no surprise."""
    draft_form.save(form)
    if form.is_extension or form.is_saved:
        running.start(form.person_id, form.experiment_id, replace(shown, revision=form.seen))


def _say_unsaved(form: DraftForm) -> None:
    st.caption("上面还有没保存的内容：改好之后才能运行。报价是上一次保存的。")
    if draft_form.is_outdated(form):
        st.button(
            "放弃我的改动，载入最新",
            key=form.key("reload"),
            icon=":material/sync:",
            on_click=draft_form.give_up,
            args=(form,),
        )


def _list_faults(offered: Offer) -> None:
    """List what is missing, each once, in the order in which it is best set right."""
    said = dict.fromkeys(error_box.words(fault) for fault in offered.faults)
    shown = list(said)[:FAULTS_SHOWN]
    more = len(said) - len(shown)
    lines = [f"- {line}" for line in shown] + ([f"- 还有 {more} 处"] if more else [])
    st.markdown("运行之前：\n" + "\n".join(lines))


def _say_too_few(offered: Offer, person: User) -> None:
    short = offered.quote.tokens - person.available
    words = f"可用 {formats.tokens(person.available)}，还差 {formats.tokens(short)}。"
    if offered.fits:
        cases, repeats = offered.fits
        words += f"现有的够 {cases} 个用例 × {repeats} 次。"
    st.warning(words, icon=":material/toll:")
    st.button(
        f"补充到够（＋{short:,}）",
        icon=":material/toll:",
        help="在账本里记一笔发放，正好补到这次运行所需。",
        on_click=_top_up,
        args=(person.id, offered.quote.tokens),
    )


def _top_up(person_id: str, needed: int) -> None:
    """Grant what is missing, once: a second click finds it there."""
    studio = current_studio()
    most = studio.settings.max_top_up_per_day
    key = f"top_up:{studio.new_id()}"
    try:
        granted = people.top_up_to(
            studio.database, person_id, needed, key=key, now=studio.now(), limit=most
        )
    except StudioError as error:
        tell_refusal(error)
        return
    if granted:
        tell(f"已补充 {formats.tokens(granted)}，并记入账本。", ":material/toll:")
