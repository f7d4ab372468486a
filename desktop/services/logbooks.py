"""The short logbook of a visit."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from desktop.domain.form import Form
from desktop.domain.keying import by_place
from desktop.domain.records import Answer, Visit, VisitDraft
from desktop.forms.definition import read_form
from desktop.forms.prefill import prefill
from desktop.services import households
from desktop.services.desk import Desk
from desktop.storage import casework, keying
from desktop.storage.work import Work, work

SHORT_FORM = "short-logbook-v1.xlsx"


def _workbook(desk: Desk) -> Path:
    return desk.resources / "forms" / SHORT_FORM


def short_form(desk: Desk) -> Form:
    """The short logbook's form in force."""
    workbook = _workbook(desk)
    return _read(workbook, workbook.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(workbook: Path, _written: int) -> Form:
    # Each opened household and each saved draft asks for the form; an edited workbook is new.
    return read_form(workbook)


def visits(desk: Desk, household_id: int) -> tuple[Visit, ...]:
    """All logbooks of a household, the newest first."""
    with desk.db.read() as session:
        return casework.visits(session, household_id)


def load_or_begin(desk: Desk, household_id: int) -> VisitDraft:
    """This year's logbook, or a new one that holds what is known already."""
    for visit in visits(desk, household_id):
        if visit.fiscal_year == desk.fiscal_year:
            return visit
    form = short_form(desk)
    household = households.load(desk, household_id)
    known: tuple[Answer, ...] = prefill(form, household)
    return VisitDraft(household_id, form.id, form.version, answers=known)


def save(desk: Desk, draft: VisitDraft) -> Visit:
    """Store the logbook; the form's workbook is kept beside the answers to it.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    draft = replace(draft, answers=tuple(by_place(draft.answers).values()))
    with work(desk.db, "บันทึกสมุดพก", desk.actor, household_id=draft.household_id) as current:
        keep_form(desk, current)
        keying.forget(current.session, desk.actor.user_id, draft.household_id)
        return casework.save_visit(current, draft, desk.fiscal_year)


def keep_form(desk: Desk, current: Work) -> None:
    """Keep the workbook of the form in force beside the answers to it."""
    form, workbook = short_form(desk), _workbook(desk).read_bytes()
    casework.keep_form(current, form.id, form.version, form.title, form.sha256, workbook)
