"""What the environment says is checked once, in clear words that never hold a secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from core.providers.contract import Checkable
from core.providers.services import SERVICES, chosen, open_rewriter, open_services
from core.settings import ROOT, InvalidSettings, Settings, check_address, load

NAMES = ("DATA_DIR", "DATABASE_URL", "SECRET_KEY", "IMAGE_PROVIDER", "GEMINI_API_KEY")
MORE = ("GEMINI_BASE_URL", "OPENING_TOKENS", "WORKERS", "CALL_TIMEOUT_S", "LOG_FORMAT")
DEMO = ("DEMO_DELAY_S", "DEMO_FAULT")
DOOR = ("ALLOWED_HOSTS", "MAX_SESSIONS", "UPLOAD_MB")
BUCKET = {
    "STORAGE_URL": "s3://pictures/studio/a",
    "AWS_ENDPOINT_URL": "https://s3.example",
    "AWS_ACCESS_KEY_ID": "key-id",
    "AWS_SECRET_ACCESS_KEY": "secret-key",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return an environment that says nothing to the app."""
    for name in (*NAMES, *MORE, *DEMO, *DOOR, *BUCKET, "AWS_REGION", "AWS_ALLOW_HTTP"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_nothing_is_needed(environment: pytest.MonkeyPatch) -> None:
    """Without any setting: SQLite in data/, the demo renderer, 100 tokens."""
    settings = Settings()
    assert settings.database == f"sqlite:///{ROOT / 'data' / 'studio.sqlite3'}"
    assert (chosen(settings), settings.opening_tokens) == (("demo",), 100)


def test_an_empty_setting_is_no_setting(environment: pytest.MonkeyPatch) -> None:
    """A variable that is set to nothing is as if it were not there."""
    for name in (*NAMES, *MORE, *DEMO, *DOOR):
        environment.setenv(name, "")
    assert chosen(Settings()) == ("demo",)


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_postgres_addresses_mean_psycopg(environment: pytest.MonkeyPatch, prefix: str) -> None:
    """Every usual form of a PostgreSQL address takes the driver that is installed."""
    environment.setenv("DATABASE_URL", f"{prefix}me:pw@db/studio")
    assert Settings().database == "postgresql+psycopg://me:pw@db/studio"


def test_a_key_chooses_gemini(environment: pytest.MonkeyPatch) -> None:
    """With a key Gemini is the service, unless another is named; its key has no blanks."""
    environment.setenv("GEMINI_API_KEY", " key-1 ")
    settings = Settings()
    assert settings.gemini_api_key is not None
    assert settings.gemini_api_key.get_secret_value() == "key-1"
    assert chosen(settings) == ("gemini",)
    environment.setenv("IMAGE_PROVIDER", "demo")
    assert chosen(Settings()) == ("demo",)


@pytest.mark.parametrize(
    ("named", "services"),
    [
        ("demo, gemini", ("demo", "gemini")),
        ("gemini,demo", ("gemini", "demo")),
        (" Gemini ,, gemini", ("gemini",)),
        (",", ("demo",)),
    ],
)
def test_services_are_named_in_order(
    environment: pytest.MonkeyPatch, named: str, services: tuple[str, ...]
) -> None:
    """IMAGE_PROVIDER is a list, its first name the default; a name counts without its key, too."""
    environment.setenv("IMAGE_PROVIDER", named)
    assert chosen(Settings()) == services


def test_a_service_without_its_key_is_kept_and_says_so(environment: pytest.MonkeyPatch) -> None:
    """What is named is opened, and names the setting that it lacks; nobody can rewrite then."""
    environment.setenv("IMAGE_PROVIDER", "demo,gemini")
    opened = open_services(Settings())
    assert list(opened) == ["demo", "gemini"]
    gemini = opened["gemini"]
    assert isinstance(gemini, Checkable)
    assert gemini.missing == ("GEMINI_API_KEY",)
    assert open_rewriter(Settings()) is None


def test_a_rewriter_needs_its_key_alone(environment: pytest.MonkeyPatch) -> None:
    """Whoever makes the pictures, the text model is there as soon as its service has a key."""
    environment.setenv("IMAGE_PROVIDER", "demo")
    environment.setenv("GEMINI_API_KEY", "key-1")
    assert list(open_services(Settings())) == ["demo"]
    rewriter = open_rewriter(Settings())
    assert rewriter is not None
    assert rewriter.text_model.id == "gemini-3.5-flash-lite"


def test_an_unknown_service_is_refused_in_one_line(environment: pytest.MonkeyPatch) -> None:
    """A slip in IMAGE_PROVIDER stops the start, and is not repeated: it may be a key."""
    environment.setenv("IMAGE_PROVIDER", "gemini,dall-e")
    with pytest.raises(InvalidSettings) as caught:
        chosen(load())
    names = ", ".join(SERVICES)
    assert str(caught.value) == f"IMAGE_PROVIDER: must be of {names}, comma separated"


def test_each_service_of_the_table_is_whole(environment: pytest.MonkeyPatch) -> None:
    """Its name is its provider's, people know another; what it requires are settings of ours."""
    for name, row in SERVICES.items():
        assert row.open(Settings()).name == name
        assert row.label
        assert row.label != name
        assert {each.lower() for each in row.requires} <= set(Settings.model_fields)


def test_a_blank_key_is_no_key(environment: pytest.MonkeyPatch) -> None:
    """A key of spaces is as if it were not there."""
    environment.setenv("GEMINI_API_KEY", "  ")
    assert chosen(Settings()) == ("demo",)


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
        ("LOG_FORMAT", "xml"),
        ("GEMINI_API_KEY", "two words"),
        ("GEMINI_API_KEY", "schlüssel"),
        ("SECRET_KEY", " " * 40),
        ("SECRET_KEY", f"{'k' * 15} {' ' * 40}"),
        ("GEMINI_BASE_URL", "http://proxy.example"),
        ("GEMINI_BASE_URL", "http://localhost.proxy.example"),
        ("GEMINI_BASE_URL", "http://localhost@proxy.example"),
        ("GEMINI_BASE_URL", "https://me:word@proxy.example"),
        ("GEMINI_BASE_URL", "http://169.254.169.254"),
        ("GEMINI_BASE_URL", "ftp://proxy.example"),
        ("GEMINI_BASE_URL", "https://"),
        ("OPENAI_BASE_URL", "http://proxy.example/v1"),
        ("LOCAL_BASE_URL", "http://192.168.0.7:8000/v1"),
        ("ARK_BASE_URL", "https://me:word@proxy.example"),
        ("ZHIPU_API_KEY", "two words"),
        ("ALLOWED_HOSTS", "https://studio.example"),
        ("ALLOWED_HOSTS", "studio.example:8501"),
        ("ALLOWED_HOSTS", "*"),
        ("MAX_SESSIONS", "0"),
        ("UPLOAD_MB", "0"),
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


PASSWORD = "pass-word-of-the-books"


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://me:{PASSWORD}@db/studio",
        f"mysql://me:{PASSWORD}@db/studio",
        f"postgresql://me:{PASSWORD}@db:port/studio",
        f"postgresql://me:x/{PASSWORD}@db:99/studio",
    ],
)
def test_the_databases_password_is_in_no_message(environment: pytest.MonkeyPatch, url: str) -> None:
    """Neither the settings' own text nor a refusal shows the password of the database."""
    environment.setenv("DATABASE_URL", url)
    try:
        settings = load()
    except InvalidSettings as error:
        said = f"{error} {error!r} {error.__cause__!r}"
    else:
        said = f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"
        assert PASSWORD in settings.database
    assert PASSWORD not in said


