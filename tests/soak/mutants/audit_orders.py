"""Mistakes in what the audit claims of orders."""

from __future__ import annotations

from soak.mutants.table import Mutant, Table

ORDERS = Table(
    "core/orders/audit_rules.py",
    ("orders/test_audit_orders", "ledger/test_audit_entries"),
    (
        Mutant(
            "another amount",
            "-cost AS amount",
            '(SELECT t.amount FROM "transaction" t WHERE t.generation_id = generation.id) AS amount',
        ),
        Mutant(
            "another person's entry",
            "GROUP BY order_id, user_id, prompt_id",
            "GROUP BY order_id, prompt_id",
        ),
        Mutant(
            "another prompt's entry",
            "user_id, prompt_id, amount, ended_at\n        HAVING",
            "user_id, amount, ended_at\n        HAVING",
        ),
        Mutant(
            "an entry at another time", "amount, ended_at\n        HAVING", "amount\n        HAVING"
        ),
        Mutant("an entry of another order", "GROUP BY order_id, user_id", "GROUP BY user_id"),
        Mutant("orders that are not settled", "WHERE status = 'settled'\n", "WHERE status <> ''\n"),
        Mutant("one of two is enough", "HAVING COUNT(*) <> 2 OR", "HAVING"),
        Mutant("two of the same side", " OR SUM(is_entry) <> 1", ""),
        Mutant(
            "an end of what is held", "(status = 'held' AND ended_at IS NULL", "(status = 'held'"
        ),
        Mutant(
            "a reason of what is held", "ended_at IS NULL AND error_code = '')", "ended_at IS NULL)"
        ),
        Mutant(
            "a settled order without an end",
            "(status = 'settled' AND ended_at IS NOT NULL",
            "(status = 'settled'",
        ),
        Mutant(
            "a reason of what is settled",
            "(status = 'settled' AND ended_at IS NOT NULL AND error_code = '')",
            "(status = 'settled' AND ended_at IS NOT NULL)",
        ),
        Mutant(
            "a release without an end",
            "(status = 'released' AND ended_at IS NOT NULL",
            "(status = 'released'",
        ),
        Mutant("a release without a reason", " AND error_code <> ''", ""),
        Mutant(
            "an unknown status",
            "(status = 'released' AND",
            "(status NOT IN ('held', 'settled') AND",
        ),
        Mutant(
            "started before it was placed",
            "(started_at IS NULL OR started_at >= created_at)\n        AND ",
            "",
        ),
        Mutant(
            "made before it was started",
            "(generating_at IS NULL OR generating_at >= started_at)",
            "TRUE",
        ),
        Mutant(
            "made without a start",
            "generating_at >= started_at)",
            "generating_at >= COALESCE(started_at, created_at))",
        ),
        Mutant(
            "saved before it was made", "(saving_at IS NULL OR saving_at >= generating_at)", "TRUE"
        ),
        Mutant(
            "saved without being made",
            "saving_at >= generating_at)",
            "saving_at >= COALESCE(generating_at, started_at))",
        ),
        Mutant(
            "ended before it was saved",
            "COALESCE(saving_at, generating_at,",
            "COALESCE(generating_at,",
        ),
        Mutant(
            "ended before it was made", "COALESCE(saving_at, generating_at,", "COALESCE(saving_at,"
        ),
        Mutant(
            "ended before it was started",
            "generating_at, started_at, created_at))",
            "generating_at, created_at))",
        ),
        Mutant(
            "ended before it was placed",
            "generating_at, started_at, created_at))",
            "generating_at, started_at, 0))",
        ),
        Mutant(
            "settled without being saved",
            "\n        AND (status <> 'settled' OR saving_at IS NOT NULL)",
            "",
        ),
        Mutant(
            "a start without an owner", "owner <> '' OR started_at", "owner IS NULL OR started_at"
        ),
        Mutant("an owner without a name", "owner <> '' OR", "owner IS NOT NULL OR"),
        Mutant(
            "an early order that is held by nobody",
            "(status <> 'held' AND placed_by = '')",
            "placed_by = ''",
        ),
        Mutant(
            "a late order of nobody", "(status <> 'held' AND placed_by = '')", "status <> 'held'"
        ),
        Mutant("a cost below nought", 'f"cost >= 1 AND seed', 'f"seed'),
        Mutant("a seed below nought", " AND seed >= 0", ""),
        Mutant("a lease below nought", " AND lease >= 0", ""),
        Mutant("half a cost", "whole('cost', 'seed'", "whole('seed'"),
        Mutant("half a seed", "'seed', 'lease', 'created_at'", "'lease', 'created_at'"),
        Mutant("half a lease", "'lease', 'created_at'", "'created_at'"),
        Mutant("half an instant of placing", ", 'created_at')", ")"),
        Mutant("half an instant of a step", "split(', ')[1:]", "split(', ')[4:]"),
        Mutant("half an instant of ending", "split(', ')[1:]", "split(', ')[1:4]"),
        Mutant("half a strength", "whole_or_none('strength', *_COUNTS)", "whole_or_none(*_COUNTS)"),
        Mutant("half a price", "whole_or_none('strength', *_COUNTS)", "whole_or_none('strength')"),
        Mutant("a price below nought", "{name} >= 0)' for name", "{name} >= -9)' for name"),
        Mutant(
            "a picture's price in any money",
            "picture_currency IN {(USD, CNY)}",
            "picture_currency IS NOT NULL",
        ),
        Mutant(
            "a rewriting's price in any money",
            "enhance_currency IN {(USD, CNY)}",
            "enhance_currency IS NOT NULL",
        ),
        Mutant("a strength of no reference", "(reference IS NOT NULL AND strength", "(strength"),
        Mutant("no strength at all", "strength BETWEEN 1 AND", "strength BETWEEN 0 AND"),
        Mutant("more than all strength", "AND {MAX_STRENGTH}))", "AND 1000))"),
        Mutant("no quality", '        " AND quality IS NOT NULL",\n', ""),
        Mutant(
            "for members, perhaps", "yes_or_no('prompt_members_only', 'batch'", "yes_or_no('batch'"
        ),
        Mutant("in a batch, perhaps", "'batch', 'enhance'", "'enhance'"),
        Mutant("rewritten, perhaps", "'batch', 'enhance'", "'batch'"),
        Mutant(
            "a key twice",
            "GROUP BY user_id, key HAVING COUNT(*) > 1",
            "GROUP BY user_id, key HAVING 1 = 0",
        ),
        Mutant("an id twice", "GROUP BY id HAVING COUNT(*) > 1", "GROUP BY id HAVING 1 = 0"),
        Mutant("a version's price is not compared", " AND v.cost = g.cost", ""),
        Mutant("a version's text is not compared", " AND v.text = g.prompt_text", ""),
        Mutant("another prompt's version", "(v.prompt_id = g.prompt_id AND ", "("),
        Mutant("a version that is not there", "g LEFT JOIN promptversion", "g JOIN promptversion"),
        Mutant("an order of nobody", "WHERE u.id IS NULL OR p.id IS NULL", "WHERE p.id IS NULL"),
        Mutant("an order of no prompt", "WHERE u.id IS NULL OR p.id IS NULL", "WHERE u.id IS NULL"),
        Mutant("anybody's upload", "r.user_id = g.user_id AND ", ""),
        Mutant(
            "any upload", "r.user_id = g.user_id AND r.name = g.reference", "r.user_id = g.user_id"
        ),
    ),
)
