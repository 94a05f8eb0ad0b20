"""Mistakes in the audit: a rule that looks away, and a report that hides what it saw."""

from soak.mutants.table import Mutant, Table

AUDIT = Table(
    "core/audit.py",
    ("ledger/test_audit", "pictures/test_audit_files", "ledger/test_audit_entries"),
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
        Mutant(
            "a table is right as soon as it is known",
            "if right_tables[table]:",
            "if table in right_tables:",
        ),
        Mutant("files are never looked at", "if images is None:", "if True:"),
        Mutant(
            "the command looks at no files",
            'ImageStore(folder, secret=b"") if options.files else None',
            "None",
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

CLAIMS = Table(
    "core/claims.py",
    ("ledger/test_audit_entries", "orders/test_audit_orders", "ledger/test_audit"),
    (
        Mutant(
            "what is neither true nor false holds",
            "WHERE ({claim.holds}) IS NOT TRUE",
            "WHERE NOT ({claim.holds})",
        ),
        Mutant(
            "a row without an answer is right",
            "WHERE ({together}) IS NOT TRUE",
            "WHERE NOT ({together})",
        ),
        Mutant("one claim of all is enough", 'together = " AND "', 'together = " OR "'),
        Mutant(
            "half a number is whole",
            'f"{column} = CAST({column} AS BIGINT)"',
            'f"{column} = {column}"',
        ),
        Mutant("nothing is no number", "{column} IS NULL OR {whole(column)}", "{whole(column)}"),
        Mutant("anything is true", "{column} = TRUE OR", "{column} <> FALSE OR"),
    ),
)
