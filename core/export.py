"""Write a table as a CSV file that spreadsheets open rightly and safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any


def to_csv(header: list[str], rows: Iterable[list[Any]]) -> bytes:
    """Return a CSV file in UTF-8 with BOM; text that a spreadsheet would run is defused.

    A cell that begins with = + - @ tab or return gets an apostrophe before it (OWASP, CSV
    injection); numbers stay numbers.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        writer.writerow([_defused(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _defused(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return cell
