"""Let jobs wake workers: the tables of procrastinate, on PostgreSQL alone"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

# Its own migrations, which it never edits: run by name, they are its schema. What a newer one brings
# is another revision of ours.
FIRST = '00.00.00_01_initial.sql'
LAST = '03.04.00_50_post_add_retry_failed_job_procedure.sql'


def upgrade() -> None:
    """Run them on the driver's connection: SQLAlchemy would read their % as places for values."""
    if op.get_bind().dialect.name != 'postgresql':
        return
    driver: Any = op.get_bind().connection.driver_connection
    found = sorted(files('procrastinate.sql.migrations').iterdir(), key=lambda file: file.name)
    for file in found:
        if FIRST <= file.name <= LAST:
            driver.execute(file.read_text(encoding='utf-8'))
