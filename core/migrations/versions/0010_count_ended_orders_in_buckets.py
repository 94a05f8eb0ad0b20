"""Count ended orders in buckets; which orders are counted there is a mark of theirs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

ID, SHORT = sa.String(length=64), sa.String(length=200)


def upgrade() -> None:
    op.create_table(
        'orderbucket',
        sa.Column('person_id', ID, nullable=False),
        sa.Column('span_ms', sa.BigInteger(), nullable=False),
        sa.Column('begins_at', sa.BigInteger(), nullable=False),
        sa.Column('prompt_id', ID, nullable=False),
        sa.Column('version_id', SHORT, nullable=False),
        sa.Column('provider', SHORT, nullable=False),
        sa.Column('model', SHORT, nullable=False),
        sa.Column('status', SHORT, nullable=False),
        sa.Column('error_code', SHORT, nullable=False),
        sa.Column('error_reason', SHORT, nullable=False),
        sa.Column('took_ms', sa.BigInteger(), nullable=False),
        sa.Column('orders', sa.BigInteger(), nullable=False),
        sa.Column('cost', sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            'span_ms > 0 AND begins_at % span_ms = 0',
            name=op.f('ck_orderbucket_span_begins_at_its_own'),
        ),
        sa.CheckConstraint('took_ms >= 0', name=op.f('ck_orderbucket_took_range')),
        sa.CheckConstraint('orders >= 1', name=op.f('ck_orderbucket_orders_range')),
        sa.CheckConstraint('cost >= orders', name=op.f('ck_orderbucket_cost_range')),
        sa.PrimaryKeyConstraint(
            'person_id', 'span_ms', 'begins_at', 'prompt_id', 'version_id', 'provider', 'model',
            'status', 'error_code', 'error_reason', 'took_ms',
            name=op.f('pk_orderbucket'),
        ),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == 'postgresql':
        # Or it takes the few long spans for a third of all rows, and reads the whole table.
        op.execute(
            'CREATE STATISTICS orderbucket_spans (mcv) ON person_id, span_ms FROM orderbucket'
        )
    op.add_column(
        'generation',
        sa.Column('folded', sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index(
        'ix_generation_unfolded',
        'generation',
        ['created_at', 'user_id', 'id'],
        sqlite_where=sa.text('folded = 0'),
        postgresql_where=sa.text('NOT folded'),
    )
