"""The table of services: how each is opened, and which of them the settings ask for.

To add one: its folder beside this file, one row here, its key in `core.settings`, its rows in
data/models.toml, its words in `core.messages`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from core.providers import demo, gemini, stability
from core.providers.contract import Provider, Rewriter
from core.providers.gemini.named import NAMED as GEMINI
from core.providers.stability.named import LABEL as STABILITY_LABEL
from core.providers.stability.named import NAMED as STABILITY
from core.settings import InvalidSettings, Settings


class Service(NamedTuple):
    """Say what a service is called and how it is opened.

    `requires` are the settings without which no call can succeed; `open_rewriter` is there where
    the service has a text model that rewrites prompts.
    """

    label: str
    open: Callable[[Settings], Provider]
    requires: tuple[str, ...] = ()
    open_rewriter: Callable[[Settings], Rewriter] | None = None


# In the order in which they are offered where IMAGE_PROVIDER names none; the first is the default.
SERVICES: Mapping[str, Service] = {
    GEMINI.service: Service(
        "Google Gemini", gemini.open_service, (GEMINI.key,), gemini.open_rewriter
    ),
    STABILITY.service: Service(STABILITY_LABEL, stability.open_service, (STABILITY.key,)),
    "demo": Service("演示渲染器", demo.open_service),
}


def chosen(settings: Settings) -> tuple[str, ...]:
    """Return the services that the settings ask for, the default first.

    Those that IMAGE_PROVIDER names, with or without their settings; else every one that has what
    it requires; else those that require nothing. Raise `InvalidSettings` for a name that is not
    in the table.
    """
    named = settings.service_names
    if not set(named) <= SERVICES.keys():  # not repeated: somebody may have put a key there
        raise InvalidSettings(f"IMAGE_PROVIDER: must be of {', '.join(SERVICES)}, comma separated")
    set_up = tuple(
        name for name, row in SERVICES.items() if row.requires and not missing(settings, name)
    )
    return named or set_up or tuple(name for name, row in SERVICES.items() if not row.requires)


def missing(settings: Settings, name: str) -> tuple[str, ...]:
    """Return the settings that a service requires and does not have."""
    requires = SERVICES[name].requires
    return tuple(each for each in requires if not getattr(settings, each.lower()))


def label(name: str) -> str:
    """Return a service's name for people; the name itself of one that is not in the table."""
    return SERVICES[name].label if name in SERVICES else name


def is_free(name: str) -> bool:
    """Return whether a service bills nobody, because it requires nothing; an unknown one may."""
    return name in SERVICES and not SERVICES[name].requires


def open_services(settings: Settings) -> dict[str, Provider]:
    """Open the services that the settings ask for, the default first; raise as `chosen` does."""
    return {name: SERVICES[name].open(settings) for name in chosen(settings)}


def open_rewriter(settings: Settings) -> Rewriter | None:
    """Open the first text model whose service is set up, whoever makes the pictures."""
    for name, row in SERVICES.items():
        if row.open_rewriter and not missing(settings, name):
            return row.open_rewriter(settings)
    return None
