"""What the library offers: which version of a prompt is live, and whether it is in there.

Each function is one transaction that waits for all others of its kind, and asks in it whether the
person may. Where people sign in, it stands in 操作记录 too, as what administrators do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session

from core.errors import DecidedMeanwhile, InvalidRequest
from core.library import admission, versions, words
from core.log import get_logger
from core.people import act_rows, rights
from core.tables import ActKind, AdminAct, Decision, PromptVersion, User

if TYPE_CHECKING:
    from core.studio import Studio

_BY_HAND = "在提示词的版本页"  # an act says why, and nobody is asked there

log = get_logger()


def publish(
    studio: Studio,
    person_id: str,
    prompt_id: str,
    version_id: str,
    *,
    why: str,
    seen: int,
    proof: str = "",
) -> None:
    """Make a version the live one, an earlier one too; `seen` is the last decision that was shown.

    `proof` says what it rests on. The second half of a double click changes nothing. Raise
    `DecidedMeanwhile` where another decision is the last one by now, `InvalidRequest`: "version"
    for one that the prompt does not have, "version_live" for the one that is live, "decision_why";
    `PersonNotFound`, `NotAllowed`, `PromptNotFound` or `MembershipRequired`.
    """
    why = words.line(why, "decision_why", words.MAX_WHY)
    with studio.database.write(alone=True) as tx:
        rights.demand_publishing(tx, admission.find_person(tx, person_id), studio.settings)
        admission.admit(tx, person_id, prompt_id)
        version = versions.find(tx, prompt_id, version_id)
        if version is None:
            raise InvalidRequest("version")
        last, before = versions.last_two_decisions(tx, prompt_id)
        if last.id != seen:
            said = (last.version_id, last.decided_by, last.why)
            if before == seen and said == (version.id, person_id, why):
                return
            raise meanwhile(tx, last)
        if last.version_id == version.id:
            raise InvalidRequest("version_live")
        make_live(studio, tx, version, before=last.version_id, by=person_id, why=why, proof=proof)
    log.info("version.published", version=version_id, person=person_id)


def archive(studio: Studio, person_id: str, prompt_id: str) -> None:
    """Take a prompt out of the library.

    Raise `PersonNotFound`, `PromptNotFound`, `MembershipRequired`, or `NotAllowed` for who may
    not publish.
    """
    _set_archived(studio, person_id, prompt_id, archived=True)


def unarchive(studio: Studio, person_id: str, prompt_id: str) -> None:
    """Put an archived prompt back into the library; raise what `archive` raises."""
    _set_archived(studio, person_id, prompt_id, archived=False)


def _set_archived(studio: Studio, person_id: str, prompt_id: str, *, archived: bool) -> None:
    with studio.database.write(alone=True) as tx:
        rights.demand_publishing(tx, admission.find_person(tx, person_id), studio.settings)
        prompt = admission.admit(tx, person_id, prompt_id, even_archived=True)
        before, prompt.archived = prompt.archived, archived
        prompt.edited = True  # or the file would put it back at the next start
        act = AdminAct(
            key=studio.new_id(),
            kind=ActKind.ARCHIVED,
            actor_id=person_id,
            prompt_id=prompt_id,
            before=str(int(before)),
            after=str(int(archived)),
            reason=_BY_HAND,
            acted_at=act_rows.instant(tx, studio.now()),
        )
        _record(studio, tx, act)
    done = "archived" if archived else "unarchived"
    log.info(f"prompt.{done}", prompt=prompt_id, person=person_id)


def make_live(
    studio: Studio,
    tx: Session,
    version: PromptVersion,
    *,
    before: str,
    by: str,
    why: str,
    proof: str = "",
) -> None:
    """Write somebody's decision for a version, and that as an act; `before` is what was live."""
    act = AdminAct(
        key=studio.new_id(),
        kind=ActKind.LIVE,
        actor_id=by,
        prompt_id=version.prompt_id,
        before=before,
        after=version.id,
        reason=why,
        acted_at=act_rows.instant(tx, studio.now()),
    )
    versions.decide(tx, version, by=by, now=act.acted_at, why=why, proof=proof)
    _record(studio, tx, act)


def _record(studio: Studio, tx: Session, act: AdminAct) -> None:
    """Write an act where people sign in: without, nobody is known to be who they say."""
    if studio.settings.sign_in:
        act_rows.add(tx, act)


def meanwhile(tx: Session, last: Decision) -> DecidedMeanwhile:
    """Return the refusal of who has not seen a prompt's last decision."""
    version = tx.get_one(PromptVersion, last.version_id)
    decider = tx.get(User, last.decided_by) if last.decided_by else None
    return DecidedMeanwhile(
        version=version.id,
        number=version.number,
        since=last.decided_at,
        by=decider.name if decider else None,
        why=last.why,
    )
