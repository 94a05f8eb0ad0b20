"""What must hold for people themselves: see `core.tables.claims` for what a rule may be."""

from __future__ import annotations

from core.tables.claims import Claim, EachRow, whole, yes_or_no

RULES: dict[str, Claim] = {
    "people_are_whole": EachRow(
        '"user"',
        "id AS person, name, is_member, balance, held, created_at",
        f"id <> '' AND name <> '' AND {yes_or_no('is_member')}"
        f" AND {whole('balance', 'held', 'created_at')}",
    ),
    "people_are_single": """
        SELECT id AS person, COUNT(*) AS people FROM "user" GROUP BY id HAVING COUNT(*) > 1""",
}
