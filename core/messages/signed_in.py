"""What is said otherwise where people sign in: there nobody chooses who to be."""

from __future__ import annotations

from core.messages.errors import Message

# Instead of what `core.messages.errors` has for the code.
SIGNED_IN_ERRORS: dict[str, Message] = {
    "PERSON_NOT_FOUND": Message("找不到这个账户。", "如果是你自己的，请退出登录，再登录一次。"),
    "MEMBERSHIP_REQUIRED": Message(
        "这个提示词仅限会员使用。", "请选择不带锁的提示词，或请管理员把你设为会员。"
    ),
    "INSUFFICIENT_TOKENS": Message(
        "代币不足，还差 {missing} 代币。",
        "请管理员发放代币，或减少数量、换个便宜的提示词。",
    ),
    "BALANCE_FULL": Message("这个人的余额会超过上限 {limit} 代币，没有调整。", "请少发放一些。"),
    "ORDER_NOT_FOUND": Message("找不到这个订单。", "它可能是别人的订单；请从“账本”打开自己的。"),
}
