"""May this person order this now? Checked in core, whatever the page did."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from core.errors import (
    InvalidRequest,
    MembershipRequired,
    PersonNotFound,
    PromptNotFound,
)
from core.models import Prompt, User
from core.providers.contract import Model

MAX_WISH = 500  # characters
MAX_PICTURES = 4
MAX_SEED = 2**31 - 1
MAX_KEY = 150  # characters; the order's number is added to it


@dataclass(frozen=True)
class OrderForm:
    """Everything a person chose; `key` is the form's idempotency key.

    `reference` is the name of a stored, checked picture; `seed` None asks for fresh ones.
    """

    key: str
    prompt_id: str
    aspect_ratio: str
    wish: str = ""
    pictures: int = 1
    reference: str | None = None
    reference_name: str = ""
    seed: int | None = None


def admit(tx: Session, user_id: str, prompt_id: str) -> tuple[User, Prompt]:
    """Return the person and the prompt of an order that may be placed, or read again later.

    Raise `PersonNotFound`, `PromptNotFound` or `MembershipRequired`. Whether the tokens are
    enough is not asked here: only the hold's guarded UPDATE can answer that.
    """
    user = tx.get(User, user_id)
    if user is None:
        raise PersonNotFound
    prompt = tx.get(Prompt, prompt_id)
    if prompt is None or not prompt.active:
        raise PromptNotFound
    if prompt.members_only and not user.is_member:
        raise MembershipRequired
    return user, prompt


def check_form(form: OrderForm, model: Model) -> None:
    """Refuse parameters out of bounds with `InvalidRequest(reason=<the parameter>)`."""
    if not 1 <= len(form.key) <= MAX_KEY:
        raise InvalidRequest("key")
    if len(form.wish) > MAX_WISH:
        raise InvalidRequest("wish", limit=MAX_WISH, length=len(form.wish))
    if "\0" in form.wish or "\0" in form.reference_name:  # PostgreSQL takes no NUL in any text
        raise InvalidRequest
    if type(form.pictures) is not int or not 1 <= form.pictures <= MAX_PICTURES:
        raise InvalidRequest("pictures", limit=MAX_PICTURES)
    if form.seed is not None and (type(form.seed) is not int or not 0 <= form.seed <= MAX_SEED):
        raise InvalidRequest("seed", limit=MAX_SEED)
    if form.aspect_ratio not in model.aspect_ratios:
        raise InvalidRequest("aspect_ratio")
    if form.reference is not None and model.references < 1:
        raise InvalidRequest("reference")
