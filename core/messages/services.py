"""The Chinese of picture services: currencies, what a call was for, what a check proves."""

from __future__ import annotations

from decimal import Decimal

CURRENCIES = {"USD": "美元", "CNY": "元"}

# What a service was asked for, by the kind of its call.
CALLS = {"picture": "生成图片", "rewrite": "润色提示词", "check": "测试连接"}

# What a check that went well has proved and what it has not, by `Proof` of the providers' contract.
PROOFS = {
    "model": "地址和模型都有效，密钥没有被拒绝；不证明额度还够用。",
    "key": "地址和密钥有效；不证明有权使用这个模型，也不证明额度还够用。",
    "credits": "地址和密钥有效；剩余 {credits} 点（1 点是 1 美分）。",
}
CREDITS_UNTOLD = "地址和密钥有效；服务没有说明还剩多少点。"
NO_CHECK = "这个服务没有不收费的调用，不能测试：生成一张图片，才知道地址、密钥和模型是否有效。"


def currency(code: str) -> str:
    """Return a currency's name; the code itself of one without."""
    return CURRENCIES.get(code, code)


def proved(proof: str, credits_left: Decimal | None = None) -> str:
    """Return what a check has proved; `credits_left` is None where the service told none."""
    if proof == "credits" and credits_left is None:
        return CREDITS_UNTOLD
    left = "" if credits_left is None else f"{credits_left.normalize():,f}"
    return PROOFS[proof].format(credits=left)
