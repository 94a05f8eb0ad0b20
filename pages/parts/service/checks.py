"""测试连接: one call that costs nothing, and what it has proved, kept while the drawer is open."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from core.errors import StudioError
from core.messages.services import proved
from core.providers.contract import Checkable, Provider
from core.studio import current_studio
from pages.parts import error_box, formats
from pages.parts.service.standing import Entry

CHECKS = "service_checks"  # in the session: what each service's last check came to, by name


@dataclass(frozen=True)
class Check:
    """What a check came to, as Markdown."""

    words: str
    is_good: bool


def forget() -> None:
    """Forget what was checked: the drawer is opened anew."""
    st.session_state.pop(CHECKS, None)


def checkable(service: Provider | None) -> Checkable | None:
    """Return a service that has a check which costs nothing, or None."""
    return service if isinstance(service, Checkable) and service.has_check else None


def run(service: Checkable) -> None:
    """Ask a service once, and keep what it came to."""
    with st.spinner("正在连接…"):
        st.session_state.setdefault(CHECKS, {})[service.name] = _check(service)


def says(entry: Entry) -> bool:
    """Return whether a service's check, as it is shown, is the failure that it ended with last."""
    check = _last(entry.name)
    is_a_check = entry.last.is_failing and entry.last.kind == "check"
    return check is not None and not check.is_good and is_a_check


def draw(service: str) -> None:
    """Draw what a service's last check came to, if it was checked."""
    check = _last(service)
    if check is None:
        return
    if check.is_good:
        st.success(check.words, icon=":material/check_circle:")
    else:
        st.error(check.words, icon=":material/error:")


def _last(service: str) -> Check | None:
    found: Check | None = st.session_state.get(CHECKS, {}).get(service)
    return found


def _check(service: Checkable) -> Check:
    studio = current_studio()
    began = studio.monotonic()
    try:
        answered = studio.caller.check(service)
    except StudioError as error:
        return Check(error_box.words(error), is_good=False)
    took = formats.seconds(round((studio.monotonic() - began) * 1000))
    proof = formats.plain(proved(answered.proof, answered.credits))
    name = formats.plain(answered.name)
    return Check(f"连接正常：{name} 在 {took}内应答。{proof}", is_good=True)
