"""Keep the rows of pictures for ever, and say which are favourites, in the bin, or purged"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

ID, SHORT = sa.String(length=64), sa.String(length=200)
REFUSED = 'pictures are never deleted or altered'
FIXED = (
    'id', 'generation_id', 'mime', 'width', 'height', 'size_bytes', 'sha256', 'created_at',
    'user_id', 'ordered_at',
)  # fmt: skip
CHECKS = {
    'starred_once_made': 'starred_at >= created_at',
    'trashed_once_made': 'trashed_at >= created_at',
    'purged_from_the_bin': (
        'purged_at IS NULL OR (trashed_at IS NOT NULL AND purged_at >= trashed_at)'
    ),
}
INDEXES = {
    'trashed': ('user_id generation_id', 'trashed_at IS NOT NULL'),
    'bin': ('user_id trashed_at generation_id', 'trashed_at IS NOT NULL AND purged_at IS NULL'),
    'starred': (
        'user_id ordered_at generation_id', 'starred_at IS NOT NULL AND trashed_at IS NULL'
    ),
}  # fmt: skip
# The order's person and instant, for the rows that are there.
USER_ID, ORDERED_AT = (
    f'(SELECT g.{column} FROM generation g WHERE g.id = generatedimage.generation_id)'
    for column in ('user_id', 'created_at')
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    if is_sqlite:
        _swap_pictures()
    else:
        _add_columns()
    for name, (columns, condition) in INDEXES.items():
        where = sa.text(condition)
        op.create_index(
            f'ix_generatedimage_{name}', 'generatedimage', columns.split(),
            sqlite_where=where, postgresql_where=where,
        )  # fmt: skip
    for trigger in _sqlite_triggers() if is_sqlite else _postgresql_triggers():
        op.execute(trigger)


def _swap_pictures() -> None:
    """Make SQLite's table anew: it adds no CHECK to one that is there. By hand, as in 0009."""
    op.create_table(
        'generatedimage_anew',
        sa.Column('id', ID, nullable=False),
        sa.Column('generation_id', ID, nullable=False),
        sa.Column('mime', SHORT, nullable=False),
        sa.Column('width', sa.Integer(), nullable=False),
        sa.Column('height', sa.Integer(), nullable=False),
        sa.Column('size_bytes', sa.BigInteger(), nullable=False),
        sa.Column('sha256', ID, nullable=False),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.Column('user_id', ID, nullable=False),
        sa.Column('ordered_at', sa.BigInteger(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=True)
            for name in ('starred_at', 'trashed_at', 'purged_at')
        ),
        *(
            sa.CheckConstraint(condition, name=op.f(f'ck_generatedimage_{name}'))
            for name, condition in CHECKS.items()
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f'{table}.id'], name=op.f(f'fk_generatedimage_{column}_{table}')
            )
            for column, table in (('generation_id', 'generation'), ('user_id', 'user'))
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_generatedimage')),
        sa.UniqueConstraint('generation_id', name=op.f('uq_generatedimage_generation_id')),
        sqlite_with_rowid=False,  # else a shell may REPLACE by rowid what no key names
    )
    op.execute(
        f'INSERT INTO generatedimage_anew ({", ".join(FIXED)}) '
        f'SELECT {", ".join(FIXED[:-2])}, {USER_ID}, {ORDERED_AT} '
        'FROM generatedimage ORDER BY rowid'
    )
    op.drop_table('generatedimage')
    op.rename_table('generatedimage_anew', 'generatedimage')


def _add_columns() -> None:
    added = (
        sa.Column('user_id', ID),
        *(
            sa.Column(name, sa.BigInteger())
            for name in ('ordered_at', 'starred_at', 'trashed_at', 'purged_at')
        ),
    )
    for column in added:
        op.add_column('generatedimage', column)
    op.execute(f'UPDATE generatedimage SET user_id = {USER_ID}, ordered_at = {ORDERED_AT}')
    for name in ('user_id', 'ordered_at'):
        op.alter_column('generatedimage', name, nullable=False)
    op.create_foreign_key(
        op.f('fk_generatedimage_user_id_user'), 'generatedimage', 'user', ['user_id'], ['id']
    )
    for name, condition in CHECKS.items():
        op.create_check_constraint(
            op.f(f'ck_generatedimage_{name}'), 'generatedimage', condition
        )


def _sqlite_triggers() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    return [
        f'CREATE TRIGGER generatedimage_no_delete BEFORE DELETE ON generatedimage {refuse}',
        # Without recursive_triggers, as in a shell, INSERT OR REPLACE deletes without a trigger.
        'CREATE TRIGGER generatedimage_no_replace BEFORE INSERT ON generatedimage WHEN EXISTS '
        '(SELECT 1 FROM generatedimage WHERE id = NEW.id OR generation_id = NEW.generation_id) '
        f'{refuse}',
        f'CREATE TRIGGER generatedimage_no_change BEFORE UPDATE OF {", ".join(FIXED)} '
        f'ON generatedimage {refuse}',
        'CREATE TRIGGER generatedimage_no_return BEFORE UPDATE ON generatedimage '
        f'WHEN OLD.purged_at IS NOT NULL {refuse}',
    ]


def _postgresql_triggers() -> list[str]:
    refuse = 'EXECUTE FUNCTION refuse_generatedimage_change()'
    return [
        'CREATE FUNCTION refuse_generatedimage_change() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
        'CREATE TRIGGER generatedimage_no_delete BEFORE DELETE ON generatedimage '
        f'FOR EACH ROW {refuse}',
        'CREATE TRIGGER generatedimage_no_truncate BEFORE TRUNCATE ON generatedimage '
        f'FOR EACH STATEMENT {refuse}',
        f'CREATE TRIGGER generatedimage_no_change BEFORE UPDATE OF {", ".join(FIXED)} '
        f'ON generatedimage FOR EACH ROW {refuse}',
        'CREATE TRIGGER generatedimage_no_return BEFORE UPDATE ON generatedimage '
        f'FOR EACH ROW WHEN (OLD.purged_at IS NOT NULL) {refuse}',
    ]
