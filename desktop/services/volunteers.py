"""Volunteers, and the households assigned to them."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter, Volunteer, VolunteerDraft
from desktop.importing.volunteers import read_volunteers
from desktop.services.desk import Desk
from desktop.services.households import find
from desktop.storage import volunteers
from desktop.storage.work import work
from desktop.thai.text import normalise, search_key


def all_of(desk: Desk) -> tuple[Volunteer, ...]:
    """Every volunteer, with the households of this fiscal year counted."""
    with desk.db.read() as session:
        return volunteers.all_volunteers(session, desk.fiscal_year)


def save(desk: Desk, draft: VolunteerDraft) -> Changes:
    """Store a volunteer.

    Raises:
        UserError: no name was typed.
        StaleVersionError: someone saved the volunteer since it was read.
    """
    if not normalise(draft.name):
        raise UserError("ยังไม่มีชื่อ อพม.", "กรุณาพิมพ์ชื่อ อพม. ก่อนบันทึก")
    label = "เพิ่ม อพม." if draft.id is None else "แก้ไข อพม."
    with work(desk.db, label, desk.actor) as current:
        volunteers.save(current, draft)
    return current.done


def remove(desk: Desk, volunteer_id: int, version: int) -> Changes:
    """Take a volunteer out; the households become unassigned.

    Raises:
        StaleVersionError: someone saved the volunteer since it was read.
    """
    with work(desk.db, "ลบ อพม.", desk.actor) as current:
        volunteers.remove(current, volunteer_id, version)
    return current.done


def assign(desk: Desk, household_ids: Sequence[int], volunteer_id: int | None) -> Changes:
    """Give households to a volunteer this year, or take the assignment back with None."""
    if not household_ids:
        return Changes()
    label = "มอบหมายครัวเรือน" if volunteer_id is not None else "ยกเลิกการมอบหมาย"
    with work(desk.db, f"{label} {len(household_ids):,} หลัง", desk.actor) as current:
        volunteers.assign(current, household_ids, desk.fiscal_year, volunteer_id)
    return current.done


def named(desk: Desk, volunteer_id: int) -> Volunteer:
    """The volunteer with this number.

    Raises:
        UserError: there is none.
    """
    found = next((v for v in all_of(desk) if v.id == volunteer_id), None)
    if found is None:
        raise UserError("ไม่พบ อพม.", f"ไม่มี อพม. หมายเลข {volunteer_id} กรุณาตรวจรายชื่อ อพม.")
    return found


def give_next(desk: Desk, volunteer_id: int, area: str, count: int) -> Changes:
    """Assign the next unassigned households of an area, the highest level first.

    Source of the order: booklet p.27, level 3, 2, 1, 0.

    Raises:
        UserError: there is no such volunteer, or nothing is left to assign there.
    """
    own = named(desk, volunteer_id).area
    flt = HouseholdFilter(area=area or own, unassigned=True, sort="-level")
    chosen = find(desk, flt)[:count]
    if not chosen:
        raise UserError(
            "ไม่มีครัวเรือนให้มอบหมาย",
            "ทุกครัวเรือนในพื้นที่นี้มี อพม. แล้ว หรือยังไม่มีรายชื่อ กรุณาเลือกพื้นที่อื่นหรือนำเข้ารายชื่อก่อน",
        )
    return assign(desk, chosen, volunteer_id)


def import_file(desk: Desk, path: Path) -> Changes:
    """Add the volunteers of a spreadsheet; a name that is there already is left alone.

    Raises:
        UserError: the file can't be read or has no column of names.
    """
    drafts = read_volunteers(path, desk.settings.province_code, Silent())
    known = {search_key(v.name) for v in all_of(desk)}
    with work(desk.db, "นำเข้ารายชื่อ อพม.", desk.actor) as current:
        for draft in drafts:
            key = search_key(draft.name)
            if key and key not in known:
                known.add(key)
                volunteers.save(current, draft)
    return current.done
