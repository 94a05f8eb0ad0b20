"""How each service stands, in words: ready, failing, or what is still to be set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from core import messages
from core.messages.services import CALLS
from core.providers import services
from core.providers.contract import Provider
from core.providers.last_calls import NEVER, LastCalls
from core.providers.services import SERVICES
from core.studio import current_studio
from pages.parts import formats
from pages.parts.service import missing


class Stand(Enum):
    """How a service stands: its word, colour and icon."""

    READY = ("设置齐全", "green", "check_circle")
    FAILING = ("上次失败", "orange", "warning")
    INCOMPLETE = ("缺少设置", "red", "key_off")
    NOT_SET_UP = ("缺少设置", "gray", "key_off")
    NOT_IN_USE = ("未启用", "gray", "do_not_disturb_on")


@dataclass(frozen=True)
class Entry:
    """One service of the list: `provider` is None for one that is not in use.

    `lacks` are the settings that it has to have; `last` what its last calls came to, where asked.
    """

    name: str
    provider: Provider | None
    lacks: tuple[str, ...]
    last: LastCalls = NEVER

    @property
    def stand(self) -> Stand:
        """Return how it stands."""
        if self.provider is None:
            return Stand.NOT_SET_UP if self.lacks else Stand.NOT_IN_USE
        if self.lacks:
            return Stand.INCOMPLETE
        return Stand.FAILING if self.last.is_failing else Stand.READY


def every() -> list[Entry]:
    """Return all services: those in use in their order, the default first, then the others."""
    studio = current_studio()
    used = [Entry(name, provider, missing(provider)) for name, provider in studio.services.items()]
    return used + [
        Entry(name, None, services.missing(studio.settings, name))
        for name in SERVICES
        if name not in studio.services
    ]


def ready(entries: Iterable[Entry]) -> list[Entry]:
    """Return those that lack nothing and are in use."""
    return [each for each in entries if each.provider and not each.lacks]


def summary(entries: Iterable[Entry]) -> str:
    """Return in a few words who makes the pictures: one by its name, of several how many can."""
    used = [entry for entry in entries if entry.provider]
    able = ready(used)
    if not able:
        return f"{services.label(used[0].name)}（缺少设置）" if len(used) == 1 else "都缺少设置"
    return services.label(able[0].name) if len(able) == 1 else f"{len(able)} 个"


def last_calls(last: LastCalls, now: int) -> str:
    """Return when a service last succeeded and failed, the newer one last, and what to do now.

    `now` is in ms.
    """
    if last == NEVER:
        return "最近没有调用过。"
    succeeded = "" if last.ok_at is None else f"上次成功：{formats.ago(last.ok_at, now)}。"
    failed = _failed(last, now)
    parts = (succeeded, failed) if last.is_failing else (failed, succeeded)
    return "".join(parts)


def _failed(last: LastCalls, now: int) -> str:
    if last.fault is None or last.failed_at is None:
        return ""
    message = messages.explain("GENERATION_FAILED", last.fault)
    advice = message.advice if last.is_failing else ""
    when = f"{formats.ago(last.failed_at, now)}（{CALLS[last.kind]}）"
    return f"上次失败：{when}，{message.what}{advice}"


def how_to_use(entry: Entry) -> str:
    """Return what the operator has to set for a service that is not in use, as Markdown."""
    studio = current_studio()
    steps = [f"设置 {settings(entry.lacks)}"] if entry.lacks else []
    if studio.settings.service_names:
        steps.append(f"在 `IMAGE_PROVIDER` 中加上 `{entry.name}`")
    elif not entry.lacks:
        steps.append(f"把 `IMAGE_PROVIDER` 设为 `{','.join((*studio.services, entry.name))}`")
    return f"{'，'.join(steps)}，然后重启。"


def settings(names: Iterable[str]) -> str:
    """Return names of settings as Markdown: as they are typed, and never taken for words."""
    return "、".join(f"`{name}`" for name in names)
