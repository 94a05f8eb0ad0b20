"""Two people of one kind, and everything that one of them has: what the other shall not reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import lab
from fakes import CHEAP, OPEN, make_studio, place, place_and_run, png

from core.audit import audit, describe
from core.experiments import sets
from core.experiments.shapes import CaseShape
from core.experiments.voting import ballots
from core.people import people
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio
from core.tables import Account, User

ISSUER = "https://id.example"
THEIRS, MINE, VOTER = "anne", "bob", "cleo"
THEIR_SET, MY_SET = "their-set", "my-set"
SECRET = "只给自己看的愿望"  # what their click wished

# Who tries to reach: each column of the table. Where people sign in, all of them have accounts.
KINDS = ("demo", "signed in", "administrator")


@dataclass(frozen=True)
class Scene:
    """What there is of the other's, by what an attacker may have learnt of it."""

    studio: Studio
    open_order: str
    order: str  # of a click, with a picture
    original: bytes
    reference: str
    experiment: str  # voted on blind: sealed for others
    cell: str
    pair: str
    token: str  # of a voter's ballot

    @property
    def me(self) -> User:
        """Return who tries, with today's balance."""
        return people.find(self.studio.database, MINE)


def studio_of(kind: str, url: str, folder: Path) -> Studio:
    """Open a studio as it runs where such people are."""
    studio = make_studio(url, folder, is_filled=True)
    admins = email_of(MINE) if kind == "administrator" else ""
    changed = {"sign_in": kind != "demo", "admins": admins}
    return replace(studio, settings=studio.settings.model_copy(update=changed))


def email_of(name: str) -> str:
    """Return the confirmed address of somebody who signs in."""
    return f"{name}@example.com"


@contextmanager
def scene(kind: str, url: str, folder: Path) -> Iterator[Scene]:
    """Make both people and what the other has; the books must be clean at the end."""
    studio = studio_of(kind, url, folder)
    for name in (THEIRS, MINE, VOTER):
        _make(studio, name, signs_in=kind != "demo")
    yield _filled(studio)
    report = audit(studio.database)
    studio.database.dispose()
    assert report.clean, "\n".join(describe(report))


def _make(studio: Studio, name: str, *, signs_in: bool) -> None:
    now = studio.now()
    # Who signs in begins without membership; nothing here asks for it.
    people.create(studio.database, name, name, is_member=not signs_in, opening=100, now=now)
    if signs_in:
        with studio.database.write() as tx:
            known = {"issuer": ISSUER, "subject": name, "email": email_of(name)}
            tx.add(Account(user_id=name, created_at=now, **known))


def _filled(studio: Studio) -> Scene:
    photo = check_reference(png(colour="navy"))
    kept = references.keep(studio, THEIRS, photo, "a.png")
    made = place_and_run(
        studio, "their click", OPEN, person=THEIRS, wish=SECRET, reference=kept.name
    )
    lab.make(studio, person=THEIRS, cases=2, voters=2)
    cells = lab.start(studio, person=THEIRS)
    lab.carry(studio, cells)
    seen = ballots.next_sight(studio, VOTER, lab.LAB)
    assert seen is not None
    case = (CaseShape("一个用例", {"mood": "calm"}, reference=kept.name),)
    sets.create(studio, THEIR_SET, THEIRS, "他们的用例", case)
    sets.create(studio, MY_SET, MINE, "我的用例", (CaseShape("一个用例"),))
    return Scene(
        studio,
        open_order=place(studio, "their open click", CHEAP, person=THEIRS).id,
        order=made.id,
        original=studio.images.read_original(made.id),
        reference=kept.name,
        experiment=lab.LAB,
        cell=cells[0].id,
        pair=seen.pair_id,
        token=seen.left_token,
    )
