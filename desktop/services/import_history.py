"""The imports that were made, and taking one of them back, days later if need be."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.progress import Reporter, Silent
from desktop.domain.records import FieldChange
from desktop.domain.taking_back import Conflict, Conflicts, ImportMade, LaterList
from desktop.services.desk import Desk
from desktop.services.forms import labels
from desktop.services.history_words import RECORDS, Names
from desktop.services.history_words import in_words as words_of
from desktop.services.levels import recompute
from desktop.services.overview import list_in_words
from desktop.storage import links
from desktop.storage.batches import all_imports
from desktop.storage.bulk import chunks
from desktop.storage.conflicts import what_stands_in_the_way
from desktop.storage.history import FINAL
from desktop.storage.undo import undo
from desktop.storage.volunteers import all_volunteers
from desktop.storage.work import work

# How a row is called that was built on what the import brought.
_CALLED_BY = {
    "person": "first_name",
    "visit": "visited_on",
    "plan": "agreed_on",
    "aid": "what",
    "plan_item": "measure",
    "answer": "question",
    "attachment": "title",
}

_BLANK = "(ว่าง)"
_PIECE = 5000  # households between two looks at whether the clerk asked to stop


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that people did since, in the clerk's words; `key` is what it is ticked by.

    `listed` is what the import said, `now` what stands there. What can't be dropped is kept.
    """

    key: str
    whose: str
    what: str
    listed: str
    now: str
    who: str
    at: datetime | None
    household_id: int | None
    droppable: bool


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What an undo would keep unless told otherwise: work of people, and later lists' words."""

    made: ImportMade
    edits: tuple[Edit, ...]
    lists: tuple[LaterList, ...]


def imports(desk: Desk) -> tuple[ImportMade, ...]:
    """Every import that was ever made, the newest first; those taken back say by whom and when."""
    with desk.db.read() as session:
        return all_imports(session.connection())


def undo_preview(desk: Desk, batch_id: int, report: Reporter | None = None) -> UndoPreview:
    """Everything people and later lists did since on what the import brought or altered.

    Raises:
        UserError: there is no such import, or it was taken back already.
        Cancelled: the clerk asked to stop.
    """
    (report or Silent()).step(0, 0, "ตรวจสิ่งที่แก้ไขหลังการนำเข้า")
    with desk.db.read() as session:
        connection = session.connection()
        made = _in_force(all_imports(connection, batch_id), batch_id)
        found = what_stands_in_the_way(connection, made.operation_id)
        people = {v.id: v.name for v in all_volunteers(session, desk.fiscal_year) if v.id}
    names = Names(people, labels(desk))
    return UndoPreview(made, tuple(_in_words(found, names)), found.lists)


def undo_import(
    desk: Desk, batch_id: int, drop: Collection[str] = (), report: Reporter | None = None
) -> Changes:
    """Take an import back; what people did since is kept, except for the keys in `drop`.

    Raises:
        UserError: there is no such import, or it was taken back already.
        Cancelled: the clerk asked to stop; nothing is changed then.
    """
    report = report or Silent()
    with desk.db.read() as session:
        made = _in_force(all_imports(session.connection(), batch_id), batch_id)
    with work(desk.db, f"ย้อนกลับ: {made.label}", desk.actor, kind=FINAL) as current:
        links.part_all_of(current, batch_id, report)
        touched = undo(current, made.operation_id, drop=drop, report=report)
        current.everything = True
        for number, some in enumerate(chunks(touched, _PIECE)):
            report.step(number * _PIECE, len(touched), "คำนวณระดับความเปราะบาง")
            recompute(desk, current, some)
    return current.done


def list_words(one: LaterList) -> str:
    """What a later list holds, in one line."""
    counted = ((one.households, "ครัวเรือน"), (one.persons, "คน"))
    said = " ".join(f"{number:,} {word}" for number, word in counted if number)
    return f"{list_in_words(one.name, one.as_of)} กล่าวถึง {said} เหล่านี้ด้วย จึงคงไว้"


def _in_force(found: tuple[ImportMade, ...], batch_id: int) -> ImportMade:
    if not found:
        raise UserError(
            "ไม่พบการนำเข้านี้",
            f"ไม่มีการนำเข้าหมายเลข {batch_id} กรุณาดูหมายเลขในประวัติการนำเข้าแล้วลองใหม่",
        )
    if found[0].undone_at is not None:
        raise UserError(
            "การนำเข้านี้ย้อนกลับไปแล้ว", "รายชื่อของการนำเข้านี้ถูกนำออกไปก่อนแล้ว จึงไม่มีการเปลี่ยนแปลงใด ๆ"
        )
    return found[0]


def _in_words(found: Conflicts, names: Names) -> Iterator[Edit]:
    for one in found.edits:
        what, listed, now = _words_of(one, names)
        yield Edit(
            one.key,
            one.whose or "(ไม่มีชื่อ)",
            what,
            listed,
            now,
            one.who,
            one.at,
            one.household_id,
            one.droppable,
        )


def _words_of(one: Conflict, names: Names) -> tuple[str, str, str]:
    """What was changed, and its values."""
    record = RECORDS.get(one.table, one.table)
    name = one.field or _CALLED_BY.get(one.table, "")
    said = next(iter(words_of(FieldChange(one.table, name, one.listed, one.now), names)), None)
    if not one.droppable:
        return f"{record}: ลบออกแล้ว", "", one.label
    if said is None:
        return record, "", one.label
    if one.field:
        return f"{said.record} · {said.field}", said.before or _BLANK, said.after or _BLANK
    return f"เพิ่ม{record}", "", said.after or one.label
