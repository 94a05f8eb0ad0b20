"""What a dump says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from core.dump.archive import FORMAT, BadDump

NAME = "manifest.json"


class TableFacts(BaseModel):
    """How many rows a table has, and the SHA-256 of them as lines of JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    rows: NonNegativeInt
    sha256: str


class Manifest(BaseModel):
    """What is in a dump: `made_at` is in milliseconds since 1970, `schema_revision` is Alembic's.

    `files` counts the members in each folder of pictures; `lost` and `altered` count the files
    that rows named and that were not there, or were not what the rows say. `fingerprint` is the
    last line of everybody's fingerprints (`core.ledger.fingerprints`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: int = FORMAT
    made_at: int
    database: Literal["sqlite", "postgresql"]
    schema_revision: str
    fingerprint: str
    tables: Mapping[str, TableFacts]
    files: Mapping[str, NonNegativeInt]
    lost: NonNegativeInt
    altered: NonNegativeInt

    def to_json(self) -> bytes:
        """Return it as a file for people and programs."""
        return f"{self.model_dump_json(indent=2)}\n".encode()


def read(data: bytes) -> Manifest:
    """Return the manifest that a dump holds; raise `BadDump`."""
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        raise BadDump(f"its {NAME} is not one") from error
