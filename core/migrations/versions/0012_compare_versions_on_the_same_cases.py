"""Compare versions on the same cases: experiments, their cells, judgements, sets of cases"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from core.migrations.append_only import make_append_only

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

ID, SHORT = sa.String(length=64), sa.String(length=200)
REFUSED = 'experiments are frozen by their first run'
# What makes a row the same as one that is there: INSERT OR REPLACE would take that one away.
IDENTITIES = {
    'cell': 'order_id = NEW.order_id OR (experiment_id = NEW.experiment_id AND arm = NEW.arm '
    'AND case_number = NEW.case_number AND repeat = NEW.repeat AND attempt = NEW.attempt)',
    'judgement': 'order_id = NEW.order_id AND person_id = NEW.person_id AND n = NEW.n',
}
# What stays as it is from the first run on; revision and archived_at go on.
FIXED = (
    'id', 'owner', 'prompt_id', 'question', 'repeats', 'voters', 'own_votes', 'seed',
    'created_at', 'frozen_at',
)


def upgrade() -> None:
    _create_experiments()
    _create_cells()
    _create_sets()
    make_append_only('cell', IDENTITIES['cell'], 'cells are append-only')
    make_append_only('judgement', IDENTITIES['judgement'], 'judgements are append-only')
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    for trigger in _sqlite_triggers() if is_sqlite else _postgresql_triggers():
        op.execute(trigger)


def _create_experiments() -> None:
    op.create_table(
        'experiment',
        sa.Column('id', ID, nullable=False),
        sa.Column('owner', ID, nullable=False),
        sa.Column('prompt_id', ID, nullable=False),
        sa.Column('question', sa.Text(), nullable=False),
        sa.Column('repeats', sa.Integer(), nullable=False),
        sa.Column('voters', sa.Integer(), nullable=False),
        sa.Column('own_votes', sa.Boolean(), nullable=False),
        sa.Column('seed', sa.BigInteger(), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.Column('frozen_at', sa.BigInteger(), nullable=True),
        sa.Column('archived_at', sa.BigInteger(), nullable=True),
        _check('experiment', 'repeats_range', 'repeats BETWEEN 1 AND 4'),
        _check('experiment', 'voters_range', 'voters BETWEEN 0 AND 20'),
        _check('experiment', 'seed_range', 'seed >= 0'),
        _check('experiment', 'revision_range', 'revision >= 1'),
        _check('experiment', 'frozen_once_made', 'frozen_at >= created_at'),
        _check(
            'experiment',
            'archived_once_frozen',
            'archived_at IS NULL OR (frozen_at IS NOT NULL AND archived_at >= frozen_at)',
        ),
        _key_of('experiment', 'owner', 'user'),
        _key_of('experiment', 'prompt_id', 'prompt'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_experiment')),
    )
    op.create_index('ix_experiment_of_owner', 'experiment', ['owner', 'created_at', 'id'])
    op.create_index('ix_experiment_recent', 'experiment', ['created_at', 'id'])
    op.create_table(
        'arm',
        sa.Column('experiment_id', ID, nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('version_id', SHORT, nullable=False),
        *(
            sa.Column(name, SHORT, nullable=False)
            for name in ('service', 'model', 'aspect_ratio', 'size')
        ),
        sa.Column('is_base', sa.Boolean(), nullable=False),
        _check('arm', 'number_range', 'number BETWEEN 1 AND 4'),
        _key_of('arm', 'experiment_id', 'experiment'),
        _key_of('arm', 'version_id', 'promptversion'),
        sa.PrimaryKeyConstraint('experiment_id', 'number', name=op.f('pk_arm')),
    )
    op.create_index(
        'ix_arm_base',
        'arm',
        ['experiment_id'],
        unique=True,
        sqlite_where=sa.text('is_base = 1'),
        postgresql_where=sa.text('is_base'),
    )
    op.create_table(
        'experimentcase',
        sa.Column('experiment_id', ID, nullable=False),
        *_case_columns(),
        _check('experimentcase', 'number_range', 'number BETWEEN 1 AND 64'),
        _key_of('experimentcase', 'experiment_id', 'experiment'),
        sa.PrimaryKeyConstraint('experiment_id', 'number', name=op.f('pk_experimentcase')),
    )


def _create_cells() -> None:
    op.create_table(
        'cell',
        sa.Column('experiment_id', ID, nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ('arm', 'case_number', 'repeat', 'attempt')
        ),
        sa.Column('order_id', ID, nullable=False),
        _check('cell', 'repeat_range', 'repeat BETWEEN 1 AND 4'),
        _check('cell', 'attempt_range', 'attempt >= 1'),
        sa.ForeignKeyConstraint(
            ['experiment_id', 'arm'],
            ['arm.experiment_id', 'arm.number'],
            name=op.f('fk_cell_experiment_id_arm'),
        ),
        sa.ForeignKeyConstraint(
            ['experiment_id', 'case_number'],
            ['experimentcase.experiment_id', 'experimentcase.number'],
            name=op.f('fk_cell_experiment_id_experimentcase'),
        ),
        _key_of('cell', 'order_id', 'generation'),
        sa.PrimaryKeyConstraint(
            'experiment_id', 'arm', 'case_number', 'repeat', 'attempt', name=op.f('pk_cell')
        ),
        sa.UniqueConstraint('order_id', name=op.f('uq_cell_order_id')),
        sqlite_with_rowid=False,
    )
    op.create_table(
        'judgement',
        sa.Column('order_id', ID, nullable=False),
        sa.Column('person_id', ID, nullable=False),
        sa.Column('n', sa.Integer(), nullable=False),
        sa.Column('answer', SHORT, nullable=False),
        sa.Column('reason', SHORT, nullable=False),
        sa.Column('judged_at', sa.BigInteger(), nullable=False),
        _check('judgement', 'n_range', 'n >= 1'),
        _check(
            'judgement', 'answer_known', "answer IN ('usable', 'unusable', 'unsure', 'undone')"
        ),
        _check(
            'judgement',
            'reason_known',
            "reason IN ('', 'hands', 'face', 'text', 'composition', 'off_reference', 'off_prompt')",
        ),
        _check('judgement', 'reason_of_unusable', "reason = '' OR answer = 'unusable'"),
        _key_of('judgement', 'order_id', 'cell', 'order_id'),
        _key_of('judgement', 'person_id', 'user'),
        sa.PrimaryKeyConstraint('order_id', 'person_id', 'n', name=op.f('pk_judgement')),
        sqlite_with_rowid=False,
    )


def _create_sets() -> None:
    op.create_table(
        'caseset',
        sa.Column('id', ID, nullable=False),
        sa.Column('owner', ID, nullable=False),
        sa.Column('name', SHORT, nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        _check('caseset', 'revision_range', 'revision >= 1'),
        _key_of('caseset', 'owner', 'user'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_caseset')),
        sa.UniqueConstraint('owner', 'name', name=op.f('uq_caseset_owner_name')),
    )
    op.create_table(
        'keptcase',
        sa.Column('set_id', ID, nullable=False),
        *_case_columns(),
        _check('keptcase', 'number_range', 'number BETWEEN 1 AND 64'),
        _key_of('keptcase', 'set_id', 'caseset'),
        sa.PrimaryKeyConstraint('set_id', 'number', name=op.f('pk_keptcase')),
    )


def _case_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('title', SHORT, nullable=False),
        sa.Column('variables', sa.Text(), nullable=False),
        sa.Column('look_for', sa.Text(), nullable=False),
        sa.Column('reference', SHORT, nullable=True),
        sa.Column('reference_name', SHORT, nullable=False),
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f'ck_{table}_{name}'))


def _key_of(table: str, column: str, other: str, key: str = 'id') -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f'{other}.{key}'], name=op.f(f'fk_{table}_{column}_{other}')
    )


def _sqlite_triggers() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    changed = ' OR '.join(f'NEW.{name} IS NOT OLD.{name}' for name in FIXED)
    triggers = [
        'CREATE TRIGGER experiment_no_change BEFORE UPDATE ON experiment '
        f'WHEN OLD.frozen_at IS NOT NULL AND ({changed}) {refuse}',
        'CREATE TRIGGER experiment_no_delete BEFORE DELETE ON experiment '
        f'WHEN OLD.frozen_at IS NOT NULL {refuse}',
        # Without recursive_triggers, as in a shell, INSERT OR REPLACE deletes without a trigger.
        'CREATE TRIGGER experiment_no_replace BEFORE INSERT ON experiment WHEN EXISTS '
        f'(SELECT 1 FROM experiment WHERE id = NEW.id AND frozen_at IS NOT NULL) {refuse}',
    ]
    for table in ('arm', 'experimentcase'):
        frozen = (
            'EXISTS (SELECT 1 FROM experiment e '
            'WHERE e.id = {row}.experiment_id AND e.frozen_at IS NOT NULL)'
        )
        for verb in ('UPDATE', 'DELETE'):
            triggers.append(
                f'CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} '
                f'WHEN {frozen.format(row="OLD")} {refuse}'
            )
        triggers.append(
            f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} '
            f'WHEN {frozen.format(row="NEW")} AND EXISTS (SELECT 1 FROM {table} '
            f'WHERE experiment_id = NEW.experiment_id AND number = NEW.number) {refuse}'
        )
    return triggers


def _postgresql_triggers() -> list[str]:
    raises = f"RAISE EXCEPTION '{REFUSED}'"
    changed = ' OR '.join(f'NEW.{name} IS DISTINCT FROM OLD.{name}' for name in FIXED)
    triggers = [
        'CREATE FUNCTION refuse_experiment_change() RETURNS trigger LANGUAGE plpgsql AS '
        f'$$ BEGIN {raises}; END $$',
        'CREATE FUNCTION refuse_frozen_change() RETURNS trigger LANGUAGE plpgsql AS '
        '$$ BEGIN IF EXISTS (SELECT 1 FROM experiment e '
        'WHERE e.id = OLD.experiment_id AND e.frozen_at IS NOT NULL) '
        f"THEN {raises}; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; "
        'RETURN NEW; END $$',
        'CREATE TRIGGER experiment_no_change BEFORE UPDATE ON experiment FOR EACH ROW '
        f'WHEN (OLD.frozen_at IS NOT NULL AND ({changed})) '
        'EXECUTE FUNCTION refuse_experiment_change()',
        'CREATE TRIGGER experiment_no_delete BEFORE DELETE ON experiment FOR EACH ROW '
        'WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION refuse_experiment_change()',
    ]
    for table in ('arm', 'experimentcase'):
        triggers.append(
            f'CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} '
            'FOR EACH ROW EXECUTE FUNCTION refuse_frozen_change()'
        )
    for table in ('experiment', 'arm', 'experimentcase'):
        triggers.append(
            f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} '
            'FOR EACH STATEMENT EXECUTE FUNCTION refuse_experiment_change()'
        )
    return triggers
