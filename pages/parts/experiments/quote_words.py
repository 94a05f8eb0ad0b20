"""What a run costs and how long it takes, in one sentence."""

from __future__ import annotations

import math
from decimal import Decimal

from core.experiments.quoting.quote import Quote
from pages.parts import formats

MINUTE = 60  # seconds
CENT = Decimal("0.01")


def quote(offered: Quote) -> str:
    """Return a quote in words: size, tokens, what the services take, how long it takes."""
    if not offered.cells:
        return "还没有可以运行的格子"
    cells = f"{offered.cells} 张"
    if offered.arms * offered.cases * offered.repeats == offered.cells:
        size = f"{offered.arms} 版 × {offered.cases} 用例 × {offered.repeats} 次"
        cells = f"{size} = {cells}"
    parts = [cells, formats.tokens(offered.tokens)]
    parts += [f"服务{money(amount)}" for _, amount in offered.money]  # there are dollars alone
    parts.append(_duration(offered.seconds))
    return "，".join(parts)


def money(amount: Decimal | None) -> str:
    """Return about how many US dollars; what is not known is not 0."""
    if amount is None:
        return "费用未知"
    if amount == 0:
        return "免费"
    return "不到 $0.01" if amount < CENT else f"约 ${amount:,.2f}"


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return "时间未知（有的模型你还没用过）"
    if seconds < MINUTE:
        return f"约 {max(1, math.ceil(seconds))} 秒"
    return f"约 {math.ceil(seconds / MINUTE)} 分钟"
