"""Mistakes in the audit: a rule that looks away, and a report that hides what it saw."""

from soak.mutants.table import Mutant, Table

AUDIT = Table(
    "core/audit.py",
    ("ledger/test_audit", "ledger/test_ledger"),
    (
        Mutant(
            "no snapshot", "with database.snapshot() as session", "with database.read() as session"
        ),
        Mutant("one bad row is none", "        broken += 1\n", "        broken = len(rows)\n"),
        Mutant("all rows are named", "if len(rows) < MAX_ROWS", "if True"),
        Mutant(
            "the report hides its rows",
            '        yield from (f"     {row}" for row in finding.rows)\n',
            "",
        ),
        Mutant("wrong books exit with 0", "return 0 if report.clean else 1", "return 0"),
        Mutant(
            "only the first rule counts",
            "any(finding.broken for finding in self.findings)",
            "self.findings[0].broken",
        ),
    ),
)

BOOKS = Table(
    "core/books.py",
    ("ledger/test_audit", "test_backup"),
    (
        Mutant("missing books are made", 'not Path(url.database or "").is_file()', "False"),
        Mutant(
            "a password is masked where it is needed",
            "return Database(self.settings.database)",
            "return Database(self.address)",
        ),
        Mutant(
            "the password is told",
            "make_url(found.database).render_as_string()",
            "make_url(found.database).render_as_string(hide_password=False)",
        ),
        Mutant(
            "bad settings are books",
            "    say([str(why)])\n    return 1",
            "    say([str(why)])\n    return 0",
        ),
        Mutant("a full disk is a bad database", 'error.reason == "files"', "False"),
    ),
)

ENTRIES = Table(
    "core/ledger/audit_rules.py",
    ("ledger/test_audit", "ledger/test_ledger"),
    (
        Mutant(
            "entries of nobody",
            "WHERE u.id IS NULL GROUP BY t.user_id",
            "WHERE 1 = 0 GROUP BY t.user_id",
        ),
        Mutant(
            "orders of nobody",
            "WHERE u.id IS NULL GROUP BY g.user_id",
            "WHERE 1 = 0 GROUP BY g.user_id",
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
            "u.balance <> COALESCE(t.total, 0)",
            "u.balance > COALESCE(t.total, 0)",
        ),
        Mutant(
            "a balance too low only",
            "u.balance <> COALESCE(t.total, 0)",
            "u.balance < COALESCE(t.total, 0)",
        ),
        Mutant(
            "too much held only", "u.held <> COALESCE(g.total, 0)", "u.held > COALESCE(g.total, 0)"
        ),
        Mutant(
            "too little held only",
            "u.held <> COALESCE(g.total, 0)",
            "u.held < COALESCE(g.total, 0)",
        ),
        Mutant(
            "every order counts as held",
            "FROM generation WHERE status = 'held'",
            "FROM generation WHERE status <> ''",
        ),
        Mutant(
            "a debt",
            "WHERE balance < 0 OR held",
            "WHERE held",
            survives="below a balance under nought, held is under nought too or above the balance",
        ),
        Mutant("a negative hold", "OR held < 0 OR", "OR"),
        Mutant("held above the balance", " OR held > balance", ""),
        Mutant(
            "a running balance too low only", "balance_after <> running", "balance_after > running"
        ),
        Mutant(
            "a running balance too high only", "balance_after <> running", "balance_after < running"
        ),
        Mutant("everybody's running sum", "PARTITION BY user_id ORDER BY seq", "ORDER BY seq"),
        Mutant(
            "a running sum in the order of writing",
            "BY user_id ORDER BY seq",
            "BY user_id ORDER BY id",
        ),
        Mutant("the first number", "MIN(seq) <> 1 OR", ""),
        Mutant("the last number", "OR MAX(seq) <> COUNT(*)", ""),
        Mutant("a number twice", " OR COUNT(DISTINCT seq) <> COUNT(*)", ""),
        Mutant(
            "an opening of any kind",
            " AND t.type = 'grant' AND t.key = 'opening'",
            " AND t.key = 'opening'",
        ),
        Mutant("an opening of any key", " AND t.key = 'opening'", ""),
        Mutant("an opening at any place", " AND t.seq = 1 AND", " AND"),
        Mutant(
            "spending without an order", "(t.type = 'token_consumption' AND g.id IS NULL)", "1 = 0"
        ),
        Mutant(
            "a grant that takes",
            "(t.amount <= 0 OR t.generation_id IS NOT NULL)",
            "(t.generation_id IS NOT NULL)",
        ),
        Mutant(
            "a grant for an order",
            "(t.amount <= 0 OR t.generation_id IS NOT NULL)",
            "(t.amount <= 0)",
        ),
        Mutant("an unknown type", "OR t.type NOT IN ('token_consumption', 'grant')", ""),
        Mutant("an entry of nothing", "WHERE amount = 0 OR amount", "WHERE amount"),
        Mutant("half a token", "OR amount <> CAST(amount AS BIGINT) OR", "OR"),
        Mutant("a pending entry", " OR status <> 'completed'", ""),
        Mutant("a negative running balance", "OR balance_after < 0", ""),
    ),
)

