"""What people write: a new prompt, or a version of one. `offering` decides what becomes of it.

Each function is one transaction that waits for all others of its kind, and asks in it whether the
person may. Nothing here takes anything back: see docs/decisions/0036.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import Session

from core.errors import (
    InvalidRequest,
    KeyConflict,
    MembershipRequired,
)
from core.library import admission, offering, versions, words
from core.library.prompts import may_read
from core.library.versions import Content
from core.log import get_logger
from core.people import rights
from core.tables import Prompt, PromptVersion

if TYPE_CHECKING:
    from core.studio import Studio

_CREATED = "新建提示词"  # why the first version is live
_NEW_ID = re.compile(r"[a-z0-9-]{1,64}")  # as in the library's file

log = get_logger()


@dataclass(frozen=True)
class NewPrompt:
    """What a prompt begins with; `parameters` are its variables' own values."""

    title: str
    description: str
    category: str
    cost: int
    members_only: bool
    text: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Saved:
    """A version, and whether it was made now: content that the prompt had before makes none."""

    version: PromptVersion
    is_new: bool


def content_of(text: str, cost: int, parameters: Mapping[str, str]) -> Content:
    """Return what would be a version's content: blanks at the ends and blank values are none.

    Raise `InvalidRequest("version_long")`, or what `versions.check` raises.
    """
    written = text.strip()
    if len(written) > words.MAX_TEXT:
        raise InvalidRequest("version_long", limit=words.MAX_TEXT, length=len(written))
    values = {name: value.strip() for name, value in parameters.items() if value.strip()}
    content = Content(written, cost, values)
    versions.check(content)
    return content


def create_prompt(studio: Studio, person_id: str, prompt_id: str, new: NewPrompt) -> PromptVersion:
    """Make a prompt under a fresh id; its first version is live by its author's decision.

    The same again is no second prompt: return the first version. Raise `InvalidRequest` for what
    can't be kept, `PersonNotFound`, `NotAllowed` for who may not publish, `MembershipRequired` for
    a members' prompt of somebody who is none, or `KeyConflict` for the id of another prompt.
    """
    if not _NEW_ID.fullmatch(prompt_id):
        raise InvalidRequest("key")
    new = _checked(new)
    content = content_of(new.text, new.cost, new.parameters)
    with studio.database.write(alone=True) as tx:
        person = admission.find_person(tx, person_id)
        rights.demand_publishing(tx, person, studio.settings)
        if not may_read(person, members_only=new.members_only):
            raise MembershipRequired
        if (known := tx.get(Prompt, prompt_id)) is not None:
            return _made_before(tx, known, person_id, new, content)
        _add_prompt(tx, prompt_id, new)
        version = versions.add(
            tx, prompt_id, content, author=person_id, now=studio.now(), note=new.note
        )
        offering.make_live(studio, tx, version, before="", by=person_id, why=_CREATED)
    log.info("prompt.created", prompt=prompt_id, person=person_id)
    return version


def save_version(
    studio: Studio,
    person_id: str,
    prompt_id: str,
    text: str,
    parameters: Mapping[str, str],
    note: str = "",
) -> Saved:
    """Write a prompt's next version, at the live version's price; it is not live by that.

    Content that the prompt had before is that version, with the note that it has. Raise
    `InvalidRequest` for what can't be kept, `PersonNotFound`, `PromptNotFound` or
    `MembershipRequired`.
    """
    note = words.line(note, "version_note", words.MAX_NOTE, least=0)
    with studio.database.write(alone=True) as tx:
        admission.admit(tx, person_id, prompt_id)
        live = versions.live(tx, prompt_id)
        assert live is not None  # each prompt comes with its first decision
        content = content_of(text, live.cost, parameters)
        earlier = versions.with_content(tx, prompt_id, content)
        version = earlier or versions.add(
            tx, prompt_id, content, author=person_id, now=studio.now(), note=note
        )
    if earlier is None:
        log.info("version.saved", version=version.id, person=person_id)
    return Saved(version, is_new=earlier is None)


def _checked(new: NewPrompt) -> NewPrompt:
    return replace(
        new,
        title=words.line(new.title, "prompt_title", words.MAX_TITLE),
        description=words.line(new.description, "prompt_description", words.MAX_DESCRIPTION),
        category=words.line(new.category, "prompt_category", words.MAX_CATEGORY),
        note=words.line(new.note, "version_note", words.MAX_NOTE, least=0),
    )


def _made_before(
    tx: Session, known: Prompt, person_id: str, new: NewPrompt, content: Content
) -> PromptVersion:
    """Return the first version of what this very wish has made already."""
    first = versions.find(tx, known.id, f"{known.id}@1")
    wished = (new.title, new.description, new.category, new.members_only, person_id, content.digest)
    made = (known.title, known.description, known.category, known.members_only)
    if first is None or wished != (*made, first.author, first.digest):
        raise KeyConflict
    return first


def _add_prompt(tx: Session, prompt_id: str, new: NewPrompt) -> None:
    last = tx.scalar(select(func.max(Prompt.position)))
    tx.add(
        Prompt(
            id=prompt_id,
            title=new.title,
            description=new.description,
            category=new.category,
            members_only=new.members_only,
            position=0 if last is None else last + 1,
            edited=True,  # a file that has the same id one day changes nothing here
        )
    )
    tx.flush()
