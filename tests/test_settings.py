"""What the environment says is checked once, in clear words that never hold a secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from core.settings import ROOT, Settings

NAMES = ("DATA_DIR", "DATABASE_URL", "SECRET_KEY", "IMAGE_PROVIDER", "GEMINI_API_KEY")
MORE = ("GEMINI_BASE_URL", "OPENING_TOKENS", "WORKERS", "CALL_TIMEOUT_S", "LOG_FORMAT")
DEMO = ("DEMO_DELAY_S", "DEMO_FAULT")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return an environment that says nothing to the app."""
    for name in (*NAMES, *MORE, *DEMO):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_nothing_is_needed(environment: pytest.MonkeyPatch) -> None:
    """Without any setting: SQLite in data/, the demo renderer, 100 tokens."""
    settings = Settings()
    assert settings.database == f"sqlite:///{ROOT / 'data' / 'studio.sqlite3'}"
    assert (settings.provider, settings.opening_tokens) == ("demo", 100)


def test_an_empty_setting_is_no_setting(environment: pytest.MonkeyPatch) -> None:
    """A variable that is set to nothing is as if it were not there."""
    for name in (*NAMES, *MORE, *DEMO):
        environment.setenv(name, "")
    assert Settings().provider == "demo"


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_postgres_addresses_mean_psycopg(environment: pytest.MonkeyPatch, prefix: str) -> None:
    """Every usual form of a PostgreSQL address takes the driver that is installed."""
    environment.setenv("DATABASE_URL", f"{prefix}me:pw@db/studio")
    assert Settings().database == "postgresql+psycopg://me:pw@db/studio"


def test_a_key_chooses_gemini(environment: pytest.MonkeyPatch) -> None:
    """With a key Gemini is the provider, unless another is named."""
    environment.setenv("GEMINI_API_KEY", " key-1 ")
    settings = Settings()
    assert settings.gemini_api_key is not None
    assert (settings.provider, settings.gemini_api_key.get_secret_value()) == ("gemini", "key-1")
    environment.setenv("IMAGE_PROVIDER", "demo")
    assert Settings().provider == "demo"


def test_a_blank_key_is_no_key(environment: pytest.MonkeyPatch) -> None:
    """A key of spaces is as if it were not there."""
    environment.setenv("GEMINI_API_KEY", "  ")
    assert Settings().provider == "demo"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "studio.db"),
        ("OPENING_TOKENS", "0"),
        ("OPENING_TOKENS", "1.5"),
        ("OPENING_TOKENS", "many"),
        ("WORKERS", "0"),
        ("WORKERS", "65"),
        ("CALL_TIMEOUT_S", "0"),
        ("CALL_TIMEOUT_S", "nan"),
        ("DEMO_DELAY_S", "-1"),
        ("DEMO_DELAY_S", "nan"),
        ("DEMO_FAULT", "explode"),
        ("IMAGE_PROVIDER", "dall-e"),
        ("LOG_FORMAT", "xml"),
        ("GEMINI_API_KEY", "two words"),
        ("GEMINI_API_KEY", "schlüssel"),
    ],
)
def test_a_wrong_setting_is_named(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A setting that makes no sense stops the start, and the message names it."""
    environment.setenv(name, value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert name.lower() in str(caught.value)


@pytest.mark.parametrize("name", ["GEMINI_API_KEY", "SECRET_KEY"])
def test_secrets_are_in_no_message(environment: pytest.MonkeyPatch, name: str) -> None:
    """Neither the settings' own text nor a refusal holds a secret."""
    secret = "a very secret secret"
    environment.setenv(name, secret)
    environment.setenv("WORKERS", "none")
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert secret not in f"{caught.value} {caught.value!r}"
    environment.delenv("WORKERS")
    environment.setenv(name, "hidden-one-of-many")
    assert "hidden-one-of-many" not in f"{Settings()!r} {Settings()}"


def test_settings_are_frozen(environment: pytest.MonkeyPatch) -> None:
    """Nobody changes a setting after the start."""
    settings: Any = Settings()
    with pytest.raises(ValidationError):
        settings.workers = 2


def test_the_data_folder_is_absolute(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A relative folder means the one at the start, wherever the process goes later."""
    environment.chdir(tmp_path)
    environment.setenv("DATA_DIR", "here")
    settings = Settings()
    assert settings.data_dir == tmp_path / "here"
    assert settings.database == f"sqlite:///{tmp_path / 'here' / 'studio.sqlite3'}"
