"""Write a table as a CSV file that spreadsheets open rightly and safely."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from core.text_checks import UNSEEN

# Spreadsheets skip what nobody sees before they look for a formula, and some read a fullwidth sign
# as its plain form: blanks, controls, and invisible letters (zero width, direction, byte order).
_SKIPPED = rf"\s\x00-\x1f\x7f-\x9f{UNSEEN}"
_RUNS = re.compile(rf"[\x00-\x1f\x7f-\x9f]|[{_SKIPPED}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]")


def to_csv(header: list[str], rows: Iterable[list[Any]]) -> bytes:
    """Return a CSV file in UTF-8 with BOM; text that a spreadsheet would run is defused.

    A cell whose first visible letter is = + - @ (or its fullwidth form), or that begins with a
    control character, gets an apostrophe before it (OWASP, CSV injection); numbers stay numbers.
    All text is quoted, so that where another sign parts the cells none can be begun inside one.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(header)
    for row in rows:
        writer.writerow([_defused(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _defused(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and _RUNS.match(cell) else cell
