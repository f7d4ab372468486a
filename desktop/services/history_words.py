"""A recorded change in the clerk's words: what kind of record, which field, which values."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.domain.papers import PAPER_KIND_LABEL
from desktop.domain.records import FieldChange
from desktop.domain.vocabulary import (
    CASE_STATE_LABEL,
    DIMENSION_LABEL,
    ITEM_STATE_LABEL,
    LEVEL_STATUS_LABEL,
    NEED_LABEL,
    PHASE_LABEL,
    RIGHT_LABEL,
    SEX_LABEL,
    VISIT_STATE_LABEL,
    Need,
    Right,
)
from desktop.thai import areas, citizen_id
from desktop.thai.dates import thai_date
from desktop.thai.numbers import grouped, read_number

RECORDS = {
    "household": "ครัวเรือน",
    "person": "สมาชิก",
    "assessment": "ผลตามบัญชีรายชื่อ",
    "household_case": "ครัวเรือนในปีงบประมาณ",
    "visit": "สมุดพก",
    "answer": "คำตอบ",
    "keying": "คำตอบในสมุดพกที่พิมพ์ค้างไว้",
    "plan": "แผน",
    "plan_item": "รายการในแผน",
    "aid": "การช่วยเหลือ",
    "volunteer": "อพม.",
    "import_profile": "รูปแบบการอ่าน",
    "saved_filter": "มุมมอง",
    "attachment": "เอกสาร-รูป",
    "print_paper": "เอกสารที่พิมพ์",
}
FIELDS = {
    "house_code": "รหัสประจำบ้าน",
    "address_no": "บ้านเลขที่",
    "moo": "หมู่ที่",
    "village_name": "ชื่อหมู่บ้าน",
    "soi": "ซอย",
    "road": "ถนน",
    "tambon_code": "ตำบล",
    "postcode": "รหัสไปรษณีย์",
    "tel": "โทรศัพท์",
    "note": "หมายเหตุ",
    "cid": "เลขประจำตัวประชาชน",
    "prefix": "คำนำหน้า",
    "first_name": "ชื่อ",
    "last_name": "นามสกุล",
    "sex": "เพศ",
    "birth_year": "ปีเกิด",
    "birth_month": "เดือนเกิด",
    "birth_day": "วันเกิด",
    "age_stated": "อายุตามบัญชี",
    "relation": "ความสัมพันธ์",
    "occupation": "อาชีพ",
    "education": "การศึกษา",
    "income_month": "รายได้ต่อเดือน",
    "family_no": "ครอบครัวที่",
    "need_yes": "ภาวะ",
    "need_known": "ภาวะที่ทราบผลแล้ว",
    "right_yes": "สิทธิที่ได้รับ",
    "right_known": "สิทธิที่ทราบผลแล้ว",
    "dim_failed": "มิติที่ตก",
    "income_person_year": "รายได้ต่อคนต่อปี",
    "housing_problem": "ปัญหาที่อยู่อาศัย",
    "state": "สถานะ",
    "level_final": "ระดับ",
    "level_status": "ผลจัดระดับ",
    "level_reason": "เหตุผลของระดับ",
    "override_reason": "เหตุผลที่ปรับระดับ",
    "volunteer_id": "อพม. ผู้ดูแล",
    "returned_at": "ส่งคืนเมื่อ",
    "visited_on": "วันที่เยี่ยม",
    "team": "ทีมผู้เยี่ยม",
    "question": "ข้อ",
    "value": "คำตอบ",
    "agreed_on": "วันที่ตกลงแผน",
    "phase": "ระยะ",
    "dimension": "มิติ",
    "measure": "สิ่งที่จะทำ",
    "agency": "หน่วยงาน",
    "budget": "งบประมาณ",
    "due_on": "กำหนด",
    "given_on": "วันที่ช่วยเหลือ",
    "kind": "ประเภท",
    "what": "รายการช่วยเหลือ",
    "amount": "จำนวนเงิน",
    "name": "ชื่อ",
    "title": "ชื่อเอกสาร",
    "taken_on": "วันที่ถ่าย",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What numbers and ids in a record stand for."""

    volunteers: Mapping[int, str]
    questions: Mapping[str, str]


def in_words(change: FieldChange, names: Names) -> Iterator[FieldChange]:
    """Say a change in words; a field that means nothing to a clerk is left out."""
    if change.field not in FIELDS:
        return
    say = _reader(change.field, names)
    yield FieldChange(
        RECORDS.get(change.record, change.record),
        FIELDS[change.field],
        say(change.before) if change.before else "",
        say(change.after) if change.after else "",
        change.restores,
    )


def value_in_words(field: str, value: object) -> str:
    """Say one value of a field as the clerk knows it; '' for nothing."""
    return _READERS.get(field, str)(str(value)) if value not in (None, "") else ""


def _reader(field: str, names: Names) -> Callable[[str], str]:
    if field == "volunteer_id":
        return lambda value: names.volunteers.get(int(value), "")
    if field == "question":
        return lambda value: names.questions.get(value, value)
    return _READERS.get(field, str)


def _labels(*vocabularies: Mapping[Any, str]) -> Callable[[str], str]:
    words = {str(code): label for labels in vocabularies for code, label in labels.items()}
    return lambda value: words.get(value, value)


def _mask(labels: Mapping[Need, str] | Mapping[Right, str]) -> Callable[[str], str]:
    pairs = [(kind.bit, label) for kind, label in labels.items()]
    return lambda value: ", ".join(label for bit, label in pairs if int(value) & bit)


def _dimensions(value: str) -> str:
    return ", ".join(label for d, label in DIMENSION_LABEL.items() if int(value) & d.bit)


def _money(value: str) -> str:
    amount = read_number(value)
    return value if amount is None else f"{grouped(amount)} บาท"


def _yes_no(value: str) -> str:
    return {"True": "มี", "False": "ไม่มี", "1": "มี", "0": "ไม่มี"}.get(value, value)


_READERS: dict[str, Callable[[str], str]] = {
    "sex": _labels(SEX_LABEL),
    "state": _labels(CASE_STATE_LABEL, ITEM_STATE_LABEL, VISIT_STATE_LABEL),
    "level_status": _labels(LEVEL_STATUS_LABEL),
    "phase": _labels(PHASE_LABEL),
    "dimension": _labels(DIMENSION_LABEL),
    "need_yes": _mask(NEED_LABEL),
    "need_known": _mask(NEED_LABEL),
    "right_yes": _mask(RIGHT_LABEL),
    "right_known": _mask(RIGHT_LABEL),
    "dim_failed": _dimensions,
    "cid": citizen_id.masked,
    "tambon_code": areas.full_place,
    "birth_year": lambda value: f"พ.ศ. {int(value) + 543}",
    "income_month": _money,
    "income_person_year": _money,
    "budget": _money,
    "amount": _money,
    "housing_problem": _yes_no,
    "visited_on": lambda value: thai_date(date.fromisoformat(value)),
    "agreed_on": lambda value: thai_date(date.fromisoformat(value)),
    "due_on": lambda value: thai_date(date.fromisoformat(value)),
    "given_on": lambda value: thai_date(date.fromisoformat(value)),
    "taken_on": lambda value: thai_date(date.fromisoformat(value)),
    "kind": _labels(PAPER_KIND_LABEL),
}
