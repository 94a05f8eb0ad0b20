"""Count tokens the same for every service, beside the counts under its own names"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

# What was said before is not told apart here: only its service knew its own names.
COLUMNS = (
    'usage_text_in',
    'usage_picture_in',
    'usage_text_out',
    'usage_picture_out',
    'usage_thinking',
)


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column('generation', sa.Column(name, sa.BigInteger(), nullable=True))
