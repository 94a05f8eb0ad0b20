"""What an order cost its operator, as one amount of one currency: in SQL that both databases take.

Unknown is NULL and never 0. A picture whose price nobody knows makes its order's cost unknown; so
does a rewriting that was used and whose price nobody knows, and so do two parts in two currencies,
because no rate stands here. Of an order without a picture only what its services counted is a
cost: most refusals are free, and what no service counted, no bill can be guessed from.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, case, literal_column, null, or_

from core.tables import ORDERS, OrderStatus

# Said in the text: PostgreSQL groups by an expression only where it finds the same one again.
_EMPTY: ColumnElement[str] = literal_column("''")
_SETTLED: ColumnElement[str] = literal_column(f"'{OrderStatus.SETTLED}'")

_picture, _rewriting = ORDERS.c.picture_micros, ORDERS.c.enhance_micros
_is_picture = ORDERS.c.status == _SETTLED
_is_rewritten = and_(ORDERS.c.enhance_model != _EMPTY, ORDERS.c.enhance_error == _EMPTY)

COST_MICROS = case(
    (
        or_(
            and_(_picture.is_(None), _is_picture),
            and_(_rewriting.is_(None), _is_rewritten),
        ),
        null(),
    ),
    (_picture.is_(None), _rewriting),
    (_rewriting.is_(None), _picture),
    (ORDERS.c.picture_currency == ORDERS.c.enhance_currency, _picture + _rewriting),
)
CURRENCY = case(
    (and_(_picture.is_(None), _rewriting.is_not(None)), ORDERS.c.enhance_currency),
    else_=ORDERS.c.picture_currency,
)
