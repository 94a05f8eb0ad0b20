"""The table of services: how each is opened, and which of them the settings ask for.

To add one: its folder beside this file, one row here, its key in `core.settings`, its rows in
data/models.toml, its words in `core.messages`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from core.providers import demo, gemini
from core.providers.contract import Provider, Rewriter
from core.providers.gemini.named import NAMED as GEMINI
from core.settings import InvalidSettings, Settings


class Service(NamedTuple):
    """Say how a service is opened.

    `key` is the setting that holds its key, "" for one that needs none; `open_rewriter` is there
    where the service has a text model that rewrites prompts.
    """

    open: Callable[[Settings], Provider]
    key: str = ""
    open_rewriter: Callable[[Settings], Rewriter] | None = None


# In the order in which they are offered where IMAGE_PROVIDER names none; the first is the default.
SERVICES: Mapping[str, Service] = {
    GEMINI.service: Service(gemini.open_service, GEMINI.key, gemini.open_rewriter),
    "demo": Service(demo.open_service),
}


def chosen(settings: Settings) -> tuple[str, ...]:
    """Return the services that the settings ask for, the default first.

    Those that IMAGE_PROVIDER names, with or without their keys; else every one that has its key;
    else those that need none. Raise `InvalidSettings` for a name that is not in the table.
    """
    named = settings.service_names
    if not set(named) <= SERVICES.keys():  # not repeated: somebody may have put a key there
        raise InvalidSettings(f"IMAGE_PROVIDER: must be of {', '.join(SERVICES)}, comma separated")
    with_key = tuple(name for name in SERVICES if has_key(settings, name))
    return named or with_key or tuple(name for name, row in SERVICES.items() if not row.key)


def has_key(settings: Settings, name: str) -> bool:
    """Return whether the service needs a key and has it."""
    key = SERVICES[name].key
    return bool(key) and getattr(settings, key.lower()) is not None


def is_free(name: str) -> bool:
    """Return whether a service bills nobody, because it needs no key; an unknown one may."""
    return name in SERVICES and not SERVICES[name].key


def open_services(settings: Settings) -> dict[str, Provider]:
    """Open the services that the settings ask for, the default first; raise as `chosen` does."""
    return {name: SERVICES[name].open(settings) for name in chosen(settings)}


def open_rewriter(settings: Settings) -> Rewriter | None:
    """Open the first text model whose service has its key, whoever makes the pictures."""
    for name, row in SERVICES.items():
        if row.open_rewriter and has_key(settings, name):
            return row.open_rewriter(settings)
    return None
