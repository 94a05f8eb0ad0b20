"""The store that the settings name."""

from __future__ import annotations

from core.errors import StorageFailed
from core.log import get_logger
from core.pictures.store.bucket import Bucket, BucketFailed
from core.pictures.store.contract import Store
from core.pictures.store.folder import Folder
from core.settings import InvalidSettings, Settings

log = get_logger()


def open_store(settings: Settings) -> Store:
    """Return the bucket in STORAGE_URL, or the folder DATA_DIR; nothing is asked of it yet."""
    return Bucket(settings.bucket) if settings.bucket else Folder(settings.data_dir)


def check(settings: Settings) -> None:
    """Raise `InvalidSettings` where the bucket says no: a wrong name, key or region.

    One that does not answer now is for /readyz to tell: the books can be looked at without it.
    """
    store = open_store(settings)
    try:
        store.need_answer()
    except StorageFailed as error:
        why = error.__cause__
        if isinstance(why, BucketFailed) and why.is_refusal:
            raise InvalidSettings(f"STORAGE_URL: {store} refuses: {why}") from None
        log.warning("storage.no_answer", store=str(store), why=str(why))
