"""What is ordered: a filled form, and the specs of single pictures that it becomes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from core.errors import InvalidRequest
from core.providers.contract import MAX_SEED, Model, Provider, find_model


@dataclass(frozen=True)
class Maker:
    """Who makes a picture: a service and one of its models, "" for the first that is offered."""

    service: str = ""
    model: str = ""


@dataclass(frozen=True)
class OrderForm:
    """Everything a person chose; `key` is the form's idempotency key.

    Each of the `makers` makes so many `pictures`. `size` "" is each model's first; `quality` and
    `strength`, in percent, count for those models that have such a thing, "" and None being each
    model's own. `reference` is the name of a stored, checked picture; `seed` None asks for fresh
    ones; `enhance` asks for a rewritten prompt. `version_id` is the version that was shown, which
    is what is ordered, live or not by now; empty, the live one. `variables` are names of its
    text's variables with values.
    """

    key: str
    prompt_id: str
    aspect_ratio: str
    wish: str = ""
    pictures: int = 1
    reference: str | None = None
    reference_name: str = ""
    seed: int | None = None
    makers: tuple[Maker, ...] = (Maker(),)
    size: str = ""
    quality: str = ""
    strength: int | None = None
    enhance: bool = False
    version_id: str = ""
    variables: tuple[tuple[str, str], ...] = ()

    @property
    def orders(self) -> int:
        """Return how many orders it is: each maker's pictures."""
        return self.pictures * len(self.makers)


@dataclass(frozen=True, kw_only=True)
class OrderSpec:
    """One picture to be ordered; version, quality and strength may be left open as in `OrderForm`.

    `key` is its own idempotency key; `fingerprint` says in at most 64 characters what the key
    stands for: another one under the same key is a conflict.
    """

    key: str
    fingerprint: str
    prompt_id: str
    service: str
    model: str
    aspect_ratio: str
    size: str
    seed: int
    version_id: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    wish: str = ""
    reference: str | None = None
    reference_name: str = ""
    quality: str = ""
    strength: int | None = None
    enhance: bool = False


def specs_of(
    form: OrderForm, services: Mapping[str, Provider], new_seed: Callable[[], int]
) -> list[OrderSpec]:
    """Return a spec for each picture of a form, with what the form leaves open decided.

    The pictures of one number share their seed and stand together, one of each maker. Only here
    the first service, model or size is meant where none is named. Raise `InvalidRequest` for a
    service or a model that is not offered.
    """
    makers = [_offered(maker, services) for maker in form.makers]
    seeds = [
        new_seed() if form.seed is None else _counted_up(form.seed, number)
        for number in range(form.pictures)
    ]
    fingerprint = _fingerprint(form)
    each = ((seed, *maker) for seed in seeds for maker in makers)
    return [
        OrderSpec(
            key=f"{form.key}:{number}",
            fingerprint=fingerprint,
            prompt_id=form.prompt_id,
            version_id=form.version_id,
            variables=form.variables,
            wish=form.wish,
            reference=form.reference,
            reference_name=form.reference_name,
            service=service.name,
            model=model.id,
            aspect_ratio=form.aspect_ratio,
            size=form.size or model.sizes[0],
            quality=form.quality if form.quality in model.qualities else "",
            strength=form.strength if form.reference and model.has_strength else None,
            seed=seed,
            enhance=form.enhance,
        )
        for number, (seed, service, model) in enumerate(each)
    ]


def _offered(maker: Maker, services: Mapping[str, Provider]) -> tuple[Provider, Model]:
    service = services.get(maker.service or next(iter(services)))
    if service is None:
        raise InvalidRequest("service")
    model = find_model(service.models, maker.model or service.models[0].id)
    if model is None:
        raise InvalidRequest("model")
    return service, model


def _counted_up(seed: int, number: int) -> int:
    """Return a fixed seed's number for this picture: with one for all they would be equal."""
    return (seed + number) % (MAX_SEED + 1)


def _fingerprint(form: OrderForm) -> str:
    """Return what the form's key stands for: all but the version, where the first click's stands.

    Another one may have become live between the two halves of a double click. What the reference's
    file was called makes no other picture.
    """
    chosen = asdict(form) | {"version_id": "", "reference_name": ""}
    return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()
