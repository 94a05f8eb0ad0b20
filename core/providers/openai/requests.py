"""Write a request for one picture as a service's dialect has it."""

from __future__ import annotations

from base64 import b64encode
from typing import Any, NamedTuple

from core.providers.contract import ImageRequest, Model, Reference
from core.providers.openai.dialect import Dialect

GENERATIONS, EDITS = "/images/generations", "/images/edits"
FILE_NAMES = {"image/jpeg": "reference.jpg", "image/png": "reference.png"}


class Sent(NamedTuple):
    """A request: its path below the service's address, and its body as httpx2 takes it."""

    path: str
    body: dict[str, Any]


def sent(request: ImageRequest, model: Model, dialect: Dialect) -> Sent:
    """Return the request; a reference goes along as the dialect says, at most one picture is asked.

    The reference is small, 2,048 px of JPEG: some ten ms for a megabyte, and nobody is held up.
    """
    fields, reference = _fields(request, model, dialect), request.reference
    if reference and dialect.reference == "edits":
        name = FILE_NAMES.get(reference.mime, "reference")
        file = (dialect.reference_field, (name, reference.data, reference.mime))
        data = {each: _in_form(value) for each, value in fields.items()}
        return Sent(EDITS, {"data": data, "files": [file]})
    if reference and dialect.reference == "json":
        fields[dialect.reference_field] = _data_uri(reference)
    return Sent(GENERATIONS, {"json": fields})


def _fields(request: ImageRequest, model: Model, dialect: Dialect) -> dict[str, Any]:
    """Return all that is not the reference; what the model or the service lacks is left out."""
    size = model.pixels.get(request.size, {}).get(request.aspect_ratio, request.size)
    fields: dict[str, Any] = {"model": model.id, "prompt": request.text, dialect.size_field: size}
    if dialect.count_field:
        fields[dialect.count_field] = 1
    if model.qualities:
        fields["quality"] = request.quality or model.qualities[0]
    if dialect.seed_field and model.seed:
        fields[dialect.seed_field] = request.seed
    return fields | dialect.extra


def _in_form(value: Any) -> str:
    """Return a value as a form has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _data_uri(reference: Reference) -> str:
    return f"data:{reference.mime};base64,{b64encode(reference.data).decode()}"
