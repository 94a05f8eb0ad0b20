"""The Chinese for everything that core decides, keyed by code; read by pages and downloads."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from core.messages.errors import ERRORS, UNFORESEEN, Message
from core.messages.experiments import EXPERIMENT_ERRORS
from core.messages.limits import LIMIT_ERRORS, money, wait
from core.messages.signed_in import SIGNED_IN_ERRORS
from core.tables import OPENING_KEY, EntryType

NOTHING_CHARGED = "没有扣除任何代币。"
FROM_FILE = "来自文件"  # a version that no person wrote: see docs/decisions/0020

STEPS = {"validate": "验证", "generate": "生成", "save": "保存", "done": "完成"}
OUTCOMES = {"open": "进行中", "settled": "已完成", "failed": "失败", "cancelled": "已取消"}
ENTRY_TYPES = {"grant": "发放", "token_consumption": "消耗", "adjustment": "调整"}  # nosec B105
ENTRY_STATUSES = {"completed": "已入账"}
FINISH_REASONS = {"STOP": "正常完成"}

# How fine a picture is made, by the services' own names.
QUALITIES = {
    "auto": "自动",
    "standard": "标准",
    "hd": "高清",
    "low": "低",
    "medium": "中",
    "high": "高",
    "xhigh": "更高",
    "max": "最高",
}

# What a try ran into that another one follows, by `ProviderFault`.
PAUSES = {"rate_limited": "服务繁忙", "service_fault": "服务出错", "network": "连不上服务"}
OTHER_PAUSE = "这次没有成功"

# Why a service says that it refused, by its own names. One that is not here is never shown: it may
# be anything, and not only a name.
UNKNOWN_REASON = "未知原因"
SERVICE_REASONS = {
    "UNKNOWN": UNKNOWN_REASON,
    "NO_KEY": "没有设置密钥",
    "SAFETY": "内容安全",
    "BLOCKLIST": "屏蔽词",
    "PROHIBITED_CONTENT": "违禁内容",
    "SPII": "敏感个人信息",
    "RECITATION": "与已有作品过于相似",
    "LANGUAGE": "不支持的语言",
    "JAILBREAK": "试图绕过规则",
    "MODEL_ARMOR": "安全防护",
    "ESCALATION": "安全规则",
    "IMAGE_SAFETY": "图片内容安全",
    "IMAGE_PROHIBITED_CONTENT": "图片含违禁内容",
    "IMAGE_RECITATION": "图片与已有作品过于相似",
    "IMAGE_OTHER": "图片的其他问题",
    "NO_IMAGE": "模型没有画出图片",
    "MAX_TOKENS": "超出长度上限",
    "OTHER": "未说明",
    "BLOCKED_REASON_UNSPECIFIED": "未说明",
    "PUP_LIMITED_DISABLED": "账户因违反使用政策被限制",
    "CONTINUATION": "回答没有写完",
    "MALFORMED_RESPONSE": "回答的格式不对",
    "MALFORMED_FUNCTION_CALL": "模型错误地调用了工具",
    "UNEXPECTED_TOOL_CALL": "模型错误地调用了工具",
    "TOO_MANY_TOOL_CALLS": "模型调用工具太多次",
    "MISSING_THOUGHT_SIGNATURE": "缺少思考签名",
    "PROMPT_OR_IMAGE": "服务没有说明问题出在文字还是图片",
    "CONTENT_FILTERED": "图片没有通过内容审核",
    "CONTENT_MODERATION": "提示词或参考图片没有通过内容审核",
    "PROMPT_TOO_LONG": "提示词超过这个模型的长度上限，请缩短提示词",
    "REFERENCE_NOT_TAKEN": "这个模型不接受参考图片",
    "REFERENCE_TOO_LARGE": "参考图片太大，请换一张较小的",
    "REFERENCE_TOO_SMALL": "参考图片太小，每边至少要有 64 像素",
}

# What is to be set right, where the name of the variable alone does not say it.
SETTINGS = {
    "google-genai": "没有安装 google-genai（见 requirements.txt）",
    "socksio": "没有安装 socksio（见 requirements.txt），SOCKS 代理需要它",
}


def explain(
    code: str,
    reason: str | None = None,
    facts: Mapping[str, Any] | None = None,
    *,
    sign_in: bool = False,
) -> Message:
    """Return the message of an error's code, reason and facts; `sign_in`: where people do."""
    known_errors = ERRORS | LIMIT_ERRORS | EXPERIMENT_ERRORS | (SIGNED_IN_ERRORS if sign_in else {})
    message = known_errors.get(f"{code}/{reason}") or known_errors.get(code) or UNFORESEEN
    # An old order may lack a fact that today's words ask for.
    known = defaultdict(lambda: "？", _readable(facts or {}))
    what, advice = message.what.format_map(known), message.advice.format_map(known)
    if refused := (facts or {}).get("service_reason"):
        what += f"（原因：{SERVICE_REASONS.get(refused, UNKNOWN_REASON)}）"
    if "setting" in known:
        what += f"（设置：{SETTINGS.get(known['setting'], known['setting'])}）"
    if "status" in known:
        what += f"（状态码：{known['status']}）"
    if "detail" in known:
        what += f"（服务的说明：{known['detail']}）"
    return Message(what, advice)


