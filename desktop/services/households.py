"""Finding, opening and editing households."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from desktop.domain.changes import Changes
from desktop.domain.errors import ClashError, UserError
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
from desktop.services.history_words import FIELDS, value_in_words
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
        return Search(session, _this_year(desk, flt), desk.today).first(desk.db.by_name)


def count(desk: Desk, flt: HouseholdFilter, report: Reporter | None = None) -> Counts:
    """Return how many households each chip's choices would leave, of those the rest keeps.

    Raises:
        Cancelled: `report` says that nobody waits for the answer any more.
    """
    rest = without_chips(_this_year(desk, flt))
    with desk.db.read(report) as session:
        return Search(session, rest, desk.today).counts(desk.db.spellings)


def count_each(
    desk: Desk, filters: Sequence[HouseholdFilter], report: Reporter | None = None
) -> dict[HouseholdFilter, int]:
    """Return how many households each of the filters keeps.

    Raises:
        Cancelled: `report` says that nobody waits for the answer any more.
    """
    with desk.db.read(report) as session:
        return {
            flt: Search(session, _this_year(desk, flt), desk.today).total(desk.db.spellings)
            for flt in filters
        }


def learn_names(desk: Desk) -> None:
    """Read the names there are, so that the first search has their sounds and their order."""
    with desk.db.read() as session:
        desk.db.spellings.refresh(session)
        desk.db.by_name.refresh(session)


def _this_year(desk: Desk, flt: HouseholdFilter) -> HouseholdFilter:
    return replace(flt, fiscal_year=flt.fiscal_year or desk.fiscal_year)


def rows(desk: Desk, ids: Sequence[int], typed: str = "") -> list[HouseholdRow]:
    """A page of the list, at most a few hundred ids, in their order.

    Each says which member it was found by, where that isn't the head.
    """
    with desk.db.read() as session:
        return households.rows(session, ids, desk.fiscal_year, typed)


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


def save_household(
    desk: Desk, draft: HouseholdDraft, read: HouseholdDraft | None = None
) -> Changes:
    """Store the household's own fields.

    With `read`, the household as it was read, what another saved since is merged and told of.

    Raises:
        ClashError: someone changed the same fields since it was read.
        StaleVersionError: someone saved it since it was read, and `read` isn't given.
    """
    label = "เพิ่มครัวเรือน" if draft.id is None else "แก้ไขที่อยู่ครัวเรือน"
    with _clashes_in_words(), work(desk.db, label, desk.actor, household_id=draft.id) as current:
        saved = people.save_household(current, draft, read)
        current.operation.household_id = saved.id
        recompute(desk, current, [saved.id])
    return _told(current.done, saved.taken)


@contextmanager
def _clashes_in_words() -> Iterator[None]:
    try:
        yield
    except people.Clashed as clashed:
        raise ClashError(
            [
                f"{FIELDS.get(one.key, one.key)}: เดิม “{value_in_words(one.key, one.before)}” "
                f"ของท่าน “{value_in_words(one.key, one.mine)}” "
                f"ของผู้อื่น “{value_in_words(one.key, one.theirs)}”"
                for one in clashed.clashes
            ]
        ) from None


def _told(done: Changes, taken: Sequence[str]) -> Changes:
    """Say what another had changed since the record was read."""
    if not taken:
        return done
    fields = ", ".join(FIELDS.get(name, name) for name in taken)
    return replace(done, label=f"{done.label} รวมกับที่ผู้อื่นแก้ไว้ ({fields})")


def save_member(
    desk: Desk, household_id: int, draft: PersonDraft, read: PersonDraft | None = None
) -> Changes:
    """Store a member; the household's level follows.

    With `read`, the member as read, what another saved since is merged and told of.

    Raises:
        UserError: the member has no name.
        ClashError: someone changed the same fields since they were read.
        StaleVersionError: someone saved the member since it was read, and `read` isn't given.
    """
    if not (draft.first_name or draft.last_name):
        raise UserError("ยังไม่มีชื่อสมาชิก", "กรุณาพิมพ์ชื่อหรือนามสกุลก่อนบันทึก")
    draft = replace(draft, cid=citizen_id.digits(draft.cid))
    label = "เพิ่มสมาชิก" if draft.id is None else "แก้ไขสมาชิก"
    with (
        _clashes_in_words(),
        work(desk.db, label, desk.actor, household_id=household_id) as current,
    ):
        saved = people.save_person(current, household_id, draft, read)
        recompute(desk, current, [household_id])
    return _told(current.done, saved.taken)


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
