"""Mistakes in the audit: a rule that looks away, and a report that hides what it saw."""

from soak.mutants.table import Mutant, Table

AUDIT = Table(
    "core/audit.py",
    (
        *("ledger/test_audit", "auditing/test_checking", "pictures/test_audit_files"),
        *("ledger/test_audit_entries", "ledger/test_audit_since"),
    ),
    (
        Mutant(
            "a narrowed audit's tables are missed",
            "if since is not None:  # short",
            "if False:  # short",
        ),
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
        Mutant("files are never looked at", "if images is None:", "if True:"),
        Mutant(
            "wrong books leave a checkpoint",
            "if report.clean and now is not None:",
            "if now is not None:",
        ),
        Mutant(
            "one reader for everything",
            "progress, beside=beside)\n            if",
            "progress)\n            if",
        ),
        Mutant(
            "everything without a checkpoint",
            "if since_last and since is None:",
            "if False:",
        ),
        Mutant(
            "the command looks at no files",
            'ImageStore(open_store(found.settings), secret=b"") if files else None',
            "None",
        ),
    ),
)

CHECKING = Table(
    "core/auditing/checking.py",
    ("auditing/test_checking", "ledger/test_audit", "ledger/test_audit_entries"),
    (
        Mutant("one bad row is none", "        broken += 1\n", "        broken = len(rows)\n"),
        Mutant("all rows are named", "if len(rows) < MAX_ROWS", "if True"),
        Mutant(
            "a table is right unasked",
            "are_right = hold_in_all_rows(session, list(rules.values()))",
            "are_right = len(rules) > 1",
        ),
        Mutant("there is one reader", "if beside is None:", "if True:"),
        Mutant("the other's failure is lost", "        helped.result()\n", ""),
        Mutant("who has left is answered", "            check.stop()\n", "            pass\n"),
        Mutant(
            "all is checked for an audit that has failed",
            "            self.stop()\n            raise\n",
            "            raise\n",
        ),
        Mutant("what the other one checks is never told", "    check.tell(rules)\n", ""),
        Mutant("rules are told twice", "                del self._untold[rule]\n", ""),
        Mutant(
            "both readers begin at one end",
            "_until_empty(self._waiting.popleft)",
            "_until_empty(self._waiting.pop)",
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
    "core/tables/claims.py",
    (
        *("auditing/test_checking", "ledger/test_audit_entries", "orders/test_audit_orders"),
        "ledger/test_audit",
    ),
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
            "what is no claim about rows holds with those that are",
            " or len(each) < len(claims):",
            ":",
        ),
        Mutant("one table stands for two", "if len(tables) != 1 or", "if not tables or"),
        Mutant(
            "half a number is whole",
            'f"{column} = CAST({column} AS BIGINT)"',
            'f"{column} = {column}"',
        ),
        Mutant("nothing is no number", "{column} IS NULL OR {whole(column)}", "{whole(column)}"),
        Mutant("anything is true", "{column} = TRUE OR", "{column} <> FALSE OR"),
    ),
)

CHECKPOINTS = Table(
    "core/ledger/checkpoints.py",
    ("ledger/test_audit_since",),
    (
        Mutant(
            "anybody may sign",
            "if not hmac.compare_digest(signature, _signature(said, secret)):",
            "if not signature:",
        ),
        Mutant("open orders are forgotten", "WHERE status = 'held'", "WHERE status = 'none'"),
        Mutant(
            "everybody's last number",
            "AND o.number = (SELECT MAX(number) FROM orderdigest WHERE user_id = u.id)",
            "AND o.number = (SELECT MAX(number) FROM orderdigest)",
        ),
    ),
)

SINCE = Table(
    "core/ledger/since.py",
    ("ledger/test_audit_since",),
    (
        Mutant("marks are not compared", "(e.digest = a.entry AND ", "(e.digest <> '' AND "),
        Mutant(
            "the last balance is not compared",
            " AND t.balance_after = a.balance)",
            ")",
        ),
        Mutant("the last order is not compared", "(o.digest = a.last_order)", "(o.digest <> '')"),
        Mutant("a person may go", "WHERE u.id IS NULL\n      OR", "WHERE"),
        Mutant("rows are not counted", "WHERE found <> kept", "WHERE found < 0"),
        Mutant("later entries are not found", 'AND t.seq > a.seq"""', 'AND t.seq < 0"""'),
        Mutant(
            "orders that were open don't end",
            "INSERT INTO later_order SELECT id FROM audited_open\n        UNION SELECT id",
            "INSERT INTO later_order SELECT id",
        ),
        Mutant("new people are nobody", "    session.execute(text(_STRANGERS))\n", ""),
        Mutant("each chain begins anew", "person.digest or FIRST", "FIRST"),
        Mutant(
            "later rows need no digest",
            "    yield from chain_rules.without_digest(kind, session, among=_LATER_IDS[kind])\n",
            "",
        ),
        Mutant(
            "balances from before count",
            "t.balance_after - COALESCE(a.balance, 0) AS balance_after",
            "t.balance_after AS balance_after",
        ),
        Mutant(
            "numbers from before count",
            "t.seq - COALESCE(a.seq, 0) AS seq",
            "t.seq AS seq",
        ),
    ),
)