def explain_stored(code: str, reason: str, facts: str) -> Message:
    """Return the message of an error as an order's row keeps it: `facts` is JSON."""
    return explain(code, reason, json.loads(facts or "{}"))


def pause(reason: str, retry: int, seconds: float) -> str:
    """Return why a call rests, and when it is tried again."""
    why = PAUSES.get(reason, OTHER_PAUSE)
    return f"{why}，{math.ceil(seconds)} 秒后第 {retry} 次重试"


def finish_reason(name: str) -> str:
    """Return how the service says that it ended; "" where it said nothing."""
    known = FINISH_REASONS | SERVICE_REASONS
    return known.get(name, UNKNOWN_REASON) if name else ""


def entry_purpose(key: str, entry_type: str, prompt_title: str | None, reason: str = "") -> str:
    """Return what an entry was for."""
    if entry_type == EntryType.CONSUMPTION:
        return f"生成《{prompt_title}》"
    if entry_type == EntryType.ADJUSTMENT:
        return reason
    return "开户赠送" if key == OPENING_KEY else "补充代币"


def _readable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Add what people read: MB, millions of pixels, missing tokens, who decided, which ones."""
    more = dict(facts)
    if "by" in more:
        more["decided"] = "，".join(filter(None, (more["by"] or FROM_FILE, more["why"])))
    if "experiments" in more:
        others = f"等 {more['experiments']} 个" if more["experiments"] > 1 else ""
        more["which"] = f"“{more['question']}”{others}"
    if "again_at" in more:
        more["wait"] = wait(more["again_at"] - more["at"])
    if "currency" in more:
        more["left"] = max(0, more["limit"] - more["used"])
        amounts = {name: more[name] for name in ("limit", "needed", "left")}
        more |= {f"{name}_money": money(each, more["currency"]) for name, each in amounts.items()}
    if {"needed", "available"} <= more.keys():
        more["missing"] = f"{more['needed'] - more['available']:,}"
    for name, limit, shown, shown_limit in (
        ("size_bytes", "limit_bytes", "size_mb", "limit_mb"),
        ("pixels", "limit_pixels", "pixels_m", "limit_m"),
    ):
        if limit in more:
            more[shown_limit] = _millions(more[limit])
        if name in more:
            more[shown] = _millions(more[name], unlike=more.get(shown_limit))
    return more


def _millions(number: int, unlike: str | None = None) -> str:
    """Return millions with one digit, or as many as set them apart: not "5 MB, at most 5 MB"."""
    for digits in range(1, 7):
        shown = f"{number / 1e6:.{digits}f}".rstrip("0").removesuffix(".")
        if shown != unlike:
            break
    return shown
