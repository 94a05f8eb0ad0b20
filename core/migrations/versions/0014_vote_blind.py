"""Vote blind: pairs, who was shown which on which side, votes, extensions, reveals"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.migrations.append_only import make_append_only

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

ID, SHORT = sa.String(length=64), sa.String(length=200)
# What makes a row the same as one that is there: INSERT OR REPLACE would take that one away.
IDENTITIES = {
    'pair': 'id = NEW.id OR (experiment_id = NEW.experiment_id AND arm = NEW.arm '
    'AND case_number = NEW.case_number AND repeat = NEW.repeat)',
    'ballot': '(pair_id = NEW.pair_id AND person_id = NEW.person_id) '
    'OR left_token = NEW.left_token OR right_token = NEW.right_token',
    'vote': 'pair_id = NEW.pair_id AND person_id = NEW.person_id AND n = NEW.n',
    'extension': 'experiment_id = NEW.experiment_id AND look = NEW.look',
    'reveal': 'experiment_id = NEW.experiment_id AND look = NEW.look',
}


def upgrade() -> None:
    _create_pairs()
    _create_votes()
    _create_looks()
    for table, identity in IDENTITIES.items():
        make_append_only(table, identity, f'{table}s are append-only')


def _create_pairs() -> None:
    op.create_table(
        'pair',
        sa.Column('id', ID, nullable=False),
        sa.Column('experiment_id', ID, nullable=False),
        *_numbers('arm', 'case_number', 'repeat'),
        sa.Column('arm_order', ID, nullable=False),
        sa.Column('base_order', ID, nullable=False),
        *_numbers('look'),
        sa.Column('opened_at', sa.BigInteger(), nullable=False),
        _check('pair', 'repeat_range', 'repeat BETWEEN 1 AND 4'),
        _check('pair', 'look_range', 'look >= 1'),
        _check('pair', 'two_pictures', 'arm_order <> base_order'),
        sa.ForeignKeyConstraint(
            ['experiment_id', 'arm'],
            ['arm.experiment_id', 'arm.number'],
            name=op.f('fk_pair_experiment_id_arm'),
        ),
        sa.ForeignKeyConstraint(
            ['experiment_id', 'case_number'],
            ['experimentcase.experiment_id', 'experimentcase.number'],
            name=op.f('fk_pair_experiment_id_experimentcase'),
        ),
        _key_of('pair', 'arm_order', 'cell', 'order_id'),
        _key_of('pair', 'base_order', 'cell', 'order_id'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pair')),
        sa.UniqueConstraint(
            'experiment_id',
            'arm',
            'case_number',
            'repeat',
            name=op.f('uq_pair_experiment_id_arm_case_number_repeat'),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        'ballot',
        sa.Column('pair_id', ID, nullable=False),
        sa.Column('person_id', ID, nullable=False),
        sa.Column('arm_is_left', sa.Boolean(), nullable=False),
        sa.Column('left_token', ID, nullable=False),
        sa.Column('right_token', ID, nullable=False),
        sa.Column('shown_at', sa.BigInteger(), nullable=False),
        _check('ballot', 'two_tokens', 'left_token <> right_token'),
        _key_of('ballot', 'pair_id', 'pair'),
        _key_of('ballot', 'person_id', 'user'),
        sa.PrimaryKeyConstraint('pair_id', 'person_id', name=op.f('pk_ballot')),
        sa.UniqueConstraint('left_token', name=op.f('uq_ballot_left_token')),
        sa.UniqueConstraint('right_token', name=op.f('uq_ballot_right_token')),
        sqlite_with_rowid=False,
    )


def _create_votes() -> None:
    op.create_table(
        'vote',
        sa.Column('pair_id', ID, nullable=False),
        sa.Column('person_id', ID, nullable=False),
        *_numbers('n'),
        sa.Column('answer', SHORT, nullable=False),
        *_numbers('look'),
        sa.Column('voted_at', sa.BigInteger(), nullable=False),
        _check('vote', 'n_range', 'n >= 1'),
        _check('vote', 'look_range', 'look >= 1'),
        _check(
            'vote',
            'answer_known',
            "answer IN ('left', 'right', 'same', 'neither', 'skip', 'undone')",
        ),
        sa.ForeignKeyConstraint(
            ['pair_id', 'person_id'],
            ['ballot.pair_id', 'ballot.person_id'],
            name=op.f('fk_vote_pair_id_ballot'),
        ),
        sa.PrimaryKeyConstraint('pair_id', 'person_id', 'n', name=op.f('pk_vote')),
        sqlite_with_rowid=False,
    )


def _create_looks() -> None:
    op.create_table(
        'extension',
        sa.Column('experiment_id', ID, nullable=False),
        *_numbers('look'),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('person_id', ID, nullable=False),
        *_numbers('voters_added', 'cells'),
        _check('extension', 'look_range', 'look >= 2'),
        _check('extension', 'voters_added_range', 'voters_added BETWEEN 0 AND 20'),
        _check('extension', 'cells_range', 'cells >= 0'),
        _check('extension', 'adds_something', 'voters_added > 0 OR cells > 0'),
        _key_of('extension', 'experiment_id', 'experiment'),
        _key_of('extension', 'person_id', 'user'),
        sa.PrimaryKeyConstraint('experiment_id', 'look', name=op.f('pk_extension')),
        sqlite_with_rowid=False,
    )
    op.create_table(
        'reveal',
        sa.Column('experiment_id', ID, nullable=False),
        *_numbers('look'),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('person_id', ID, nullable=True),
        *_numbers('pairs', 'wanted', 'votes', 'missing', 'own_votes'),
        sa.Column('verdict', sa.Text(), nullable=False),
        _check('reveal', 'look_range', 'look >= 1'),
        _check('reveal', 'counts_range', 'pairs >= 0 AND votes >= 0 AND own_votes >= 0'),
        _check('reveal', 'missing_is_the_rest', 'missing >= 0 AND missing = wanted - votes'),
        _key_of('reveal', 'experiment_id', 'experiment'),
        _key_of('reveal', 'person_id', 'user'),
        sa.PrimaryKeyConstraint('experiment_id', 'look', name=op.f('pk_reveal')),
        sqlite_with_rowid=False,
    )


def _numbers(*names: str) -> tuple[sa.Column[int], ...]:
    return tuple(sa.Column(name, sa.Integer(), nullable=False) for name in names)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f'ck_{table}_{name}'))


def _key_of(table: str, column: str, other: str, key: str = 'id') -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f'{other}.{key}'], name=op.f(f'fk_{table}_{column}_{other}')
    )
