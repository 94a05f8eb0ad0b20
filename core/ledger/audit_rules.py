"""What must hold for people's tokens and their entries.

Each query returns one row for each violation; its columns are named in the report.
"""

from __future__ import annotations

RULES: dict[str, str] = {
    "balance_is_sum_of_entries": """
        SELECT u.id AS person, u.balance, COALESCE(t.total, 0) AS entries
        FROM "user" u LEFT JOIN
          (SELECT user_id, SUM(amount) AS total FROM "transaction" GROUP BY user_id) t
          ON t.user_id = u.id
        WHERE u.balance <> COALESCE(t.total, 0)
        UNION ALL
        SELECT t.user_id, NULL, SUM(t.amount)  -- entries of somebody who is not there
        FROM "transaction" t LEFT JOIN "user" u ON u.id = t.user_id
        WHERE u.id IS NULL GROUP BY t.user_id""",
    "held_is_sum_of_open_orders": """
        SELECT u.id AS person, u.held, COALESCE(g.total, 0) AS open_orders
        FROM "user" u LEFT JOIN
          (SELECT user_id, SUM(cost) AS total FROM generation WHERE status = 'held'
           GROUP BY user_id) g ON g.user_id = u.id
        WHERE u.held <> COALESCE(g.total, 0)
        UNION ALL
        SELECT g.user_id, NULL, SUM(CASE WHEN g.status = 'held' THEN g.cost ELSE 0 END)
        FROM generation g LEFT JOIN "user" u ON u.id = g.user_id
        WHERE u.id IS NULL GROUP BY g.user_id""",
    "nobody_overdrawn": """
        SELECT id AS person, balance, held FROM "user"
        WHERE balance < 0 OR held < 0 OR held > balance""",
    "running_sum_is_balance_after": """
        SELECT user_id AS person, seq, balance_after, running FROM
          (SELECT user_id, seq, balance_after,
                  SUM(amount) OVER (PARTITION BY user_id ORDER BY seq) AS running
           FROM "transaction") e
        WHERE balance_after <> running""",
    "numbers_have_no_gap": """
        SELECT user_id AS person, COUNT(*) AS entries, MIN(seq) AS first, MAX(seq) AS last
        FROM "transaction" GROUP BY user_id
        HAVING MIN(seq) <> 1 OR MAX(seq) <> COUNT(*) OR COUNT(DISTINCT seq) <> COUNT(*)""",
    "opening_is_an_entry": """
        SELECT u.id AS person FROM "user" u LEFT JOIN "transaction" t
          ON t.user_id = u.id AND t.seq = 1 AND t.type = 'grant' AND t.key = 'opening'
        WHERE t.id IS NULL""",
    "consumption_has_order": """
        SELECT t.id AS entry, t.generation_id AS order_id
        FROM "transaction" t LEFT JOIN generation g ON g.id = t.generation_id
        WHERE (t.type = 'token_consumption' AND g.id IS NULL)
           OR (t.type = 'grant' AND t.amount <= 0)
           OR (t.type <> 'token_consumption' AND t.generation_id IS NOT NULL)
           OR (t.type = 'adjustment') <> (t.actor <> '')
           OR (t.type = 'adjustment') <> (t.reason <> '')
           OR t.type NOT IN ('token_consumption', 'grant', 'adjustment')""",
    "amounts_are_whole": """
        SELECT id AS entry, amount, balance_after, status FROM "transaction"
        WHERE amount = 0 OR amount <> CAST(amount AS BIGINT) OR status <> 'completed'
           OR balance_after < 0""",
}
