"""What people do to prompts: make one, write a version, decide which is live, archive.

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
    DecidedMeanwhile,
    InvalidRequest,
    KeyConflict,
    MembershipRequired,
    PersonNotFound,
    PromptNotFound,
)
from core.library import versions, words
from core.library.prompts import may_read
from core.library.versions import Content
from core.log import get_logger
from core.people import rights
from core.tables import Decision, Prompt, PromptVersion, User
from core.text_checks import is_id

if TYPE_CHECKING:
    from core.studio import Studio

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
        person = _person(tx, person_id)
        rights.demand_publishing(tx, person, studio.settings)
        if not may_read(person, members_only=new.members_only):
            raise MembershipRequired
        if (known := tx.get(Prompt, prompt_id)) is not None:
            return _made_before(tx, known, person_id, new, content)
        _add_prompt(tx, prompt_id, new)
        version = versions.add(
            tx, prompt_id, content, author=person_id, now=studio.now(), note=new.note
        )
        versions.decide(tx, version, by=person_id, now=studio.now())
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
        _admit(tx, person_id, prompt_id)
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


def publish(
    studio: Studio,
    person_id: str,
    prompt_id: str,
    version_id: str,
    *,
    why: str,
    seen: int,
    proof: str = "",
) -> None:
    """Make a version the live one, an earlier one too; `seen` is the last decision that was shown.

    `proof` says what it rests on. The second half of a double click changes nothing. Raise
    `DecidedMeanwhile` where another decision is the last one by now, `InvalidRequest`: "version"
    for one that the prompt does not have, "version_live" for the one that is live, "decision_why";
    `PersonNotFound`, `NotAllowed`, `PromptNotFound` or `MembershipRequired`.
    """
    why = words.line(why, "decision_why", words.MAX_WHY)
    with studio.database.write(alone=True) as tx:
        rights.demand_publishing(tx, _person(tx, person_id), studio.settings)
        _admit(tx, person_id, prompt_id)
        version = versions.find(tx, prompt_id, version_id)
        if version is None:
            raise InvalidRequest("version")
        last, before = versions.last_two_decisions(tx, prompt_id)
        if last.id != seen:
            said = (last.version_id, last.decided_by, last.why)
            if before == seen and said == (version.id, person_id, why):
                return
            raise meanwhile(tx, last)
        if last.version_id == version.id:
            raise InvalidRequest("version_live")
        versions.decide(tx, version, by=person_id, now=studio.now(), why=why, proof=proof)
    log.info("version.published", version=version_id, person=person_id)


def archive(studio: Studio, person_id: str, prompt_id: str) -> None:
    """Take a prompt out of the library.

    Raise what `save_version` does of person and prompt, or `NotAllowed` for who may not publish.
    """
    _set_archived(studio, person_id, prompt_id, archived=True)


def unarchive(studio: Studio, person_id: str, prompt_id: str) -> None:
    """Put an archived prompt back into the library; raise what `archive` raises."""
    _set_archived(studio, person_id, prompt_id, archived=False)


def _set_archived(studio: Studio, person_id: str, prompt_id: str, *, archived: bool) -> None:
    with studio.database.write(alone=True) as tx:
        rights.demand_publishing(tx, _person(tx, person_id), studio.settings)
        prompt = _admit(tx, person_id, prompt_id, even_archived=True)
        prompt.archived = archived
        prompt.edited = True  # or the file would put it back at the next start
    done = "archived" if archived else "unarchived"
    log.info(f"prompt.{done}", prompt=prompt_id, person=person_id)


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


def _person(tx: Session, person_id: str) -> User:
    person = tx.get(User, person_id) if is_id(person_id) else None
    if person is None:
        raise PersonNotFound
    return person


def _admit(tx: Session, person_id: str, prompt_id: str, *, even_archived: bool = False) -> Prompt:
    """Return the prompt that this person may change, or refuse."""
    person = _person(tx, person_id)
    prompt = tx.get(Prompt, prompt_id) if is_id(prompt_id) else None
    if prompt is None or (prompt.archived and not even_archived):
        raise PromptNotFound
    if not may_read(person, members_only=prompt.members_only):
        raise MembershipRequired
    return prompt


def meanwhile(tx: Session, last: Decision) -> DecidedMeanwhile:
    """Return the refusal of who has not seen a prompt's last decision."""
    version = tx.get_one(PromptVersion, last.version_id)
    decider = tx.get(User, last.decided_by) if last.decided_by else None
    return DecidedMeanwhile(
        version=version.id,
        number=version.number,
        since=last.decided_at,
        by=decider.name if decider else None,
        why=last.why,
    )
