"""What the environment may say, read and checked once at start."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
LIBRARY_FILE = ROOT / "data" / "prompts.toml"
MODELS_FILE = ROOT / "data" / "models.toml"


class Settings(BaseSettings):
    """Hold every setting, frozen. Names are the environment variables in lower case."""

    # hide_input_in_errors: a refused key must not be printed in the refusal
    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    data_dir: Path = ROOT / "data"
    database_url: str = ""
    secret_key: SecretStr | None = Field(default=None, min_length=16)
    image_provider: Literal["", "demo", "gemini"] = ""
    gemini_api_key: SecretStr | None = None
    gemini_base_url: str = Field(
        default="https://generativelanguage.googleapis.com", pattern=r"^https?://[^\s/]+"
    )
    gemini_api_version: str = Field(default="v1beta", pattern=r"^v\d+[a-z0-9]*$")
    gemini_models: str = ""
    enhance_model: str = ""
    models_file: Path = MODELS_FILE
    opening_tokens: int = Field(default=100, ge=1, le=1_000_000)
    workers: int = Field(default=4, ge=1, le=64)
    open_orders: int = Field(default=20, ge=4, le=10_000)
    call_timeout_s: float = Field(default=120.0, gt=0, le=600)
    provider_calls: int = Field(default=8, ge=1, le=64)
    demo_delay_s: float = Field(default=0.0, ge=0, le=600)
    demo_fault: Literal["none", "error", "blocked", "broken", "hang"] = "none"
    log_format: Literal["text", "json"] = "text"

    @field_validator("data_dir", "models_file")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _known_driver(cls, url: str) -> str:
        """Take postgres:// and postgresql:// for psycopg 3, the only driver that is installed."""
        for prefix in ("postgres://", "postgresql://"):
            if url.startswith(prefix):
                url = "postgresql+psycopg://" + url.removeprefix(prefix)
        if url and not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")
        return url

    @field_validator("gemini_api_key")
    @classmethod
    def _sendable(cls, key: SecretStr | None) -> SecretStr | None:
        """Strip the key; refuse what cannot stand in an HTTP header (facts: httpx2 raises late)."""
        if key is None:
            return None
        text = key.get_secret_value().strip()
        if not text:
            return None
        if not (text.isascii() and text.isprintable()) or " " in text:
            raise ValueError("GEMINI_API_KEY must be printable ASCII without spaces")
        return SecretStr(text)

    @property
    def database(self) -> str:
        """Return the database's URL: DATABASE_URL, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'studio.sqlite3'}"

    @property
    def provider(self) -> str:
        """Return the provider's name: IMAGE_PROVIDER, or gemini with a key, else demo."""
        return self.image_provider or ("gemini" if self.gemini_api_key else "demo")


class InvalidSettings(ValueError):
    """The environment holds a value that cannot be used; the text names each variable."""


def load() -> Settings:
    """Read the environment; raise `InvalidSettings` with one line for each wrong variable."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = (f"{str(each['loc'][0]).upper()}: {each['msg']}" for each in error.errors())
        raise InvalidSettings("\n".join(wrong)) from None
