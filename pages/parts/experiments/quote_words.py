"""What a run costs and how long it takes, in one sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

from core.experiments.quoting.quote import Quote
from core.messages import services as messages
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
    parts += money(dict(offered.money))
    parts.append(_duration(offered.seconds))
    return "，".join(parts)


def money(amounts: Mapping[str, Decimal | None]) -> list[str]:
    """Return what services take, each currency by itself, [] of nothing; unknown is not 0."""
    if not amounts:
        return []
    known = {currency: amount for currency, amount in amounts.items() if amount is not None}
    if not known:
        return ["服务费用未知"]
    billed = [_about(amount, currency) for currency, amount in known.items() if amount]
    said = f"服务{' + '.join(billed) or '免费'}"
    return [said, "另有一部分服务费用未知"] if len(known) < len(amounts) else [said]


def _about(amount: Decimal, currency: str) -> str:
    name = messages.currency(currency)
    return f"不到 {CENT} {name}" if amount < CENT else f"约 {amount:,.2f} {name}"


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return "时间未知（有的模型你还没用过）"
    if seconds < MINUTE:
        return f"约 {max(1, math.ceil(seconds))} 秒"
    return f"约 {math.ceil(seconds / MINUTE)} 分钟"
