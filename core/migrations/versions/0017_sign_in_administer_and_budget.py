"""Sign in, administer, and keep a service's money for a day"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.migrations.append_only import make_append_only

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

ID, SHORT = sa.String(length=64), sa.String(length=200)
ROLES = "role IN ('proposer', 'publisher', 'administrator')"
KINDS = "kind IN ('balance', 'membership', 'role', 'cost', 'archived', 'live')"


def upgrade() -> None:
    """Everybody begins as a proposer; orders of before have nothing kept for them."""
    # By hand: SQLite takes a CHECK with a new column, and Alembic would make the table anew for it.
    op.execute(
        'ALTER TABLE "user" ADD COLUMN role VARCHAR(200) DEFAULT \'proposer\' NOT NULL '
        f'CONSTRAINT ck_user_role_known CHECK ({ROLES})'
    )
    _create_accounts()
    _create_acts()
    _create_days()
    for name, kind in (('budget_day', sa.Integer()), ('budget_micros', sa.BigInteger())):
        none = sa.Column(name, kind, nullable=False, server_default=sa.text('0'))
        op.add_column('generation', none)
    empty = sa.Column('budget_currency', SHORT, nullable=False, server_default=sa.text("''"))
    op.add_column('generation', empty)


def _create_accounts() -> None:
    op.create_table(
        'account',
        sa.Column('user_id', ID, nullable=False),
        sa.Column('issuer', sa.Text(), nullable=False),
        sa.Column('subject', sa.Text(), nullable=False),
        sa.Column('email', SHORT, nullable=False),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_account_user_id_user')),
        sa.PrimaryKeyConstraint('user_id', name=op.f('pk_account')),
        sa.UniqueConstraint('issuer', 'subject', name=op.f('uq_account_issuer_subject')),
    )


def _create_acts() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table(
        'adminact',
        sa.Column('id', number, nullable=False),
        sa.Column('key', SHORT, nullable=False),
        sa.Column('actor_id', ID, nullable=False),
        sa.Column('kind', SHORT, nullable=False),
        sa.Column('person_id', ID, nullable=True),
        sa.Column('prompt_id', ID, nullable=True),
        sa.Column('before', sa.Text(), nullable=False),
        sa.Column('after', sa.Text(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('acted_at', sa.BigInteger(), nullable=False),
        *(
            sa.CheckConstraint(condition, name=op.f(f'ck_adminact_{name}'))
            for name, condition in {
                'kind_known': KINDS,
                'of_a_person': (
                    "(kind IN ('balance', 'membership', 'role')) = (person_id IS NOT NULL)"
                ),
                'of_one_thing': '(person_id IS NULL) <> (prompt_id IS NULL)',
                'changes_something': 'before <> after',
                'says_why': "key <> '' AND reason <> ''",
            }.items()
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f'{table}.id'], name=op.f(f'fk_adminact_{column}_{table}')
            )
            for column, table in (
                ('actor_id', 'user'), ('person_id', 'user'), ('prompt_id', 'prompt')
            )
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_adminact')),
        sa.UniqueConstraint('key', name=op.f('uq_adminact_key')),
    )
    for of in ('person', 'prompt'):
        op.create_index(f'ix_adminact_of_{of}', 'adminact', [f'{of}_id', 'id'])
    make_append_only('adminact', 'id = NEW.id OR key = NEW.key', 'acts are append-only')


def _create_days() -> None:
    op.create_table(
        'serviceday',
        sa.Column('service', SHORT, nullable=False),
        sa.Column('day', sa.Integer(), nullable=False),
        sa.Column('currency', SHORT, nullable=False),
        sa.Column('reserved', sa.BigInteger(), nullable=False),
        sa.Column('spent', sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            'reserved >= 0 AND spent >= 0', name=op.f('ck_serviceday_money_range')
        ),
        sa.PrimaryKeyConstraint('service', 'day', 'currency', name=op.f('pk_serviceday')),
    )
