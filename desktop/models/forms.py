"""Versions of forms, what is wrong in a workbook, and what is decided of old and new questions."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.domain.crosswalk import Decision
from desktop.domain.form import FormMistake
from desktop.domain.pairing import Pairing
from desktop.domain.versions import ChangeKind, FormDifference, FormVersion
from desktop.models.records import Choices, Column, RecordsModel
from desktop.models.roles import NUMBERS
from desktop.services.carrying_on import Missing
from desktop.thai.dates import thai_datetime

# Puts break opportunities between Thai words, for sentences on several lines.
Breaks = Callable[[str], str]
BECOMES = 2  # the column of the new question or answer
NO_CODE = "(ไม่มีคำตอบแทน)"
_DECISION: dict[Decision, str] = {"ask": "ยังไม่ตัดสิน", "yes": "ใช่ เหมือนกัน", "no": "ไม่ใช่"}
MAYBE = "อาจเป็นข้อเดียวกัน ให้ตัดสินในขั้นต่อไป"
LOUD = "ต้องดูก่อน: คำตอบเดิมจะอ่านเป็นอย่างอื่น"
# The loudest first; each group of changes and the kinds in it.
_GROUPS: tuple[tuple[str, tuple[ChangeKind, ...]], ...] = (
    (LOUD, ("meaning", "retyped")),
    ("เพิ่มข้อ", ("added",)),
    ("เลิกถาม", ("retired",)),
    ("คำตอบให้เลือกเปลี่ยน", ("choice_retired", "choice_added", "recoded")),
    ("เงื่อนไขเปลี่ยน", ("rule",)),
    ("เปลี่ยนชื่อ ถ้อยคำ หรือที่อยู่ในแบบ", ("renamed", "moved", "label", "order")),
)


def grouped(told: FormDifference) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sentences of a difference under the heads of their groups, the loudest first."""
    found = [
        (head, tuple(one.sentence for one in told.changes if one.kind in kinds))
        for head, kinds in _GROUPS
    ]
    found.insert(1, (MAYBE, tuple(one.sentence for one in told.suggestions)))
    return tuple((head, sentences) for head, sentences in found if sentences)


def versions_model(parent: QObject | None = None) -> RecordsModel[FormVersion]:
    """Return the table of forms and their versions."""
    return RecordsModel(
        (
            Column("แบบฟอร์ม", lambda v: v.title),
            Column("รุ่น", lambda v: v.version),
            Column("สถานะ", lambda v: "ใช้อยู่" if v.in_force else "รุ่นก่อน"),
            Column("ประกาศใช้เมื่อ", since),
            Column("สมุดพก (เล่ม)", lambda v: f"{v.logbooks:,}", align=NUMBERS),
        ),
        parent,
    )


def since(version: FormVersion) -> str:
    """Return since when a version is or was in force."""
    if version.published_at is not None:
        return thai_datetime(version.published_at.astimezone())
    return "มากับโปรแกรม" if version.shipped else "ยังไม่เคยประกาศใช้"


def mistakes_model(breaks: Breaks, parent: QObject | None = None) -> RecordsModel[FormMistake]:
    """Return the table of what is wrong in a workbook, or is to be looked at again."""
    return RecordsModel(
        (
            Column("ที่", lambda m: m.cell if m.row else m.sheet),
            Column("สิ่งที่พบ", lambda m: breaks(m.message), tip=lambda m: m.message),
        ),
        parent,
    )


def pairings_model(breaks: Breaks, parent: QObject | None = None) -> RecordsModel[Pairing]:
    """Return the table of what is decided; what an old code becomes can be chosen."""
    return RecordsModel(
        (
            Column("ตัดสิน", decision_words),
            Column("ของเดิม", lambda p: breaks(p.old), tip=lambda p: p.old),
            Column(
                "ของใหม่",
                lambda p: breaks(p.new or NO_CODE),
                put=lambda p, code: p.becoming(code),
                value=lambda p: p.link.to_value if p.of_code else p.new,
                kind="choice",
                choices=_codes,
                tip=lambda p: p.new or NO_CODE,
            ),
            Column("หมายเหตุ", lambda p: breaks(p.link.note), tip=lambda p: p.link.note),
        ),
        parent,
    )


def decision_words(pairing: Pairing) -> str:
    """Return what is decided."""
    return "เทียบกันไม่ได้" if pairing.fixed else _DECISION[pairing.link.decision]


def _codes(pairing: Pairing) -> Choices:
    return (("", NO_CODE), *((one.code, one.label) for one in pairing.choices))


def missing_model(breaks: Breaks, parent: QObject | None = None) -> RecordsModel[Missing]:
    """Return the table of what a carried logbook lacks."""
    return RecordsModel(
        (
            Column("ข้อ", lambda m: breaks(m.question), tip=lambda m: m.question),
            Column("ของใคร", lambda m: m.whose or "ครัวเรือน"),
            Column("เหตุ", lambda m: breaks(m.why), tip=lambda m: m.why),
            Column("คำตอบเดิม", lambda m: m.answer),
        ),
        parent,
    )
