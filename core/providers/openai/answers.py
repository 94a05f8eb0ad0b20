"""Read what a service of this protocol answered: a picture or its address, words, or models."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers import body
from core.providers.connection import Answer
from core.providers.contract import Rewritten, Usage, counted
from core.providers.openai import faults, usage
from core.providers.openai.dialect import ServiceRow
from core.providers.redaction import Redaction
from core.providers.rewriting import MAX_WRITTEN

# Both services that filter words say so by the way in which the words end.
BLOCKED = ("content_filter", "sensitive")


@dataclass(frozen=True)
class Made:
    """One picture: its bytes, or the address where they are; words are fit to keep."""

    data: bytes = field(default=b"", repr=False)
    address: str = field(default="", repr=False)
    usage: Usage | None = None
    seed: int | None = None
    model_version: str = ""


@dataclass(frozen=True)
class Reader:
    """Read one service's answers; raise `GenerationFailed`, or `Unreadable` for none of its own."""

    row: ServiceRow
    redaction: Redaction

    def picture(self, answer: Answer) -> Made:
        """Return the picture that stands in an answer, or its address."""
        found, dialect = self._table(answer), self.row.dialect
        spent = usage.of_picture(found.get("usage"))
        first = body.table(next(iter(body.rows(found.get(dialect.answer_list))), None))
        if first.get("error"):
            raise faults.refused_picture(first["error"], self.row, self.redaction)
        value = first.get(dialect.answer)
        if value is None:
            raise GenerationFailed(ProviderFault.NO_IMAGE, usage=spent)
        is_address = dialect.answer == "url"
        return Made(
            data=b"" if is_address else body.decoded(value),
            address=_address(value) if is_address else "",
            usage=spent,
            seed=_seed(found.get("seed")),
            model_version=self.redaction.name(body.words(found.get("model"))),
        )

    def words(self, answer: Answer) -> Rewritten:
        """Return what a text model wrote, as one line."""
        found = self._table(answer)
        spent = usage.of_words(found.get("usage"))
        first = body.table(next(iter(body.rows(found.get("choices"))), None))
        if first.get("finish_reason") in BLOCKED:
            raise GenerationFailed(ProviderFault.PROMPT_BLOCKED, usage=spent)
        content = body.table(first.get("message")).get("content")
        if not isinstance(content, str | body.Long | None):
            raise body.Unreadable("words that are none")
        written = self.redaction.words(body.words(content), MAX_WRITTEN)
        if not written:
            raise GenerationFailed(ProviderFault.NO_IMAGE, usage=spent)
        return Rewritten(written, spent)

    def models(self, answer: Answer) -> frozenset[str]:
        """Return the ids that a list of models has, or that of the one model."""
        found = self._table(answer)
        listed = [found] if "data" not in found else map(body.table, body.rows(found["data"]))
        ids = [model.get("id") for model in listed]
        names = [name for name in ids if isinstance(name, str)]
        if len(names) < len(ids):
            raise body.Unreadable("a model without a name")
        return frozenset(names)

    def _table(self, answer: Answer) -> dict[str, Any]:
        """Return a good answer; raise what it refuses with."""
        if answer.status != 200:
            raise faults.refused(answer, self.row, self.redaction)
        found = body.parse(answer.content)
        if not isinstance(found, dict):
            raise body.Unreadable("no table")
        if found.get("error"):
            raise faults.refused(answer, self.row, self.redaction)
        return found


def _address(value: Any) -> str:
    if not isinstance(value, str):
        raise body.Unreadable("no address")
    return value


def _seed(value: Any) -> int | None:
    seed = counted(value)
    if value is not None and seed is None:
        raise body.Unreadable("no seed")
    return seed
