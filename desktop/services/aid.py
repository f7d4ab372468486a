"""Help given to a household."""

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.records import Aid
from desktop.services.desk import Desk
from desktop.storage import casework
from desktop.storage.work import work


def of_household(desk: Desk, household_id: int) -> tuple[Aid, ...]:
    """What the household was given, the newest first."""
    with desk.db.read() as session:
        return casework.aid_of_household(session, household_id)


def save(desk: Desk, aid: Aid) -> Changes:
    """Store a piece of help.

    Raises:
        UserError: it doesn't say what was given.
        StaleVersionError: someone saved it since it was read.
    """
    if not aid.what.strip():
        raise UserError("ยังไม่ระบุการช่วยเหลือ", "กรุณาพิมพ์ว่าช่วยเหลืออะไรก่อนบันทึก")
    with work(desk.db, "บันทึกการช่วยเหลือ", desk.actor, household_id=aid.household_id) as current:
        casework.save_aid(current, aid)
    return current.done
