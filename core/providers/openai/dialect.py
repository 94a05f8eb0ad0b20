"""The table of services that speak OpenAI's images protocol, and what each says differently.

What differs is declared in the file; no code asks for a service's name.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.faults import ProviderFault
from core.providers.contract import Named, Proof
from core.providers.reasons import REASONS
from core.settings import Settings

FieldName = Annotated[str, Field(pattern=r"^[a-z_]{1,40}(\[\])?$")]
Setting = Annotated[str, Field(pattern=r"^[A-Z_]{1,40}$")]
Constant = bool | int | str


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Dialect(_Strict):
    """Say how a service's requests and answers differ from the protocol's.

    `reference` is how a reference picture goes along: in a form to /images/edits, as a data URI in
    the JSON, or not at all; under `reference_field`. An empty name means that the service has no
    such field. `extra` goes along with every request for a picture.
    """

    reference: Literal["edits", "json", "none"]
    reference_field: FieldName | Literal[""] = ""
    size_field: FieldName = "size"
    count_field: FieldName | Literal[""] = ""
    seed_field: FieldName | Literal[""] = ""
    extra: dict[FieldName, Constant] = {}
    answer_list: FieldName = "data"
    answer: Literal["b64_json", "url"]


class Check(_Strict):
    """Say where to ask whether the service is there, and what a good answer proves.

    A `path` with {model} answers with that model, another with the list of all.
    """

    path: str = Field(pattern=r"^/[a-z/]+(\{model\})?$")
    proves: Annotated[Proof, Field(strict=False)]


class ServiceRow(_Strict):
    """One `[[service]]` of the file, checked.

    `address` is "" for one that everybody runs at an address of their own. `codes` are the
    service's own names for a failure, `reasons` the words that go with some of them.
    """

    name: str = Field(pattern=r"^[a-z]{1,20}$")
    label: str = Field(min_length=1, max_length=40)
    address: str = Field(pattern=r"^(https://[a-z0-9./-]+[a-z0-9])?$")
    address_setting: Setting
    key_setting: Setting
    needs_key: bool = True
    dialect: Dialect
    check: Check | None = None
    codes: dict[str, Annotated[ProviderFault, Field(strict=False)]] = {}
    reasons: dict[str, str] = {}

    @model_validator(mode="after")
    def _of_known_names(self) -> ServiceRow:
        known = {name.upper() for name in Settings.model_fields}
        if not {self.address_setting, self.key_setting} <= known:
            raise ValueError(f"{self.name}: its settings must be fields of core.settings")
        if not (self.reasons.keys() <= self.codes.keys() and set(self.reasons.values()) <= REASONS):
            raise ValueError(f"{self.name}: reasons must be known, and of known codes")
        if (self.dialect.reference == "none") == bool(self.dialect.reference_field):
            raise ValueError(f"{self.name}: reference and reference_field must go together")
        return self

    @property
    def named(self) -> Named:
        """Return its name and its settings, as failures are told with them."""
        return Named(self.name, key=self.key_setting, address=self.address_setting)

    @property
    def requires(self) -> tuple[str, ...]:
        """Return the settings without which no call can succeed."""
        address = () if self.address else (self.address_setting,)
        return (self.key_setting, *address) if self.needs_key else address


class _File(_Strict):
    service: list[ServiceRow]


def read_services(path: Path) -> tuple[ServiceRow, ...]:
    """Return the file's services in its order; raise `ValueError` for a file that is no table."""
    rows = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).service
    if len({row.name for row in rows}) != len(rows):
        raise ValueError(f"{path.name}: every service needs a name of its own")
    return tuple(rows)
