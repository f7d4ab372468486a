"""What was done, by whom and when; and undoing the last action."""

from dataclasses import replace

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.records import FieldChange, Operation
from desktop.services.desk import Desk
from desktop.services.forms import labels
from desktop.services.history_words import Names, in_words
from desktop.services.levels import recompute
from desktop.storage import history
from desktop.storage.undo import undo
from desktop.storage.volunteers import all_volunteers
from desktop.storage.work import work

FINAL = history.FINAL
"""The kind of an action that can't be taken back: an import undone on its own screen."""


def of_household(desk: Desk, household_id: int, limit: int = 200) -> tuple[Operation, ...]:
    """What was done to a household, the newest first."""
    with desk.db.read() as session:
        found = history.of_household(session, household_id, limit)
        people = {v.id: v.name for v in all_volunteers(session, desk.fiscal_year) if v.id}
    names = Names(people, labels(desk))
    return tuple(
        replace(one, changes=tuple(w for c in one.changes for w in in_words(c, names)))
        for one in found
    )


def last(desk: Desk) -> Operation | None:
    """What undo would undo."""
    with desk.db.read() as session:
        found = history.last(session, desk.actor)
    return found[0] if found else None


def undo_last(desk: Desk) -> Changes:
    """Put everything back as it was before the actor's last action; an import goes as a whole.

    Raises:
        UserError: there is nothing to undo, what it touched was changed since, or the last
            action was itself the undoing of an import.
    """
    with desk.db.read() as session:
        found = history.last(session, desk.actor)
    if found is None:
        raise UserError("ไม่มีรายการให้ย้อนกลับ", "ยังไม่มีการแก้ไขที่ย้อนกลับได้")
    operation, kind = found
    if kind == history.FINAL:
        raise UserError(
            "ย้อนคืนการนำเข้าที่ย้อนกลับแล้วไม่ได้",
            "สิ่งที่ทำล่าสุดคือการย้อนกลับการนำเข้า ถ้าต้องการรายชื่อนั้นอีก กรุณานำเข้าไฟล์เดิมใหม่ที่หน้านำเข้ารายชื่อ",
        )
    with work(desk.db, f"ย้อนกลับ: {operation.label}", desk.actor, kind="undo") as current:
        touched = undo(current, operation.id, keep=False)
        current.everything = kind == "import"
        recompute(desk, current, touched)
    return current.done


def restore(desk: Desk, change: FieldChange) -> Changes:
    """Put one field of a member or a household back to what it was before a change.

    Raises:
        UserError: it can't be put back any more.
    """
    if change.restores is None:
        raise UserError("คืนค่านี้ไม่ได้", "คืนค่าได้เฉพาะข้อมูลของสมาชิกและของครัวเรือน")
    label = f"คืนค่าเดิม: {change.record} · {change.field}"
    with work(desk.db, label, desk.actor) as current:
        home = history.restore(current, *change.restores)
        current.operation.household_id = home
        recompute(desk, current, [home])
    return current.done
