"""Keep a quality, a strength, the seed that was used, and the currency of a price"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

ID, SHORT = sa.String(length=64), sa.String(length=200)


def upgrade() -> None:
    """A price had been of one currency; buckets are made anew, from the orders, with theirs."""
    for name in ('picture', 'enhance'):
        op.execute(f'ALTER TABLE generation RENAME COLUMN {name}_usd_micros TO {name}_micros')
        usd = sa.Column(f'{name}_currency', SHORT, nullable=False, server_default=sa.text("'USD'"))
        op.add_column('generation', usd)
    no_quality = sa.Column('quality', SHORT, nullable=False, server_default=sa.text("''"))
    op.add_column('generation', no_quality)
    op.add_column('generation', sa.Column('strength', sa.Integer(), nullable=True))
    op.add_column('generation', sa.Column('used_seed', sa.BigInteger(), nullable=True))
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP STATISTICS orderbucket_spans')
    op.drop_table('orderbucket')
    _create_buckets()
    _index_makers()
    op.execute('UPDATE generation SET folded = false WHERE folded')


def _index_makers() -> None:
    op.drop_index('ix_generation_recent', 'generation')
    for name, columns in (
        ('recent', ['created_at', 'id', 'provider', 'model']),
        ('of_service', ['user_id', 'provider', 'created_at', 'id', 'model', 'status']),
        ('maker', ['provider', 'model', 'user_id']),
    ):
        op.create_index(f'ix_generation_{name}', 'generation', columns)


def _create_buckets() -> None:
    numbers = [
        sa.Column(name, sa.BigInteger(), nullable=False)
        for name in ('orders', 'cost', 'priced', 'micros')
    ]
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
        sa.Column('currency', SHORT, nullable=False),
        *numbers,
        sa.CheckConstraint(
            'span_ms > 0 AND begins_at % span_ms = 0',
            name=op.f('ck_orderbucket_span_begins_at_its_own'),
        ),
        sa.CheckConstraint('took_ms >= 0', name=op.f('ck_orderbucket_took_range')),
        sa.CheckConstraint('orders >= 1', name=op.f('ck_orderbucket_orders_range')),
        sa.CheckConstraint('cost >= orders', name=op.f('ck_orderbucket_cost_range')),
        sa.CheckConstraint(
            'priced BETWEEN 0 AND orders', name=op.f('ck_orderbucket_priced_range')
        ),
        sa.CheckConstraint('micros >= 0', name=op.f('ck_orderbucket_micros_range')),
        sa.PrimaryKeyConstraint(
            'person_id', 'span_ms', 'begins_at', 'prompt_id', 'version_id', 'provider', 'model',
            'status', 'error_code', 'error_reason', 'took_ms', 'currency',
            name=op.f('pk_orderbucket'),
        ),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == 'postgresql':
        # Or it takes the few long spans for a third of all rows, and reads the whole table.
        op.execute(
            'CREATE STATISTICS orderbucket_spans (mcv) ON person_id, span_ms FROM orderbucket'
        )
