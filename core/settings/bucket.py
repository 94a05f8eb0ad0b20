"""What the environment says of the bucket that keeps the pictures, if it names one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings

from core.settings.kinds import ServiceKey, tls_address

_BUCKET = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[\w-][\w.-]*)*)/?", re.ASCII)


@dataclass(frozen=True)
class BucketAccess:
    """Name a bucket, where in it the pictures are, and what opens it; endpoint "": Amazon's."""

    name: str
    prefix: str
    endpoint: str
    region: str
    key_id: SecretStr
    secret: SecretStr

    @property
    def url(self) -> str:
        """Return it as it stands in STORAGE_URL."""
        return f"s3://{self.name}/{self.prefix}".removesuffix("/")


class BucketSettings(BaseSettings):
    """Hold STORAGE_URL and what goes with it.

    The AWS_… are not looked at without it: they may stand in the environment for others.
    """

    storage_url: str = ""  # "": pictures are in DATA_DIR
    aws_allow_http: bool = False
    aws_endpoint_url: str = ""
    aws_region: str = Field(default="", validate_default=True)
    aws_access_key_id: ServiceKey = Field(default=None, validate_default=True)
    aws_secret_access_key: ServiceKey = Field(default=None, validate_default=True)

    @field_validator("storage_url")
    @classmethod
    def _a_bucket(cls, url: str) -> str:
        """Take a bucket and a prefix; a name or key in it would be printed with the address."""
        if url and not _BUCKET.fullmatch(url):
            raise ValueError("must be like s3://bucket or s3://bucket/prefix")
        return url

    @field_validator("aws_endpoint_url")
    @classmethod
    def _tls_endpoint(cls, url: str, info: ValidationInfo) -> str:
        if not info.data.get("storage_url"):
            return ""
        return tls_address(url, allow_http=bool(info.data.get("aws_allow_http")))

    @field_validator("aws_region")
    @classmethod
    def _some_region(cls, region: str, info: ValidationInfo) -> str:
        """Ask for a region where no other address is named: Amazon's have it in them."""
        if info.data.get("storage_url") and not (region or info.data.get("aws_endpoint_url", "-")):
            raise ValueError("must be set with STORAGE_URL, unless AWS_ENDPOINT_URL is")
        return region

    @field_validator("aws_access_key_id", "aws_secret_access_key")
    @classmethod
    def _opens_the_bucket(cls, key: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if info.data.get("storage_url") and key is None:
            raise ValueError("must be set with STORAGE_URL")
        return key

    @property
    def bucket(self) -> BucketAccess | None:
        """Return the bucket of the pictures, or None where they are in the data folder."""
        named = _BUCKET.fullmatch(self.storage_url)
        if not (named and self.aws_access_key_id and self.aws_secret_access_key):
            return None
        return BucketAccess(
            name=named[1],
            prefix=named[2].strip("/"),
            endpoint=self.aws_endpoint_url,
            region=self.aws_region or "us-east-1",
            key_id=self.aws_access_key_id,
            secret=self.aws_secret_access_key,
        )
