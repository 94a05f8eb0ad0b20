"""Keep what was asked of the provider and what it answered"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

SHORT = sa.String(length=200)
# Orders from before were made at the only size there was, and asked for no rewriting.
COLUMNS = {
    'size': (SHORT, '1K'),
    'enhance': (sa.Boolean(), sa.false()),
    'enhance_model': (SHORT, ''),
    'enhance_error': (SHORT, ''),
    'enhanced_text': (sa.Text(), ''),
    'sent_text': (sa.Text(), ''),
    'finish_reason': (SHORT, ''),
    'model_version': (SHORT, ''),
    'service_text': (sa.Text(), ''),
    'usage': (sa.Text(), '{}'),
}


def upgrade() -> None:
    for name, (kind, default) in COLUMNS.items():
        op.add_column(
            'generation', sa.Column(name, kind, nullable=False, server_default=default)
        )
    for name in ('picture_usd_micros', 'enhance_usd_micros'):
        op.add_column('generation', sa.Column(name, sa.BigInteger(), nullable=True))
