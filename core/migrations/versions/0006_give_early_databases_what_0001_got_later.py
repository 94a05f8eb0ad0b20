"""Give databases made before 0001 was complete the indexes and the trigger that it got later"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

# 0001 was edited after it had run somewhere: some of its indexes are missing there, others have
# fewer columns under the same name. Table: {index: (columns, the status it is about)}.
INDEXES = {
    'generation': {
        'ix_generation_open': ('user_id created_at id', 'held'),
        'ix_generation_picture': ('user_id created_at id prompt_id prompt_title wish', 'settled'),
        'ix_generation_of_person': ('user_id created_at id status', None),
        'ix_generation_of_prompt': (
            'user_id prompt_id created_at id status ended_at cost error_code error_reason',
            None,
        ),
        'ix_generation_ended': ('user_id ended_at id', None),
    },
    'transaction': {
        'ix_transaction_of_person': ('user_id created_at id seq amount', None),
        'ix_transaction_of_person_prompt': ('user_id prompt_id created_at id amount', None),
        'ix_transaction_of_person_type': ('user_id type created_at id amount', None),
        'ix_transaction_prompt': ('prompt_id created_at id amount', None),
        'ix_transaction_recent': ('created_at id amount', None),
        'ix_transaction_type': ('type created_at id amount', None),
    },
}


def upgrade() -> None:
    for table, wanted in INDEXES.items():
        indexes = sa.inspect(op.get_bind()).get_indexes(table)
        found = {index['name']: index['column_names'] for index in indexes}
        for name, (columns, status) in wanted.items():
            if found.get(name) != columns.split():  # a right one stays: a large table takes long
                _make(table, name, columns.split(), status, replaced=name in found)
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(
            "CREATE TRIGGER IF NOT EXISTS transaction_no_replace "
            "BEFORE INSERT ON \"transaction\" WHEN EXISTS "
            "(SELECT 1 FROM \"transaction\" WHERE id = NEW.id OR generation_id = NEW.generation_id "
            "OR (user_id = NEW.user_id AND (seq = NEW.seq OR key = NEW.key))) "
            "BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END"
        )


def _make(table, name, columns, status, *, replaced) -> None:
    if replaced:
        op.drop_index(name, table_name=table)
    where = sa.text(f"status = '{status}'") if status else None
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
