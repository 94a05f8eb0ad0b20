"""Run migrations on the connection that `migrate` passes in; Alembic loads this file by name."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import core.tables  # noqa: F401  (fills the metadata)
from core.migrations import is_ours


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write SQLModel's own string type as plain sa.String in new migrations."""
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=render_item,
    include_name=is_ours,
    transactional_ddl=True,
)
context.run_migrations()
