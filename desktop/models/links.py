"""Two records side by side, and the pairs that were joined."""

from PySide6.QtCore import QObject

from desktop.domain.link_pairs import Agreement, Joined, LinkLine, LinkPair
from desktop.domain.linkage import KIND_LABEL, Kind
from desktop.models.records import Column, RecordsModel
from desktop.models.roles import AGREEMENT_ROLE, ID_ROLE, MIDDLE
from desktop.thai import citizen_id
from desktop.thai.dates import thai_datetime

FIELD, SIGN, FIRST, SECOND = range(4)
SIGNS: dict[Agreement, str] = {"same": "=", "differs": "≠", "lacking": "+", "unknown": ""}
AGREEMENT_WORDS: dict[Agreement, str] = {
    "same": "ตรงกัน",
    "differs": "ต่างกัน",
    "lacking": "มีฝ่ายเดียว",
    "unknown": "ไม่มีข้อมูล",
}


def lines_model(parent: QObject | None = None) -> RecordsModel[LinkLine]:
    """Return the table of a pair's fields."""

    def more(line: LinkLine, role: int) -> object:
        return line.agreement if role == AGREEMENT_ROLE else None

    def sign(line: LinkLine) -> str:
        return SIGNS[line.agreement]

    def words(line: LinkLine) -> str:
        return AGREEMENT_WORDS[line.agreement]

    return RecordsModel(
        (
            Column("", lambda one: one.label, more=more),
            Column("", sign, align=MIDDLE, tip=words, more=more),
            Column("รายการที่ 1", lambda one: shown(one, one.first), more=more),
            Column("รายการที่ 2", lambda one: shown(one, one.second), more=more),
        ),
        parent,
    )


def shown(line: LinkLine, value: str) -> str:
    """Return a value as the screen shows it: ids masked, and where they differ said in words."""
    if not line.is_id or not value:
        return value
    hidden = citizen_id.masked(value)
    other = line.second if value == line.first else line.first
    wrong = "" if citizen_id.problem(value) is None else "  (เลขตรวจสอบผิด)"
    if line.agreement != "differs" or len(value) != len(other):
        return hidden + wrong
    places = [str(i) for i, (a, b) in enumerate(zip(value, other, strict=True), 1) if a != b]
    return f"{hidden}{wrong}  ต่างหลักที่ {', '.join(places)}"


def score_words(pair: LinkPair) -> str:
    """Return how likely the two are one."""
    what = "คนเดียวกัน" if pair.kind is Kind.PERSON else "ครัวเรือนเดียวกัน"
    if pair.sure:
        return f"เข้ากฎว่าเป็น{what}"
    return f"น่าจะเป็น{what} {pair.score // 10} %"


def effect_words(pair: LinkPair) -> str:
    """Return what joining would do."""
    stays = "1" if pair.kept == "first" else "2"
    words = f"ถ้าเหมือนกัน จะเก็บรายการที่ {stays} ซึ่งมีประวัติมากกว่า และเติมเฉพาะช่องที่ยังว่าง"
    if pair.alone:
        words += " ครัวเรือนของอีกรายการไม่เหลือสมาชิก จึงรวมเข้าด้วย"
    elif pair.kind is Kind.PERSON and pair.homes[0] != pair.homes[1]:
        words += " ทั้งสองอยู่คนละครัวเรือน"
    return words


def joined_model(parent: QObject | None = None) -> RecordsModel[Joined]:
    """Return the table of pairs that were joined."""

    def more(one: Joined, role: int) -> object:
        return one.household_id if role == ID_ROLE else None

    return RecordsModel(
        (
            Column("ชนิด", lambda one: KIND_LABEL[one.kind], more=more),
            Column("รายการที่เก็บไว้", lambda one: one.kept, more=more),
            Column("รวมเข้ามา", lambda one: one.gone, more=more),
            Column("ที่อยู่", lambda one: one.place, more=more),
            Column("เชื่อมเมื่อ", lambda one: thai_datetime(one.at.astimezone()), more=more),
            Column("โดย", lambda one: one.who, more=more),
        ),
        parent,
    )
