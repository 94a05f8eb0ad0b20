"""What the environment may say, read and checked once at start.

bucket    what it may say of a bucket for the pictures
services  what it may say of picture services
kinds     what a key and an address must be
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from core.settings.bucket import BucketSettings
from core.settings.kinds import is_loopback, listed
from core.settings.services import ServiceSettings

ROOT = Path(__file__).resolve().parents[2]
LIBRARY_FILE = ROOT / "data" / "prompts.toml"
SAMPLES_FOLDER = ROOT / "data" / "samples"
MODELS_FILE = ROOT / "data" / "models.toml"
SERVICES_FILE = ROOT / "data" / "services.toml"

MIN_SECRET = 16  # characters, blanks at the ends not counted
_BUDGET = re.compile(r"([a-z]{1,20}):(\d{1,7}(?:\.\d{1,6})?)", re.ASCII)
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9._-]+", re.ASCII)
_DOMAIN = re.compile(r"[^\s@.]+(\.[^\s@.]+)+")


class Settings(BucketSettings, ServiceSettings):
    """Hold every setting, frozen. Names are the environment variables in lower case."""

    # hide_input_in_errors: a refused key must not be printed in the refusal
    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    data_dir: Path = ROOT / "data"
    database_url: SecretStr = SecretStr("")  # it may hold a password
    secret_key: SecretStr | None = None
    models_file: Path = MODELS_FILE
    opening_tokens: int = Field(default=100, ge=1, le=1_000_000)
    max_top_up_per_day: int = Field(default=2000, ge=100, le=1_000_000)
    queue: Literal["pool", "procrastinate"] = "pool"
    workers: int = Field(default=4, ge=1, le=64)
    open_orders: int = Field(default=20, ge=4, le=10_000)
    orders_per_minute: int = Field(default=60, ge=16, le=10_000)  # one click may place 16
    tokens_per_day: int = Field(default=2000, ge=100, le=1_000_000)
    new_people_per_day: int = Field(default=100, ge=1, le=1_000_000)
    service_day_budgets: str = ""  # service:amount, comma separated; see core.providers.services
    unknown_price: Decimal = Field(default=Decimal("0.3"), gt=0, le=1000, allow_inf_nan=False)
    team_utc_offset_h: int = Field(default=8, ge=-12, le=14)
    call_timeout_s: float = Field(default=120.0, gt=0, le=600)
    provider_calls: int = Field(default=8, ge=1, le=64)
    demo_delay_s: float = Field(default=0.0, ge=0, le=600)
    demo_fault: Literal["none", "error", "blocked", "broken", "hang"] = "none"
    metrics_port: int | None = Field(default=None, ge=1, le=65535)  # None: no metrics
    metrics_address: str = "127.0.0.1"
    log_format: Literal["text", "json"] = "text"
    sign_in: bool = False  # the front door says it by Streamlit's [auth]; SIGN_IN is not read
    sign_in_domains: str = ""  # of e-mail addresses; "": any
    allow_no_sign_in: bool = False
    admins: str = ""  # e-mail addresses
    allowed_hosts: str = ""
    max_sessions: int = Field(default=500, ge=1, le=10_000)
    sessions_per_address: int = Field(default=250, ge=1, le=10_000)
    messages_per_s: float = Field(default=20.0, ge=1, le=1000)
    upload_mb: int = Field(default=200, ge=11, le=10_000)  # one reference of 10 MiB must fit
    upload_mb_per_session: int = Field(default=50, ge=11, le=10_000)  # and an original of 40

    @field_validator("data_dir", "models_file")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _known_driver(cls, given: SecretStr) -> SecretStr:
        """Take postgres:// and postgresql:// for psycopg 3, the only driver that is installed."""
        url = given.get_secret_value()
        for prefix in ("postgres://", "postgresql://"):
            if url.startswith(prefix):
                url = "postgresql+psycopg://" + url.removeprefix(prefix)
        if url and not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        if url and not _is_url(url):
            raise ValueError("is not an address like postgresql://user:password@host:5432/name")
        return SecretStr(url)

    @field_validator("queue")
    @classmethod
    def _only_postgresql(cls, queue: str, known: ValidationInfo) -> str:
        """Refuse an engine that has no database to stand in."""
        url = known.data.get("database_url")  # missing where it was refused itself
        if queue != "pool" and url is not None and not url.get_secret_value().startswith("post"):
            raise ValueError("procrastinate needs PostgreSQL: DATABASE_URL=postgresql://…")
        return queue

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, key: SecretStr | None) -> SecretStr | None:
        """Strip the key; with one of blanks anybody could sign."""
        if key is None:
            return None
        text = key.get_secret_value().strip()
        if len(text) < MIN_SECRET:
            raise ValueError(f"must have at least {MIN_SECRET} characters, blanks not counted")
        return SecretStr(text)

    @field_validator("sign_in_domains")
    @classmethod
    def _only_domains(cls, domains: str) -> str:
        """Take domains as they stand after the @; a wrong one would let nobody in."""
        if not all(_DOMAIN.fullmatch(domain) for domain in listed(domains.lower())):
            raise ValueError("must be domains like example.com, comma separated, without @")
        return domains

    @field_validator("allowed_hosts")
    @classmethod
    def _only_names(cls, names: str) -> str:
        """Take names as a Host header has them, without scheme and port."""
        for name in _hosts(names):
            if not _HOST.fullmatch(name):
                raise ValueError(
                    "must be names like studio.example, comma separated, without ports"
                )
        return names

    @field_validator("service_day_budgets")
    @classmethod
    def _amounts(cls, budgets: str) -> str:
        """Take each service once, with an amount of its own currency."""
        names = [_budget(each)[0] for each in listed(budgets.lower())]
        if len(set(names)) < len(names):
            raise ValueError("must name each service once")
        return budgets

    @property
    def day_budgets(self) -> dict[str, Decimal]:
        """Return the amounts in SERVICE_DAY_BUDGETS, each of its service's own currency."""
        return dict(_budget(each) for each in listed(self.service_day_budgets.lower()))

    @property
    def database(self) -> str:
        """Return the database's URL: DATABASE_URL, or SQLite in the data folder."""
        given = self.database_url.get_secret_value()
        return given or f"sqlite:///{self.data_dir / 'studio.sqlite3'}"

    @property
    def database_file(self) -> Path | None:
        """Return SQLite's file, or None for another database and one in memory."""
        url = make_url(self.database)
        is_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
        return Path(str(url.database)) if is_file else None

    @property
    def host_names(self) -> frozenset[str]:
        """Return the names that visitors may ask for, beside those of the loopback."""
        return frozenset(_hosts(self.allowed_hosts))

    @property
    def email_domains(self) -> frozenset[str]:
        """Return the domains whose addresses may sign in; empty: anybody may, without one, too."""
        return frozenset(listed(self.sign_in_domains.casefold()))

    @property
    def admin_emails(self) -> frozenset[str]:
        """Return the addresses in ADMINS, as they compare."""
        return frozenset(email.casefold() for email in listed(self.admins))


