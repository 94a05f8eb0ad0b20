"""May this person order this now? Checked in core, whatever the page did."""

from __future__ import annotations

from collections.abc import Mapping
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
from core.orders.specs import OrderForm, OrderSpec
from core.providers.contract import MAX_SEED, Model, Provider, find_model
from core.tables import Generation, Prompt, PromptVersion, User
from core.text_checks import is_storable

MAX_WISH = 500  # characters
MAX_PICTURES = 4  # of each maker
MAX_MAKERS = 4
MAX_STRENGTH = 100  # percent
MAX_KEY = 150  # characters; the order's number is added to it
MAX_SPEC_KEY = 200  # characters: as many as the column holds
MAX_FINGERPRINT = 64  # characters: the column's too

_PERSON_AND_PROMPT = (  # in one statement: a click waits for both
    select(User, Prompt)
    .outerjoin(Prompt, col(Prompt.id) == bindparam("prompt"))
    .where(col(User.id) == bindparam("person"))
)


def admit(tx: Session, person_id: str, prompt_id: str) -> tuple[User, Prompt]:
    """Return the person and the prompt of an order that may be placed.

    Raise `PersonNotFound`, or what `check_prompt` raises. Whether the tokens are enough is not
    asked here: only the hold's guarded UPDATE can answer that.
    """
    row = tx.execute(_PERSON_AND_PROMPT, {"person": person_id, "prompt": prompt_id}).first()
    if row is None:
        raise PersonNotFound
    check_prompt(row.User, row.Prompt)
    return row.User, row.Prompt


def check_prompt(user: User, prompt: Prompt | None) -> None:
    """Refuse a prompt that is gone, or not for this person, for a new order or one that waits.

    Raise `PromptNotFound` or `MembershipRequired`.
    """
    if prompt is None or prompt.archived:
        raise PromptNotFound
    if prompt.members_only and not user.is_member:
        raise MembershipRequired


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


def check_form(form: OrderForm) -> None:
    """Refuse what only a form has, with `InvalidRequest(reason=<the parameter>)`.

    Its choices are checked with its specs, in `check_spec`.
    """
    if not 1 <= len(form.key) <= MAX_KEY:
        raise InvalidRequest("key")
    if not _is_whole(form.pictures, 1, MAX_PICTURES):
        raise InvalidRequest("pictures", limit=MAX_PICTURES)
    if not 1 <= len(form.makers) <= MAX_MAKERS or len(set(form.makers)) < len(form.makers):
        raise InvalidRequest("makers", limit=MAX_MAKERS)
    if form.seed is not None and not _is_whole(form.seed, 0, MAX_SEED):
        raise InvalidRequest("seed", limit=MAX_SEED)


def check_spec(spec: OrderSpec, services: Mapping[str, Provider], *, can_rewrite: bool) -> None:
    """Refuse what is out of bounds or open, with `InvalidRequest(reason=<the parameter>)`.

    `can_rewrite` says whether anybody can rewrite prompts.
    """
    if not 1 <= len(spec.key) <= MAX_SPEC_KEY or not 1 <= len(spec.fingerprint) <= MAX_FINGERPRINT:
        raise InvalidRequest("key")
    if not _is_whole(spec.seed, 0, MAX_SEED):
        raise InvalidRequest("seed", limit=MAX_SEED)
    if len(spec.wish) > MAX_WISH:
        raise InvalidRequest("wish", limit=MAX_WISH, length=len(spec.wish))
    names = (spec.key, spec.fingerprint, spec.prompt_id, spec.version_id, spec.reference_name)
    if not is_storable("".join((*names, spec.wish, *(value for _, value in spec.variables)))):
        raise InvalidRequest
    _check_abilities(spec, offered_model(spec.service, spec.model, services))
    if spec.enhance and not can_rewrite:
        raise InvalidRequest("enhance")


def offered_model(service: str, model_id: str, services: Mapping[str, Provider]) -> Model:
    """Return a service's model; raise `InvalidRequest` for either that is not offered."""
    if service not in services:
        raise InvalidRequest("service")
    model = find_model(services[service].models, model_id)
    if model is None:
        raise InvalidRequest("model")
    return model


def _check_abilities(spec: OrderSpec, model: Model) -> None:
    if spec.aspect_ratio not in model.aspect_ratios:
        raise InvalidRequest("aspect_ratio")
    if spec.size not in model.sizes:
        raise InvalidRequest("size")
    if spec.reference is not None and model.references < 1:
        raise InvalidRequest("reference")
    if spec.quality and spec.quality not in model.qualities:
        raise InvalidRequest("quality")
    if spec.strength is not None and not (
        model.has_strength and spec.reference and _is_whole(spec.strength, 1, MAX_STRENGTH)
    ):
        raise InvalidRequest("strength", limit=MAX_STRENGTH)


def _is_whole(value: Any, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high
