"""The library's file: a seed, read at each start.

It brings prompts and versions that the database has not had yet, and never takes back what a
person has made or decided meanwhile: see docs/decisions/0020.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import exists, select, update
from sqlmodel import Session, col

from core.database import Database
from core.errors import InvalidRequest
from core.library import versions, words
from core.tables import MAX_TOKENS, Decision, Prompt, PromptVersion
from core.text_checks import is_storable

VERSIONED = {"text", "cost", "parameters"}  # the fields that are a version's, not the prompt's


class LibraryPrompt(BaseModel):
    """One `[[prompt]]` of the library file, checked."""

    model_config = ConfigDict(extra="forbid", strict=True)
    id: str = Field(pattern=r"^[a-z0-9-]{1,64}$")
    title: str = Field(min_length=1, max_length=words.MAX_TITLE)
    description: str = Field(min_length=1, max_length=words.MAX_DESCRIPTION)
    category: str = Field(min_length=1, max_length=words.MAX_CATEGORY)
    text: str = Field(min_length=1, max_length=words.MAX_TEXT)
    cost: int = Field(ge=1, le=MAX_TOKENS)
    members_only: bool
    parameters: dict[str, str] = {}

    @model_validator(mode="after")
    def _can_be_ordered(self) -> LibraryPrompt:
        try:
            versions.check(self.content)
        except InvalidRequest as error:
            raise ValueError(f"{error.reason}: {error.facts}") from error
        if not is_storable(self.title + self.description + self.category):
            raise ValueError("title, description, category: a character that cannot be stored")
        return self

    @property
    def content(self) -> versions.Content:
        """Return what is a version's."""
        return versions.Content(self.text, self.cost, self.parameters)


class LibraryFile(BaseModel):
    """The whole file: prompts and nothing else, at least one, each with an id of its own."""

    model_config = ConfigDict(extra="forbid", strict=True)
    prompt: list[LibraryPrompt] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_each_id_once(self) -> LibraryFile:
        if len({entry.id for entry in self.prompt}) != len(self.prompt):
            raise ValueError("every prompt needs an id of its own")
        return self


def load_library(database: Database, path: Path, *, now: int) -> None:
    """Bring the file's prompts, and its versions that no prompt has had yet, into the database.

    A prompt that is gone from the file is archived, unless a person has changed it. Raise
    `ValueError` for a file that is not a library, before anything is changed.
    """
    library = LibraryFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    with database.write(alone=True) as tx:
        _archive_all_but_people_s(tx)
        for position, entry in enumerate(library.prompt):
            _bring_prompt(tx, entry, position)
            _bring_version(tx, entry, now)


def _archive_all_but_people_s(tx: Session) -> None:
    by_a_person = exists().where(
        col(PromptVersion.prompt_id) == col(Prompt.id), col(PromptVersion.author).is_not(None)
    )
    gone = update(Prompt).where(~col(Prompt.edited), ~by_a_person)
    tx.execute(gone.values(archived=True))


def _bring_prompt(tx: Session, entry: LibraryPrompt, position: int) -> None:
    known = tx.get(Prompt, entry.id)
    if known is None or not known.edited:
        tx.merge(Prompt(**entry.model_dump(exclude=VERSIONED), position=position))
        tx.flush()


def _bring_version(tx: Session, entry: LibraryPrompt, now: int) -> None:
    """Add the file's version if it is new, and let it be live where the live one is the file's.

    An earlier one of the file comes back only while no person has decided anything.
    """
    had = versions.with_content(tx, entry.id, entry.content)
    version = had or versions.add(tx, entry.id, entry.content, author=None, now=now)
    live = versions.live(tx, entry.id)
    if live is not None:
        if version.id == live.id or version.author is not None or live.author is not None:
            return
        if had is not None and _has_been_decided_by_a_person(tx, entry):
            return
    versions.decide(tx, version, by=None, now=now)


def _has_been_decided_by_a_person(tx: Session, entry: LibraryPrompt) -> bool:
    decided = select(col(Decision.id)).where(
        col(Decision.prompt_id) == entry.id, col(Decision.decided_by).is_not(None)
    )
    return tx.scalar(decided.limit(1)) is not None
