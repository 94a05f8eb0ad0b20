"""The table of services that speak OpenAI's protocol is checked when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.providers.catalog import picture_models
from core.providers.openai.dialect import ServiceRow, read_services
from core.providers.services import SERVICES, chosen, missing, open_services
from core.settings import MODELS_FILE, SERVICES_FILE, Settings

ROWS = read_services(SERVICES_FILE)
ROW = """
[[service]]
name = "toy"
label = "Toy"
address = "https://toy.example/v1"
address_setting = "LOCAL_BASE_URL"
key_setting = "LOCAL_API_KEY"
codes = { 1301 = "prompt_blocked" }
reasons = { 1301 = "PROMPT_OR_IMAGE" }
check = { path = "/models", proves = "key" }
[service.dialect]
reference = "json"
reference_field = "image"
answer = "url"
"""


def table(folder: Path, text: str) -> Path:
    """Return a file with this text."""
    path = folder / "services.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_is_read(tmp_path: Path) -> None:
    """What is not said is as the protocol has it."""
    (row,) = read_services(table(tmp_path, ROW))
    assert row.named == ("toy", "LOCAL_API_KEY", "LOCAL_BASE_URL")
    assert row.requires == ("LOCAL_API_KEY",)
    assert (row.dialect.size_field, row.dialect.answer_list) == ("size", "data")
    assert (row.dialect.count_field, row.dialect.seed_field, row.dialect.extra) == ("", "", {})


@pytest.mark.parametrize(
    "text",
    [
        ROW.replace('"toy"', '"Toy 1"'),
        ROW.replace("https://", "http://"),
        ROW.replace("https://toy", "https://me:word@toy"),
        ROW.replace('"LOCAL_API_KEY"', '"TOY_API_KEY"'),
        ROW.replace('"LOCAL_BASE_URL"', '"TOY_BASE_URL"'),
        ROW.replace('"prompt_blocked"', '"blocked"'),
        ROW.replace('"PROMPT_OR_IMAGE"', '"BECAUSE"'),
        ROW.replace("reasons = { 1301", "reasons = { 1302"),
        ROW.replace('"/models"', '"models"'),
        ROW.replace('"key" }', '"everything" }'),
        ROW.replace('"json"', '"xml"'),
        ROW.replace('"json"', '"none"'),
        ROW.replace('reference_field = "image"', ""),
        ROW.replace('"url"', '"bytes"'),
        ROW + 'colour = "blue"',
        ROW + "count_field = 1",
        ROW + "extra = { steps = [1] }",
        ROW + ROW,
        "service = 5",
        "",
        "not = a [table",
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, text: str) -> None:
    """A slip in the table is told at the start, not at an order."""
    with pytest.raises(ValueError):  # noqa: PT011 - pydantic's, TOML's and ours are ValueErrors
        read_services(table(tmp_path, text))


def test_the_tables_services_stand_between_the_first_and_the_demo() -> None:
    """In the file's order: it decides which is the default of several that are set up."""
    names = [row.name for row in ROWS]
    assert names == ["openai", "ark", "zhipu", "siliconflow", "local"]
    order = list(SERVICES)
    assert (order[0], order[-1]) == ("gemini", "demo")
    assert [name for name in order if name in names] == names


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_service_offers_what_its_dialect_can_ask_for(row: ServiceRow) -> None:
    """References, seeds and pixels of its models have a field to go in."""
    models = picture_models(MODELS_FILE, row.name)
    assert bool(max(model.references for model in models)) == (row.dialect.reference != "none")
    assert any(model.seed for model in models) == bool(row.dialect.seed_field)
    assert all(model.pixels for model in models)
    assert all(model.note for model in models)
    assert not any(model.has_strength for model in models)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_service_is_set_up_by_its_own_settings(row: ServiceRow) -> None:
    """With what it requires it is chosen, alone; and it is asked where its setting says."""
    address = "http://127.0.0.1:9/v1"
    settings = {row.key_setting.lower(): "key-1", row.address_setting.lower(): address}
    given = Settings(**settings)  # type: ignore[arg-type]
    assert chosen(given) == (row.name,)
    assert missing(Settings(), row.name) == row.requires
    (provider,) = open_services(given).values()
    assert provider._connection._base_url == address  # type: ignore[attr-defined]
    assert provider._fetcher._is_near  # type: ignore[attr-defined]


def test_without_a_setting_the_tables_address_is_asked() -> None:
    """And what is there may send us nowhere on this machine."""
    provider = open_services(Settings(image_provider="zhipu"))["zhipu"]
    address = "https://open.bigmodel.cn/api/paas/v4"
    assert provider._connection._base_url == address  # type: ignore[attr-defined]
    assert not provider._fetcher._is_near  # type: ignore[attr-defined]


def test_a_local_service_is_set_up_by_its_address() -> None:
    """It has no address in the table; a key alone is not enough, and not needed."""
    assert chosen(Settings(local_api_key="key-1")) == ("demo",)  # type: ignore[arg-type]
    assert chosen(Settings(local_base_url="http://127.0.0.1:8000/v1")) == ("local",)
    lacking = open_services(Settings(image_provider="local"))["local"]
    assert lacking.missing == ("LOCAL_BASE_URL",)  # type: ignore[attr-defined]