ORDERS = Table(
    "core/orders/audit_rules.py",
    ("ledger/test_audit", "ledger/test_ledger"),
    (
        Mutant(
            "settled without an entry",
            "(g.status = 'settled') <> (t.id IS NOT NULL)",
            "(g.status <> 'settled' AND t.id IS NOT NULL)",
        ),
        Mutant(
            "an entry without settling",
            "(g.status = 'settled') <> (t.id IS NOT NULL)",
            "(g.status = 'settled' AND t.id IS NULL)",
        ),
        Mutant("a second entry", " OR d.entries > 1", ""),
        Mutant("another amount", "OR t.amount <> -g.cost OR", "OR"),
        Mutant("another person's entry", " OR t.user_id <> g.user_id", ""),
        Mutant("an order's entry of another type", " OR t.type <> 'token_consumption'\n", "\n"),
        Mutant("an entry's prompt", "COALESCE(t.prompt_id, '') <> g.prompt_id", "1 = 0"),
        Mutant(
            "a missing prompt",
            "COALESCE(t.prompt_id, '') <> g.prompt_id",
            "t.prompt_id <> g.prompt_id",
        ),
        Mutant("a picture too few", "HAVING COUNT(i.id) <> CASE", "HAVING COUNT(i.id) > CASE"),
        Mutant("a picture too many", "HAVING COUNT(i.id) <> CASE", "HAVING COUNT(i.id) < CASE"),
        Mutant("a picture of nobody's order", 'WHERE g.id IS NULL"""', 'WHERE 1 = 0"""'),
        Mutant(
            "an end without a time",
            "(status = 'held') <> (ended_at IS NULL)",
            "(status = 'held' AND ended_at IS NOT NULL)",
        ),
        Mutant(
            "a time without an end",
            "(status = 'held') <> (ended_at IS NULL)",
            "(status <> 'held' AND ended_at IS NULL)",
        ),
        Mutant(
            "a release without a reason",
            "(status = 'released') <> (error_code <> '')",
            "(status <> 'released' AND error_code <> '')",
        ),
        Mutant(
            "a reason without a release",
            "(status = 'released') <> (error_code <> '')",
            "(status = 'released' AND error_code = '')",
        ),
        Mutant("a version's price is not compared", "OR v.cost <> g.cost ", ""),
        Mutant(
            "a version's text is not compared",
            "           OR v.cost <> g.cost OR v.text <> g.prompt_text)",
            "           OR v.cost <> g.cost)",
        ),
        Mutant("another prompt's version", " OR v.prompt_id <> g.prompt_id\n", "\n"),
        Mutant("a version that is not there", "(v.id IS NULL OR v.prompt_id", "(v.prompt_id"),
    ),
)

LIBRARY = Table(
    "core/library/audit_rules.py",
    ("ledger/test_audit",),
    (
        Mutant("prompts without versions", "v.versions IS NULL OR ", ""),
        Mutant("versions with a gap", " OR v.versions <> v.last", ""),
        Mutant("prompts of which none is live", " OR d.decisions IS NULL", ""),
        Mutant(
            "a decision for another's version", " AND v.prompt_id = d.prompt_id GROUP", " GROUP"
        ),
    ),
)
