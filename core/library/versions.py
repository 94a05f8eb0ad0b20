"""The versions of a prompt: found, added, and decided to be the live one.

Each function takes a transaction and never commits. Who adds or decides writes alone
(`database.write(alone=True)`), so that a prompt's numbers have no gap and its decisions an order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from core import chain
from core.errors import InvalidRequest
from core.library import variables
from core.tables import MAX_TOKENS, Decision, PromptVersion, VersionDigest
from core.text_checks import is_storable

# Built once: a click waits for one of them.
_NAMED = select(PromptVersion).where(
    col(PromptVersion.id) == bindparam("version"),
    col(PromptVersion.prompt_id) == bindparam("prompt"),
)
_LIVE = (
    select(PromptVersion)
    .join(Decision, col(Decision.version_id) == col(PromptVersion.id))
    .where(col(Decision.prompt_id) == bindparam("prompt"))
    .order_by(col(Decision.id).desc())
    .limit(1)
)


@dataclass(frozen=True)
class Content:
    """What makes a version another one: its text, its variables' own values, its price."""

    text: str
    cost: int
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of it all, in hexadecimal digits."""
        content = {"text": self.text, "cost": self.cost, "parameters": dict(self.parameters)}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def check(content: Content) -> None:
    """Refuse with `InvalidRequest` what no order could ever be made of: a row here stays for ever.

    Doubled braces that make no variable, a value of no variable, a text without a word or with a
    character that a database refuses, a price that is no whole number of tokens.
    """
    texts = "".join((content.text, *content.parameters.values()))
    if not content.text.strip() or not is_storable(texts):
        raise InvalidRequest("version_text")
    if type(content.cost) is not int or not 1 <= content.cost <= MAX_TOKENS:
        raise InvalidRequest("cost")
    variables.check(content.text, content.parameters)


def live(tx: Session, prompt_id: str) -> PromptVersion | None:
    """Return the version that is ordered where none is named; None for an unknown prompt."""
    return tx.scalar(_LIVE, {"prompt": prompt_id})


def find(tx: Session, prompt_id: str, version_id: str) -> PromptVersion | None:
    """Return a prompt's version by its id, live or not, or None."""
    return tx.scalar(_NAMED, {"prompt": prompt_id, "version": version_id})


def last_two_decisions(tx: Session, prompt_id: str) -> tuple[Decision, int | None]:
    """Return a prompt's last decision, and the id of the one before it."""
    of_prompt = select(Decision).where(col(Decision.prompt_id) == prompt_id)
    last, *before = tx.scalars(of_prompt.order_by(col(Decision.id).desc()).limit(2))
    return last, before[0].id if before else None


def with_content(tx: Session, prompt_id: str, content: Content) -> PromptVersion | None:
    """Return the version of a prompt that has this very content, or None."""
    query = select(PromptVersion).where(
        col(PromptVersion.prompt_id) == prompt_id, col(PromptVersion.digest) == content.digest
    )
    return tx.scalar(query)


def add(
    tx: Session,
    prompt_id: str,
    content: Content,
    *,
    author: str | None,
    now: int,
    note: str = "",
) -> PromptVersion:
    """Append a prompt's next version, which is not live by that; `author` None is the file.

    Content that the prompt ever had makes none: return that earlier version. Raise what `check`
    raises.
    """
    check(content)
    if earlier := with_content(tx, prompt_id, content):
        return earlier
    last = select(func.max(PromptVersion.number)).where(col(PromptVersion.prompt_id) == prompt_id)
    number = (tx.scalar(last) or 0) + 1
    version = PromptVersion(
        id=f"{prompt_id}@{number}",
        prompt_id=prompt_id,
        number=number,
        text=content.text,
        parameters=json.dumps(dict(content.parameters)),
        cost=content.cost,
        note=note,
        author=author,
        created_at=now,
        digest=content.digest,
    )
    tx.add(version)
    tx.flush()
    _add_digest(tx, version)
    return version


def _add_digest(tx: Session, version: PromptVersion) -> None:
    """Chain a new version to the prompt's version before it."""
    before = select(col(VersionDigest.digest)).where(
        col(VersionDigest.prompt_id) == version.prompt_id,
        col(VersionDigest.number) == version.number - 1,
    )
    values = (getattr(version, column) for column in chain.COLUMNS[chain.Chained.VERSION])
    digest = chain.digest(chain.Chained.VERSION, tx.scalar(before) or chain.FIRST, values)
    tx.add(VersionDigest(prompt_id=version.prompt_id, number=version.number, digest=digest))
    tx.flush()


def decide(
    tx: Session,
    version: PromptVersion,
    *,
    by: str | None,
    now: int,
    why: str = "",
    proof: str = "",
) -> None:
    """Make a version the live one of its prompt; `by` None is the library's file."""
    tx.add(
        Decision(
            prompt_id=version.prompt_id,
            version_id=version.id,
            decided_at=now,
            decided_by=by,
            why=why,
            proof=proof,
        )
    )
    tx.flush()
