"""One way to show what went wrong and what to do now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import streamlit as st

from core import messages
from core.errors import StudioError
from core.log import get_logger
from core.providers import services
from core.studio import current_studio
from core.tables import Generation, Outcome
from pages.parts import formats

log = get_logger()


def words(error: StudioError) -> str:
    """Return what a refusal says and what the reader can do now, as Markdown."""
    facts = error.facts
    if "service" in facts:
        facts = facts | {"service": services.label(facts["service"])}
    sign_in = current_studio().settings.sign_in
    message = messages.explain(error.code, error.reason, facts, sign_in=sign_in)
    return formats.plain(f"{message.what}{message.advice}")


def show(error: StudioError) -> None:
    """Show a refusal: nothing has happened, so only the way on is said."""
    st.error(words(error), icon=":material/error:")


def show_ended(order: Generation, how_many: str = "", *, alike: Sequence[Generation] = ()) -> None:
    """Show why an order ended without a picture, and that it was free; `how_many` says who else.

    What a service said of one of those that are `alike` is not what was said of all.
    """
    facts = facts_of(order)
    if "detail" in facts and len({facts_of(each).get("detail") for each in alike}) > 1:
        facts["detail"] += " 等，各张不同"
    sign_in = current_studio().settings.sign_in
    message = messages.explain(order.error_code, order.error_reason, facts, sign_in=sign_in)
    text = formats.plain(f"{how_many}{message.what}{messages.NOTHING_CHARGED}{message.advice}")
    if order.outcome == Outcome.CANCELLED:
        st.info(text, icon=":material/undo:")
    else:
        st.error(text, icon=":material/error:")


def facts_of(order: Generation) -> dict[str, Any]:
    """Return what an order's row keeps of its error beside code and reason."""
    facts: dict[str, Any] = json.loads(order.error_facts or "{}")
    return facts


def show_crash(error: Exception) -> bool:
    """Show an error that no page expected, in words that give nothing away; log the rest."""
    log.error("page.crashed", exc_info=error)
    if isinstance(error, StudioError):
        show(error)
    else:
        st.error(
            "页面出错了，请刷新再试。进行中的订单不受影响，结果以账本为准。",
            icon=":material/error:",
        )
    return True
