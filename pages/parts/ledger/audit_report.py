"""核对账目: the audit over everybody, each rule with its result in words."""

from __future__ import annotations

import streamlit as st

from core import messages
from core.audit import Finding, Report, audit
from core.studio import current_studio
from pages.parts import formats
from pages.parts.ledger import fingerprints

RESULT, ASKED = "audit_result", "audit_asked"  # in the session: (report, when); a click to answer


def ask() -> None:
    """Have the next drawing of the report check the books anew: the button's callback."""
    st.session_state[ASKED] = True


def draw_report() -> None:
    """Draw the last result of this session; check the books first if that was asked."""
    fingerprints.draw_check()
    if st.session_state.pop(ASKED, False):
        _check()
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


def _check() -> None:
    bar = st.progress(0.0, "正在核对")

    def tell(rule: str, done: int, of: int) -> None:
        bar.progress(done / of, f"正在核对（{done + 1}／{of}）：{messages.AUDIT_RULES[rule]}")

    report = audit(current_studio().database, tell)
    bar.empty()
    st.session_state[RESULT] = (report, current_studio().now())


def _draw_rules() -> None:
    with st.container(gap="xsmall"):
        for rule in messages.AUDIT_RULES.values():
            st.markdown(f":gray[:material/radio_button_unchecked:] {rule}")


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
