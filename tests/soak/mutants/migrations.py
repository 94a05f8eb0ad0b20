"""Mistakes in the migrations: books that open half, or without what protects them."""

from soak.mutants.table import Mutant, Table

_SUITES = ("test_migrations", "test_database", "ledger/test_ledger")

START = Table(
    "core/migrations/__init__.py",
    (*_SUITES, "test_restore"),
    (
        Mutant(
            "no foreign keys afterwards",
            '        if database.is_sqlite:\n            driver.execute("PRAGMA foreign_keys=ON")',
            '        if False:\n            driver.execute("PRAGMA foreign_keys=ON")',
        ),
        Mutant(
            "no foreign keys after a failure",
            "    try:\n        yield\n    finally:\n        if database.is_sqlite:\n            driver",
            "    yield\n    if True:\n        if database.is_sqlite:\n            driver",
        ),
        Mutant(
            "foreign keys during a swap of tables",
            "PRAGMA foreign_keys=OFF",
            "PRAGMA foreign_keys=ON",
        ),
        Mutant(
            "starts don't queue", "execution_options(write=True)", "execution_options(write=False)"
        ),
        Mutant(
            "PostgreSQL's starts don't queue", "            database.wait_for_others(writing)\n", ""
        ),
        Mutant(
            "one migration only",
            '        command.upgrade(config, "head")\n\n\ndef _is_todays',
            '        command.upgrade(config, "+1")\n\n\ndef _is_todays',
        ),
        Mutant(
            "the first schema",
            '        command.upgrade(config, "head")\n\n\ndef _is_todays',
            '        command.upgrade(config, "0001")\n\n\ndef _is_todays',
        ),
        Mutant(
            "a dump of an older app stays old",
            '        yield connection\n        command.upgrade(config, "head")\n',
            "        yield connection\n",
        ),
        Mutant(
            "an older dump meets today's tables",
            "command.upgrade(config, revision)",
            'command.upgrade(config, "head")',
        ),
    ),
)

ENVIRONMENT = Table(
    "core/migrations/env.py",
    _SUITES,
    (
        Mutant(
            "half a migration stays",
            "transactional_ddl=True",
            "transactional_ddl=False",
            survives="`migrate` has begun the transaction, so Alembic begins none either way",
        ),
        Mutant("nothing runs", "context.run_migrations()", "pass"),
    ),
)

FIRST = Table(
    "core/migrations/versions/0001_create_the_five_tables.py",
    _SUITES,
    (
        Mutant(
            "PostgreSQL's entries can be changed", "BEFORE UPDATE OR DELETE ON", "BEFORE DELETE ON"
        ),
        Mutant(
            "PostgreSQL's entries can be deleted", "BEFORE UPDATE OR DELETE ON", "BEFORE UPDATE ON"
        ),
        Mutant(
            "PostgreSQL's entries can be truncated",
            "BEFORE TRUNCATE ON",
            "AFTER TRUNCATE ON",
            survives="a trigger after the statement refuses it as well",
        ),
        Mutant(
            "a change is only noted",
            "BEGIN RAISE EXCEPTION 'ledger entries are append-only'; END",
            "BEGIN RETURN COALESCE(NEW, OLD); END",
        ),
        Mutant(
            "held above the balance",
            "'held BETWEEN 0 AND balance'",
            "'held BETWEEN 0 AND 9007199254740991'",
        ),
        Mutant(
            "32-bit balances",
            "sa.Column('balance', sa.BigInteger()",
            "sa.Column('balance', sa.Integer()",
        ),
        Mutant(
            "one key, two orders",
            "sa.UniqueConstraint('user_id', 'key', name=op.f('uq_generation_user_id_key'))",
            "sa.UniqueConstraint('id', 'user_id', 'key', name=op.f('uq_generation_user_id_key'))",
        ),
        Mutant(
            "one order, two pictures",
            "sa.UniqueConstraint('generation_id', name=op.f('uq_generatedimage_generation_id'))",
            "sa.UniqueConstraint('id', 'generation_id', name=op.f('uq_generatedimage_generation_id'))",
        ),
        Mutant(
            "an entry of no order",
            "sa.ForeignKeyConstraint(['generation_id'], ['generation.id'], name=op.f('fk_transaction_generation_id_generation')),",
            "",
        ),
        Mutant(
            "an index of all orders",
            "where = sa.text(f\"status = '{status}'\")",
            "where = sa.text(\"status <> ''\")",
        ),
        Mutant(
            "an index that lacks its last column",
            "'ix_generation_recent', ['created_at', 'id']",
            "'ix_generation_recent', ['created_at']",
            survives="0016 makes this index anew, with more columns",
        ),
    ),
)

APPEND_ONLY = Table(
    "core/migrations/append_only.py",
    ("ledger/test_ledger", "ledger/test_replace", "ledger/test_chain_of_books"),
    (
        Mutant(
            "what is written can be changed",
            'for verb in ("UPDATE", "DELETE"):',
            'for verb in ("DELETE",):',
        ),
        Mutant(
            "what is written can be deleted",
            'for verb in ("UPDATE", "DELETE"):',
            'for verb in ("UPDATE",):',
        ),
        Mutant("what is written can be replaced", "WHEN EXISTS ({same})", "WHEN 1 = 0"),
        Mutant(
            "PostgreSQL's digests can be changed", "BEFORE UPDATE OR DELETE ON", "BEFORE DELETE ON"
        ),
        Mutant(
            "PostgreSQL's digests can be deleted", "BEFORE UPDATE OR DELETE ON", "BEFORE UPDATE ON"
        ),
    ),
)

