"""What the owner has typed, kept in the session until the draft has it: nothing of it is lost.

Every change is saved at once. What can't be saved (a case without a title) stays here, with the
reason beside it. Widgets are named by the form's round: another round shows them anew. The question
and the table stay meanwhile, since somebody may be typing there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from core.errors import ExperimentRefused, StudioError
from core.experiments import drafts
from core.experiments.shapes import ArmShape, Draft
from core.experiments.views.view import ExperimentView
from core.faults import ExperimentFault
from core.providers.contract import Model, Provider, find_model
from core.studio import current_studio
from core.tables import User
from pages.parts.experiments.settings import case_rows
from pages.parts.experiments.settings.case_rows import Row

FORMS = "experiment_forms"  # in the session: by person, experiment and whether it extends one
QUESTION, REPEATS, VOTERS, OWN_VOTES = "question", "repeats", "voters", "own_votes"
VERSION, SERVICE, MODEL, RATIO, SIZE = "version", "service", "model", "ratio", "size"


@dataclass
class DraftForm:
    """A draft as it stands on the page, or what is to be added to an experiment that has run.

    `seen` is the revision that it comes from, `saved` what that has. `shown` are the rows that the
    table was drawn with: its edits count from them. `loads` counts how often it was begun.
    """

    experiment_id: str
    person_id: str
    seen: int
    saved: Draft
    is_extension: bool = False
    beside: tuple[ArmShape, ...] = ()  # an extension's: the arms that are there already
    before: int = 0  # and how many cases are
    draft: Draft = field(init=False)
    rows: list[Row] = field(init=False)
    shown: list[Row] = field(init=False)
    loads: int = 0
    round: int = 0
    table: int = 0  # another one shows the table anew
    table_key: str | None = None  # what it was drawn as
    columns: tuple[str, ...] = ()  # and with
    error: StudioError | None = None
    trials: list[str] = field(default_factory=list)  # orders of 先试一格

    def __post_init__(self) -> None:
        """Begin with what is saved."""
        self.draft = self.saved
        self.rows = self.shown = case_rows.of_cases(self.saved.cases)

    @property
    def is_saved(self) -> bool:
        """Return whether the database has what the page shows."""
        return self.draft == self.saved

    @property
    def is_quoted(self) -> bool:
        """Return whether the quote is of all that would run: an extension's is of what is kept."""
        return self.is_extension or self.is_saved

    def key(self, name: str, number: int = 0) -> str:
        """Return the key of one of its widgets in this round."""
        changes = 0 if name == QUESTION else self.round
        return f"{self._name}_{changes}_{name}_{number}"

    @property
    def key_of_table(self) -> str:
        """Return what the key of its table begins with."""
        return f"{self._name}_table_{self.table}"

    @property
    def _name(self) -> str:
        kind = "more" if self.is_extension else "draft"
        return f"{kind}_{self.experiment_id}_{self.loads}"


def open_form(view: ExperimentView, person: User) -> DraftForm:
    """Return the form of a draft: as this session left it, or as another one has saved it since."""
    forms = _forms()
    name = person.id, view.experiment.id, False
    form = forms.get(name)
    if form is None or (form.is_saved and form.seen != view.experiment.revision):
        begun = DraftForm(view.experiment.id, person.id, view.experiment.revision, _draft(view))
        begun.loads = form.loads + 1 if form else 0
        forms[name] = form = begun
    return form


def open_extension(view: ExperimentView, person: User) -> DraftForm:
    """Return the form of what is to be added to an experiment that has run."""
    name = person.id, view.experiment.id, True
    there = tuple(arm.shape for arm in view.arms.values()), len(view.cases)
    form = _forms().get(name)
    if form is None or (form.beside, form.before) != there:
        revision = view.experiment.revision
        begun = DraftForm(view.experiment.id, person.id, revision, Draft(), is_extension=True)
        begun.beside, begun.before = there
        begun.loads = form.loads + 1 if form else 0
        _forms()[name] = form = begun
    form.seen = view.experiment.revision
    return form


def give_up(form: DraftForm) -> None:
    """Drop what was typed and not saved: the next drawing shows what another tab has saved."""
    form.draft = form.saved


