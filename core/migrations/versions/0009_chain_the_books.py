"""Chain entries, orders and versions by digests; let administrators adjust a balance"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

from core.chain import COLUMNS, FIRST, Chained, digest
from core.migrations.append_only import make_append_only

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

ID, SHORT = sa.String(length=64), sa.String(length=200)
CHUNK = 2_000  # rows that are read, and written, at once
# What makes a row the same as one that is there: INSERT OR REPLACE would take that one away.
IDENTITIES = {
    'entrydigest': 'user_id = NEW.user_id AND seq = NEW.seq',
    'orderdigest': 'order_id = NEW.order_id OR (user_id = NEW.user_id AND number = NEW.number)',
    'versiondigest': 'prompt_id = NEW.prompt_id AND number = NEW.number',
}
CHECKS = {
    'type_known': "type IN ('grant', 'token_consumption', 'adjustment')",
    'grants_add': "type = 'adjustment' OR (type = 'grant') = (amount > 0)",
    'spending_has_order': "(type = 'token_consumption') = (generation_id IS NOT NULL)",
    'adjustment_says_who': "(type = 'adjustment') = (actor <> '')",
    'adjustment_says_why': "(type = 'adjustment') = (reason <> '')",
}
SQLITE_CHECKS = {  # what 0001 said, and stays
    'status_completed': "status = 'completed'",
    'amount_range': 'amount <> 0 AND amount BETWEEN -9007199254740991 AND 9007199254740991',
    'balance_after_range': 'balance_after BETWEEN 0 AND 9007199254740991',
    'seq_range': 'seq >= 1',
}
INDEXES = {
    'of_person': 'user_id created_at id seq amount',
    'of_person_prompt': 'user_id prompt_id created_at id amount',
    'of_person_type': 'user_id type created_at id amount',
    'prompt': 'prompt_id created_at id amount',
    'recent': 'created_at id amount',
    'type': 'type created_at id amount',
}
NUMBER = 'number in its chain'  # of a row that has none of its own
BOOLEANS = {'batch', 'prompt_members_only', 'enhance'}  # which SQLite keeps as 0 and 1


def upgrade() -> None:
    _let_balances_be_adjusted()
    _create_tables()
    _chain(
        Chained.ENTRY, 'transaction', ('user_id', 'seq'), {'user_id': 'user_id', 'seq': 'seq'}
    )
    _chain(
        Chained.ORDER,
        'generation',
        ('user_id', 'created_at', 'id'),
        {'user_id': 'user_id', 'number': NUMBER, 'order_id': 'id'},
    )
    _chain(
        Chained.VERSION,
        'promptversion',
        ('prompt_id', 'number'),
        {'prompt_id': 'prompt_id', 'number': 'number'},
    )
    for table, identity in IDENTITIES.items():
        make_append_only(table, identity, 'digests are append-only')


def _let_balances_be_adjusted() -> None:
    """Add the third type of entry, which says who made it and why."""
    if op.get_bind().dialect.name == 'sqlite':
        _swap_entries()
        return
    for name, kind in (('actor', SHORT), ('reason', sa.Text())):
        op.add_column('transaction', _said(name, kind))
    for name, condition in CHECKS.items():
        if not name.startswith('adjustment'):
            op.drop_constraint(op.f(f'ck_transaction_{name}'), 'transaction', type_='check')
        op.create_check_constraint(op.f(f'ck_transaction_{name}'), 'transaction', condition)


def _said(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=sa.text("''"))


def _swap_entries() -> None:
    """Make SQLite's table anew, which changes no CHECK of one that is there.

    By hand: Alembic's batch mode writes the constraints in another order each time.
    """
    op.create_table(
        'transaction_anew',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', ID, nullable=False),
        sa.Column('seq', sa.BigInteger(), nullable=False),
        sa.Column('key', SHORT, nullable=False),
        sa.Column('type', SHORT, nullable=False),
        sa.Column('status', SHORT, nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('balance_after', sa.BigInteger(), nullable=False),
        sa.Column('generation_id', ID, nullable=True),
        sa.Column('prompt_id', ID, nullable=True),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        _said('actor', SHORT),
        _said('reason', sa.Text()),
        *(
            sa.CheckConstraint(condition, name=op.f(f'ck_transaction_{name}'))
            for name, condition in {**SQLITE_CHECKS, **CHECKS}.items()
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f'{table}.id'], name=op.f(f'fk_transaction_{column}_{table}')
            )
            for column, table in (
                *(('generation_id', 'generation'), ('prompt_id', 'prompt'), ('user_id', 'user')),
            )
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_transaction')),
        *(
            sa.UniqueConstraint(*columns, name=op.f(f'uq_transaction_{"_".join(columns)}'))
            for columns in (('generation_id',), ('user_id', 'key'), ('user_id', 'seq'))
        ),
    )
    old = (
        'id, user_id, seq, key, type, status, amount, balance_after, generation_id, prompt_id, '
        'created_at'
    )
    op.execute(f'INSERT INTO transaction_anew ({old}) SELECT {old} FROM "transaction" ORDER BY id')
    op.drop_table('transaction')
    op.rename_table('transaction_anew', 'transaction')
    for name, columns in INDEXES.items():
        op.create_index(f'ix_transaction_{name}', 'transaction', columns.split())
    make_append_only(
        'transaction',
        'id = NEW.id OR generation_id = NEW.generation_id '
        'OR (user_id = NEW.user_id AND (seq = NEW.seq OR key = NEW.key))',
        'ledger entries are append-only',
    )


def _create_tables() -> None:
    op.create_table(
        'entrydigest',
        sa.Column('user_id', ID, nullable=False),
        sa.Column('seq', sa.BigInteger(), nullable=False),
        sa.Column('digest', ID, nullable=False),
        sa.ForeignKeyConstraint(
            ['user_id', 'seq'],
            ['transaction.user_id', 'transaction.seq'],
            name=op.f('fk_entrydigest_user_id_transaction'),
        ),
        sa.PrimaryKeyConstraint('user_id', 'seq', name=op.f('pk_entrydigest')),
        sqlite_with_rowid=False,
    )
    op.create_table(
        'orderdigest',
        sa.Column('user_id', ID, nullable=False),
        sa.Column('number', sa.BigInteger(), nullable=False),
        sa.Column('order_id', ID, nullable=False),
        sa.Column('digest', ID, nullable=False),
        sa.CheckConstraint('number >= 1', name=op.f('ck_orderdigest_number_range')),
        sa.ForeignKeyConstraint(
            ['user_id'], ['user.id'], name=op.f('fk_orderdigest_user_id_user')
        ),
        sa.ForeignKeyConstraint(
            ['order_id'], ['generation.id'], name=op.f('fk_orderdigest_order_id_generation')
        ),
        sa.PrimaryKeyConstraint('user_id', 'number', name=op.f('pk_orderdigest')),
        sa.UniqueConstraint('order_id', name=op.f('uq_orderdigest_order_id')),
        sqlite_with_rowid=False,
    )
    op.create_table(
        'versiondigest',
        sa.Column('prompt_id', ID, nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('digest', ID, nullable=False),
        sa.ForeignKeyConstraint(
            ['prompt_id', 'number'],
            ['promptversion.prompt_id', 'promptversion.number'],
            name=op.f('fk_versiondigest_prompt_id_promptversion'),
        ),
        sa.PrimaryKeyConstraint('prompt_id', 'number', name=op.f('pk_versiondigest')),
        sqlite_with_rowid=False,
    )


def _chain(kind: Chained, table: str, order: tuple[str, ...], keys: dict[str, str]) -> None:
    """Write the digests of all rows that are there; the first column of `order` parts the chains.

    `keys` are the digest's other columns, each with the row's column that it takes or with NUMBER.
    """
    db = op.get_bind()
    to = sa.table(f'{kind.value}digest', *map(sa.column, (*keys, 'digest')))
    written = []
    for _, chain in groupby(_rows(kind, table, order), key=lambda row: row[order[0]]):
        before = FIRST
        for number, row in enumerate(chain, start=1):
            before = digest(kind, before, (row[column] for column in COLUMNS[kind]))
            known = {**row, NUMBER: number}
            written.append({key: known[column] for key, column in keys.items()} | {'digest': before})
            if len(written) == CHUNK:
                db.execute(sa.insert(to), written)
                written = []
    if written:
        db.execute(sa.insert(to), written)


def _rows(kind: Chained, table: str, order: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    columns = [
        sa.column(name, sa.Boolean() if name in BOOLEANS else None) for name in COLUMNS[kind]
    ]
    query = sa.select(*columns).select_from(sa.table(table)).order_by(*map(sa.column, order))
    found = op.get_bind().execute(query, execution_options={'yield_per': CHUNK})
    for row in found.mappings():
        yield dict(row)
