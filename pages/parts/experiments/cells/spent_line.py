"""The head's line that a run changes: what is compared, and what it has cost so far."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from core.experiments.views import figures
from core.experiments.views.view import ExperimentView
from core.tables import MICROS
from pages.parts import formats
from pages.parts.experiments import quote_words


def draw(view: ExperimentView) -> None:
    """Draw the prompt, the owner and, where the reader may see cells, size and cost."""
    parts = [formats.plain(view.prompt_title), f"创建者 {formats.plain(view.owner)}"]
    if not view.is_sealed:
        repeats = view.experiment.repeats
        parts.append(f"{len(view.arms)} 版 × {len(view.cases)} 用例 × {repeats} 次")
        parts.append(f"已用 {formats.plain(_spent(view))}")
    st.caption("　".join(parts))


def _spent(view: ExperimentView) -> str:
    """Return the tokens, and what the services took where anything was ordered."""
    spent = figures.spent(cell.result for cell in view.cells)
    money = {
        currency: None if micros is None else Decimal(int(micros)) / MICROS
        for currency, micros in spent.money.items()
    }
    parts = [formats.tokens(int(spent.tokens)), *quote_words.money(money)]
    return "，".join(parts)
