"""The table of models is checked, chosen from, and prices what it knows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.providers.catalog import (
    estimate_picture,
    estimate_refusal,
    estimate_rewriting,
    picture_models,
    text_models,
)
from core.providers.contract import TextModel, Usage
from core.settings import MODELS_FILE, Settings

DEFAULT, PRO, LITE = (
    "gemini-nano-banana-2.1",
    "gemini-3-pro-image",
    "gemini-3.1-flash-lite-image",
)
WRITER = TextModel(
    "gemini-3.5-flash-lite",
    "Gemini 3.5 Flash-Lite",
    input_price=Decimal("0.30"),
    output_price=Decimal("2.50"),
    priced_on="2026-11-22",
)
ROW = """
[[model]]
provider = "gemini"
id = "gemini-next"
label = "Next"
aspect_ratios = ["1:1"]
sizes = ["1K"]
references = 1
seed = false
priced_on = 2027-01-01
"""


def table(folder: Path, text: str) -> Path:
    """Return a file with this text."""
    path = folder / "models.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_our_own_table_is_whole() -> None:
    """The repository's table has the three models, the recommended one first, and a text model."""
    assert [model.id for model in picture_models(MODELS_FILE, "gemini")] == [DEFAULT, PRO, LITE]
    assert text_models(MODELS_FILE)[0] == ("gemini", WRITER)


def test_no_retired_model_is_offered() -> None:
    """What its maker has closed or closes is not in the table."""
    text = MODELS_FILE.read_text(encoding="utf-8")
    for gone in ("imagen", "gemini-3.1-flash-image", "gemini-2.5-flash-image"):
        assert gone not in text


def test_the_settings_choose_models_and_their_order() -> None:
    """GEMINI_MODELS picks from the table; its first one becomes the default."""
    chosen = picture_models(MODELS_FILE, "gemini", f" {LITE}, {DEFAULT},{LITE} ,")
    assert [model.id for model in chosen] == [LITE, DEFAULT]


def test_an_unknown_model_is_refused() -> None:
    """What a model that is not in the table can do is not guessed: the start says how to add it."""
    with pytest.raises(ValueError, match=r"gemini-next.*MODELS_FILE"):
        picture_models(MODELS_FILE, "gemini", "gemini-next")


def test_another_file_can_take_the_tables_place(tmp_path: Path) -> None:
    """A model that is newer than this app needs a file, and no release."""
    (model,) = picture_models(table(tmp_path, ROW), "gemini", "gemini-next")
    assert (model.label, model.priced_on, model.seed) == ("Next", "2027-01-01", False)


@pytest.mark.parametrize(
    "text",
    [
        ROW.replace('"1:1"', '"wide"'),
        ROW.replace("references = 1", 'references = "1"'),
        ROW + 'prices = { "8K" = 1.0 }',
        ROW + 'prices = { "1K" = -1.0 }',
        ROW + 'colour = "blue"',
        ROW + "token_prices = { text_in = -1.0 }",
        ROW + "token_prices = { words = 1.0 }",
        ROW + ROW,
        "",
        "not = a [table",
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, text: str) -> None:
    """A slip in the table is told at the start, not at an order."""
    with pytest.raises(ValueError):  # noqa: PT011 - pydantic's, TOML's and ours are ValueErrors
        picture_models(table(tmp_path, text), "gemini")


def test_an_unknown_price_is_unknown() -> None:
    """A size without a price costs None, which no sum can take for nothing."""
    default, pro, _ = picture_models(MODELS_FILE, "gemini")
    assert estimate_picture(pro, "4K") == Decimal("0.24")
    assert estimate_picture(default, "1K") == Decimal("0.0336")
    assert estimate_picture(default, "4K") is None


def test_rewriting_is_priced_by_its_tokens() -> None:
    """Thinking counts as output; without counts, or without prices, the cost is unknown."""
    model = WRITER
    usage = Usage(text_in=1000, text_out=200, thinking=50)
    assert estimate_rewriting(model, usage) == Decimal("0.000925")
    assert estimate_rewriting(model, Usage(text_in=1000, text_out=200)) == Decimal("0.0008")
    assert estimate_rewriting(model, Usage(text_in=1000)) is None
    assert estimate_rewriting(model, Usage(text_out=200, thinking=50)) is None
    assert estimate_rewriting(model, None) is None


BY_TOKENS = """
token_prices = { text_in = 5.0, picture_in = 8.0, picture_out = 30.0 }
prices = { "1K" = 0.05 }
"""


@pytest.mark.parametrize(
    ("usage", "usd"),
    [
        (Usage(text_in=100, picture_in=0, picture_out=1000), "0.0305"),
        (Usage(text_in=100, picture_in=50, text_out=0, picture_out=1000), "0.0309"),
        (Usage(text_in=0, picture_in=0, picture_out=0), "0"),
        (Usage(text_in=100, picture_in=0), "0.05"),  # how large the picture was is not said
        (Usage(text_in=100, picture_in=0, text_out=7, picture_out=1000), "0.05"),  # no price
        (Usage(text_in=100, picture_in=0, thinking=7, picture_out=1000), "0.05"),
        (Usage(), "0.05"),
        (None, "0.05"),
    ],
)
def test_a_picture_is_priced_by_its_tokens(tmp_path: Path, usage: Usage | None, usd: str) -> None:
    """Where each kind is priced and counted; else the price a picture counts."""
    (model,) = picture_models(table(tmp_path, ROW + BY_TOKENS), "gemini")
    assert estimate_picture(model, "1K", usage) == Decimal(usd)


def test_a_refusal_is_priced_by_its_tokens_alone(tmp_path: Path) -> None:
    """Without a picture there is no price a picture: what is not counted or priced is unknown."""
    (model,) = picture_models(table(tmp_path, ROW + BY_TOKENS), "gemini")
    assert estimate_refusal(model, Usage(text_in=200, picture_in=0, picture_out=0)) == Decimal(
        "0.001"
    )
    assert estimate_refusal(model, Usage(text_in=200)) is None
    unpriced = picture_models(MODELS_FILE, "gemini")[0]
    for usage in (Usage(text_in=1), Usage(text_in=0), Usage(), None):
        assert estimate_refusal(unpriced, usage) is None
        assert estimate_picture(unpriced, "1K", usage) == Decimal("0.0336")


def test_the_settings_are_checked(tmp_path: Path) -> None:
    """An address without a scheme and a version that is a path are told at the start."""
    with pytest.raises(ValueError, match="gemini_base_url"):
        Settings(gemini_base_url="generativelanguage.googleapis.com")
    with pytest.raises(ValueError, match="gemini_api_version"):
        Settings(gemini_api_version="v1/../admin")
    assert Settings(models_file=tmp_path / "x" / ".." / "y").models_file == tmp_path / "y"
