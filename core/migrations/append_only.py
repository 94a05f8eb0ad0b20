"""Refuse every change of a written row in the database itself.

Migrations from 0009 on use it: what it writes never changes, for databases that have it keep it.
"""

from __future__ import annotations

from alembic import op


def make_append_only(table: str, identity: str, refused: str) -> None:
    """Let rows of `table` be inserted and nothing else; say `refused` to whoever tries.

    `identity` is the SQL condition under which a row is the same as the one that is inserted, NEW:
    without recursive_triggers, as in a shell, INSERT OR REPLACE deletes and no trigger sees it.
    """
    if op.get_bind().dialect.name == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{refused}'); END"
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f'CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON "{table}" {refuse}'
            )
        same = f'SELECT 1 FROM "{table}" WHERE {identity}'  # noqa: S608 - from migrations alone
        op.execute(
            f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON "{table}" '
            f"WHEN EXISTS ({same}) {refuse}"
        )
        return
    op.execute(
        f"CREATE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refused}'; END $$"
    )
    op.execute(
        f'CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()"
    )
    op.execute(
        f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON "{table}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_{table}_change()"
    )
