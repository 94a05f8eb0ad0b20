"""Count the pictures that a prompt's versions made without a look at everybody's orders"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only settled orders are in it: a hold writes nothing more, a settle one entry."""
    settled = sa.text("status = 'settled'")
    op.create_index(
        'ix_generation_made',
        'generation',
        ['prompt_id', 'version_id', 'provider'],
        sqlite_where=settled,
        postgresql_where=settled,
    )
