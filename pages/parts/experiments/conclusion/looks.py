"""How each look at the votes has ended: the last one in a line, the earlier ones folded."""

from __future__ import annotations

import streamlit as st

from core.experiments.views.view import ExperimentView
from core.experiments.voting.reads import Conclusion, Revealed
from pages.parts import formats
from pages.parts.experiments.conclusion.sides import explain, sides_of


def say_end(revealed: Revealed) -> None:
    """Say how the look has ended; what is missing of its votes is named."""
    words = _end(revealed)
    if revealed.missing:
        st.warning(words, icon=":material/visibility:")
    else:
        st.caption(words)


def draw_earlier(view: ExperimentView, found: Conclusion) -> None:
    """Draw what earlier reveals have said: all of them while the next one is waited for."""
    earlier = found.revealed[:-1] if found.as_planned else found.revealed
    if not earlier:
        return
    sides = sides_of(view)
    with st.expander(f"以前的揭晓（{len(earlier)} 次）", icon=":material/history:"):
        st.caption("每多看一次结果，下结论的要求就更高一些：看得越多，越容易把巧合当成差别。")
        for revealed in earlier:
            st.markdown(f"**第 {revealed.look} 次**　:gray[{_end(revealed)}]")
            for arm, verdict in revealed.verdicts.items():
                st.markdown(formats.plain(explain(view, sides, arm, verdict).sentence))


def _end(revealed: Revealed) -> str:
    when = formats.moment(revealed.at)
    if revealed.early_by is not None:
        how = f"{formats.plain(revealed.early_by)} 提前揭晓"
    else:
        how = "票已收齐，自动揭晓" if not revealed.missing else "自动揭晓"
    short = f"，还缺 {revealed.missing} 票" if revealed.missing else ""
    return f"{how}：{revealed.votes}/{revealed.wanted} 票{short}　{when}"
