"""manifest.csv: what each picture of a zip was made with, what it cost, and what proves it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Any

from core import messages
from core.downloads.export import to_csv
from core.messages.downloads import FILE_STATES, MANIFEST
from core.orders.views.reads import OrderLife
from core.providers import services
from core.tables import MICROS, GeneratedImage, Generation, Transaction

Row = dict[str, Any]


def row(order_id: str, state: str) -> Row:
    """Return the row of a picture of which no more may be said."""
    return {"order": order_id, "state": FILE_STATES[state]}


def full_row(life: OrderLife, fingerprint: str, file: str, state: str, zone: tzinfo) -> Row:
    """Return the row of a settled order; `fingerprint` is the books' after its entry, or empty."""
    order = life.order
    told = row(order.id, state) | {"file": file, "fingerprint": fingerprint}
    told |= _asked(order) | _answered(order)
    told |= {
        "created_at": _moment(order.created_at, zone),
        "ended_at": _moment(order.ended_at, zone),
    }
    if life.image:
        told |= _measured(life.image)
    return told | (_booked(life.entry) if life.entry else {})


def to_file(rows: Iterable[Row]) -> bytes:
    """Return the file: UTF-8 with BOM, and no cell that a spreadsheet would run."""
    return to_csv(
        list(MANIFEST.values()), ([row.get(code, "") for code in MANIFEST] for row in rows)
    )


def _asked(order: Generation) -> Row:
    values = json.loads(order.variables)
    return {
        "title": order.prompt_title,
        "category": order.prompt_category,
        "version": order.version_id or "",
        "text": order.prompt_text,
        "variables": "\n".join(f"{name}：{value}" for name, value in values.items()),
        "wish": order.wish,
        "reference": order.reference_name or order.reference or "",
        "reference_sha256": (order.reference or "").partition(".")[0],
        "aspect_ratio": order.aspect_ratio,
        "size": order.size,
        "quality": order.quality,
        "strength": "" if order.strength is None else order.strength,
        "seed": order.seed,
        "service": services.label(order.provider),
        "model": order.model,
        "cost": order.cost,
    }


def _answered(order: Generation) -> Row:
    return {
        "model_version": order.model_version,
        "used_seed": "" if order.used_seed is None else order.used_seed,
        "enhance_model": "" if order.enhance_error else order.enhance_model,
        "enhanced_text": order.enhanced_text,
        "sent_text": order.sent_text,
        "finish": messages.finish_reason(order.finish_reason),
        **_money("picture", order.picture_micros, order.picture_currency),
        **_money("enhance", order.enhance_micros, order.enhance_currency),
    }


def _measured(image: GeneratedImage) -> Row:
    return {
        "width": image.width,
        "height": image.height,
        "size_bytes": image.size_bytes,
        "sha256": image.sha256,
    }


def _booked(entry: Transaction) -> Row:
    return {"entry": entry.seq, "amount": entry.amount, "balance_after": entry.balance_after}


def _money(part: str, micros: int | None, currency: str) -> Row:
    """Return what a part of an order cost; what is not known is empty, never 0."""
    if micros is None:
        return {}
    return {f"{part}_price": micros / MICROS, f"{part}_currency": currency}


def _moment(instant_ms: int | None, zone: tzinfo) -> str:
    """Return an instant with its distance from UTC: who reads the file may live elsewhere."""
    if instant_ms is None:
        return ""
    return datetime.fromtimestamp(instant_ms // 1000, zone).isoformat(sep=" ")
