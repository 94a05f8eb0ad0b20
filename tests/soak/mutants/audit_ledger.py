"""Mistakes in what the audit claims of people's tokens and entries."""

from __future__ import annotations

from soak.mutants.table import Mutant, Table

ENTRIES = Table(
    "core/ledger/audit_rules.py",
    ("ledger/test_audit_entries", "ledger/test_audit"),
    (
        Mutant(
            "entries of nobody",
            "WHERE u.id IS NULL GROUP BY t.user_id",
            "WHERE 1 = 0 GROUP BY t.user_id",
        ),
        Mutant(
            "people without entries",
            "LEFT JOIN\n          (SELECT user_id, SUM(amount)",
            "JOIN\n          (SELECT user_id, SUM(amount)",
        ),
        Mutant(
            "people without orders",
            "LEFT JOIN\n          (SELECT user_id, SUM(cost)",
            "JOIN\n          (SELECT user_id, SUM(cost)",
        ),
        Mutant(
            "a balance too high only",
            "(u.balance = COALESCE(t.total, 0))",
            "(u.balance <= COALESCE(t.total, 0))",
        ),
        Mutant(
            "a balance too low only",
            "(u.balance = COALESCE(t.total, 0))",
            "(u.balance >= COALESCE(t.total, 0))",
        ),
        Mutant(
            "no balance is right",
            "(u.balance = COALESCE(t.total, 0)) IS NOT TRUE",
            "u.balance <> COALESCE(t.total, 0)",
        ),
        Mutant(
            "too much held only",
            "(u.held = COALESCE(g.total, 0))",
            "(u.held <= COALESCE(g.total, 0))",
        ),
        Mutant(
            "too little held only",
            "(u.held = COALESCE(g.total, 0))",
            "(u.held >= COALESCE(g.total, 0))",
        ),
        Mutant(
            "no hold is right",
            "(u.held = COALESCE(g.total, 0)) IS NOT TRUE",
            "u.held <> COALESCE(g.total, 0)",
        ),
        Mutant(
            "every order counts as held",
            "FROM generation WHERE status = 'held'",
            "FROM generation WHERE status <> ''",
        ),
        Mutant("a negative hold", '"held >= 0 AND held <= balance"', '"held <= balance"'),
        Mutant("held above the balance", " AND held <= balance", ""),
        Mutant(
            "a running balance too low only",
            "(t.balance_after = t.amount",
            "(t.balance_after <= t.amount",
        ),
        Mutant(
            "a running balance too high only",
            "(t.balance_after = t.amount",
            "(t.balance_after >= t.amount",
        ),
        Mutant(
            "no running balance is right",
            "COALESCE(b.balance_after, 0)) IS NOT TRUE",
            "COALESCE(b.balance_after, 0)) IS FALSE",
        ),
        Mutant(
            "everybody's entry is the one before", "ON b.user_id = t.user_id AND b.seq", "ON b.seq"
        ),
        Mutant("a sum in the order of writing", "b.seq = t.seq - 1", "b.id = t.id - 1"),
        Mutant(
            "the first entry has none before", 'LEFT JOIN "transaction" b', 'JOIN "transaction" b'
        ),
        Mutant("the first number", "(MIN(seq) = 1 AND MAX(seq)", "(MAX(seq)"),
        Mutant("the last number", "AND MAX(seq) = COUNT(*) AND", "AND"),
        Mutant("a number twice", " AND COUNT(DISTINCT seq) = COUNT(*)", ""),
        Mutant(
            "an opening of any kind", "t.type = 'grant' AND t.key = 'opening'", "t.key = 'opening'"
        ),
        Mutant("an opening of any key", " AND t.key = 'opening'", ""),
        Mutant("an opening at any place", " AND t.seq = 1 AND", " AND"),
        Mutant(
            "an opening at any time",
            "WHERE (t.created_at = u.created_at)",
            "WHERE (t.created_at = t.created_at)",
        ),
        Mutant("a grant that takes", "(type = 'grant' AND amount > 0 AND", "(type = 'grant' AND"),
        Mutant("a grant without a key", "amount > 0 AND key <> ''", "amount > 0"),
        Mutant("a grant for an order", " AND generation_id IS NULL\n", "\n"),
        Mutant("a grant for a prompt", "AND prompt_id IS NULL AND actor = ''", "AND actor = ''"),
        Mutant("a grant by somebody", "prompt_id IS NULL AND actor = ''", "prompt_id IS NULL"),
        Mutant(
            "a grant with a reason",
            "AND prompt_id IS NULL AND actor = '' AND reason = '')",
            "AND prompt_id IS NULL AND actor = '')",
        ),
        Mutant("a spending by somebody", "\n            AND actor = ''", "\n            AND 1 = 1"),
        Mutant("an adjustment without a key", "'adjustment' AND key <> ''", "'adjustment'"),
        Mutant("an adjustment for an order", "AND generation_id IS NULL AND prompt", "AND prompt"),
        Mutant("an adjustment by nobody", "AND actor <> '' AND", "AND"),
        Mutant("an adjustment for no reason", " AND reason <> '')", ")"),
        Mutant(
            "a spending that gives", "'token_consumption' AND amount < 0", "'token_consumption'"
        ),
        Mutant("a spending of any key", " AND key = generation_id", " AND generation_id <> ''"),
        Mutant("a spending without an order", " AND key = generation_id", ""),
        Mutant("an unknown type", "(type = 'token_consumption' AND", "(type <> 'grant' AND"),
        Mutant("an entry of nothing", "amount <> 0 AND balance_after", "balance_after"),
        Mutant("a debt", " AND balance_after >= 0", ""),
        Mutant("a pending entry", " AND status = 'completed'", ""),
        Mutant("half an amount", "'amount', 'balance_after', 'seq'", "'balance_after', 'seq'"),
        Mutant("half a running balance", "'amount', 'balance_after', 'seq'", "'amount', 'seq'"),
        Mutant("half a number", "'seq', 'created_at'", "'created_at'"),
        Mutant("half an instant", "'seq', 'created_at'", "'seq'"),
        Mutant(
            "a key twice",
            "GROUP BY user_id, key HAVING COUNT(*) > 1",
            "GROUP BY user_id, key HAVING 1 = 0",
        ),
        Mutant("an id twice", "GROUP BY id HAVING COUNT(*) > 1", "GROUP BY id HAVING 1 = 0"),
    ),
)
