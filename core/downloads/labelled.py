"""带标识下载: a copy of one's picture for passing on, labelled by what made it."""

from __future__ import annotations

from core.pictures import label
from core.pictures.storage import ImageStore
from core.tables import Generation


def is_ai(order: Generation) -> bool:
    """Return whether an AI made the order's picture."""
    return order.provider not in label.NOT_AI


def copy_of(images: ImageStore, order: Generation) -> bytes:
    """Return the labelled JPEG of an order's original.

    Raise `InvalidImage`, missing for a file that is gone, `DecoderFailed` or `StorageFailed`.
    """
    original = images.read_original(order.id)
    return label.labelled_copy(original, order.id, is_ai=is_ai(order))
