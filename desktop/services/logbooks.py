"""The logbooks of a household's visits, each in the version of the form it was keyed in."""

from dataclasses import replace

from desktop.domain.carrying import Gap, carry_along
from desktop.domain.crosswalk import way
from desktop.domain.errors import UserError
from desktop.domain.form import Form
from desktop.domain.keying import by_place
from desktop.domain.records import Visit, VisitDraft
from desktop.forms.prefill import prefill
from desktop.services import forms, households
from desktop.services.desk import Desk
from desktop.storage import casework, keying
from desktop.storage.work import work


def short_form(desk: Desk) -> Form:
    """The short logbook's form in force."""
    return forms.in_force(desk, forms.SHORT)


def form_of(desk: Desk, visit: VisitDraft) -> Form:
    """The version of the form that a logbook is keyed in.

    Raises:
        UserError: the program doesn't know it.
    """
    return forms.form_of(desk, visit.form, visit.form_version)


def visits(desk: Desk, household_id: int) -> tuple[Visit, ...]:
    """All logbooks of a household, the newest first."""
    with desk.db.read() as session:
        return casework.visits(session, household_id)


def load_or_begin(desk: Desk, household_id: int, form: str = forms.SHORT) -> VisitDraft:
    """This year's logbook in whatever version it was begun, or a new one.

    A new one is of the version in force and holds what is known already.
    """
    for visit in visits(desk, household_id):
        if (visit.fiscal_year, visit.form) == (desk.fiscal_year, form):
            return visit
    return begin(desk, household_id, forms.in_force(desk, form))


def begin(desk: Desk, household_id: int, asked: Form) -> VisitDraft:
    """A new logbook of a form's version, with what is known already."""
    known = prefill(asked, households.load(desk, household_id))
    return VisitDraft(household_id, asked.id, asked.version, answers=known)


def carried_on(desk: Desk, visit: Visit) -> tuple[VisitDraft, tuple[Gap, ...]]:
    """A new logbook of the version in force with a logbook's answers, and what is missing in it.

    Nothing is stored; the logbook it comes from stays what it is.

    Raises:
        UserError: it is of the version in force, or its own can't be read any more.
    """
    newest = forms.in_force(desk, visit.form)
    if newest.version == visit.form_version:
        raise UserError("สมุดพกนี้เป็นรุ่นที่ใช้อยู่แล้ว", "ไม่ต้องยกคำตอบไปแบบใหม่ กรุณากรอกต่อได้เลย")
    steps = way(visit.form_version, newest.version, forms.crosswalks(desk, visit.form))
    if steps is None:
        raise _unreadable(visit.form_version)
    members = [one.id for one in households.load(desk, visit.household_id).members if one.id]
    versions = {one.to_version: forms.form_of(desk, visit.form, one.to_version) for one in steps}
    carried = carry_along(steps, versions, visit.answers, members)
    draft = VisitDraft(
        visit.household_id,
        newest.id,
        newest.version,
        visited_on=visit.visited_on,
        team=visit.team,
        answers=carried.answers,
    )
    return draft, carried.gaps


def _unreadable(version: str) -> UserError:
    return UserError(
        "ยกคำตอบไปแบบใหม่ไม่ได้",
        f"โปรแกรมอ่านแบบฟอร์มรุ่น {version} ไม่ได้แล้ว คำตอบเดิมยังอยู่ครบ กรุณาเริ่มสมุดพกใหม่",
    )


def save(desk: Desk, draft: VisitDraft) -> Visit:
    """Store the logbook; the form's workbook is kept beside the answers to it.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    draft = replace(draft, answers=tuple(by_place(draft.answers).values()))
    with work(desk.db, "บันทึกสมุดพก", desk.actor, household_id=draft.household_id) as current:
        forms.keep(desk, current, draft.form, draft.form_version)
        keying.forget(current.session, desk.actor.user_id, draft.household_id, draft.form)
        return casework.save_visit(current, draft, desk.fiscal_year)
