"""The Chinese for everything that core decides, keyed by code; read by pages and downloads."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from core.messages.errors import ERRORS, UNFORESEEN, Message
from core.messages.experiments import EXPERIMENT_ERRORS
from core.messages.limits import money, wait
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

AUDIT_RULES: dict[str, str] = {
    "checkpoint_still_stands": "上次全部核对时的账目都还在：笔数、每个人的余额和末尾的摘要没有变",
    "balance_is_sum_of_entries": "每个人的余额等于其全部账目之和",
    "held_is_sum_of_open_orders": "每个人的预留等于其进行中订单之和",
    "nobody_overdrawn": "没有人透支：预留从不超过余额",
    "running_sum_is_balance_after": "逐笔累加的结果与每笔账目记下的余额一致",
    "numbers_have_no_gap": "每个人的账目编号连续，没有缺号、没有重号",
    "opening_is_an_entry": "每个人的第一笔账目都是开户时的赠送",
    "entries_fit_their_type": "发放为正、消耗为负且对应一个订单；调整写明由谁、为什么",
    "amounts_are_whole": "金额都是不为零的整数，余额从不为负，账目都已入账",
    "entries_are_single": "没有两笔账目用同一个编号或凭据",
    "settled_has_one_entry": "每个完成的订单恰有一笔等额消耗；每笔消耗都有完成的订单",
    "ended_orders_have_times": "订单的状态都是已知的；结束的都有结束时间，没扣费的都有原因",
    "steps_are_in_order": "每个订单的各个步骤按时间先后进行，没有结束早于开始",
    "started_orders_have_an_owner": "每个开始了的订单都有负责它的进程",
    "numbers_of_orders_are_whole": "订单的费用、成本、种子、用时和用量都是整数，没有负数",
    "prices_of_orders_have_a_currency": "每个订单的成本都以美元或人民币计",
    "strengths_are_of_a_reference": "有参考图片的订单才有参考强度，且在 1% 到 100% 之间",
    "orders_are_single": "没有两个订单用同一个编号或凭据",
    "orders_keep_their_version": "每个订单的提示词与价格，与它所用的版本一致",
    "orders_have_person_and_prompt": "每个订单的主人和提示词都在",
    "references_are_their_persons": "每个订单的参考图片都由本人上传",
    "settled_has_one_image": "每笔消耗都有一张图片",
    "image_has_order": "每张图片都对应一笔消耗；未完成的订单没有图片",
    "pictures_are_single": "没有两张图片用同一个编号，或属于同一个订单",
    "pictures_are_measured": "每张图片都记有格式、尺寸、大小和校验值",
    "pictures_are_their_orders": "每张图片记下的主人和下单时间与它的订单一致",
    "pictures_go_by_the_bin": "只有进过回收站的图片才被清除；收藏、移入和清除的时间先后有序",
    "uploads_are_somebodys": "每张上传的参考图片都有上传的人",
    "prompts_have_a_live_version": "每个提示词的版本编号连续，并有一版在用",
    "versions_are_a_prompts": "每个版本的提示词和作者都在",
    "versions_are_numbered": "每个版本的编号与其名称相符，价格都是整数",
    "versions_are_their_content": "每个版本的内容与其校验值相符",
    "decisions_are_for_a_version": "每次选用的都是该提示词的版本，选用的人都在",
    "decisions_are_single": "没有两次选用用同一个编号",
    "prompts_are_whole": "每个提示词都有标题，各项设置都有效",
    "prompts_are_single": "没有两个提示词用同一个编号",
    "people_are_whole": "每个人都有名字，余额和预留都是整数",
    "people_are_single": "没有两个人用同一个编号",
    "acts_are_whole": "管理员的每次操作都有凭据和原因，只改一样东西，改前改后不同",
    "acts_are_single": "没有两次管理操作用同一个编号或凭据",
    "acts_are_somebodys": "每次管理操作的操作者和对象都在",
    "acts_follow_each_other": "管理操作按时间先后记录，角色和会员资格一次接一次",
    "adjustments_have_their_act": "每笔余额调整都有对应的管理操作，人、数量、原因和时间一致",
    "roles_and_memberships_are_acts": "每个人的角色和会员资格与最后一次管理操作一致",
    "decisions_have_their_act": "管理员每次改价和换版，都有同一人同时的选用记录",
    "entries_are_chained": "每笔账目都与入账时的摘要一致，一笔不缺",
    "orders_are_chained": "每个订单都与下单时的摘要一致，一个不缺",
    "versions_are_chained": "每一版提示词都与写下时的摘要一致，一版不缺",
    "service_days_keep_what_is_open": "每个服务当天预留的金额，等于当天未结束订单的预计花费之和",
    "service_days_spent_what_ended": "每个服务当天花掉的金额，等于当天已结束订单的花费之和",
    "buckets_are_right": "提示词表现的统计与订单一致（抽查）",
    "experiments_are_whole": "每个实验的次数、人数、种子和时间都有效",
    "experiments_are_somebodys": "每个实验的创建者和提示词都在，没有两个实验用同一个编号",
    "what_was_run_is_complete": "运行过的实验有 2 到 4 个版本、一个基准和至少一个用例，编号连续",
    "arms_are_of_their_prompt": "每个实验比较的都是它那个提示词的版本",
    "cases_are_their_owners": "每个用例都属于一个实验或测试集，参考图片创建者都有",
    "cells_match_their_orders": "每一格都有订单，版本、模型、参考和编号一致",
    "orders_of_a_run_are_cells": "一次运行的每个订单都还是一格，没有丢失",
    "cells_have_one_picture": "每一格最多一张计入的图片：只有失败且未被拦截才再试",
    "cells_are_single": "没有两格用同一个订单，也没有两个订单占同一格",
    "cells_share_their_seed": "同一用例同一次的各个版本用同一个种子",
    "judgements_are_of_pictures": "每条评价都针对实验里的图片，评价的人都在，编号连续",
    "sets_are_somebodys": "每个测试集都有主人，同一个人的测试集不重名",
    "pairs_are_of_their_cells": "每一对盲评图片都是同一用例同一次的一个版本与基准，两张都有图",
    "pairs_are_single": "没有两对盲评图片用同一个编号，或属于同一格",
    "ballots_are_of_pairs": "每张选票都属于一对盲评图片和一个人，一人一对只有一张",
    "ballots_are_whole": "每张选票都记有左右、时间和两个随机地址",
    "tokens_are_single": "没有两张盲评图片用同一个随机地址",
    "votes_have_a_ballot": "每一票都有选票，编号连续，演示身份没有投票",
    "counted_votes_stay": "揭晓时计入的票，之后没有改动或撤销",
    "pairs_have_the_votes_they_want": "没有一对图片的票多于计划的人数，同一个人只计一票",
    "votes_are_before_their_reveal": "每一票都投在它那一轮揭晓之前",
    "reveals_are_of_their_votes": "每次揭晓记下的数字，都能由当时的票重新数出",
    "looks_follow_each_other": "每一轮只揭晓一次；再评一轮都在上一轮揭晓之后，由创建者追加",
    "originals_are_whole": "每张没有清除的图片，文件都在，大小和校验值与记录一致",
    "thumbnails_are_whole": "每张没有清除的图片，缩略图都在，可以打开，形状与原图一致",
    "references_are_whole": "每张参考图片的文件都在，内容没有改变",
    "purged_files_are_gone": "从回收站清除的图片，文件都已删除",
}


# What became of a fingerprint that somebody kept.
FINGERPRINTS = {
    "unchanged": "吻合：到这一笔为止，账目没有变过",
    "changed": "不吻合：到这一笔为止，有账目被改动、替换或删除",
    "shorter": "不吻合：现在的账目没有这么多笔",
    "nobody": "这里没有这个人：指纹可能来自另一套账本",
}


def explain(
    code: str,
    reason: str | None = None,
    facts: Mapping[str, Any] | None = None,
    *,
    sign_in: bool = False,
) -> Message:
    """Return the message of an error's code, reason and facts; `sign_in`: where people do."""
    known_errors = ERRORS | EXPERIMENT_ERRORS | (SIGNED_IN_ERRORS if sign_in else {})
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


def explain_stored(code: str, reason: str, facts: str, *, sign_in: bool = False) -> Message:
    """Return the message of an error as an order's row keeps it: `facts` is JSON."""
    return explain(code, reason, json.loads(facts or "{}"), sign_in=sign_in)


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