def save(form: DraftForm) -> None:
    """Take over what the widgets have, and save it or keep why not: a callback of each widget.

    What an extension has is kept by its own button.
    """
    collect(form)
    if form.is_quoted:
        form.error = None
        return
    try:
        form.seen = drafts.save(
            current_studio(), form.person_id, form.experiment_id, form.draft, seen=form.seen
        )
    except StudioError as error:
        form.error = error
        return
    form.saved, form.error = form.draft, None


def change(form: DraftForm, **more: Any) -> None:
    """Change what the form has beside what was typed, save it, show it anew."""
    collect(form)
    form.draft = replace(form.draft, **more)
    form.round += 1
    save(form)


def change_rows(form: DraftForm, rows: list[Row]) -> None:
    """Make these the form's cases, save them, show them anew."""
    form.rows = rows or [{}]
    form.table += 1
    form.table_key = None  # what was edited counted from other rows
    form.round += 1
    save(form)


def collect(form: DraftForm) -> None:
    """Take over what the widgets have now; those that are not drawn have changed nothing."""
    said = st.session_state
    if (edits := _edits(form)) and _fit(form, edits):
        form.rows = case_rows.edited(form.shown, edits)
    draft = form.draft
    form.draft = replace(
        draft,
        question=said.get(form.key(QUESTION), draft.question),
        repeats=said.get(form.key(REPEATS), draft.repeats),
        voters=said.get(form.key(VOTERS), draft.voters),
        own_votes=said.get(form.key(OWN_VOTES), draft.own_votes),
        arms=tuple(_arm(form, number, arm) for number, arm in enumerate(draft.arms)),
        cases=case_rows.to_cases(form.rows),
    )


def drop_misfits(form: DraftForm) -> None:
    """Have the table begin anew where its edits are none of this table: none is drawn with them."""
    edits = _edits(form)
    if edits is not None and not _fit(form, edits):
        form.table += 1


def is_outdated(form: DraftForm) -> bool:
    """Return whether it can't be saved because somebody else has: another tab."""
    error = form.error
    return isinstance(error, ExperimentRefused) and error.reason == ExperimentFault.CHANGED


def fitting(arm: ArmShape) -> ArmShape:
    """Return an arm whose model, format and size are ones that its service offers."""
    service = service_of(arm)
    model = model_of(arm)
    ratios, sizes = model.aspect_ratios, model.sizes
    return replace(
        arm,
        service=service.name,
        model=model.id,
        aspect_ratio=arm.aspect_ratio if arm.aspect_ratio in ratios else ratios[0],
        size=arm.size if arm.size in sizes else sizes[0],
    )


def service_of(arm: ArmShape) -> Provider:
    """Return an arm's service, or the default one where it is not in use any more."""
    studio = current_studio()
    return studio.services.get(arm.service, studio.default_service)


def model_of(arm: ArmShape) -> Model:
    """Return an arm's model, or its service's first one where it is not offered any more."""
    models = service_of(arm).models
    return find_model(models, arm.model) or models[0]


def _arm(form: DraftForm, number: int, arm: ArmShape) -> ArmShape:
    said = st.session_state
    return fitting(
        replace(
            arm,
            version_id=said.get(form.key(VERSION, number), arm.version_id),
            service=said.get(form.key(SERVICE, number), arm.service),
            model=said.get(form.key(MODEL, number), arm.model),
            aspect_ratio=said.get(form.key(RATIO, number), arm.aspect_ratio),
            size=said.get(form.key(SIZE, number), arm.size),
        )
    )


def _edits(form: DraftForm) -> Any:
    return st.session_state.get(form.table_key) if form.table_key else None


def _fit(form: DraftForm, edits: Any) -> bool:
    return case_rows.fits(edits, rows=len(form.shown), columns=form.columns)


def _draft(view: ExperimentView) -> Draft:
    experiment = view.experiment
    return Draft(
        question=experiment.question,
        arms=tuple(arm.shape for arm in view.arms.values()),
        cases=tuple(view.cases.values()),
        repeats=experiment.repeats,
        voters=experiment.voters,
        own_votes=experiment.own_votes,
    )


def _forms() -> dict[tuple[str, str, bool], DraftForm]:
    forms: dict[tuple[str, str, bool], DraftForm] = st.session_state.setdefault(FORMS, {})
    return forms
