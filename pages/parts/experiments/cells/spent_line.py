"""The head's line that a run changes: what is compared, and what it has cost so far."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from core.experiments.plan import Came
from core.experiments.views.reads import ExperimentView
from pages.parts import formats
from pages.parts.experiments import quote_words


def draw(view: ExperimentView) -> None:
    """Draw the prompt, the owner and, where the reader may see cells, size and cost."""
    parts = [formats.plain(view.prompt_title), f"创建者 {formats.plain(view.owner)}"]
    if not view.is_sealed:
        spent = sum(cell.result.tokens for cell in view.cells)
        repeats = view.experiment.repeats
        parts.append(f"{len(view.arms)} 版 × {len(view.cases)} 用例 × {repeats} 次")
        parts.append(f"已用 {formats.tokens(spent)}{formats.plain(_money(view))}")
    st.caption("　".join(parts))


def _money(view: ExperimentView) -> str:
    """Return what the services took, where anything was ordered; what is not known is said."""
    known = [cell.usd_micros for cell in view.cells if cell.tried.came != Came.OPEN]
    if not known:
        return ""
    if None in known:
        return "，服务费用未知"
    return f"，服务{quote_words.money(Decimal(sum(micros or 0 for micros in known)) / 1_000_000)}"
