"""Give prompts versions, and decisions that say which one is live"""

from __future__ import annotations

import hashlib
import json
import time

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

ID, SHORT = sa.String(length=64), sa.String(length=200)
REFUSED = 'versions and decisions are append-only'
# What makes a row the same as one that is there: INSERT OR REPLACE would take that one away.
IDENTITIES = {
    'promptversion': 'id = NEW.id OR (prompt_id = NEW.prompt_id '
    'AND (number = NEW.number OR digest = NEW.digest))',
    'decision': 'id = NEW.id',
}


def upgrade() -> None:
    _create_tables()
    op.add_column(
        'generation',
        sa.Column(
            'version_id',
            SHORT,
            sa.ForeignKey('promptversion.id', name='fk_generation_version_id_promptversion'),
            nullable=True,
        ),
        inline_references=True,  # SQLite adds no constraint later
    )
    op.add_column(
        'generation',
        sa.Column('variables', sa.Text(), nullable=False, server_default=sa.text("'{}'")),
    )
    _write_versions(now=time.time_ns() // 1_000_000)
    _link_orders()
    _let_the_prompt_go_without()
    for table, identity in IDENTITIES.items():
        _make_append_only(table, identity)


def _create_tables() -> None:
    op.create_table(
        'promptversion',
        sa.Column('id', SHORT, nullable=False),
        sa.Column('prompt_id', ID, nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('parameters', sa.Text(), nullable=False),
        sa.Column('cost', sa.BigInteger(), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('author', ID, nullable=True),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.Column('digest', ID, nullable=False),
        sa.CheckConstraint('number >= 1', name=op.f('ck_promptversion_number_range')),
        sa.CheckConstraint(
            'cost BETWEEN 1 AND 9007199254740991', name=op.f('ck_promptversion_cost_range')
        ),
        sa.CheckConstraint(
            "id = prompt_id || '@' || CAST(number AS VARCHAR)",
            name=op.f('ck_promptversion_id_says_which'),
        ),
        sa.ForeignKeyConstraint(
            ['author'], ['user.id'], name=op.f('fk_promptversion_author_user')
        ),
        sa.ForeignKeyConstraint(
            ['prompt_id'], ['prompt.id'], name=op.f('fk_promptversion_prompt_id_prompt')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_promptversion')),
        sa.UniqueConstraint(
            'prompt_id', 'digest', name=op.f('uq_promptversion_prompt_id_digest')
        ),
        sa.UniqueConstraint(
            'prompt_id', 'number', name=op.f('uq_promptversion_prompt_id_number')
        ),
    )
    op.create_table(
        'decision',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('prompt_id', ID, nullable=False),
        sa.Column('version_id', SHORT, nullable=False),
        sa.Column('decided_at', sa.BigInteger(), nullable=False),
        sa.Column('decided_by', ID, nullable=True),
        sa.Column('why', sa.Text(), nullable=False),
        sa.Column('proof', sa.Text(), nullable=False),
        sa.CheckConstraint(
            "substr(version_id, 1, length(prompt_id) + 1) = prompt_id || '@'",
            name=op.f('ck_decision_version_is_its_prompts'),
        ),
        sa.ForeignKeyConstraint(
            ['decided_by'], ['user.id'], name=op.f('fk_decision_decided_by_user')
        ),
        sa.ForeignKeyConstraint(
            ['prompt_id'], ['prompt.id'], name=op.f('fk_decision_prompt_id_prompt')
        ),
        sa.ForeignKeyConstraint(
            ['version_id'], ['promptversion.id'], name=op.f('fk_decision_version_id_promptversion')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    )
    op.create_index('ix_decision_of_prompt', 'decision', ['prompt_id', 'id'])


def _write_versions(*, now: int) -> None:
    """Make a version of each text and price that a prompt had, in the order of first use."""
    db = op.get_bind()
    used = db.execute(
        sa.text(
            'SELECT prompt_id, prompt_text, cost, MIN(created_at) AS first, MIN(id) AS by_id '
            'FROM generation GROUP BY prompt_id, prompt_text, cost ORDER BY first, by_id'
        )
    ).all()
    had: dict[str, dict[tuple[str, int], int]] = {}
    for row in used:
        had.setdefault(row.prompt_id, {})[row.prompt_text, row.cost] = row.first
    for prompt_id, text, cost in db.execute(sa.text('SELECT id, text, cost FROM prompt')).all():
        contents = had.setdefault(prompt_id, {})
        contents.setdefault((text, cost), now)  # what nobody has ordered yet comes last
        for number, (content, first) in enumerate(contents.items(), start=1):
            _write_version(f'{prompt_id}@{number}', prompt_id, number, *content, first)
        live = list(contents).index((text, cost)) + 1
        db.execute(
            sa.text(
                'INSERT INTO decision (prompt_id, version_id, decided_at, why, proof) '
                "VALUES (:prompt, :version, :now, '', '')"
            ),
            {'prompt': prompt_id, 'version': f'{prompt_id}@{live}', 'now': now},
        )


def _write_version(
    version_id: str, prompt_id: str, number: int, text: str, cost: int, first: int
) -> None:
    content = {'cost': cost, 'parameters': {}, 'text': text}
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    op.get_bind().execute(
        sa.text(
            'INSERT INTO promptversion '
            '(id, prompt_id, number, text, parameters, cost, note, created_at, digest) '
            "VALUES (:id, :prompt, :number, :text, '{}', :cost, '', :first, :digest)"
        ),
        {
            'id': version_id,
            'prompt': prompt_id,
            'number': number,
            'text': text,
            'cost': cost,
            'first': first,
            'digest': digest,
        },
    )


def _link_orders() -> None:
    """Name each order's version; give the open ones the text that is sent, as it was made then."""
    db = op.get_bind()
    db.execute(
        sa.text(
            'UPDATE generation SET version_id = (SELECT v.id FROM promptversion v '
            'WHERE v.prompt_id = generation.prompt_id AND v.text = generation.prompt_text '
            'AND v.cost = generation.cost)'
        )
    )
    unsent = "SELECT id, prompt_text, wish FROM generation WHERE status = 'held' AND sent_text = ''"
    for order_id, text, wish in db.execute(sa.text(unsent)).all():
        db.execute(
            sa.text('UPDATE generation SET sent_text = :text WHERE id = :id'),
            {'text': f'{text}\n{wish}'.strip(), 'id': order_id},
        )


def _let_the_prompt_go_without() -> None:
    """Leave a prompt what is no version's: `active` becomes `archived`, text and cost go."""
    for name in ('archived', 'edited'):
        op.add_column(
            'prompt', sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.execute('UPDATE prompt SET archived = NOT active')
    with op.batch_alter_table('prompt') as batch_op:
        batch_op.drop_constraint(op.f('ck_prompt_cost_range'), type_='check')
        for name in ('text', 'cost', 'active'):
            batch_op.drop_column(name)


def _make_append_only(table: str, identity: str) -> None:
    """Refuse every change of a written row in the database itself: see 0001."""
    if op.get_bind().dialect.name == 'sqlite':
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for verb in ('UPDATE', 'DELETE'):
            op.execute(
                f'CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuse}'
            )
        op.execute(
            f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS '
            f'(SELECT 1 FROM {table} WHERE {identity}) {refuse}'
        )
        return
    op.execute(
        f'CREATE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    op.execute(
        f'CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} '
        f'FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()'
    )
    op.execute(
        f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} '
        f'FOR EACH STATEMENT EXECUTE FUNCTION refuse_{table}_change()'
    )
