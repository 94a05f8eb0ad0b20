"""Tell which orders were placed together, and which of them a batch placed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'generation',
        sa.Column('placed_by', sa.String(length=64), nullable=False, server_default=sa.text("''")),
    )
    op.add_column(
        'generation',
        sa.Column('batch', sa.Boolean(), nullable=False, server_default=sa.false()),
    )
