"""As whom people sign in: one person each, made once, and nobody who may not come in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes import in_threads
from sqlalchemy import select

from core.audit import audit
from core.errors import PersonNotFound, SignInRefused
from core.people import accounts, people
from core.people.accounts import Claims
from core.people.people import DEMO_MEMBER, MAX_NAME
from core.people.rights import rights_of
from core.settings import Settings
from core.studio import Studio
from core.tables import Account, User

MING = Claims("https://issuer.example", "s-1", "ming@example.com", "王小明")


def sign_in(studio: Studio, claims: Claims) -> User:
    """Sign somebody in, with 100 tokens at the first time."""
    who = accounts.sign_in(
        studio.database, claims, person_id=studio.new_id(), opening=100, now=studio.now()
    )
    return people.find(studio.database, who)


def kept(studio: Studio) -> list[Account]:
    """Return all accounts."""
    with studio.database.read() as session:
        return list(session.scalars(select(Account)))


def test_a_first_sign_in_makes_a_person_with_a_grant(studio: Studio) -> None:
    """Who comes in first is no member, has the name they are known by, and an opening entry."""
    person = sign_in(studio, MING)
    assert (person.name, person.is_member, person.balance) == ("王小明", False, 100)
    assert audit(studio.database).entries == 3


def test_a_later_sign_in_is_the_same_person(studio: Studio) -> None:
    """Issuer and subject are who somebody is: a new name changes nothing, a new address is kept."""
    person = sign_in(studio, MING)
    again = sign_in(studio, replace(MING, name="王大明", email="new@example.com"))
    assert (again.id, again.name, again.balance) == (person.id, "王小明", 100)
    assert [account.email for account in kept(studio)] == ["new@example.com"]


@pytest.mark.parametrize("other", [{"issuer": "https://other.example"}, {"subject": "s-2"}])
def test_another_issuer_or_subject_is_another_person(studio: Studio, other: Any) -> None:
    """The same address and name of another issuer, or of another subject, are somebody else's."""
    first, second = sign_in(studio, MING), sign_in(studio, replace(MING, **other))
    assert first.id != second.id
    assert second.name == "王小明 2"


def test_two_tabs_at_once_make_one_person(studio: Studio) -> None:
    """Eight first sign-ins at the same instant return one person with one opening."""
    found = in_threads(8, lambda _: sign_in(studio, MING).id)
    assert len(set(found)) == 1
    assert audit(studio.database).people == 3


def test_nobody_becomes_a_demo_person(studio: Studio) -> None:
    """A subject, a name or a mailbox that is a demo person's makes another person beside them."""
    for claims in (
        Claims("https://issuer.example", DEMO_MEMBER, "", DEMO_MEMBER),
        Claims("https://issuer.example", "s-3", "", "演示会员"),
        Claims("https://issuer.example", "s-4", "demo-member@example.com"),
    ):
        person = sign_in(studio, claims)
        assert person.id != DEMO_MEMBER
        assert person.name != "演示会员"


@pytest.mark.parametrize(
    ("name", "email", "shown"),
    [
        ("", "lin@example.com", "lin"),
        ("\u200b \u2060", "lin@example.com", "lin"),
        ("", "", accounts.NAMELESS),
        ("王\n小\x07明", "", "王 小明"),
        ("长" * 50, "", "长" * MAX_NAME),
    ],
)
def test_a_name_can_be_read(studio: Studio, name: str, email: str, shown: str) -> None:
    """A name is the claim, else the mailbox, else a word; in one line, of at most 20 letters."""
    assert sign_in(studio, Claims("i", "s", email, name)).name == shown


def test_a_taken_name_gets_a_number_that_fits(studio: Studio) -> None:
    """The same name three times differs to the eye, and none is longer than a name may be."""
    named = [sign_in(studio, Claims("i", str(n), "", "长" * MAX_NAME)).name for n in range(3)]
    assert named == ["长" * MAX_NAME, f"{'长' * 18} 2", f"{'长' * 18} 3"]


def test_who_never_signed_in_is_nobody(studio: Studio) -> None:
    """Before the first sign-in the claims lead to no person."""
    with studio.database.read() as session, pytest.raises(PersonNotFound):
        accounts.person_of(session, MING)


@pytest.mark.parametrize("confirmed", [False, None, "false", "True ", 0, []])
def test_an_unconfirmed_address_is_none(confirmed: Any) -> None:
    """Only an address that the issuer has confirmed counts."""
    given = {"iss": "i", "sub": "s", "email": "a@example.com", "email_verified": confirmed}
    assert accounts.read_claims(given).email == ("a@example.com" if confirmed is True else "")


@pytest.mark.parametrize("missing", ["iss", "sub"])
@pytest.mark.parametrize("value", [None, "", " ", 7, "x\0", "x" * 201, ["s"]])
def test_claims_that_name_nobody_are_refused(missing: str, value: Any) -> None:
    """Without an issuer or a subject that can be kept there is no person, and none is made."""
    with pytest.raises(SignInRefused) as refused:
        accounts.read_claims({"iss": "i", "sub": "s", missing: value})
    assert refused.value.reason == "identity"


@pytest.mark.parametrize(
    ("email", "reason"),
    [
        ("a@example.com", None),
        ("a@EXAMPLE.com", None),
        ("a@corp.example", None),
        ("", "email"),
        ("a@evil-example.com", "domain"),
        ("a@example.com.evil.test", "domain"),
        ("a@example.com@evil.test", "domain"),
        ("a@sub.example.com", "domain"),
    ],
)
def test_only_the_domains_that_are_listed_come_in(email: str, reason: str | None) -> None:
    """A domain is compared as a whole; where domains are listed, an address is needed."""
    settings = Settings(sign_in_domains="Example.com, corp.example")
    claims = replace(MING, email=email)
    if reason is None:
        accounts.admit(claims, settings)
    else:
        with pytest.raises(SignInRefused) as refused:
            accounts.admit(claims, settings)
        assert refused.value.reason == reason
    accounts.admit(claims, Settings())


def test_an_administrator_is_one_by_a_confirmed_address(studio: Studio) -> None:
    """Whose address in ADMINS is confirmed administers; who only says so does not."""
    settings = Settings(sign_in=True, admins="ming@example.com")
    said = {"iss": "i", "sub": "s", "email": "ming@example.com", "email_verified": False}
    liar = sign_in(studio, accounts.read_claims(said))
    real = sign_in(studio, MING)
    with studio.database.read() as session:
        assert not rights_of(session, liar, settings).administers
        assert rights_of(session, real, settings).administers
