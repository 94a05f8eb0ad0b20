"""The table of models: read from its file at start, checked, and priced."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.providers.contract import Model, TextModel, TokenPrices, Usage
from core.settings.kinds import listed

Price = Annotated[Decimal, Field(ge=0, le=1000)]
Ratio = Annotated[str, Field(pattern=r"^[1-9]\d?:[1-9]\d?$")]
Pixels = Annotated[str, Field(pattern=r"^[1-9]\d{1,4}x[1-9]\d{1,4}$")]
PRICED_TOKENS = 1_000_000  # what a price of tokens is for


class _Row(BaseModel):
    """What picture models and text models have in common."""

    model_config = ConfigDict(extra="forbid", strict=True)
    provider: str = Field(pattern=r"^[a-z]{1,20}$")
    id: str = Field(pattern=r"^[a-zA-Z0-9._/-]{1,100}$")
    label: str = Field(min_length=1, max_length=60)
    currency: Literal["USD", "CNY"] = "USD"
    priced_on: date


class _TokenPrices(BaseModel):
    """The `token_prices` of a `[[model]]`, checked; a kind that is absent is not priced."""

    model_config = ConfigDict(extra="forbid", strict=True)
    text_in: Price | None = None
    picture_in: Price | None = None
    text_out: Price | None = None
    picture_out: Price | None = None


class _ModelRow(_Row):
    """One `[[model]]` of the file, checked."""

    aspect_ratios: list[Ratio] = Field(min_length=1)
    sizes: list[str] = Field(min_length=1)
    pixels: dict[str, dict[Ratio, Pixels]] = {}
    references: int = Field(ge=0, le=100)
    has_strength: bool = False
    keeps_reference_format: bool = False
    qualities: list[str] = []
    seed: bool
    prices: dict[str, Price] = {}
    token_prices: _TokenPrices = _TokenPrices()
    note: str = Field(default="", max_length=200)

    @model_validator(mode="after")
    def _of_known_sizes(self) -> _ModelRow:
        unknown = (set(self.prices) | set(self.pixels)) - set(self.sizes)
        if unknown:
            raise ValueError(f"{self.id}: prices or pixels for sizes that it lacks: {unknown}")
        for size in self.sizes if self.pixels else ():
            if set(self.pixels.get(size, ())) != set(self.aspect_ratios):
                raise ValueError(f"{self.id}: pixels of {size} must be those of its aspect ratios")
        return self

    def model(self) -> Model:
        """Return it as the contract has it."""
        return Model(
            id=self.id,
            label=self.label,
            aspect_ratios=tuple(self.aspect_ratios),
            sizes=tuple(self.sizes),
            pixels=self.pixels,
            references=self.references,
            has_strength=self.has_strength,
            keeps_reference_format=self.keeps_reference_format,
            qualities=tuple(self.qualities),
            seed=self.seed,
            currency=self.currency,
            prices=self.prices,
            token_prices=TokenPrices(**self.token_prices.model_dump()),
            priced_on=self.priced_on.isoformat(),
            note=self.note,
        )


class _TextModelRow(_Row):
    """One `[[text_model]]` of the file, checked."""

    input_price: Price | None = None
    output_price: Price | None = None

    def model(self) -> TextModel:
        """Return it as the contract has it."""
        return TextModel(
            id=self.id,
            label=self.label,
            input_price=self.input_price,
            output_price=self.output_price,
            priced_on=self.priced_on.isoformat(),
            currency=self.currency,
        )


class _File(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", strict=True)
    model: list[_ModelRow] = []
    text_model: list[_TextModelRow] = []


def picture_models(path: Path, service: str, chosen: str = "") -> tuple[Model, ...]:
    """Return the service's models: all of the file's, or those `chosen`, comma separated.

    Raise `ValueError` for a file that is not a table, and for an id that is not in it: what an
    unknown model can do is not for us to guess.
    """
    known = {row.id: row.model() for row in _read(path).model if row.provider == service}
    ids = listed(chosen) or list(known)
    return tuple(known[name] for name in _of(known, ids, path, service))


def all_picture_models(path: Path) -> dict[str, tuple[Model, ...]]:
    """Return the models of every service in the file, also of those that are not in use.

    Raise `OSError` or `ValueError` for a file that can't be read or is not a table.
    """
    found: dict[str, tuple[Model, ...]] = {}
    for row in _read(path).model:
        found[row.provider] = (*found.get(row.provider, ()), row.model())
    return found


def text_models(path: Path) -> tuple[tuple[str, TextModel], ...]:
    """Return each text model of the file, beside its service, in the file's order.

    Raise `ValueError` for a file that is not a table.
    """
    return tuple((row.provider, row.model()) for row in _read(path).text_model)


def estimate_picture(model: Model, size: str, usage: Usage | None = None) -> Decimal | None:
    """Return what one picture costs its operator, in the model's currency; None if not known.

    By its tokens, where the table prices them and the service counted them; else by its size.
    """
    by_tokens = _by_tokens(model.token_prices, usage)
    return model.prices.get(size) if by_tokens is None else by_tokens


def estimate_refusal(model: Model, usage: Usage | None) -> Decimal | None:
    """Return what an answer without a picture costs: its tokens in the model's money, or None."""
    return _by_tokens(model.token_prices, usage)


def estimate_rewriting(model: TextModel, usage: Usage | None) -> Decimal | None:
    """Return what a rewriting costs in its currency; None without both prices and both counts."""
    prices = TokenPrices(text_in=model.input_price, text_out=model.output_price)
    return _by_tokens(prices, usage)


def _by_tokens(prices: TokenPrices, usage: Usage | None) -> Decimal | None:
    """Return the price of all tokens; None where a price or a count is missing.

    Thinking is billed as text that is written; a service that does not think counts none.
    """
    if usage is None or prices == TokenPrices():
        return None
    total = Decimal(0)
    for count, price in (
        (usage.text_in, prices.text_in),
        (usage.picture_in, prices.picture_in),
        (usage.text_out, prices.text_out),
        (usage.thinking or 0, prices.text_out),
        (usage.picture_out, prices.picture_out),
    ):
        if not count and price is None:
            continue
        if count is None or price is None:
            return None
        total += count * price
    return total / PRICED_TOKENS


def _read(path: Path) -> _File:
    rows = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    table = _File.model_validate(rows)
    ids = [(row.provider, row.id) for row in (*table.model, *table.text_model)]
    if len(set(ids)) != len(ids):
        raise ValueError(f"{path.name}: every model of a service needs an id of its own")
    return table


def _of(known: Mapping[str, object], ids: list[str], path: Path, service: str) -> list[str]:
    """Return the ids, at least one, without repetition; raise `ValueError` for an unknown one."""
    unknown = [name for name in ids if name not in known]
    if unknown or not ids:
        raise ValueError(
            f"{service} has {', '.join(known) or 'nothing'} in {path}, and not "
            f"{', '.join(unknown) or 'any model'}: add it there, or in a file named by MODELS_FILE"
        )
    return list(dict.fromkeys(ids))
