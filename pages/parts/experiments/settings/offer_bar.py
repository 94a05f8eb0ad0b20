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
from pages.parts import error_box, formats, identity
from pages.parts.experiments import arm_words, quote_words, running
from pages.parts.experiments.settings import case_rows, draft_form, trial
from pages.parts.experiments.settings.draft_form import DraftForm
from pages.parts.notices import tell, tell_refusal

SMALLER = "smaller_run"  # in the session: a click on 只跑 … that takes cases away, to answer
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
        if not form.is_quoted:
            _say_unsaved(form)
        elif offered.faults:
            _list_faults(offered)
        elif missing:
            _say_too_few(form, offered, person)
        with st.container(horizontal=True):
            st.button(
                "运行新格" if form.is_extension else "运行",
                key=f"run_{form.experiment_id}",
                type="primary",
                icon=":material/play_arrow:",
                disabled=not form.is_quoted or bool(offered.faults) or missing,
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
    if form.is_quoted:
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


def _say_too_few(form: DraftForm, offered: Offer, person: User) -> None:
    short = offered.quote.tokens - person.available
    words = f"可用 {formats.tokens(person.available)}，还差 {formats.tokens(short)}。"
    if offered.fits:
        cases, repeats = offered.fits
        words += f"现有的够 {cases} 个用例 × {repeats} 次。"
    if identity.signs_in():
        words += "请管理员发放代币。"
    st.warning(words, icon=":material/toll:")
    with st.container(horizontal=True):
        if not identity.signs_in():
            st.button(
                f"补充到够（＋{short:,}）",
                icon=":material/toll:",
                help="在账本里记一笔发放，正好补到这次运行所需。",
                on_click=_top_up,
                args=(person.id, offered.quote.tokens),
            )
        if offered.fits:
            _draw_smaller(form, *offered.fits)


def _draw_smaller(form: DraftForm, cases: int, repeats: int) -> None:
    """Draw the button that makes the draft as small as the tokens cover; it asks for cases."""
    left_out = form.saved.cases[cases:]
    st.button(
        f"只跑 {cases} 个用例 × {repeats} 次",
        key=f"smaller_{form.experiment_id}",
        icon=":material/compress:",
        help="把设置改到现有代币够用，然后再点“运行”。先减次数，再减用例；去掉用例之前会先问。",
        on_click=_ask_smaller if left_out else draft_form.change,
        args=(form,),
        kwargs={} if left_out else {"repeats": repeats},
    )
    if st.session_state.get(SMALLER) == form.experiment_id:
        del st.session_state[SMALLER]
        if left_out:
            _smaller_dialog(form, cases, repeats)


def _ask_smaller(form: DraftForm) -> None:
    st.session_state[SMALLER] = form.experiment_id


@st.dialog("去掉放不下的用例？", icon=":material/compress:")
def _smaller_dialog(form: DraftForm, cases: int, repeats: int) -> None:
    """Name the cases that go before they do: they are the last ones of the table."""
    left_out = form.saved.cases[cases:]
    st.markdown(
        f"现有的代币够前 {cases} 个用例 × {repeats} 次。"
        f"后面的 {len(left_out)} 个会从这个实验里去掉，连同它们的参考图片："
    )
    st.text("\n".join(f"{number}. {case.title}" for number, case in enumerate(left_out, cases + 1)))
    st.caption("想留着以后用：先点“保留”，再用“存为测试集”把它们存下来。")
    with st.container(horizontal=True):
        cut = st.button(
            "去掉",
            type="primary",
            width="stretch",
            on_click=_cut,
            args=(form, cases, repeats),
        )
        if st.button("保留", width="stretch") or cut:
            st.rerun()


def _cut(form: DraftForm, cases: int, repeats: int) -> None:
    draft_form.collect(form)
    form.draft = replace(form.draft, repeats=repeats)
    draft_form.change_rows(form, case_rows.filled(form.rows)[:cases])


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
