"""Picture services as pages show them: their names here, and 图片服务 in the sidebar.

    sidebar_line  the line that opens the drawer, and the badge of demo pictures
    drawer        every service of the table, in use or not, a card for each
    standing      how each one stands, in words
    checks        测试连接, and what it has proved
    model_facts   what a model can do and what it costs, in words

Everybody else names services and models by the functions here; the frame draws `sidebar_line`.
"""

from __future__ import annotations

from core.providers import services
from core.providers.contract import Model, Provider, find_model
from core.studio import current_studio


def title(provider: Provider) -> str:
    """Return a service's name for people, in a choice with what keeps it from working."""
    name = services.label(provider.name)
    alone = len(current_studio().services) == 1  # then the drawer says it, and every order
    return f"{name}（缺少设置）" if missing(provider) and not alone else name


def missing(provider: Provider) -> tuple[str, ...]:
    """Return the settings without which no call of a service can succeed."""
    found: tuple[str, ...] = getattr(provider, "missing", ())  # a protocol's isinstance is slow
    return found


def find(service: str, model_id: str) -> Model | None:
    """Return a service's model, or None for one that is not offered any more."""
    provider = current_studio().services.get(service)
    return find_model(provider.models, model_id) if provider else None


def model_label(service: str, model_id: str) -> str:
    """Return a model's name at its service; the id of one that is not offered any more."""
    model = find(service, model_id)
    return model.label if model else model_id


def text_model_label(model_id: str) -> str:
    """Return the name of the text model that rewrites prompts; the id of another one."""
    rewriter = current_studio().rewriter
    is_it = rewriter is not None and rewriter.text_model.id == model_id
    return rewriter.text_model.label if rewriter and is_it else model_id
