"""What an administrator changes of a person: balance, membership, role.

Each function is one act (`core.administration.record`): it returns False where the click's key has
made it before, and raises what `record.act` raises, and `PersonNotFound`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from core.administration import record
from core.administration.record import Acting, Change, Click, Wish
from core.errors import InsufficientTokens, InvalidRequest, KeyConflict, NotAllowed
from core.ledger import tokens
from core.library.admission import find_person
from core.people import rights
from core.tables import MAX_TOKENS, Account, ActKind, Role, User

if TYPE_CHECKING:
    from core.settings import Settings
    from core.studio import Studio


def adjust_balance(studio: Studio, click: Click, person_id: str, amount: int) -> bool:
    """Move a person's balance by `amount` tokens, up or down, as an entry with the click's key.

    Raise also `InvalidRequest`: "amount", or "amount_held" where holds would not be covered any
    more, with what is available; or `BalanceFull`.
    """
    if type(amount) is not int or not 1 <= abs(amount) <= MAX_TOKENS:
        raise InvalidRequest("amount", limit=MAX_TOKENS)
    wish = Wish(ActKind.BALANCE, str(amount), person_id=person_id)
    return record.act(studio, click, wish, lambda acting: _adjust(acting, person_id, amount))


def _adjust(acting: Acting, person_id: str, amount: int) -> Change:
    find_person(acting.tx, person_id)
    try:
        adjusted = tokens.adjust(
            acting.tx,
            person_id,
            amount,
            key=acting.click.key,
            actor=acting.actor.name,
            reason=acting.click.reason,
            now=acting.now,
        )
    except InsufficientTokens as error:  # its words are for who orders
        raise InvalidRequest("amount_held", available=error.available) from error
    if not adjusted:  # an entry has this key that no act has
        raise KeyConflict
    after = acting.tx.scalar(select(col(User.balance)).where(col(User.id) == person_id)) or 0
    return Change(str(after - amount), str(after))


def set_membership(studio: Studio, click: Click, person_id: str, *, is_member: bool) -> bool:
    """Open members' prompts to a person, or close them."""
    wish = Wish(ActKind.MEMBERSHIP, str(int(is_member)), person_id=person_id)

    def change(acting: Acting) -> Change:
        person = find_person(acting.tx, person_id)
        before, person.is_member = person.is_member, is_member
        return Change(str(int(before)), wish.value)

    return record.act(studio, click, wish, change)


def set_role(studio: Studio, click: Click, person_id: str, role: Role) -> bool:
    """Give a person another role in the table; the setting ADMINS stands beside it.

    Raise also `NotAllowed("last_administrator")` for who gives up their own and leaves nobody.
    """
    wish = Wish(ActKind.ROLE, role.value, person_id=person_id)

    def change(acting: Acting) -> Change:
        person = find_person(acting.tx, person_id)
        before, person.role = person.role, role.value
        acting.tx.flush()
        if person_id == acting.actor.id and not _anybody_administers(acting.tx, studio.settings):
            raise NotAllowed("last_administrator")
        return Change(before, role.value)

    return record.act(studio, click, wish, change)


def _anybody_administers(tx: Session, settings: Settings) -> bool:
    """Return whether somebody who can sign in administers, by the table or by the setting."""
    can_sign_in = select(User).join(Account, col(Account.user_id) == col(User.id))
    everybody = tx.scalars(can_sign_in)
    return any(rights.rights_of(tx, person, settings).administers for person in everybody)
