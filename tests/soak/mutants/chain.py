"""Mistakes in the chains: digests that prove nothing, or say that right books are wrong."""

from soak.mutants.table import Mutant, Table

CHAIN = Table(
    "core/chain.py",
    (
        "test_chain",
        "ledger/test_chain_of_books",
        "ledger/test_fingerprints",
        "ledger/test_audit_chain",
    ),
    (
        Mutant("rows stand alone", "\\n{before}\\n", "\\n{FIRST}\\n"),
        Mutant("kinds are one", "{kind.value}\\n", "kind\\n"),
        Mutant("values are only joined", "_encode(list(values))", "str(list(values))"),
        Mutant("another form", "v1\\n{kind", "v2\\n{kind"),
        Mutant("escaped letters", "ensure_ascii=False", "ensure_ascii=True"),
        Mutant(
            "an amount is not chained",
            '"status", "amount", "balance_after"',
            '"status", "balance_after"',
        ),
        Mutant(
            "a wish is not chained", '"prompt_members_only", "wish", ', '"prompt_members_only", '
        ),
        Mutant("an added column is not chained", "            names += added\n", ""),
        Mutant(
            "old rows have what was added", "if any(of(name) != before", "if True or any(before"
        ),
        Mutant("all of what was added is needed", "if any(of(name)", "if all(of(name)"),
        Mutant(
            "a later group forgets the one before",
            "        added += group",
            "        added = [*group]",
        ),
        Mutant("what changes is chained", '"enhance", "cost", ', '"enhance", "cost", "lease", '),
    ),
)

CHAINED = Table(
    "core/ledger/chained.py",
    ("ledger/test_chain_of_books", "ledger/test_ledger", "ledger/test_adjustments"),
    (
        Mutant(
            "an entry without its digest",
            '    db.execute(_ADD_ENTRY_DIGEST, {"user_id"',
            '    dict(**{"user_id"',
        ),
        Mutant("each entry is the first", "(last.digest if last else None) or FIRST", "FIRST"),
        Mutant(
            "each order is the first",
            "(last.number, last.digest) if last else (0, FIRST)",
            "(last.number if last else 0, FIRST)",
        ),
        Mutant(
            "orders are chained to the one before the click",
            "        before = digest(Chained.ORDER, before, values)\n        rows",
            "        last_digest = digest(Chained.ORDER, before, values)\n        rows",
        ),
        Mutant("numbers skip", "last.seq + 1 if last else 1", "last.seq + 2 if last else 1"),
        Mutant(
            "numbers of everybody",
            '    .where(ENTRIES.c.user_id == bindparam("person"))\n',
            "    .where(ENTRIES.c.user_id == ENTRIES.c.user_id)\n",
        ),
        Mutant(
            "orders of everybody",
            '    .where(ORDER_DIGESTS.c.user_id == bindparam("person"))\n',
            "    .where(ORDER_DIGESTS.c.user_id == ORDER_DIGESTS.c.user_id)\n",
        ),
        Mutant(
            "the first entry is the last",
            ".order_by(ENTRIES.c.seq.desc())",
            ".order_by(ENTRIES.c.seq)",
        ),
        Mutant(
            "the first order is the last",
            ".order_by(ORDER_DIGESTS.c.number.desc())",
            ".order_by(ORDER_DIGESTS.c.number)",
        ),
        Mutant(
            "the balance before is written",
            '"balance_after": balance_after,',
            '"balance_after": balance_after - amount,',
        ),
        Mutant("nobody adjusted", '"actor": actor,', '"actor": "",'),
    ),
)

RULES = Table(
    "core/ledger/chain_rules.py",
    ("ledger/test_fingerprints", "ledger/test_audit_chain", "ledger/test_chain_of_books"),
    (
        Mutant(
            "changed rows are right",
            "elif digest_of(kind, before, str(array)) != kept",
            "elif False",
        ),
        Mutant(
            "what the database says otherwise is changed",
            "            digest(kind, before, values_of(kind, row.__getitem__)) != kept\n",
            "            True\n",
        ),
        Mutant(
            "what the database can't say is right",
            "    except (TypeError, ValueError):  # not of its column's type\n        return True",
            "    except (TypeError, ValueError):\n        return False",
        ),
        Mutant(
            "a BLOB is said",
            "case((is_blob, None), else_=",
            "case((is_blob != is_blob, None), else_=",
        ),
        Mutant("truth is a number", "    if not isinstance(of.type, Boolean):", "    if True:"),
        Mutant(
            "missing rows are right",
            "if row_id is None:",
            "if False:",
        ),
        Mutant("a gap in the chain is none", "if at != last + 1:", "if False:"),
        Mutant(
            "chains run on into the next",
            "        if of != whose:\n",
            "        if whose is None:\n",
        ),
        Mutant(
            "one change makes all after it wrong",
            "last, before = at, kept",
            "last, before = at, digest_of(kind, before, str(array))",
        ),
        Mutant(
            "missing digests are right",
            "    yield from without_digest(kind, session)\n",
            "",
        ),
        Mutant("rows are not compared", "    yield from misfits(kind, session)\n", ""),
    ),
)

