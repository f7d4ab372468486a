"""Facts to be decided: what is kept beside what the list says."""

from PySide6.QtCore import QObject

from desktop.domain.questions import Question
from desktop.domain.review import Kind
from desktop.models.paged import PagedModel
from desktop.models.pages import Ask, Fetch, at_once
from desktop.models.records import Column
from desktop.thai.dates import PartialDate, thai_date

WHO, PLACE, FIELD, KEPT, OFFERED, REASON, LIST = range(7)
REASONS = {Kind.EDITED: "เจ้าหน้าที่แก้ไว้", Kind.OLDER: "รายชื่อเก่ากว่าข้อมูลที่มี"}
_ALTERED = "ข้อมูลนี้ถูกแก้ไขหลังจากนำเข้ารายชื่อ ค่าที่แสดงคือค่าปัจจุบัน"
_NOTHING = "(ว่าง)"


def questions_model(
    fetch: Fetch[Question], ask: Ask[Question] = at_once, parent: QObject | None = None
) -> PagedModel[Question]:
    """Return the table of open questions, by pages."""
    return PagedModel(
        (
            Column("ชื่อ", lambda q: q.who or "(ไม่มีชื่อ)"),
            Column("ที่อยู่", lambda q: q.place),
            Column("เรื่อง", lambda q: q.field),
            Column("ค่าเดิม", _kept, tip=lambda q: _ALTERED if q.altered else _kept(q)),
            Column(
                "ค่าใหม่ในรายชื่อ",
                lambda q: q.offered or _NOTHING,
                tip=lambda q: f"{q.offered or _NOTHING}\n{_list(q)}",
            ),
            Column("เพราะ", lambda q: REASONS.get(q.reason, "")),
            Column("รายชื่อ", _list, tip=lambda q: f"{_list(q)} นำเข้าโดย {q.asked_by}"),
        ),
        fetch,
        ask,
        parent,
    )


def _kept(one: Question) -> str:
    if one.gone:
        return "(นำออกแล้ว)"
    return (one.kept or _NOTHING) + (" *" if one.altered else "")


def _list(one: Question) -> str:
    return f"{one.list_name} ณ {thai_date(PartialDate.from_iso(one.as_of))}"