def test_a_refusal_is_one_line_for_each_setting(environment: pytest.MonkeyPatch) -> None:
    """What stops the start names each variable in a line of its own."""
    environment.setenv("GEMINI_BASE_URL", "http://proxy.example")
    environment.setenv("SECRET_KEY", " " * 20)
    with pytest.raises(InvalidSettings) as caught:
        load()
    assert sorted(str(caught.value).splitlines()) == [
        "GEMINI_BASE_URL: must begin with https://, unless the host is this machine",
        "SECRET_KEY: must have at least 16 characters, blanks not counted",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://proxy.example/gemini",
        "http://localhost:8080",
        "http://127.0.0.1:1",
        "http://127.9.9.9",
        "http://[::1]:8080/x",
    ],
)
def test_plain_http_is_for_this_machine(environment: pytest.MonkeyPatch, url: str) -> None:
    """Another machine is asked over https; a stand-in on this one may speak http."""
    environment.setenv("GEMINI_BASE_URL", url)
    assert Settings().gemini_base_url == url


def test_a_key_is_stripped(environment: pytest.MonkeyPatch) -> None:
    """A line's end behind the key, as from a file, is not part of it."""
    environment.setenv("SECRET_KEY", f"{'k' * 16}\n")
    key = Settings().secret_key
    assert key is not None
    assert key.get_secret_value() == "k" * 16


def test_allowed_hosts_are_names(environment: pytest.MonkeyPatch) -> None:
    """Names are compared in lower case, without blanks and the root's dot."""
    environment.setenv("ALLOWED_HOSTS", " Studio.example., 10.0.0.5 ,,[fe80::1]")
    assert Settings().host_names == {"studio.example", "10.0.0.5", "[fe80::1]"}
    environment.delenv("ALLOWED_HOSTS")
    assert Settings().host_names == frozenset()


def test_the_databases_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """SQLite's file is known by its path; another database, and one in memory, have none."""
    environment.setenv("DATA_DIR", str(tmp_path))
    assert Settings().database_file == tmp_path / "studio.sqlite3"
    for url in ("postgresql://db/studio", "sqlite:///:memory:"):
        environment.setenv("DATABASE_URL", url)
        assert Settings().database_file is None


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


