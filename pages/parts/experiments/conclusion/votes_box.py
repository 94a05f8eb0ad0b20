"""What the votes are: how many, of whom, how evenly, how alike; what they are worth."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from core.experiments.voting.reads import Conclusion, Way
from core.messages.verdicts import Side, explain_verdict
from pages.parts import formats

NONE = "—"
OTHER_WAY = "other_way"  # the switch's key
WORTH = (
    "名字是投票的人自己取的，没有登录：一个人可以用几个名字投票。"
    "请把结论当作知情同事之间的参考，不要当作对外的证据。"
)


def draw(found: Conclusion, counted: Way, sides: dict[int, Side]) -> None:
    """Draw the votes in figures, who gave them, and the switch for the author's."""
    last, tally = found.revealed[-1], counted.all
    st.subheader("投票的情况", anchor=False)
    with st.container(horizontal=True, gap="medium"):
        st.metric("投票的人", tally.voters, width="content")
        st.metric("计入的票", f"{last.votes}/{last.wanted}", width="content")
        st.metric(
            "左图的占比",
            _share(tally.left_share),
            width="content",
            help="选了一边的票里，选左图的比例。左右是随机的，认真看图时应接近 50%。",
        )
        st.metric(
            "意见一致",
            _share(tally.agreement),
            width="content",
            help="同一对图片上，任意两个人意见相同的比例；每对只有一个人投票时没有。",
        )
    st.caption(_counts(found, counted))
    if not tally.is_left_even:
        st.warning(
            "左图的占比离 50% 偏远：可能有人总按同一个键，这些票要打折扣。",
            icon=":material/warning:",
        )
    names = "、".join(
        f"{formats.plain(each.name)}（{'创建者，' if each.is_owner else ''}{each.answers} 票）"
        for each in found.voters
    )
    st.caption(f"投票的人：{names or NONE}。{'' if found.is_of_people else WORTH}")
    if found.other_way:
        _draw_other_way(found, found.other_way, sides)


def _counts(found: Conclusion, counted: Way) -> str:
    tally = counted.all
    words = (
        f"选了一边 {tally.for_arm + tally.for_base} 票，差不多 {tally.same} 票，"
        f"都不可用 {tally.neither} 票，跳过 {found.skipped} 次（跳过不计分）。"
    )
    if tally.compared:
        words += f"同一对图片上有 {tally.compared} 组两个人的票可以比较。"
    if own := found.revealed[-1].own_votes:
        words += (
            f"创建者投了 {own} 票，{'已计入' if found.own_votes else '没有计入'}（运行时定的）。"
        )
    return words


def _draw_other_way(found: Conclusion, other: Way, sides: dict[int, Side]) -> None:
    label = "不计入创建者的票会怎样" if found.own_votes else "计入创建者的票会怎样"
    if not st.toggle(label, key=OTHER_WAY):
        return
    base = next(side for arm, side in sides.items() if arm not in other.verdicts)
    with st.container(border=True, gap="xsmall"):
        st.caption("仅供参考：算不算创建者的票，在运行时就定了；结论以上面的为准。")
        for arm, verdict in other.verdicts.items():
            said = explain_verdict(verdict, arm=sides[arm], base=base)
            st.markdown(formats.plain(said.sentence))
            if said.numbers:
                st.caption(formats.plain(said.numbers))


def _share(share: Fraction | None) -> str:
    return NONE if share is None else f"{float(share):.0%}"
