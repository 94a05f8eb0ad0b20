"""Who may change which prompt."""

from __future__ import annotations

from sqlmodel import Session

from core.errors import MembershipRequired, PersonNotFound, PromptNotFound
from core.library.prompts import may_read
from core.tables import Prompt, User
from core.text_checks import is_id


def find_person(tx: Session, person_id: str) -> User:
    """Return a person; raise `PersonNotFound`."""
    person = tx.get(User, person_id) if is_id(person_id) else None
    if person is None:
        raise PersonNotFound
    return person


def find_prompt(tx: Session, prompt_id: str) -> Prompt:
    """Return a prompt, archived or not; raise `PromptNotFound`."""
    prompt = tx.get(Prompt, prompt_id) if is_id(prompt_id) else None
    if prompt is None:
        raise PromptNotFound
    return prompt


def admit(tx: Session, person_id: str, prompt_id: str, *, even_archived: bool = False) -> Prompt:
    """Return the prompt that this person may change.

    Raise `PersonNotFound`, `PromptNotFound`, or `MembershipRequired`.
    """
    person, prompt = find_person(tx, person_id), find_prompt(tx, prompt_id)
    if prompt.archived and not even_archived:
        raise PromptNotFound
    if not may_read(person, members_only=prompt.members_only):
        raise MembershipRequired
    return prompt
