"""What a list tells otherwise than it is stored, one line a fact, with what is to become of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from desktop.domain.review import Decisions, Difference, Kind, Missing
from desktop.models.records import Choices, Column, RecordsModel
from desktop.models.roles import NUMBERS

TAKE, KEEP = "1 ใช้ค่าใหม่", "2 คงค่าเดิม"
_FATES: Choices = ((True, TAKE), (False, KEEP))
_WHY = {
    Kind.CHANGED: "รายชื่อใหม่กว่า",
    Kind.MOVED: "อยู่บ้านอื่นในรายชื่อนี้",
    Kind.EDITED: "เจ้าหน้าที่แก้ไขไว้เอง",
    Kind.OLDER: "รายชื่อเก่ากว่าข้อมูลเดิม",
}
_NOTHING = "(ว่าง)"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A difference, and whether the list's word is to go in; `decided` by a person."""

    difference: Difference
    takes: bool
    decided: bool = False


def proposals(differences: Sequence[Difference], made: Decisions) -> list[Proposal]:
    """Return the differences with what was decided of them, else with their usual fate."""
    known = made.taken | made.kept
    return [Proposal(one, made.takes(one.kind, one.key), one.key in known) for one in differences]


def decisions_of(decided: Sequence[Proposal]) -> Decisions:
    """Return what a person decided; what was left as it is stays open where it is a question."""
    chosen = [one for one in decided if one.decided]
    return Decisions(
        frozenset(one.difference.key for one in chosen if one.takes),
        frozenset(one.difference.key for one in chosen if not one.takes),
    )


def _put(one: Proposal, value: object) -> Proposal:
    return replace(one, takes=bool(value), decided=True)


def differences_model(parent: QObject | None = None) -> RecordsModel[Proposal]:
    """Return the table of facts; the first column says what becomes of each."""
    return RecordsModel(
        (
            Column(
                "ผล",
                lambda p: TAKE if p.takes else KEEP,
                _put,
                value=lambda p: p.takes,
                kind="choice",
                choices=lambda _p: _FATES,
            ),
            Column("ชื่อ", lambda p: p.difference.who),
            Column("ข้อมูล", lambda p: p.difference.field),
            Column("ค่าเดิม", lambda p: p.difference.old or _NOTHING),
            Column("ค่าในรายชื่อ", lambda p: p.difference.new or _NOTHING),
            Column("เพราะ", lambda p: _WHY[p.difference.kind]),
            Column("แถว", lambda p: str(p.difference.row), align=NUMBERS),
        ),
        parent,
    )


def missing_model(parent: QObject | None = None) -> RecordsModel[Missing]:
    """Return the table of who is gone from a list, or back on it."""
    return RecordsModel(
        (
            Column("รายการ", lambda m: "บุคคล" if m.person else "ครัวเรือน"),
            Column("ชื่อ", lambda m: m.who),
            Column("ที่อยู่ที่เก็บไว้", lambda m: m.place),
            Column("ในรายชื่อนี้", lambda m: "กลับมามีชื่ออีก" if m.returned else "ไม่มีชื่อแล้ว"),
        ),
        parent,
    )
