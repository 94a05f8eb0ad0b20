"""What was asked of the service for an order, and what it answered."""

from __future__ import annotations

import json

import streamlit as st

from core import messages
from core.experiments.views import reads
from core.providers import services
from core.studio import current_studio
from core.tables import Generation, OrderStatus
from pages.parts import addresses, formats, service

UNKNOWN = "未知"
COST = "估计成本"  # the name of that fact
NO_SEED = "（这个模型不使用种子）"
TOTALS = ("total_token_count", "total_tokens")  # as Gemini and OpenAI's protocol call them


def by_name(order: Generation) -> dict[str, str]:
    """Return the parameters and the answer of an order, by their names for people."""
    known = {
        "画幅": order.aspect_ratio,
        "尺寸": order.size,
        "画质": messages.QUALITIES.get(order.quality, order.quality),
        "参考强度": "" if order.strength is None else f"{order.strength}%",
        "种子": f"{order.seed}{'' if _uses_seed(order) else NO_SEED}",
        "实际使用的种子": _other_seed(order),
        "图片服务": services.label(order.provider),
        "模型": service.model_label(order.provider, order.model),
        "实际模型版本": order.model_version,
        "结束原因": messages.finish_reason(order.finish_reason),
        "用量": _usage(order),
        "润色": _enhancement(order),
        COST: _explained(cost(order)),
    }
    return {name: value for name, value in known.items() if value}


def _uses_seed(order: Generation) -> bool:
    """Return whether its model takes a seed; one that is not offered any more may have."""
    model = service.find(order.provider, order.model)
    return model is None or model.seed


def _other_seed(order: Generation) -> str:
    """Return the seed that the service says it has used, where it is not the one it was sent."""
    return "" if order.used_seed in (None, order.seed) else str(order.used_seed)


def lines(facts: dict[str, str]) -> list[str]:
    """Return one line of Markdown for each fact; short names make even columns."""
    return [f":gray[{name}]　{formats.plain(value)}" for name, value in facts.items()]


def draw_experiment_link(order_id: str) -> None:
    """Draw the way to the experiment that an order is a cell of; nothing for any other order."""
    if experiment_id := reads.of_order(current_studio().database, order_id):
        named = {addresses.EXPERIMENT: experiment_id}
        addresses.draw_link("experiments.py", "所属实验", ":material/science:", **named)


def draw_texts(order: Generation) -> None:
    """Draw the texts of an order as far as its reader may see them."""
    is_shown_already = order.sent_text in (order.prompt_text, order.enhanced_text)
    is_sent = order.generating_at is not None and not is_shown_already
    texts = {
        "提示词全文": order.prompt_text,
        "润色后的提示词": order.enhanced_text,
        "实际发送的文字": order.sent_text if is_sent else "",
        "图片服务的说明": order.service_text,
    }
    for label, text in texts.items():
        if text:
            with st.expander(label):
                st.text(text)


def _usage(order: Generation) -> str:
    """Return the tokens that the service counted: all of them, and those of each kind."""
    counted = json.loads(order.usage or "{}")
    total = next((counted[name] for name in TOTALS if counted.get(name) is not None), None)
    kinds = {
        "文字输入": order.usage_text_in,
        "图片输入": order.usage_picture_in,
        "文字输出": order.usage_text_out,
        "图片输出": order.usage_picture_out,
        "思考": order.usage_thinking,
    }
    parts = "、".join(f"{kind} {count:,}" for kind, count in kinds.items() if count)
    if total is None:
        return f"{parts} 词元" if parts else ""
    return f"{total:,} 词元（{parts}）" if parts else f"{total:,} 词元"


def _enhancement(order: Generation) -> str:
    if not order.enhance:
        return ""
    if order.enhance_error:
        reason = messages.explain("GENERATION_FAILED", order.enhance_error).what
        return f"没有成功，已用原提示词继续：{reason}"
    if _is_rewritten(order):
        return service.text_model_label(order.enhance_model)
    return "尚未完成" if order.status == OrderStatus.HELD else ""


def _is_rewritten(order: Generation) -> bool:
    """Return whether the rewriting succeeded; its text may be hidden from this reader."""
    return bool(order.enhance_model) and not order.enhance_error


def _explained(cost: str) -> str:
    return f"{cost}（服务商没有给出价格或用量）" if UNKNOWN in cost else cost


def cost(order: Generation) -> str:
    """Return what the service takes, estimated; `UNKNOWN` for what is not known, which is not 0.

    What is known of an order stands before what is not. "" where nobody sends a bill, and for an
    order without a picture whose service counted nothing.
    """
    parts = []
    # Most refusals are free; of the others the service says what it counted.
    is_billed = order.status == OrderStatus.SETTLED or order.picture_micros is not None
    if is_billed and not services.is_free(order.provider):
        parts.append(("图片", order.picture_currency, order.picture_micros))
    if _is_rewritten(order) or order.enhance_micros is not None:
        parts.append(("润色", order.enhance_currency, order.enhance_micros))
    sums: dict[str, int] = {}
    unknown = []
    for part, currency, micros in parts:
        if micros is None:
            unknown.append(part)
        else:
            sums[currency] = sums.get(currency, 0) + micros
    if unknown and not sums:
        return UNKNOWN
    known = [formats.micros(micros, currency) for currency, micros in sums.items()]
    return " + ".join((*known, *(f"{part}{UNKNOWN}" for part in unknown)))
