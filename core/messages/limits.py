"""How refusals say money, and when something is possible again."""

from __future__ import annotations

import math
from decimal import Decimal

from core.messages.services import currency
from core.tables import MICROS


def money(micros: int, of_currency: str) -> str:
    """Return millionths of a currency as an amount of it."""
    return f"{(Decimal(micros) / MICROS).normalize():f} {currency(of_currency)}"


def wait(milliseconds: int) -> str:
    """Return a time that is to be waited, never less: seconds, minutes, or hours and minutes."""
    seconds = max(1, math.ceil(milliseconds / 1000))
    if seconds < 60:
        return f"{seconds} 秒"
    hours, minutes = divmod(math.ceil(seconds / 60), 60)
    if hours == 0:
        return f"{minutes} 分钟"
    return f"{hours} 小时 {minutes} 分钟" if minutes else f"{hours} 小时"
