"""Count lost pictures: a service's day has spent what a picture may have cost that was not kept"""

from __future__ import annotations

from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

# Of a picture that came and was lost, with a price that nobody knows, nothing was counted.
_LOST = """
    SELECT SUM(budget_micros) FROM generation
    WHERE provider = serviceday.service AND budget_day = serviceday.day
      AND budget_currency = serviceday.currency
      AND status = 'released' AND generating_at IS NOT NULL
      AND (picture_micros IS NULL OR picture_currency <> budget_currency)
      AND (saving_at IS NOT NULL OR error_code = 'DECODER_FAILED'
        OR error_reason = 'unreadable_answer')
      AND error_code <> 'CANCELLED' AND error_reason NOT IN ('interrupted', 'timed_out')"""


def upgrade() -> None:
    """Add it to the days that it belongs to."""
    op.execute(f'UPDATE serviceday SET spent = spent + COALESCE(({_LOST}), 0)')  # noqa: S608