FINGERPRINTS = Table(
    "core/ledger/fingerprints.py",
    ("ledger/test_fingerprints", "pages/test_page_fingerprints"),
    (
        Mutant(
            "every fingerprint fits",
            "return Verdict.UNCHANGED if last == kept.digest else Verdict.CHANGED",
            "return Verdict.UNCHANGED",
        ),
        Mutant(
            "the chain's own digests are believed",
            "last, seq = digest(Chained.ENTRY, last, values), values.seq",
            "last, seq = digest(Chained.ENTRY, FIRST, values), values.seq",
        ),
        Mutant(
            "later entries count",
            ', ENTRIES.c.seq <= bindparam("last"))',
            ', ENTRIES.c.seq <= bindparam("last") + 99)',
        ),
        Mutant("fewer entries fit", "if seq < kept.seq:", "if False:"),
        Mutant(
            "a stranger's fingerprint fits", "return Verdict.NOBODY", "return Verdict.UNCHANGED"
        ),
        Mutant(
            "the id is shown", "return sha256(person_id.encode()).hexdigest()", "return person_id"
        ),
        Mutant("a changed file is whole", "!= end:", "== '':"),
        Mutant("an empty file has another end", "all:{len(told)}:", "all:{len(told) + 1}:"),
        Mutant(
            "any line is one",
            "        elif line:\n            raise InvalidRequest",
            "        elif False:\n            raise InvalidRequest",
        ),
        Mutant("nothing is fingerprints", "    if not found:\n", "    if False:\n"),
        Mutant(
            "endless text is read",
            "if len(text) > MAX_LENGTH:",
            "if False:",
            survives="Its first line is no fingerprint either; the limit spares the reading.",
        ),
    ),
)

MIGRATION = Table(
    "core/migrations/versions/0009_chain_the_books.py",
    ("test_upgrades", "test_migrations", "ledger/test_replace"),
    (
        Mutant(
            "an order's digest is replaced under another number",
            "order_id = NEW.order_id OR (user_id = NEW.user_id AND number = NEW.number)",
            "user_id = NEW.user_id AND number = NEW.number",
        ),
        Mutant("truth is a number", "sa.Boolean() if name in BOOLEANS else None", "None"),
        Mutant(
            "digests can be changed",
            "        make_append_only(table, identity, 'digests are append-only')\n",
            "        pass\n",
        ),
        Mutant("an entry can be replaced", "'id = NEW.id OR generation_id", "'generation_id"),
        Mutant("an order's entry can be replaced", "OR generation_id = NEW.generation_id '", "'"),
        Mutant("a number can be replaced", "(seq = NEW.seq OR key = NEW.key)", "(key = NEW.key)"),
        Mutant("a key can be replaced", "(seq = NEW.seq OR key = NEW.key)", "(seq = NEW.seq)"),
        Mutant("the last digests are lost", "    if written:\n", "    if False:\n"),
        Mutant(
            "each row is the first",
            "before = digest(kind, before, (row",
            "before = digest(kind, FIRST, (row",
        ),
        Mutant(
            "orders in any order",
            "('user_id', 'created_at', 'id'),",
            "('user_id', 'id'),",
            survives="Any order makes a chain that proves itself; that of time reads best.",
        ),
        Mutant("an index is lost", "    'recent': 'created_at id amount',\n", ""),
        Mutant(
            "an adjustment without a name",
            "(type = 'adjustment') = (actor <> '')",
            "(type = 'adjustment') >= (actor <> '')",
        ),
        Mutant(
            "rows get other numbers",
            'SELECT {old} FROM "transaction" ORDER BY id',
            'SELECT {old} FROM "transaction" ORDER BY id DESC',
            survives="Each row brings its id along.",
        ),
    ),
)
