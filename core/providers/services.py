"""The table of services: how each is opened, and which of them the settings ask for.

To add one that speaks OpenAI's protocol: its row in data/services.toml, its key and its address in
`core.settings`, its rows in data/models.toml. Any other: its folder beside this file and a row in
`SERVICES` below, instead of the one in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from core.providers import demo, gemini, openai, stability
from core.providers.catalog import text_models
from core.providers.contract import Provider, Rewriter, TextModel
from core.providers.gemini.named import NAMED as GEMINI
from core.providers.openai.dialect import ServiceRow, read_services
from core.providers.stability.named import LABEL as STABILITY_LABEL
from core.providers.stability.named import NAMED as STABILITY
from core.settings import SERVICES_FILE, InvalidSettings, Settings

# What each service with a key may cost a day where SERVICE_DAY_BUDGETS doesn't say, of its own
# currency: a whole experiment of its dearest pictures, or of some at UNKNOWN_PRICE.
USUAL_BUDGET = Decimal(20)

_TEXT_MODEL = re.compile(r"[a-zA-Z0-9._/:-]{1,100}")


class Service(NamedTuple):
    """Say what a service is called and how it is opened.

    `requires` are the settings without which no call can succeed; `open_rewriter` is there where
    the service has text models that rewrite prompts.
    """

    label: str
    open: Callable[[Settings], Provider]
    requires: tuple[str, ...] = ()
    open_rewriter: Callable[[Settings, TextModel], Rewriter] | None = None


def _of_openais_protocol(row: ServiceRow) -> Service:
    opened, rewriter = partial(openai.open_service, row), partial(openai.open_rewriter, row)
    return Service(row.label, opened, row.requires, rewriter)


# In the order in which they are offered where IMAGE_PROVIDER names none; the first is the default.
SERVICES: Mapping[str, Service] = {
    GEMINI.service: Service(
        "Google Gemini", gemini.open_service, (GEMINI.key,), gemini.open_rewriter
    ),
    **{row.name: _of_openais_protocol(row) for row in read_services(SERVICES_FILE)},
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


def bills(name: str) -> bool:
    """Return whether a service needs a key, and so sends somebody a bill."""
    return name in SERVICES and any(each.endswith("_KEY") for each in SERVICES[name].requires)


def day_budgets(settings: Settings) -> dict[str, Decimal]:
    """Return what each service may cost a day, of its own currency; one without may cost anything.

    Raise `InvalidSettings` for a name in SERVICE_DAY_BUDGETS that is not in the table.
    """
    named = settings.day_budgets
    if not named.keys() <= SERVICES.keys():
        known = ", ".join(SERVICES)
        raise InvalidSettings(f"SERVICE_DAY_BUDGETS: must be of {known}, such as openai:20")
    return {name: USUAL_BUDGET for name in SERVICES if bills(name)} | named


def open_services(settings: Settings) -> dict[str, Provider]:
    """Open the services that the settings ask for, the default first; raise as `chosen` does."""
    return {name: SERVICES[name].open(settings) for name in chosen(settings)}


def open_rewriter(settings: Settings) -> Rewriter | None:
    """Open the text model that rewrites prompts, whoever makes the pictures; None without any.

    It is the one that ENHANCE_MODEL names, else the first of the table whose service is set up.
    Raise `InvalidSettings` for a name of nothing, or of a service that lacks a setting.
    """
    if named := settings.enhance_model.strip():
        service, model = _named_text_model(settings, named)
        if lacking := missing(settings, service):
            raise InvalidSettings(f"ENHANCE_MODEL: {service} lacks {', '.join(lacking)}")
        return _rewriters()[service](settings, model)
    for service, model in text_models(settings.models_file):
        if service in _rewriters() and not missing(settings, service):
            return _rewriters()[service](settings, model)
    return None


def _named_text_model(settings: Settings, named: str) -> tuple[str, TextModel]:
    """Return the table's text model of this id, or any "service:model", whose price is unknown."""
    known = [each for each in text_models(settings.models_file) if each[0] in _rewriters()]
    service, _, model_id = named.partition(":")
    for of_service, model in known:
        if named == model.id or (service, model_id) == (of_service, model.id):
            return of_service, model
    if service in _rewriters() and _TEXT_MODEL.fullmatch(model_id):
        return service, TextModel(model_id, model_id)
    ids = ", ".join(model.id for _, model in known)  # the wrong one is not repeated: see `chosen`
    raise InvalidSettings(
        f"ENHANCE_MODEL: must be one of {ids}, or service:model of {', '.join(_rewriters())}, "
        "such as openai:gpt-5.4-mini"
    )


def _rewriters() -> dict[str, Callable[[Settings, TextModel], Rewriter]]:
    """Return how each service that has text models opens one."""
    return {name: row.open_rewriter for name, row in SERVICES.items() if row.open_rewriter}
