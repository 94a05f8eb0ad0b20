"""Let a counter be the lease, and give every open order an owner"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

HELD = sa.text("status = 'held'")


def upgrade() -> None:
    op.drop_index('ix_generation_lease', table_name='generation')
    op.add_column('generation', sa.Column('owner', sa.String(length=64), nullable=True))
    op.add_column(
        'generation',
        sa.Column('lease', sa.BigInteger(), nullable=False, server_default=sa.text('0')),
    )
    # Not by batch: SQLite drops a column by itself, and no table has to be swapped.
    op.execute('ALTER TABLE generation DROP COLUMN expires_at')
    # Whoever works with an earlier version raises no lease: these orders end like a dead one's.
    op.execute("UPDATE generation SET owner = 'an-earlier-version' WHERE status = 'held'")
    op.create_index(
        'ix_generation_lease',
        'generation',
        ['owner', 'id', 'lease'],
        sqlite_where=HELD,
        postgresql_where=HELD,
    )
