"""The digests that chain rows are made as their documentation says, today and for ever."""

from __future__ import annotations

import hashlib
import json

from core.chain import COLUMNS, FIRST, Chained, columns_of, digest, values_of
from core.tables import ENTRIES, ORDERS, PromptVersion

ENTRY = (
    *(3, "demo-user", 2, "钥匙:0", "token_consumption", "completed", -5, 95),
    *("k", "open", 1_790_000_000_000, "", ""),
)

# Columns that an order's work may still write after its hold, as `core.tables.orders` has them.
WRITTEN_LATER = {
    *("sent_text", "enhance_model", "enhance_error", "enhanced_text", "finish_reason"),
    *("model_version", "service_text", "usage", "picture_micros", "enhance_micros"),
    *("picture_currency", "enhance_currency", "used_seed"),
    *("usage_text_in", "usage_picture_in", "usage_text_out", "usage_picture_out"),
    *("usage_thinking", "status", "error_code", "error_reason", "error_facts", "owner", "lease"),
    *("started_at", "generating_at", "saving_at", "ended_at", "folded"),
}


def test_a_digest_is_what_anybody_can_compute() -> None:
    """It is the SHA-256 of v1, the kind, the digest before, and the columns as JSON."""
    said = json.dumps(list(ENTRY), ensure_ascii=False, separators=(",", ":"))
    text = f"v1\nentry\n{FIRST}\n{said}"
    assert digest(Chained.ENTRY, FIRST, ENTRY) == hashlib.sha256(text.encode()).hexdigest()


def test_the_form_never_changes() -> None:
    """The digest of one known row is the one that it had when chains began."""
    assert digest(Chained.ENTRY, FIRST, ENTRY) == (
        "c69944febd54be98aaec2bdae0711039296ab2ed5e7d48bb96b6cb2e2b533021"
    )


def test_older_rows_have_the_digests_that_they_had() -> None:
    """A row has the columns that came later up to the last group of which it says anything."""
    old = dict.fromkeys(COLUMNS[Chained.ORDER], "x")
    none = {"quality": "", "strength": None, "budget_day": 0, "budget_micros": 0}
    row = {**old, **none, "budget_currency": ""}
    with_quality, kept = row | {"strength": 0}, row | {"budget_day": 20_000}
    assert values_of(Chained.ORDER, row.__getitem__) == [*old.values()]
    assert values_of(Chained.ORDER, with_quality.__getitem__) == [*old.values(), "", 0]
    told = [*old.values(), "", None, 20_000, 0, ""]
    assert values_of(Chained.ORDER, kept.__getitem__) == told


def test_kinds_and_neighbours_are_told_apart() -> None:
    """The same values make another digest as another kind, after another row, or cut otherwise."""
    made = {
        digest(Chained.ENTRY, FIRST, ("a", "b")),
        digest(Chained.ORDER, FIRST, ("a", "b")),
        digest(Chained.ENTRY, "1" * 64, ("a", "b")),
        digest(Chained.ENTRY, FIRST, ("a,b",)),
        digest(Chained.ENTRY, FIRST, ('a","b',)),
        digest(Chained.ENTRY, FIRST, ("a", "b", None)),
        digest(Chained.ENTRY, FIRST, ("a", "b", "")),
        digest(Chained.ENTRY, FIRST, ("a", "b", 0)),
        digest(Chained.ENTRY, FIRST, ("a", "b", False)),
    }
    assert len(made) == 9


def test_every_column_is_chained_or_written_later() -> None:
    """A column that a table gets is in the digest, or said to change after the hold."""
    assert set(COLUMNS[Chained.ENTRY]) == set(ENTRIES.c.keys())
    assert set(COLUMNS[Chained.VERSION]) == set(PromptVersion.model_fields)
    chained = set(columns_of(Chained.ORDER))
    assert chained | WRITTEN_LATER == set(ORDERS.c.keys())
    assert not chained & WRITTEN_LATER
    assert not set(COLUMNS[Chained.ORDER]) & WRITTEN_LATER
