"""What must hold for people's tokens and entries; `core.tables.claims` says what a rule may be."""

from __future__ import annotations

from core.tables.claims import Claim, EachRow, whole

RULES: dict[str, Claim] = {
    "balance_is_sum_of_entries": """
        SELECT u.id AS person, u.balance, COALESCE(t.total, 0) AS entries
        FROM "user" u LEFT JOIN
          (SELECT user_id, SUM(amount) AS total FROM "transaction" GROUP BY user_id) t
          ON t.user_id = u.id
        WHERE (u.balance = COALESCE(t.total, 0)) IS NOT TRUE
        UNION ALL
        SELECT t.user_id, NULL, SUM(t.amount)  -- entries of somebody who is not there
        FROM "transaction" t LEFT JOIN "user" u ON u.id = t.user_id
        WHERE u.id IS NULL GROUP BY t.user_id""",
    "held_is_sum_of_open_orders": """
        SELECT u.id AS person, u.held, COALESCE(g.total, 0) AS open_orders
        FROM "user" u LEFT JOIN
          (SELECT user_id, SUM(cost) AS total FROM generation WHERE status = 'held'
           GROUP BY user_id) g ON g.user_id = u.id
        WHERE (u.held = COALESCE(g.total, 0)) IS NOT TRUE""",
    "nobody_overdrawn": EachRow(
        '"user"', "id AS person, balance, held", "held >= 0 AND held <= balance"
    ),
    # With no gap in the numbers each entry leads to the one before, and so to the sum of all.
    "running_sum_is_balance_after": """
        SELECT t.user_id AS person, t.seq, t.balance_after, t.amount, b.balance_after AS before
        FROM "transaction" t LEFT JOIN "transaction" b
          ON b.user_id = t.user_id AND b.seq = t.seq - 1
        WHERE (t.balance_after = t.amount + COALESCE(b.balance_after, 0)) IS NOT TRUE""",
    "numbers_have_no_gap": """
        SELECT user_id AS person, COUNT(*) AS entries, MIN(seq) AS first, MAX(seq) AS last
        FROM "transaction" GROUP BY user_id
        HAVING (MIN(seq) = 1 AND MAX(seq) = COUNT(*) AND COUNT(DISTINCT seq) = COUNT(*))
          IS NOT TRUE""",
    "opening_is_an_entry": """
        SELECT u.id AS person, u.created_at, t.created_at AS opened_at
        FROM "user" u LEFT JOIN "transaction" t
          ON t.user_id = u.id AND t.seq = 1 AND t.type = 'grant' AND t.key = 'opening'
        WHERE (t.created_at = u.created_at) IS NOT TRUE""",
    "entries_fit_their_type": EachRow(
        '"transaction"',
        "id AS entry, key, type, amount, generation_id AS order_id, prompt_id AS prompt,"
        " actor, reason",
        """(type = 'grant' AND amount > 0 AND key <> '' AND generation_id IS NULL
            AND prompt_id IS NULL AND actor = '' AND reason = '')
        OR (type = 'token_consumption' AND amount < 0 AND key = generation_id
            AND actor = '' AND reason = '')
        OR (type = 'adjustment' AND key <> '' AND generation_id IS NULL AND prompt_id IS NULL
            AND actor <> '' AND reason <> '')""",
    ),
    "amounts_are_whole": EachRow(
        '"transaction"',
        "id AS entry, seq, amount, balance_after, status, created_at",
        f"amount <> 0 AND balance_after >= 0 AND status = 'completed'"
        f" AND {whole('amount', 'balance_after', 'seq', 'created_at')}",
    ),
    "entries_are_single": """
        SELECT user_id AS person, key, COUNT(*) AS entries FROM "transaction"
        GROUP BY user_id, key HAVING COUNT(*) > 1
        UNION ALL
        SELECT 'entry', CAST(id AS VARCHAR), COUNT(*) FROM "transaction"
        GROUP BY id HAVING COUNT(*) > 1""",
}
