"""核对账目: the audit over everybody, each rule with its result in words."""

from __future__ import annotations

import streamlit as st

from core.audit import RULES, Report, audit
from core.auditing import checkpoint_file
from core.auditing.checking import Finding
from core.messages.audit import AUDIT_RULES
from core.studio import current_studio
from pages.parts import formats
from pages.parts.ledger import fingerprints

# In the session: (report, when, since when); a click to answer, which says how to check.
RESULT, ASKED = "audit_result", "audit_asked"
EVERYTHING, WITH_FILES, LATEST = "everything", "with_files", "latest"


def ask(how: str = EVERYTHING) -> None:
    """Have the next drawing of the report check the books anew: the buttons' callback."""
    st.session_state[ASKED] = how


def draw_report() -> None:
    """Draw the last result of this session; check the books first if that was asked."""
    fingerprints.draw_check()
    if (how := st.session_state.pop(ASKED, None)) is not None:
        _check(how)  # before the buttons: a clean one makes another of them useful
    with st.container(horizontal=True):
        _draw_other_ways()
    if RESULT not in st.session_state:
        st.info(
            "点击“核对账目”，程序会从头核对所有人的每一笔账目，并逐条说明结果。",
            icon=":material/fact_check:",
        )
        _draw_rules()
        return
    report, when, since = st.session_state[RESULT]
    _draw_summary(report, when, since)
    with st.container(gap="xsmall"):
        for finding in report.findings:
            _draw_finding(finding)


def _draw_other_ways() -> None:
    if checkpoint_file.is_there(current_studio().settings.data_dir):
        st.button(
            "快速核对",
            icon=":material/bolt:",
            on_click=ask,
            args=(LATEST,),
            help="只核对上次全部核对无误之后的新账目；更早的记录只看笔数、余额和末尾的摘要。",
        )
    st.button(
        "连同图片文件核对",
        icon=":material/image_search:",
        on_click=ask,
        args=(WITH_FILES,),
        help="除了账目，还逐个读取图片、缩略图和参考图片的文件；图片多时需要几分钟。",
    )


def _check(how: str) -> None:
    bar = st.progress(0.0, "正在核对")

    def tell(rule: str, done: int, of: int) -> None:
        share = done / of if of else 1.0
        bar.progress(share, f"正在核对（{done:,}／{of:,}）：{AUDIT_RULES[rule]}")

    studio = current_studio()
    folder, secret = studio.settings.data_dir, studio.images.secret
    images = studio.images if how == WITH_FILES else None
    # Without a checkpoint that our key has signed, a quick audit is one of everything.
    since = checkpoint_file.last(folder, secret) if how == LATEST else None
    report = audit(studio.database, tell, images=images, since=since, now=studio.now())
    if report.checkpoint:
        checkpoint_file.keep(report.checkpoint, folder, secret)
    bar.empty()
    st.session_state[RESULT] = (report, studio.now(), since.made_at if since else None)


def _draw_rules() -> None:
    with st.container(gap="xsmall"):
        for rule in RULES:
            st.markdown(f":gray[:material/radio_button_unchecked:] {AUDIT_RULES[rule]}")


def _draw_summary(report: Report, when: int, since: int | None) -> None:
    broken = [finding for finding in report.findings if finding.broken]
    if broken:
        st.error(
            f"{len(report.findings)} 条规则中有 {len(broken)} 条不成立：请把下面的明细交给管理员。",
            icon=":material/error:",
        )
    else:
        st.success(f"账目正确：{len(report.findings)} 条规则全部成立。", icon=":material/verified:")
    st.caption(
        f"核对时间 {formats.moment(when)}　范围：{report.people:,} 人、{report.orders:,} 个订单、"
        f"{report.entries:,} 笔账目；余额合计 {formats.tokens(report.tokens)}，"
        f"其中预留 {formats.tokens(report.held)}"
    )
    if since is not None:
        st.caption(
            f"这是快速核对：只看 {formats.moment(since)} 那次全部核对之后的账目和订单。"
            "更早的记录只核对笔数、余额和末尾的摘要，没有逐笔重算；统计和图片文件也没有看。"
            "要从头核对，请点“核对账目”。"
        )


def _draw_finding(finding: Finding) -> None:
    rule = AUDIT_RULES[finding.rule]
    if not finding.broken:
        st.markdown(f":green[:material/check_circle:] {rule}")
        return
    st.markdown(f":red[:material/cancel:] {rule}　:red[**{finding.broken:,} 处不符**]")
    with st.expander("明细（供管理员排查）"):
        st.code("\n".join(finding.rows), language=None)
