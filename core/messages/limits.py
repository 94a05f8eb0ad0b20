"""Why a limit refuses, how much money that is, and when it is possible again."""

from __future__ import annotations

import math
from decimal import Decimal

from core.messages.errors import Message
from core.messages.services import currency
from core.tables import MICROS

LIMIT_ERRORS: dict[str, Message] = {
    "TOO_MANY_ORDERS": Message(
        "进行中的订单最多 {limit} 个，现在已有 {open} 个，这次又要 {new} 个。",
        "请等其中一些完成，或取消不需要的，也可以少选几张，再点击“生成图片”。",
    ),
    "TOO_MANY_A_MINUTE": Message(
        "一分钟内最多下 {limit} 个订单，刚才已下 {used} 个，这次又要 {new} 个。",
        "约 {wait}后可以再次生成，也可以现在少选几张。",
    ),
    "TOKENS_PER_DAY": Message(
        "每人 24 小时内最多使用 {limit} 代币，已用 {used}，这次需要 {new}。",
        "约 {wait}后可以这样生成；现在可以减少数量，或换个便宜的提示词。",
    ),
    "TOKENS_PER_DAY/at_once": Message(
        "这次需要 {new} 代币，超过每人 24 小时内最多使用的 {limit} 代币。",
        "请减少数量或换个便宜的提示词；确实需要时，请部署这个工坊的人提高上限。",
    ),
    "BUDGET_SPENT": Message(
        "{service} 今天的团队预算还剩 {left_money}，这次预计最多花费 {needed_money}。",
        "约 {wait}后（团队的下一天开始时）可以再次生成；"
        "现在可以减少数量、换一个图片服务，或请部署这个工坊的人提高预算。",
    ),
    "BUDGET_SPENT/at_once": Message(
        "这次预计最多花费 {needed_money}，超过 {service} 一整天的团队预算 {limit_money}。",
        "请减少数量或换一个图片服务；确实需要时，请部署这个工坊的人提高预算。",
    ),
    "PEOPLE_PER_DAY": Message(
        "24 小时内最多有 {limit} 个新名字，现在已满。",
        "约 {wait}后可以再试；现在可以选择演示身份。",
    ),
}


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
