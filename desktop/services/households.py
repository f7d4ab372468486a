"""Finding, opening and editing households."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.finding import Counts, Found, without_chips
from desktop.domain.progress import Reporter
from desktop.domain.records import (
    Household,
    HouseholdDraft,
    HouseholdFilter,
    HouseholdRow,
    PersonDraft,
)
from desktop.services.desk import Desk
from desktop.services.levels import recompute
from desktop.storage import households, people
from desktop.storage.finding import Search
from desktop.storage.work import work
from desktop.thai import citizen_id


def find(desk: Desk, flt: HouseholdFilter) -> list[int]:
    """Ids of the households the filter keeps, in its order."""
    return find_counted(desk, flt).ids


def find_counted(desk: Desk, flt: HouseholdFilter, report: Reporter | None = None) -> Found:
    """Return the households the filter keeps, in its order, with how many people live there.

    Raises:
        Cancelled: `report` says that nobody waits for the answer any more.
    """
    with desk.db.read(report) as session:
        return Search(session, _this_year(desk, flt), desk.today).all(desk.db.spellings)


def find_first(desk: Desk, flt: HouseholdFilter) -> list[int]:
    """Ids of the first households `find` will give, quickly; none that merely sound alike."""
    with desk.db.read() as session:
        return Search(session, _this_year(desk, flt), desk.today).first()


def count(desk: Desk, flt: HouseholdFilter, report: Reporter | None = None) -> Counts:
    """Return how many households each chip's choices would leave, of those the rest keeps.

    Raises:
        Cancelled: `report` says that nobody waits for the answer any more.
    """
    rest = without_chips(_this_year(desk, flt))
    with desk.db.read(report) as session:
        return Search(session, rest, desk.today).counts(desk.db.spellings)


def learn_names(desk: Desk) -> None:
    """Read the names there are, so that the first search knows what sounds alike at once."""
    with desk.db.read() as session:
        desk.db.spellings.refresh(session)


def _this_year(desk: Desk, flt: HouseholdFilter) -> HouseholdFilter:
    return replace(flt, fiscal_year=flt.fiscal_year or desk.fiscal_year)


def rows(desk: Desk, ids: Sequence[int]) -> list[HouseholdRow]:
    """A page of the list, at most a few hundred ids, in their order."""
    with desk.db.read() as session:
        return households.rows(session, ids, desk.fiscal_year)


def load(desk: Desk, household_id: int, fiscal_year: int | None = None) -> Household:
    """One household with everyone in it.

    Raises:
        UserError: it is not there any more.
    """
    with desk.db.read() as session:
        found = households.load(session, household_id, fiscal_year or desk.fiscal_year, desk.today)
    if found is None:
        raise UserError("ไม่พบครัวเรือน", "ครัวเรือนนี้อาจถูกย้อนการนำเข้าไปแล้ว กรุณาค้นหาใหม่")
    return found


def save_household(desk: Desk, draft: HouseholdDraft) -> Changes:
    """Store the household's own fields.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    label = "เพิ่มครัวเรือน" if draft.id is None else "แก้ไขที่อยู่ครัวเรือน"
    with work(desk.db, label, desk.actor, household_id=draft.id) as current:
        household_id = people.save_household(current, draft)
        current.operation.household_id = household_id
        recompute(desk, current, [household_id])
    return current.done


def save_member(desk: Desk, household_id: int, draft: PersonDraft) -> Changes:
    """Store a member; the household's level follows.

    Raises:
        UserError: the member has no name.
        StaleVersionError: someone saved the member since it was read.
    """
    if not (draft.first_name or draft.last_name):
        raise UserError("ยังไม่มีชื่อสมาชิก", "กรุณาพิมพ์ชื่อหรือนามสกุลก่อนบันทึก")
    draft = replace(draft, cid=citizen_id.digits(draft.cid))
    label = "เพิ่มสมาชิก" if draft.id is None else "แก้ไขสมาชิก"
    with work(desk.db, label, desk.actor, household_id=household_id) as current:
        people.save_person(current, household_id, draft)
        recompute(desk, current, [household_id])
    return current.done


def remove_member(desk: Desk, person_id: int, version: int) -> Changes:
    """Take a member out of the household; undo brings them back.

    Raises:
        StaleVersionError: someone saved the member since it was read.
    """
    with work(desk.db, "นำสมาชิกออก", desk.actor) as current:
        household_id = people.remove_person(current, person_id, version)
        current.operation.household_id = household_id
        recompute(desk, current, [household_id])
    return current.done


def reveal_cid(desk: Desk, person_id: int) -> str:
    """A member's whole citizen id; that it was asked for is recorded."""
    with work(desk.db, "เปิดดูเลขประจำตัวประชาชน", desk.actor, kind="disclosure") as current:
        cid, household_id = people.citizen_id_of(current, person_id)
        current.operation.household_id = household_id
    return citizen_id.dashed(cid) if cid else ""