SECOND = Table(
    "core/migrations/versions/0002_keep_what_was_asked_and_answered.py",
    ("test_database", "orders/test_requests"),
    (
        Mutant("old orders have no size", "(SHORT, '1K')", "(SHORT, '')"),
        Mutant("old orders asked for rewriting", "sa.false()", "sa.true()"),
        Mutant("old orders' usage is no JSON", "(sa.Text(), '{}')", "(sa.Text(), '')"),
        Mutant(
            "a price of nought for unknown",
            "sa.BigInteger(), nullable=True",
            "sa.BigInteger(), nullable=False, server_default='0'",
        ),
        Mutant(
            "words cut to 200", "'service_text': (sa.Text(), '')", "'service_text': (SHORT, '')"
        ),
    ),
)

SIXTH = Table(
    "core/migrations/versions/0006_give_early_databases_what_0001_got_later.py",
    ("test_upgrades",),
    (
        Mutant(
            "indexes of old columns stay",
            "found.get(name) != columns.split()",
            "name not in found",
        ),
        Mutant(
            "missing indexes stay away",
            "found.get(name) != columns.split()",
            "name in found and found[name] != columns.split()",
        ),
        Mutant("right indexes are built again", "found.get(name) != columns.split()", "True"),
        Mutant("an index of all orders", "if status else None", "if False else None"),
    ),
)

EIGHTH = Table(
    "core/migrations/versions/0008_give_prompts_versions.py",
    ("library/test_versions_of_before", "library/test_versions", "ledger/test_replace"),
    (
        Mutant("numbered by chance", " ORDER BY first, by_id'", "'"),
        Mutant(
            "a price makes no version",
            "GROUP BY prompt_id, prompt_text, cost",
            "GROUP BY prompt_id, prompt_text",
        ),
        Mutant(
            "the prompt's own text is lost",
            "        contents.setdefault((text, cost), now)  #",
            "        pass  #",
        ),
        Mutant(
            "the first version is live", "live = list(contents).index((text, cost)) + 1", "live = 1"
        ),
        Mutant(
            "orders of another price",
            "            'AND v.cost = generation.cost)'",
            "            'LIMIT 1)'",
        ),
        Mutant("orders have no version", "    _link_orders()\n", ""),
        Mutant("what was sent is written anew", " AND sent_text = ''\"", '"'),
        Mutant("the wish is not sent", "f'{text}\\n{wish}'.strip()", "text"),
        Mutant("all prompts are archived", "SET archived = NOT active", "SET archived = active"),
        Mutant(
            "versions and decisions change",
            "        _make_append_only(table, identity)\n",
            "        pass\n",
        ),
        Mutant(
            "versions can be changed",
            "for verb in ('UPDATE', 'DELETE'):",
            "for verb in ('DELETE',):",
        ),
        Mutant(
            "versions can be deleted",
            "for verb in ('UPDATE', 'DELETE'):",
            "for verb in ('UPDATE',):",
        ),
        Mutant(
            "PostgreSQL's versions can be changed", "BEFORE UPDATE OR DELETE ON", "BEFORE DELETE ON"
        ),
        Mutant(
            "PostgreSQL's versions can be deleted", "BEFORE UPDATE OR DELETE ON", "BEFORE UPDATE ON"
        ),
        Mutant(
            "a version of the same content is replaced",
            "(number = NEW.number OR digest = NEW.digest)",
            "number = NEW.number",
        ),
    ),
)

ELEVENTH = Table(
    "core/migrations/versions/0011_keep_pictures_for_ever_and_their_files_for_a_while.py",
    ("pictures/test_rows_stay", "test_database", "test_migrations", "test_upgrades"),
    (
        Mutant(
            "rows may be deleted",
            "BEFORE DELETE ON generatedimage {refuse}",
            "BEFORE DELETE ON generatedimage WHEN 0 {refuse}",
        ),
        Mutant(
            "rows may be replaced",
            "WHERE id = NEW.id OR generation_id = NEW.generation_id",
            "WHERE id = NEW.id AND generation_id = NEW.generation_id",
        ),
        Mutant(
            "any digest", "'size_bytes', 'sha256', 'created_at',", "'size_bytes', 'created_at',"
        ),
        Mutant(
            "SQLite brings back what is purged",
            "f'WHEN OLD.purged_at IS NOT NULL {refuse}'",
            "f'WHEN OLD.purged_at IS NULL AND 0 {refuse}'",
        ),
        Mutant(
            "PostgreSQL brings back what is purged",
            "WHEN (OLD.purged_at IS NOT NULL)",
            "WHEN (OLD.purged_at IS NOT NULL AND FALSE)",
        ),
        Mutant(
            "PostgreSQL truncates",
            "BEFORE TRUNCATE ON generatedimage '",
            "BEFORE DELETE ON generatedimage '",
        ),
        Mutant(
            "any instant of the order", "('user_id', 'created_at')\n", "('user_id', 'ended_at')\n"
        ),
        Mutant(
            "purged from nowhere",
            "(trashed_at IS NOT NULL AND purged_at >= trashed_at)",
            "(purged_at >= trashed_at)",
        ),
    ),
)
