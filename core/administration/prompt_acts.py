"""What an administrator changes of a prompt: its price, which version is live, archived or not.

Each function is one act (`core.administration.record`): it returns False where the click's key has
made it before, and raises what `record.act` raises, and `PromptNotFound`. `seen` is the prompt's
last decision that was shown: `DecidedMeanwhile` says that there is another one by now. Who
administers need not be a member: no text is read here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Session

from core.administration import record
from core.administration.record import Acting, Change, Click, Wish
from core.errors import InvalidRequest
from core.library import offering, versions
from core.library.admission import find_prompt
from core.library.versions import Content
from core.tables import MAX_TOKENS, ActKind, PromptVersion

if TYPE_CHECKING:
    from core.studio import Studio


def set_cost(studio: Studio, click: Click, prompt_id: str, cost: int, *, seen: int) -> bool:
    """Make a version with the live one's text and another price, in tokens, the live one.

    Raise also `InvalidRequest("cost")`.
    """
    if type(cost) is not int or not 1 <= cost <= MAX_TOKENS:
        raise InvalidRequest("cost")
    wish = Wish(ActKind.COST, str(cost), prompt_id=prompt_id)

    def change(acting: Acting) -> Change:
        live = _live(acting.tx, prompt_id, seen)
        if live.cost != cost:
            _price(acting, live, cost)
        return Change(str(live.cost), str(cost))

    return record.act(studio, click, wish, change)


def make_live(studio: Studio, click: Click, prompt_id: str, version_id: str, *, seen: int) -> bool:
    """Make another version of a prompt the live one.

    Raise also `InvalidRequest("version")` for one that the prompt does not have.
    """
    wish = Wish(ActKind.LIVE, version_id, prompt_id=prompt_id)

    def change(acting: Acting) -> Change:
        live = _live(acting.tx, prompt_id, seen)
        version = versions.find(acting.tx, prompt_id, version_id)
        if version is None:
            raise InvalidRequest("version")
        if version.id != live.id:
            _decide(acting, version)
        return Change(live.id, version.id)

    return record.act(studio, click, wish, change)


def archive(studio: Studio, click: Click, prompt_id: str) -> bool:
    """Take a prompt out of the library."""
    return _set_archived(studio, click, prompt_id, archived=True)


def restore(studio: Studio, click: Click, prompt_id: str) -> bool:
    """Put an archived prompt back into the library."""
    return _set_archived(studio, click, prompt_id, archived=False)


def _set_archived(studio: Studio, click: Click, prompt_id: str, *, archived: bool) -> bool:
    wish = Wish(ActKind.ARCHIVED, str(int(archived)), prompt_id=prompt_id)

    def change(acting: Acting) -> Change:
        prompt = find_prompt(acting.tx, prompt_id)
        before, prompt.archived = prompt.archived, archived
        prompt.edited = True  # or the file would put it back at the next start
        return Change(str(int(before)), wish.value)

    return record.act(studio, click, wish, change)


def _live(tx: Session, prompt_id: str, seen: int) -> PromptVersion:
    """Return a prompt's live version, or refuse who has not seen the last decision."""
    find_prompt(tx, prompt_id)
    last, _ = versions.last_two_decisions(tx, prompt_id)
    if last.id != seen:
        raise offering.meanwhile(tx, last)
    return tx.get_one(PromptVersion, last.version_id)


def _price(acting: Acting, live: PromptVersion, cost: int) -> None:
    """Decide for the live version's text at another price: a new version, or one of before."""
    content = Content(live.text, cost, json.loads(live.parameters))
    author, note = acting.actor.id, acting.click.reason
    _decide(
        acting,
        versions.add(acting.tx, live.prompt_id, content, author=author, now=acting.now, note=note),
    )


def _decide(acting: Acting, version: PromptVersion) -> None:
    why = acting.click.reason
    versions.decide(acting.tx, version, by=acting.actor.id, now=acting.now, why=why)
