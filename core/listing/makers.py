"""Who made pictures: what lists are narrowed to, and which services and models occur in orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, BindParameter, Select, bindparam, exists, func, select
from sqlmodel import col

from core.database import Source, reading
from core.tables import Generation


@dataclass(frozen=True, order=True)
class MadeBy:
    """Bound a list to what one service made, or one of its models; "" is any."""

    service: str = ""
    model: str = ""

    def of(self, service: Any, model: Any) -> list[Any]:
        """Return the WHERE conditions that this puts on the columns of services and models."""
        wanted = ((service, self.service), (model, self.model))
        return [column == name for column, name in wanted if name]

    def has(self, other: MadeBy) -> bool:
        """Return whether a list of this one's has what the other made in it."""
        return self.service in {"", other.service} and self.model in {"", other.model}


ANYBODY = MadeBy()


@dataclass(frozen=True)
class Occurring:
    """The models that anybody's orders name, and those that one person's do; both in order."""

    everybodys: tuple[MadeBy, ...]
    own: tuple[MadeBy, ...]


def find_occurring(source: Source, person_id: str) -> Occurring:
    """Return which models occur in orders."""
    with reading(source) as session:
        rows = session.execute(_OCCURRING, {"person": person_id}).all()
    everybodys = sorted((MadeBy(row.service, row.model), row.own) for row in rows)
    return Occurring(
        tuple(made_by for made_by, _ in everybodys),
        tuple(made_by for made_by, is_own in everybodys if is_own),
    )


def is_of(person_id: str | BindParameter[str], *conditions: Any) -> Any:
    """Return the condition that a person's orders, those that `conditions` leave, have a `MAKER`.

    The columns of the orders are those of `Generation`.
    """
    names = (col(Generation.provider) == MAKER.c.service, col(Generation.model) == MAKER.c.model)
    return exists().where(*names, col(Generation.user_id) == person_id, *conditions)


def _find_makers() -> CTE:
    """Return every (service, model) that orders name, and a NULL behind the last of each service.

    Each is looked up in `ix_generation_maker`, from one to the next: DISTINCT would read all rows.
    """
    provider, model = col(Generation.provider), col(Generation.model)
    service = select(func.min(provider).label("name")).cte("service", recursive=True)
    next_service = select(func.min(provider)).where(provider > service.c.name).scalar_subquery()
    service = service.union_all(select(next_service).where(service.c.name.is_not(None)))
    first: Select[Any] = select(func.min(model)).where(provider == service.c.name)
    maker = (
        select(service.c.name.label("service"), first.scalar_subquery().label("model"))
        .where(service.c.name.is_not(None))
        .cte("maker", recursive=True)
    )
    later = select(func.min(model)).where(provider == maker.c.service, model > maker.c.model)
    following = select(maker.c.service, later.scalar_subquery()).where(maker.c.model.is_not(None))
    return maker.union_all(following)


MAKER = _find_makers()
# Built once: building it takes longer than its answer.
_OCCURRING = select(MAKER.c.service, MAKER.c.model, is_of(bindparam("person")).label("own")).where(
    MAKER.c.model.is_not(None)
)
