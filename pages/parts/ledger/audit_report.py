"""核对账目: the audit over everybody, each rule with its result in words."""

from __future__ import annotations

import streamlit as st

from core import messages
from core.audit import RULES, Finding, Report, audit
from core.studio import current_studio
from pages.parts import formats
from pages.parts.ledger import fingerprints

# In the session: (report, when); a click to answer, True where it asks for the files too.
RESULT, ASKED = "audit_result", "audit_asked"


def ask(*, files: bool = False) -> None:
    """Have the next drawing of the report check the books anew: the buttons' callback."""
    st.session_state[ASKED] = files


def draw_report() -> None:
    """Draw the last result of this session; check the books first if that was asked."""
    fingerprints.draw_check()
    st.button(
        "连同图片文件核对",
        icon=":material/image_search:",
        on_click=ask,
        kwargs={"files": True},
        help="除了账目，还逐个读取图片、缩略图和参考图片的文件；图片多时需要几分钟。",
    )
    if (files := st.session_state.pop(ASKED, None)) is not None:
        _check(files=files)
    if RESULT not in st.session_state:
        st.info(
            "点击“核对账目”，程序会从头核对所有人的每一笔账目，并逐条说明结果。",
            icon=":material/fact_check:",
        )
        _draw_rules()
        return
    report, when = st.session_state[RESULT]
    _draw_summary(report, when)
    with st.container(gap="xsmall"):
        for finding in report.findings:
            _draw_finding(finding)


def _check(*, files: bool) -> None:
    bar = st.progress(0.0, "正在核对")

    def tell(rule: str, done: int, of: int) -> None:
        share = done / of if of else 1.0
        bar.progress(share, f"正在核对（{done:,}／{of:,}）：{messages.AUDIT_RULES[rule]}")

    studio = current_studio()
    report = audit(studio.database, tell, images=studio.images if files else None)
    bar.empty()
    st.session_state[RESULT] = (report, current_studio().now())


def _draw_rules() -> None:
    with st.container(gap="xsmall"):
        for rule in RULES:
            st.markdown(f":gray[:material/radio_button_unchecked:] {messages.AUDIT_RULES[rule]}")


def _draw_summary(report: Report, when: int) -> None:
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


def _draw_finding(finding: Finding) -> None:
    rule = messages.AUDIT_RULES[finding.rule]
    if not finding.broken:
        st.markdown(f":green[:material/check_circle:] {rule}")
        return
    st.markdown(f":red[:material/cancel:] {rule}　:red[**{finding.broken:,} 处不符**]")
    with st.expander("明细（供管理员排查）"):
        st.code("\n".join(finding.rows), language=None)
