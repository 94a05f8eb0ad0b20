"""Refuse REPLACE by SQLite's own number of a row, for versions and for what a run has frozen"""

from __future__ import annotations

from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

FROZEN = 'experiments are frozen by their first run'
REFUSED = {
    'promptversion': 'versions are append-only',
    'experiment': FROZEN,
    'arm': FROZEN,
    'experimentcase': FROZEN,
}


def upgrade() -> None:
    """Only SQLite has such a number; one that is not given is -1 in a trigger.

    For a short while 0012 made these triggers itself: a database from then has them.
    """
    if op.get_bind().dialect.name != 'sqlite':
        return
    for table, refused in REFUSED.items():
        op.execute(
            f'CREATE TRIGGER IF NOT EXISTS {table}_no_rowid BEFORE INSERT ON {table} '
            f'WHEN EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid) '
            f"BEGIN SELECT RAISE(ABORT, '{refused}'); END"
        )
