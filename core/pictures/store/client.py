"""How long a bucket's service is waited for, and how often it is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from obstore.store import S3Store

from core.settings.bucket import BucketAccess

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

CONNECT_S = 2.0
ANSWER_S = 5.0  # for a question, or one piece
RETRIES = 2


def client_of(access: BucketAccess, answer_s: float) -> S3Store:
    """Return a client; nothing of it comes from the environment."""
    client: ClientConfig = {
        "allow_http": access.endpoint.startswith("http://"),
        "connect_timeout": timedelta(seconds=CONNECT_S),
        "timeout": timedelta(seconds=answer_s),
    }
    backoff = {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=1)}
    retry: RetryConfig = {
        "max_retries": RETRIES,
        "retry_timeout": timedelta(seconds=ANSWER_S),
        "backoff": {**backoff, "base": 2},  # type: ignore[typeddict-item] # a dict of its names
    }
    return S3Store(
        access.name,
        prefix=access.prefix or None,
        endpoint=access.endpoint or None,
        region=access.region,
        access_key_id=access.key_id.get_secret_value(),
        secret_access_key=access.secret.get_secret_value(),
        client_options=client,
        retry_config=retry,
    )
