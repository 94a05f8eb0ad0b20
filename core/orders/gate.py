"""May this person order this now? Checked in core, whatever the page did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from core.errors import (
    InsufficientTokens,
    InvalidRequest,
    MembershipRequired,
    PersonNotFound,
    PromptNotFound,
    StudioError,
)
from core.library import versions
from core.library.prompts import Card, may_read
from core.providers.contract import Model, Provider
from core.tables import Generation, Prompt, PromptVersion, User
from core.text_checks import is_storable

MAX_WISH = 500  # characters
MAX_PICTURES = 4
MAX_SEED = 2**31 - 1
MAX_KEY = 150  # characters; the order's number is added to it
MAX_SPEC_KEY = 200  # characters: as many as the column holds

_PERSON_AND_PROMPT = (  # in one statement: a click waits for both
    select(User, Prompt)
    .outerjoin(Prompt, col(Prompt.id) == bindparam("prompt"))
    .where(col(User.id) == bindparam("person"))
)


@dataclass(frozen=True)
class OrderForm:
    """Everything a person chose; `key` is the form's idempotency key.

    `reference` is the name of a stored, checked picture; `seed` None asks for fresh ones; an
    empty `service`, `model` or `size` means the first that is offered; `enhance` asks for a
    rewritten prompt. `version_id` is the version that was shown, which is what is ordered, live or
    not by now; empty, the live one. `variables` are names of its text's variables with values.
    """

    key: str
    prompt_id: str
    aspect_ratio: str
    wish: str = ""
    pictures: int = 1
    reference: str | None = None
    reference_name: str = ""
    seed: int | None = None
    service: str = ""
    model: str = ""
    size: str = ""
    enhance: bool = False
    version_id: str = ""
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class OrderSpec:
    """One picture to be ordered, with nothing left open but the version, as in `OrderForm`.

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
    enhance: bool = False


def admit(tx: Session, person_id: str, prompt_id: str) -> tuple[User, Prompt]:
    """Return the person and the prompt of an order that may be placed, or read again later.

    Raise `PersonNotFound`, `PromptNotFound` or `MembershipRequired`. Whether the tokens are
    enough is not asked here: only the hold's guarded UPDATE can answer that.
    """
    row = tx.execute(_PERSON_AND_PROMPT, {"person": person_id, "prompt": prompt_id}).first()
    if row is None:
        raise PersonNotFound
    user, prompt = row.User, row.Prompt
    if prompt is None or prompt.archived:
        raise PromptNotFound
    if prompt.members_only and not user.is_member:
        raise MembershipRequired
    return user, prompt


def why_not(
    person: User,
    prompt_id: str | None,
    card: Card | None,
    pictures: int = 1,
    *,
    again: Generation | None = None,
) -> StudioError | None:
    """Return why this person could not order now, as a page may say before any click; or None.

    `card` is the prompt of that id in today's library, None where it has none. `again` is an
    earlier order of it, whose version, price and values are to be ordered once more. Nothing is
    decided here: `admit` and the hold ask again, of what is true at that moment.
    """
    if not prompt_id:
        return InvalidRequest("prompt")
    if card is None:
        return PromptNotFound()
    # An order from when the prompt was for members: what it says is not for everybody to repeat.
    is_theirs = again is None or may_read(person, members_only=again.prompt_members_only)
    if card.locked or not is_theirs:
        return MembershipRequired()
    if again is None and card.missing:
        return InvalidRequest("variable_missing", name=card.missing[0])
    needed = (card.cost if again is None else again.cost) * pictures
    if needed > person.available:
        return InsufficientTokens(needed=needed, available=person.available)
    return None


def service_of(form: OrderForm, services: Mapping[str, Provider]) -> Provider:
    """Return the service that a form asks for; raise `InvalidRequest("service")` for no such."""
    for name, service in services.items():
        if form.service in ("", name):
            return service
    raise InvalidRequest("service")


def version_of(tx: Session, prompt_id: str, version_id: str) -> PromptVersion:
    """Return the prompt's version that is ordered: the one named, or the live one where none is.

    A version that is not live any more may still be ordered, at its own price: what was shown is
    what counts. Raise `InvalidRequest("version")` for one that the prompt does not have.
    """
    if version_id:
        version = versions.find(tx, prompt_id, version_id)
    else:
        version = versions.live(tx, prompt_id)
    if version is None:
        raise InvalidRequest("version")
    return version


def model_of(form: OrderForm | OrderSpec, provider: Provider) -> Model:
    """Return the model that a form asks for; raise `InvalidRequest("model")` for an unknown one."""
    for model in provider.models:
        if form.model in ("", model.id):
            return model
    raise InvalidRequest("model")


def check_form(form: OrderForm, provider: Provider, *, can_enhance: bool) -> None:
    """Refuse parameters out of bounds with `InvalidRequest(reason=<the parameter>)`.

    `can_enhance` says whether anybody can rewrite prompts.
    """
    if not 1 <= len(form.key) <= MAX_KEY:
        raise InvalidRequest("key")
    if not _is_whole(form.pictures, 1, MAX_PICTURES):
        raise InvalidRequest("pictures", limit=MAX_PICTURES)
    if form.seed is not None and not _is_whole(form.seed, 0, MAX_SEED):
        raise InvalidRequest("seed", limit=MAX_SEED)
    _check_choices(form, provider, can_enhance=can_enhance)


def check_spec(spec: OrderSpec, services: Mapping[str, Provider], *, can_enhance: bool) -> None:
    """Refuse a spec as `check_form` refuses a form; also one of an unknown service."""
    if not 1 <= len(spec.key) <= MAX_SPEC_KEY:
        raise InvalidRequest("key")
    if not _is_whole(spec.seed, 0, MAX_SEED):
        raise InvalidRequest("seed", limit=MAX_SEED)
    if spec.service not in services:
        raise InvalidRequest("service")
    _check_choices(spec, services[spec.service], can_enhance=can_enhance)


def _check_choices(chosen: OrderForm | OrderSpec, provider: Provider, *, can_enhance: bool) -> None:
    if len(chosen.wish) > MAX_WISH:
        raise InvalidRequest("wish", limit=MAX_WISH, length=len(chosen.wish))
    values = "".join(value for _, value in chosen.variables)
    if not is_storable(chosen.wish + chosen.reference_name + chosen.version_id + values):
        raise InvalidRequest
    _check_abilities(chosen, model_of(chosen, provider), can_enhance=can_enhance)


def _check_abilities(form: OrderForm | OrderSpec, model: Model, *, can_enhance: bool) -> None:
    if form.aspect_ratio not in model.aspect_ratios:
        raise InvalidRequest("aspect_ratio")
    if form.size and form.size not in model.sizes:
        raise InvalidRequest("size")
    if form.reference is not None and model.references < 1:
        raise InvalidRequest("reference")
    if form.enhance and not can_enhance:
        raise InvalidRequest("enhance")


def _is_whole(value: Any, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high
