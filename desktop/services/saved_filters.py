"""Views of the list of households: a filter under a name, shared with the whole office."""

from dataclasses import replace

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.finding import SavedFilter
from desktop.services.desk import Desk
from desktop.storage import saved_filters
from desktop.storage.work import work
from desktop.thai.text import normalise

_LONGEST_NAME = 60


def all_of(desk: Desk) -> tuple[SavedFilter, ...]:
    """Every saved view in dictionary order."""
    with desk.db.read() as session:
        return saved_filters.all_filters(session)


def save(desk: Desk, saved: SavedFilter) -> Changes:
    """Keep a view: a new one, or one under another name or with another filter.

    Raises:
        UserError: it has no name, or another view has it.
        StaleVersionError: someone saved it since it was read.
    """
    name = normalise(saved.name)[:_LONGEST_NAME]
    if not name:
        raise UserError("ยังไม่มีชื่อมุมมอง", "กรุณาตั้งชื่อมุมมอง เช่น ระดับ 3 คลองหลวง")
    if any(one.name == name and one.id != saved.id for one in all_of(desk)):
        raise UserError("มีชื่อนี้แล้ว", f"มีมุมมองชื่อ “{name}” อยู่แล้ว กรุณาตั้งชื่ออื่น")
    with work(desk.db, f"บันทึกมุมมอง {name}", desk.actor) as current:
        saved_filters.save(current, replace(saved, name=name))
    return current.done


def remove(desk: Desk, saved: SavedFilter) -> Changes:
    """Forget a view; the households in it stay as they are.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    with work(desk.db, f"ลบมุมมอง {saved.name}", desk.actor) as current:
        saved_filters.remove(current, saved)
    return current.done
