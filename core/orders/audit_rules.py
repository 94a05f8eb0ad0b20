"""What must hold for orders: their end, their picture, their entry.

Each query returns one row for each violation; its columns are named in the report.
"""

from __future__ import annotations

RULES: dict[str, str] = {
    "settled_has_one_entry": """
        SELECT g.id AS order_id, g.status, g.cost, t.amount, d.entries
        FROM generation g LEFT JOIN "transaction" t ON t.generation_id = g.id LEFT JOIN
          (SELECT generation_id, COUNT(*) AS entries FROM "transaction"
           GROUP BY generation_id) d ON d.generation_id = g.id
        WHERE (g.status = 'settled') <> (t.id IS NOT NULL) OR d.entries > 1
           OR t.amount <> -g.cost OR t.user_id <> g.user_id OR t.type <> 'token_consumption'
           OR (t.id IS NOT NULL AND COALESCE(t.prompt_id, '') <> g.prompt_id)""",
    "settled_has_one_image": """
        SELECT g.id AS order_id, g.status, COUNT(i.id) AS images
        FROM generation g LEFT JOIN generatedimage i ON i.generation_id = g.id
        GROUP BY g.id, g.status
        HAVING COUNT(i.id) <> CASE WHEN g.status = 'settled' THEN 1 ELSE 0 END""",
    "image_has_order": """
        SELECT i.id AS image, i.generation_id AS order_id
        FROM generatedimage i LEFT JOIN generation g ON g.id = i.generation_id
        WHERE g.id IS NULL""",
    "ended_orders_have_times": """
        SELECT id AS order_id, status, ended_at, error_code FROM generation
        WHERE (status = 'held') <> (ended_at IS NULL)
           OR (status = 'released') <> (error_code <> '')""",
    "orders_keep_their_version": """
        SELECT g.id AS order_id, g.version_id, g.cost, v.cost AS version_cost
        FROM generation g LEFT JOIN promptversion v ON v.id = g.version_id
        WHERE g.version_id IS NOT NULL AND (v.id IS NULL OR v.prompt_id <> g.prompt_id
           OR v.cost <> g.cost OR v.text <> g.prompt_text)""",
}
