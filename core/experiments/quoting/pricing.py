"""What a cell of each arm costs today: its version's tokens, its model's price, its pace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from statistics import fmean
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from core.experiments.plan import Planned
from core.experiments.quoting import quote
from core.experiments.quoting.quote import NO_CURRENCY, ArmPrice, Quote
from core.experiments.rows import Matrix
from core.experiments.shapes import ArmShape
from core.providers.catalog import estimate_picture
from core.providers.contract import find_model
from core.tables import Generation, OrderStatus, in_status

if TYPE_CHECKING:
    from core.studio import Studio

LATELY = 200  # the person's last pictures, which tell how long each model takes


def quote_of(studio: Studio, session: Session, matrix: Matrix, cells: Sequence[Planned]) -> Quote:
    """Return what cells of a matrix cost today."""
    pace = _pace(session, matrix.experiment.owner)
    prices = {
        number: ArmPrice(
            tokens=matrix.versions[arm.version_id].cost,
            service=arm.service,
            money=_money(studio, arm),
            seconds=pace.get((arm.service, arm.model)),
        )
        for number, arm in matrix.arms.items()
    }
    return quote.quote(
        cells, prices, revision=matrix.experiment.revision, workers=studio.settings.workers
    )


def _money(studio: Studio, arm: ArmShape) -> dict[str, Decimal | None]:
    """Return what its service takes a picture; not known of a model that nobody offers."""
    service = studio.services.get(arm.service)
    model = find_model(service.models, arm.model) if service else None
    return {model.currency: estimate_picture(model, arm.size)} if model else {NO_CURRENCY: None}


def _pace(session: Session, person_id: str) -> dict[tuple[str, str], float]:
    """Return the mean seconds of each service and model among the person's last pictures."""
    query = (
        select(
            col(Generation.provider),
            col(Generation.model),
            (col(Generation.ended_at) - col(Generation.generating_at)).label("took_ms"),
        )
        .where(in_status(OrderStatus.SETTLED), col(Generation.user_id) == person_id)
        .order_by(col(Generation.created_at).desc(), col(Generation.id).desc())
        .limit(LATELY)
    )
    times: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in session.execute(query):
        if row.took_ms is not None:
            times[row.provider, row.model].append(row.took_ms)
    return {made_by: fmean(took) / 1000 for made_by, took in times.items()}
