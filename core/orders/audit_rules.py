"""What must hold for orders: how they stand, their entry, their version, their people.

See `core.tables.claims` for what a rule may be.
"""

from __future__ import annotations

from core.ledger.service_days import COST_OF_ENDED
from core.orders.gate import MAX_STRENGTH
from core.providers.contract import CNY, USD
from core.tables.claims import Claim, EachRow, whole, whole_or_none, yes_or_no

_TIMES = "created_at, started_at, generating_at, saving_at, ended_at"
_COUNTS = (
    *("usage_text_in", "usage_picture_in", "usage_text_out", "usage_picture_out"),
    *("usage_thinking", "used_seed", "picture_micros", "enhance_micros"),
    *("budget_day", "budget_micros"),
)

# A day's row against its orders; sums, since each order keeps its own part.
_OF_DAYS = """
    SELECT service, day, currency, SUM(kept) AS kept, SUM(of_orders) AS of_orders
    FROM (SELECT service, day, currency, {column} AS kept, 0 AS of_orders FROM serviceday
          UNION ALL
          SELECT provider, budget_day, budget_currency, 0, {money} FROM generation
          WHERE budget_day > 0 AND {which}) d
    GROUP BY service, day, currency HAVING SUM(kept) <> SUM(of_orders)"""

RULES: dict[str, Claim] = {
    # Told by both sides alike: one sort of narrow rows costs less than a million look-ups by id.
    "settled_has_one_entry": """
        SELECT order_id, user_id AS person, prompt_id AS prompt, amount, ended_at,
          COUNT(*) - SUM(is_entry) AS orders, SUM(is_entry) AS entries
        FROM (SELECT id AS order_id, 0 AS is_entry, user_id, prompt_id, -cost AS amount, ended_at
              FROM generation WHERE status = 'settled'
              UNION ALL
              SELECT generation_id, 1, user_id, prompt_id, amount, created_at
              FROM "transaction" WHERE generation_id IS NOT NULL) e
        GROUP BY order_id, user_id, prompt_id, amount, ended_at
        HAVING COUNT(*) <> 2 OR SUM(is_entry) <> 1""",
    "ended_orders_have_times": EachRow(
        "generation",
        "id AS order_id, status, ended_at, error_code",
        """(status = 'held' AND ended_at IS NULL AND error_code = '')
        OR (status = 'settled' AND ended_at IS NOT NULL AND error_code = '')
        OR (status = 'released' AND ended_at IS NOT NULL AND error_code <> '')""",
    ),
    "steps_are_in_order": EachRow(
        "generation",
        f"id AS order_id, status, {_TIMES}",
        """(started_at IS NULL OR started_at >= created_at)
        AND (generating_at IS NULL OR generating_at >= started_at)
        AND (saving_at IS NULL OR saving_at >= generating_at)
        AND (ended_at IS NULL
          OR ended_at >= COALESCE(saving_at, generating_at, started_at, created_at))
        AND (status <> 'settled' OR saving_at IS NOT NULL)""",
    ),
    # What ended before orders had owners has none: neither has it a `placed_by`.
    "started_orders_have_an_owner": EachRow(
        "generation",
        "id AS order_id, status, owner, started_at",
        "owner <> '' OR started_at IS NULL OR (status <> 'held' AND placed_by = '')",
    ),
    "numbers_of_orders_are_whole": EachRow(
        "generation",
        f"id AS order_id, cost, seed, lease, {_TIMES}, strength, {', '.join(_COUNTS)}",
        f"cost >= 1 AND seed >= 0 AND lease >= 0"
        f" AND {whole('cost', 'seed', 'lease', 'created_at')}"
        f" AND {whole_or_none(*_TIMES.split(', ')[1:])}"
        f" AND {whole_or_none('strength', *_COUNTS)}"
        f" AND {' AND '.join(f'({name} IS NULL OR {name} >= 0)' for name in _COUNTS)}"
        f" AND {yes_or_no('prompt_members_only', 'batch', 'enhance')}",
    ),
    "prices_of_orders_have_a_currency": EachRow(
        "generation",
        "id AS order_id, picture_micros, picture_currency, enhance_micros, enhance_currency",
        f"picture_currency IN {(USD, CNY)} AND enhance_currency IN {(USD, CNY)}",
    ),
    # 0 would be the reference again, and without one there is nothing to be near to.
    "strengths_are_of_a_reference": EachRow(
        "generation",
        "id AS order_id, reference, strength, quality",
        f"(strength IS NULL OR (reference IS NOT NULL AND strength BETWEEN 1 AND {MAX_STRENGTH}))"
        " AND quality IS NOT NULL",
    ),
    "service_days_keep_what_is_open": _OF_DAYS.format(
        column="reserved", money="budget_micros", which="status = 'held'"
    ),
    "service_days_spent_what_ended": _OF_DAYS.format(
        column="spent", money=COST_OF_ENDED, which="status <> 'held'"
    ),
    "orders_are_single": """
        SELECT user_id AS person, key, COUNT(*) AS orders FROM generation
        GROUP BY user_id, key HAVING COUNT(*) > 1
        UNION ALL
        SELECT 'order', id, COUNT(*) FROM generation GROUP BY id HAVING COUNT(*) > 1""",
    "orders_keep_their_version": """
        SELECT g.id AS order_id, g.version_id, g.cost, v.cost AS version_cost
        FROM generation g LEFT JOIN promptversion v ON v.id = g.version_id
        WHERE (v.prompt_id = g.prompt_id AND v.cost = g.cost AND v.text = g.prompt_text)
          IS NOT TRUE""",
    "orders_have_person_and_prompt": """
        SELECT g.user_id AS person, u.name, g.prompt_id AS prompt, p.title, g.orders
        FROM (SELECT user_id, prompt_id, COUNT(*) AS orders FROM generation
              GROUP BY user_id, prompt_id) g
        LEFT JOIN "user" u ON u.id = g.user_id LEFT JOIN prompt p ON p.id = g.prompt_id
        WHERE u.id IS NULL OR p.id IS NULL""",
    "references_are_their_persons": """
        SELECT g.id AS order_id, g.user_id AS person, g.reference
        FROM generation g
        WHERE g.reference >= '' AND NOT EXISTS (
          SELECT 1 FROM uploadedreference r
          WHERE r.user_id = g.user_id AND r.name = g.reference)""",
}
