"""The Chinese for everything that core decides, keyed by code; only the pages read it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Message:
    """Say what happened, and what the reader can do now."""

    what: str
    advice: str


NOTHING_CHARGED = "没有扣除任何代币。"

# By code, or by "code/reason" where the reason makes a difference. Braces take the error's facts.
_ERRORS: dict[str, Message] = {
    "PERSON_NOT_FOUND": Message("找不到这个身份。", "请在侧边栏重新选择演示身份，或以新名字开始。"),
    "PROMPT_NOT_FOUND": Message("这个提示词已不在提示词库中。", "请刷新页面，选择另一个提示词。"),
    "MEMBERSHIP_REQUIRED": Message(
        "这个提示词仅限会员使用。", "请选择不带锁的提示词，或在侧边栏切换到会员身份。"
    ),
    "INSUFFICIENT_TOKENS": Message(
        "代币不足，还差 {missing} 代币。",
        "请在侧边栏点击“补充代币”，或减少数量、换个便宜的提示词。",
    ),
    "BALANCE_FULL": Message(
        "余额已接近上限 {limit} 代币，不能再补充。", "先用掉一些代币，或以新名字开始。"
    ),
    "TOO_MANY_ORDERS": Message(
        "进行中的订单最多 {limit} 个，现在已有 {open} 个。",
        "请等其中一些完成，或取消不需要的，再点击“生成图片”。",
    ),
    "INVALID_IMAGE": Message("这张参考图片无法使用。", "请换一张 JPEG、PNG、WebP 或 AVIF 图片。"),
    "INVALID_IMAGE/empty": Message("文件是空的。", "请重新选择一张图片。"),
    "INVALID_IMAGE/too_large": Message(
        "文件太大：{size_mb} MB，上限是 {limit_mb} MB。", "请压缩图片，或导出较小的版本后再上传。"
    ),
    "INVALID_IMAGE/not_an_image": Message(
        "这个文件不是图片。", "请选择 JPEG、PNG、WebP、AVIF 或 GIF 图片。"
    ),
    "INVALID_IMAGE/unsupported": Message(
        "暂不支持 {format} 格式。", "请转换成 JPEG、PNG、WebP 或 AVIF 后再上传。"
    ),
    "INVALID_IMAGE/heic": Message(
        "这是 HEIC 图片（苹果手机的默认格式），暂不支持。",
        "请在手机相册中导出为 JPEG 后再上传。",
    ),
    "INVALID_IMAGE/too_many_pixels": Message(
        "图片像素太多：{pixels_m} 百万，上限是 {limit_m} 百万。", "请缩小图片尺寸后再上传。"
    ),
    "INVALID_IMAGE/side_too_long": Message(
        "图片的边太长：{side} 像素，上限是 {limit_side} 像素。", "请缩小图片尺寸后再上传。"
    ),
    "INVALID_IMAGE/too_complex": Message(
        "这个文件的结构太复杂，检查它所需的时间或内存超过上限。",
        "请用看图软件另存为 JPEG 或 PNG 后再上传。",
    ),
    "INVALID_IMAGE/busy": Message("正在检查别的图片，还没有轮到这一张。", "请稍后再上传一次。"),
    "INVALID_IMAGE/damaged": Message("图片文件已损坏，无法完整读取。", "请重新导出或换一张图片。"),
    "INVALID_IMAGE/missing": Message("参考图片已不在服务器上。", "请重新上传参考图片。"),
    "INVALID_REQUEST": Message("有一项设置不能使用。", "请检查设置，或点击“重置”。"),
    "INVALID_REQUEST/prompt": Message("还没有选择提示词。", "请先选择一个提示词。"),
    "INVALID_REQUEST/wish": Message(
        "补充描述太长：{length} 字，上限是 {limit} 字。", "请缩短补充描述。"
    ),
    "INVALID_REQUEST/pictures": Message("图片数量应为 1 到 {limit} 张。", "请重新选择数量。"),
    "INVALID_REQUEST/seed": Message("种子应为 0 到 {limit} 的整数。", "请重新填写种子。"),
    "INVALID_REQUEST/aspect_ratio": Message("当前模型不支持这个画幅。", "请重新选择画幅。"),
    "INVALID_REQUEST/reference": Message("当前模型不支持参考图片。", "请移除参考图片。"),
    "INVALID_REQUEST/service": Message("没有这个图片服务，它可能已停用。", "请重新选择图片服务。"),
    "INVALID_REQUEST/model": Message("没有这个模型，它可能已经下线。", "请重新选择模型。"),
    "INVALID_REQUEST/size": Message("当前模型不支持这个尺寸。", "请重新选择尺寸。"),
    "INVALID_REQUEST/enhance": Message("没有能润色提示词的文字模型。", "请关闭“润色提示词”。"),
    "INVALID_REQUEST/version": Message("这个提示词没有这一版。", "请刷新页面后再提交一次。"),
    "INVALID_REQUEST/prompt_text": Message(
        "提示词第 {position} 个字处的双花括号不成变量。",
        "变量写作 {{{{名称}}}}：1 到 20 个字、字母、数字或下划线，中间没有空格。",
    ),
    "INVALID_REQUEST/variable_missing": Message(
        "提示词里的“{name}”还没有填。", "请填好它，再提交一次。"
    ),
    "INVALID_REQUEST/variable_unknown": Message(
        "这一版提示词里没有“{name}”。", "请刷新页面，按这一版的变量重新填写。"
    ),
    "INVALID_REQUEST/variable_long": Message(
        "“{name}”太长：{length} 字，上限是 {limit} 字。", "请缩短它。"
    ),
    "INVALID_REQUEST/name": Message("名字应为 1 到 {limit} 个字。", "请换一个名字。"),
    "INVALID_REQUEST/name_taken": Message(
        "已经有人用了这个名字。",
        "请换一个名字，例如在后面加上部门；如果那就是你，请打开你上次使用时的网址。",
    ),
    "KEY_CONFLICT": Message("这张表单已用别的设置提交过。", "请刷新页面后再提交一次。"),
    "KEY_SPENT": Message("这张表单的订单已经结束。", "请刷新页面，再次点击“生成图片”。"),
    "ORDER_NOT_FOUND": Message(
        "找不到这个订单。", "它可能属于另一个身份：请在侧边栏切换演示身份后再打开。"
    ),
    "GENERATION_FAILED": Message("图片没有生成成功。", "请稍后再试一次。"),
    "GENERATION_FAILED/key_invalid": Message(
        "图片服务不认可当前的密钥。", "请管理员检查密钥的设置。"
    ),
    "GENERATION_FAILED/forbidden": Message(
        "当前密钥没有使用这个模型的权限。", "请管理员在服务商后台开通权限。"
    ),
    "GENERATION_FAILED/quota_exhausted": Message(
        "图片服务的额度已用完。", "请管理员检查服务商账户的额度与结算；在此之前重试没有用。"
    ),
    "GENERATION_FAILED/rate_limited": Message("图片服务正忙，请求太多。", "请等一分钟再试。"),
    "GENERATION_FAILED/prompt_blocked": Message(
        "提示词或补充描述被图片服务的安全规则拦截。",
        "请修改补充描述，或更换提示词、参考图片后再试。",
    ),
    "GENERATION_FAILED/image_blocked": Message(
        "生成的图片被图片服务的安全规则拦截。", "请换一个说法，或再试一次。"
    ),
    "GENERATION_FAILED/no_image": Message("图片服务没有给出图片。", "请换一个说法，或再试一次。"),
    "GENERATION_FAILED/model_retired": Message(
        "图片服务找不到这个模型，它可能已经下线。", "请管理员换一个模型。"
    ),
    "GENERATION_FAILED/service_gone": Message(
        "这个订单选择的图片服务已经停用。", "请换一个图片服务再生成，或请管理员重新启用它。"
    ),
    "GENERATION_FAILED/request_rejected": Message(
        "图片服务不接受这个请求。", "请换一个画幅，或移除参考图片后再试。"
    ),
    "GENERATION_FAILED/timed_out": Message("图片服务太久没有完成。", "请稍后再试一次。"),
    "GENERATION_FAILED/network": Message("连不上图片服务。", "请检查网络，稍后再试一次。"),
    "GENERATION_FAILED/service_fault": Message("图片服务出了故障。", "请稍后再试一次。"),
    "GENERATION_FAILED/unreadable_answer": Message(
        "图片服务返回的内容不是完整的图片。", "请再试一次。"
    ),
    "GENERATION_FAILED/settings": Message(
        "图片服务的设置有误。", "请管理员改正设置并重启；在此之前重试没有用。"
    ),
    "GENERATION_FAILED/internal": Message(
        "程序内部出错。", "请再试一次；如果总是这样，请联系管理员。"
    ),
    "GENERATION_FAILED/interrupted": Message("生成途中服务停止或重启了。", "请再生成一次。"),
    "STORAGE_FAILED": Message("保存时出错。", "请稍后再试；如果总是这样，请联系管理员。"),
    "STORAGE_FAILED/files": Message("图片文件无法保存。", "请管理员检查磁盘空间与权限，然后再试。"),
    "STORAGE_FAILED/database": Message("数据库暂时不可用。", "请稍后再试一次。"),
    "STORAGE_FAILED/database_moved": Message(
        "数据库文件被移走或替换了，现在什么也不能保存。",
        "请管理员放回原来的文件，或重新启动应用；在此之前请不要继续操作。",
    ),
    "DECODER_FAILED": Message("暂时无法检查图片。", "请稍后再试一次；如果总是这样，请联系管理员。"),
    "CANCELLED": Message("订单已取消。", "需要时可以再次生成。"),
    "STOPPING": Message("服务正在停止，不再接新订单。", "请等服务重启后再试。"),
}

_UNFORESEEN = Message("出现了没有预料到的问题。", "请再试一次；如果总是这样，请联系管理员。")

STEPS = {"validate": "验证", "generate": "生成", "save": "保存", "done": "完成"}
STATUSES = {"held": "进行中", "settled": "已完成"}  # for the rest see `outcome`
ENTRY_TYPES = {"grant": "发放", "token_consumption": "消耗"}
ENTRY_STATUSES = {"completed": "已入账"}
FINISH_REASONS = {"STOP": "正常完成"}
PROVIDERS = {"demo": "演示渲染器", "gemini": "Google Gemini"}

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
}

# What is to be set right, where the name of the variable alone does not say it.
SETTINGS = {"google-genai": "没有安装 google-genai（见 requirements.txt）"}

AUDIT_RULES: dict[str, str] = {
    "balance_is_sum_of_entries": "每个人的余额等于其全部账目之和",
    "held_is_sum_of_open_orders": "每个人的预留等于其进行中订单之和",
    "nobody_overdrawn": "没有人透支：预留从不超过余额",
    "running_sum_is_balance_after": "逐笔累加的结果与每笔账目记下的余额一致",
    "numbers_have_no_gap": "每个人的账目编号连续，没有缺号、没有重号",
    "opening_is_an_entry": "每个人的第一笔账目都是开户赠送",
    "consumption_has_order": "每笔消耗都对应一个订单；发放与订单无关",
    "amounts_are_whole": "金额都是不为零的整数，账目都已入账",
    "settled_has_one_entry": "每张完成的图片恰有一笔等额消耗；未完成的订单没有消耗",
    "settled_has_one_image": "每个完成的订单恰有一张图片；未完成的订单没有图片",
    "image_has_order": "每张图片都有它的订单",
    "ended_orders_have_times": "结束的订单都有结束时间；没扣费的都有原因",
    "orders_keep_their_version": "每个订单的提示词与价格，与它所用的版本一致",
    "prompts_have_a_live_version": "每个提示词的版本编号连续，并有一版在用",
}


def explain(
    code: str, reason: str | None = None, facts: Mapping[str, Any] | None = None
) -> Message:
    """Return the message of an error's code, reason and facts."""
    message = _ERRORS.get(f"{code}/{reason}") or _ERRORS.get(code) or _UNFORESEEN
    # An old order may lack a fact that today's words ask for.
    known = defaultdict(lambda: "？", _readable(facts or {}))
    what, advice = message.what.format_map(known), message.advice.format_map(known)
    if refused := (facts or {}).get("service_reason"):
        what += f"（原因：{SERVICE_REASONS.get(refused, UNKNOWN_REASON)}）"
    if "setting" in known:
        what += f"（设置：{SETTINGS.get(known['setting'], known['setting'])}）"
    if "detail" in known:
        what += f"（服务的说明：{known['detail']}）"
    return Message(what, advice)


def explain_stored(code: str, reason: str, facts: str) -> Message:
    """Return the message of an error as an order's row keeps it: `facts` is JSON."""
    return explain(code, reason, json.loads(facts or "{}"))


def outcome(status: str, error_code: str) -> str:
    """Return how an order stands, with those taken back told apart from those that failed."""
    if status == "released":
        return "已取消" if error_code == "CANCELLED" else "失败"
    return STATUSES[status]


def finish_reason(name: str) -> str:
    """Return how the service says that it ended; "" where it said nothing."""
    known = FINISH_REASONS | SERVICE_REASONS
    return known.get(name, UNKNOWN_REASON) if name else ""


def entry_purpose(key: str, entry_type: str, prompt_title: str | None) -> str:
    """Return what an entry was for."""
    if entry_type == "token_consumption":
        return f"生成《{prompt_title}》"
    return "开户赠送" if key == "opening" else "补充代币"


def _readable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Add what people read: MB, millions of pixels, the tokens that are missing."""
    more = dict(facts)
    if "needed" in more:
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
