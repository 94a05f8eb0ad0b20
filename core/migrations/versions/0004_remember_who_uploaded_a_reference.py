"""Remember who uploaded a reference picture; what was ordered before names its people"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'uploadedreference',
        sa.Column('user_id', sa.String(length=64), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('file_name', sa.String(length=200), nullable=False),
        sa.Column('uploaded_at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ['user_id'], ['user.id'], name=op.f('fk_uploadedreference_user_id_user')
        ),
        sa.PrimaryKeyConstraint('user_id', 'name', name=op.f('pk_uploadedreference')),
    )
    op.create_index('ix_uploadedreference_name', 'uploadedreference', ['name'])
    op.execute(
        "INSERT INTO uploadedreference (user_id, name, file_name, uploaded_at) "
        "SELECT user_id, reference, max(reference_name), min(created_at) FROM generation "
        "WHERE reference IS NOT NULL GROUP BY user_id, reference"
    )