class InvalidSettings(ValueError):
    """The environment holds a value that cannot be used; the text names each variable."""


def load(*, sign_in: bool = False) -> Settings:
    """Read the environment; raise `InvalidSettings` with one line for each wrong variable.

    `sign_in` says whether people sign in: the front door's word, whatever the environment says.
    """
    try:
        settings = Settings(sign_in=sign_in)
    except ValidationError as error:
        lines = (
            f"{str(each['loc'][0]).upper()}: {each['msg'].removeprefix('Value error, ')}"
            for each in error.errors(include_input=False, include_context=False)
        )
        raise InvalidSettings("\n".join(lines)) from None
    if settings.queue != "pool" and not settings.storage_url:
        raise InvalidSettings(
            f"QUEUE: {settings.queue} needs a bucket: STORAGE_URL=s3://…; "
            "other machines don't see the pictures in this one's DATA_DIR"
        )
    return settings


def check_address(settings: Settings, address: str | None) -> None:
    """Raise `InvalidSettings` where others would be let in as anybody; None: on all addresses."""
    if settings.sign_in or settings.allow_no_sign_in or is_loopback(address or ""):
        return
    raise InvalidSettings(
        f"server.address is {address or 'every address of this machine'}, and nobody signs in: "
        "whoever reaches it may act as anybody. Set up sign-in (README, Sign-in), "
        "or say ALLOW_NO_SIGN_IN=1."
    )


def _budget(named: str) -> tuple[str, Decimal]:
    """Return a service's name and its amount; raise `ValueError`."""
    found = _BUDGET.fullmatch(named.replace(" ", ""))
    if found is None:
        raise ValueError("must be like openai:20,zhipu:100")
    return found[1], Decimal(found[2])


def _hosts(names: str) -> list[str]:
    return [name.lower().removesuffix(".") for name in listed(names)]


def _is_url(text: str) -> bool:
    try:
        make_url(text)
    except (ArgumentError, ValueError):
        return False
    return True
