"""Create the five tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('prompt',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('category', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('cost', sa.BigInteger(), nullable=False),
    sa.Column('members_only', sa.Boolean(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint('cost BETWEEN 1 AND 9007199254740991', name=op.f('ck_prompt_cost_range')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prompt'))
    )
    op.create_table('user',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('is_member', sa.Boolean(), nullable=False),
    sa.Column('balance', sa.BigInteger(), nullable=False),
    sa.Column('held', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('balance BETWEEN 0 AND 9007199254740991', name=op.f('ck_user_balance_range')),
    sa.CheckConstraint('held BETWEEN 0 AND balance', name=op.f('ck_user_held_range')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user'))
    )
    op.create_table('generation',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.String(length=64), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('prompt_id', sa.String(length=64), nullable=False),
    sa.Column('prompt_title', sa.String(length=200), nullable=False),
    sa.Column('prompt_category', sa.String(length=200), nullable=False),
    sa.Column('prompt_text', sa.Text(), nullable=False),
    sa.Column('prompt_members_only', sa.Boolean(), nullable=False),
    sa.Column('wish', sa.Text(), nullable=False),
    sa.Column('reference', sa.String(length=200), nullable=True),
    sa.Column('reference_name', sa.String(length=200), nullable=False),
    sa.Column('aspect_ratio', sa.String(length=200), nullable=False),
    sa.Column('seed', sa.BigInteger(), nullable=False),
    sa.Column('provider', sa.String(length=200), nullable=False),
    sa.Column('model', sa.String(length=200), nullable=False),
    sa.Column('cost', sa.BigInteger(), nullable=False),
    sa.Column('status', sa.String(length=200), nullable=False),
    sa.Column('error_code', sa.String(length=200), nullable=False),
    sa.Column('error_reason', sa.String(length=200), nullable=False),
    sa.Column('error_facts', sa.Text(), nullable=False),
    sa.Column('expires_at', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('started_at', sa.BigInteger(), nullable=True),
    sa.Column('generating_at', sa.BigInteger(), nullable=True),
    sa.Column('saving_at', sa.BigInteger(), nullable=True),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("(status = 'held') = (ended_at IS NULL)", name=op.f('ck_generation_ended_when_not_held')),
    sa.CheckConstraint("(status = 'released') = (error_code <> '')", name=op.f('ck_generation_reason_when_released')),
    sa.CheckConstraint("status IN ('held', 'settled', 'released')", name=op.f('ck_generation_status_known')),
    sa.CheckConstraint('cost BETWEEN 1 AND 9007199254740991', name=op.f('ck_generation_cost_range')),
    sa.ForeignKeyConstraint(['prompt_id'], ['prompt.id'], name=op.f('fk_generation_prompt_id_prompt')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_generation_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_generation')),
    sa.UniqueConstraint('user_id', 'key', name=op.f('uq_generation_user_id_key'))
    )
    with op.batch_alter_table('generation', schema=None) as batch_op:
        _create_index_of(batch_op, 'ix_generation_lease', 'held', ['expires_at'])
        _create_index_of(batch_op, 'ix_generation_open', 'held', ['user_id', 'created_at', 'id'])
        _create_index_of(
            batch_op,
            'ix_generation_picture',
            'settled',
            ['user_id', 'created_at', 'id', 'prompt_id', 'prompt_title', 'wish'],
        )
        batch_op.create_index('ix_generation_of_person', ['user_id', 'created_at', 'id', 'status'], unique=False)
        batch_op.create_index(
            'ix_generation_of_prompt',
            ['user_id', 'prompt_id', 'created_at', 'id', 'status', 'ended_at', 'cost', 'error_code', 'error_reason'],
            unique=False,
        )
        batch_op.create_index('ix_generation_ended', ['user_id', 'ended_at', 'id'], unique=False)
        batch_op.create_index('ix_generation_recent', ['created_at', 'id'], unique=False)
        batch_op.create_index('ix_generation_reference', ['reference'], unique=False)

    op.create_table('generatedimage',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('generation_id', sa.String(length=64), nullable=False),
    sa.Column('mime', sa.String(length=200), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('size_bytes', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['generation_id'], ['generation.id'], name=op.f('fk_generatedimage_generation_id_generation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_generatedimage')),
    sa.UniqueConstraint('generation_id', name=op.f('uq_generatedimage_generation_id'))
    )
    op.create_table('transaction',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.String(length=64), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('type', sa.String(length=200), nullable=False),
    sa.Column('status', sa.String(length=200), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('balance_after', sa.BigInteger(), nullable=False),
    sa.Column('generation_id', sa.String(length=64), nullable=True),
    sa.Column('prompt_id', sa.String(length=64), nullable=True),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("(type = 'grant') = (amount > 0)", name=op.f('ck_transaction_grants_add')),
    sa.CheckConstraint("(type = 'grant') = (generation_id IS NULL)", name=op.f('ck_transaction_spending_has_order')),
    sa.CheckConstraint("status = 'completed'", name=op.f('ck_transaction_status_completed')),
    sa.CheckConstraint("type IN ('grant', 'token_consumption')", name=op.f('ck_transaction_type_known')),
    sa.CheckConstraint('amount <> 0 AND amount BETWEEN -9007199254740991 AND 9007199254740991', name=op.f('ck_transaction_amount_range')),
    sa.CheckConstraint('balance_after BETWEEN 0 AND 9007199254740991', name=op.f('ck_transaction_balance_after_range')),
    sa.CheckConstraint('seq >= 1', name=op.f('ck_transaction_seq_range')),
    sa.ForeignKeyConstraint(['generation_id'], ['generation.id'], name=op.f('fk_transaction_generation_id_generation')),
    sa.ForeignKeyConstraint(['prompt_id'], ['prompt.id'], name=op.f('fk_transaction_prompt_id_prompt')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_transaction_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transaction')),
    sa.UniqueConstraint('generation_id', name=op.f('uq_transaction_generation_id')),
    sa.UniqueConstraint('user_id', 'key', name=op.f('uq_transaction_user_id_key')),
    sa.UniqueConstraint('user_id', 'seq', name=op.f('uq_transaction_user_id_seq'))
    )
    with op.batch_alter_table('transaction', schema=None) as batch_op:
        batch_op.create_index('ix_transaction_of_person', ['user_id', 'created_at', 'id', 'seq', 'amount'], unique=False)
        batch_op.create_index('ix_transaction_of_person_prompt', ['user_id', 'prompt_id', 'created_at', 'id', 'amount'], unique=False)
        batch_op.create_index('ix_transaction_of_person_type', ['user_id', 'type', 'created_at', 'id', 'amount'], unique=False)
        batch_op.create_index('ix_transaction_prompt', ['prompt_id', 'created_at', 'id', 'amount'], unique=False)
        batch_op.create_index('ix_transaction_recent', ['created_at', 'id', 'amount'], unique=False)
        batch_op.create_index('ix_transaction_type', ['type', 'created_at', 'id', 'amount'], unique=False)

    _make_entries_append_only()


def _create_index_of(batch_op, name, status, columns):
    where = sa.text(f"status = '{status}'")
    batch_op.create_index(name, columns, unique=False, sqlite_where=where, postgresql_where=where)


def _make_entries_append_only() -> None:
    """Refuse every change of a written entry in the database itself."""
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('UPDATE', 'DELETE'):
            op.execute(
                f"CREATE TRIGGER transaction_no_{verb.lower()} BEFORE {verb} ON \"transaction\" "
                f"BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END"
            )
        # Without recursive_triggers, as in a shell, INSERT OR REPLACE deletes without a trigger.
        op.execute(
            "CREATE TRIGGER transaction_no_replace BEFORE INSERT ON \"transaction\" WHEN EXISTS "
            "(SELECT 1 FROM \"transaction\" WHERE id = NEW.id OR generation_id = NEW.generation_id "
            "OR (user_id = NEW.user_id AND (seq = NEW.seq OR key = NEW.key))) "
            "BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION refuse_entry_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'ledger entries are append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER transaction_no_change BEFORE UPDATE OR DELETE ON \"transaction\" "
        "FOR EACH ROW EXECUTE FUNCTION refuse_entry_change()"
    )
    op.execute(
        "CREATE TRIGGER transaction_no_truncate BEFORE TRUNCATE ON \"transaction\" "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_entry_change()"
    )
