"""What somebody has changed of a prompt and not saved: kept in the session until they drop it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from core.errors import InvalidRequest
from core.library import editing, variables
from core.library.timeline import Version
from core.library.versions import Content
from pages.parts import page_scripts

DRAFTS = "prompt_drafts"  # in the session: by person and prompt


@dataclass
class Draft:
    """A text with its variables' own values and a note, begun from a version.

    `values` also keeps those of variables that the text has lost: it may get them back. `is_open`
    says whether it is being written, or a version looked at.
    """

    base_id: str
    text: str
    values: dict[str, str]
    note: str = ""
    is_open: bool = True
    id: str = field(default_factory=lambda: secrets.token_hex(4))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the text's variables; none while its braces are broken."""
        try:
            return variables.names(self.text)
        except InvalidRequest:
            return ()

    @property
    def parameters(self) -> Mapping[str, str]:
        """Return the values that the text has a place for."""
        return {name: self.values.get(name, "") for name in self.names}

    def content(self, cost: int) -> Content:
        """Return what would be saved at this price; raise what `editing.content_of` raises."""
        return editing.content_of(self.text, cost, self.parameters)

    def is_changed(self, base: Version) -> bool:
        """Return whether anything is not as in the version that it was begun from."""
        filled = {name: value for name, value in self.parameters.items() if value.strip()}
        written = (self.text.strip(), filled, self.note.strip())
        return written != ((base.text or "").strip(), dict(base.parameters), "")


def find(person_id: str, prompt_id: str) -> Draft | None:
    """Return what this person has not saved of a prompt, or None."""
    return _drafts().get((person_id, prompt_id))


def begin(person_id: str, prompt_id: str, version: Version) -> None:
    """Begin to change a version; what was not saved before is dropped."""
    draft = Draft(version.id, version.text or "", dict(version.parameters))
    _drafts()[person_id, prompt_id] = draft


def drop(person_id: str, prompt_id: str) -> None:
    """Forget what was not saved of a prompt."""
    _drafts().pop((person_id, prompt_id), None)


def send_before_esc() -> None:
    """Have the browser send what is being typed before Esc closes a drawer or a dialog."""
    page_scripts.run(page_scripts.SEND_BEFORE_ESC)


def _drafts() -> dict[tuple[str, str], Draft]:
    drafts: dict[tuple[str, str], Draft] = st.session_state.setdefault(DRAFTS, {})
    return drafts