def test_the_environment_does_not_say_that_people_sign_in(
    environment: pytest.MonkeyPatch,
) -> None:
    """Only the front door knows whether somebody asks who is there: SIGN_IN switches nothing."""
    environment.setenv("SIGN_IN", "1")
    assert load().sign_in is False
    environment.setenv("SIGN_IN", "0")
    assert load(sign_in=True).sign_in is True


@pytest.mark.parametrize("domains", ["@example.com", "a@example.com", "example", "a b.com", "*"])
def test_domains_that_could_let_nobody_in_are_refused(
    environment: pytest.MonkeyPatch, domains: str
) -> None:
    """What is no domain is refused at the start, by the setting's name."""
    environment.setenv("SIGN_IN_DOMAINS", f"example.com,{domains}")
    with pytest.raises(InvalidSettings, match="SIGN_IN_DOMAINS"):
        load()


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.8.0.1"])
def test_on_this_machine_nobody_needs_to_sign_in(address: str) -> None:
    """The one-command demo starts as it did."""
    check_address(Settings(), address)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.0.0.7", "studio.example", "", None])
def test_the_demo_is_not_let_out_by_mistake(address: str | None) -> None:
    """On any other address the start is refused, unless people sign in or it is asked for."""
    with pytest.raises(InvalidSettings, match="ALLOW_NO_SIGN_IN"):
        check_address(Settings(), address)
    check_address(Settings(sign_in=True), address)
    check_address(Settings(allow_no_sign_in=True), address)


def test_pictures_are_in_the_folder_unless_a_bucket_is_named(
    environment: pytest.MonkeyPatch,
) -> None:
    """What is in the environment for others' buckets is not looked at without STORAGE_URL."""
    for name in BUCKET.keys() - {"STORAGE_URL"}:
        environment.setenv(name, "http://of.others:1")
    assert load().bucket is None


def test_a_bucket_is_named_with_what_opens_it(environment: pytest.MonkeyPatch) -> None:
    """Bucket, prefix, endpoint and region, and the keys in no text of it."""
    for name, value in BUCKET.items():
        environment.setenv(name, value)
    bucket = load().bucket
    assert bucket
    assert (bucket.name, bucket.prefix, bucket.url) == (
        "pictures",
        "studio/a",
        "s3://pictures/studio/a",
    )
    assert (bucket.endpoint, bucket.region) == ("https://s3.example", "us-east-1")
    assert bucket.secret.get_secret_value() == "secret-key"
    for word in ("key-id", "secret-key"):
        assert word not in repr((bucket, load()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STORAGE_URL", "pictures"),
        ("STORAGE_URL", "https://s3.example/pictures"),
        ("STORAGE_URL", "s3://"),
        ("STORAGE_URL", "s3://Pictures"),
        ("STORAGE_URL", "s3://pictures/../others"),
        ("STORAGE_URL", "s3://pictures//a"),
        ("STORAGE_URL", "s3://key:secret-key@pictures"),
        ("AWS_ENDPOINT_URL", "s3.example"),
        ("AWS_ENDPOINT_URL", "http://s3.example"),
        ("AWS_ENDPOINT_URL", "https://me:secret-key@s3.example"),
        ("AWS_ACCESS_KEY_ID", ""),
        ("AWS_SECRET_ACCESS_KEY", ""),
        ("AWS_SECRET_ACCESS_KEY", "secret-key in words"),
    ],
)
def test_a_wrong_or_incomplete_bucket_is_one_line(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """The variable is named, in one line, and no key is in it."""
    for each, right in (BUCKET | {name: value}).items():
        environment.setenv(each, right)
    with pytest.raises(InvalidSettings) as caught:
        load()
    told = str(caught.value)
    assert told.startswith(f"{name}: ")
    assert len(told.splitlines()) == 1
    assert "secret-key" not in told


def test_amazons_own_buckets_have_a_region(environment: pytest.MonkeyPatch) -> None:
    """Without an endpoint the region is part of the address, and so has to be said."""
    for name, value in (BUCKET | {"AWS_ENDPOINT_URL": ""}).items():
        environment.setenv(name, value)
    with pytest.raises(InvalidSettings, match=r"^AWS_REGION: "):
        load()
    environment.setenv("AWS_REGION", "eu-central-1")
    bucket = load().bucket
    assert bucket
    assert (bucket.region, bucket.endpoint) == ("eu-central-1", "")


def test_plain_http_to_a_bucket_can_be_allowed(environment: pytest.MonkeyPatch) -> None:
    """In a network of containers a bucket has no certificate: who says so may ask it by http."""
    for name, value in (BUCKET | {"AWS_ENDPOINT_URL": "http://minio:9000"}).items():
        environment.setenv(name, value)
    environment.setenv("AWS_ALLOW_HTTP", "1")
    assert load().bucket
