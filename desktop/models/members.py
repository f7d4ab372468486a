"""The members of one household as an editable grid."""

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QObject

from desktop.domain.records import Person, PersonDraft
from desktop.domain.vocabulary import (
    NEED_LABEL,
    RIGHT_LABEL,
    SEX_LABEL,
    Answered,
    Sex,
)
from desktop.models.records import Choices, Column, RecordsModel, with_field
from desktop.models.roles import ID_ROLE, NUMBERS
from desktop.thai import citizen_id
from desktop.thai.dates import PartialDate, thai_date
from desktop.thai.names import split_name
from desktop.thai.numbers import read_number
from desktop.thai.text import normalise

CID, NAME, SEX, BIRTH, AGE, RELATION, OCCUPATION, INCOME, NEEDS, RIGHTS = range(10)
RELATIONS = (
    *("หัวหน้าครัวเรือน", "คู่สมรส", "บุตร", "บิดา", "มารดา", "พี่น้อง", "หลาน"),
    *("ปู่ย่าตายาย", "บุตรเขย", "บุตรสะใภ้", "ญาติ", "ผู้อาศัย"),
)
OCCUPATIONS = (
    *("รับจ้างทั่วไป", "เกษตรกร", "ค้าขาย", "พนักงานบริษัท", "รับราชการ", "ธุรกิจส่วนตัว"),
    *("นักเรียน/นักศึกษา", "แม่บ้าน/พ่อบ้าน", "ว่างงาน", "ไม่ได้ประกอบอาชีพ"),
)
F = TypeVar("F", bound=StrEnum)
_OLDEST = 130


def members_model(
    revealed: Mapping[int, str], parent: QObject | None = None
) -> RecordsModel[PersonDraft]:
    """Return the grid. `revealed` holds the ids the clerk asked to see, by person."""
    columns: tuple[Column[PersonDraft], ...] = (
        Column(
            "เลขประจำตัว",
            lambda p: _shown_cid(p, revealed),
            _put_cid,
            value=lambda _p: "",
            more=lambda p, role: p.id if role == ID_ROLE else None,
        ),
        Column("ชื่อ-สกุล", _name, _put_name),
        Column(
            "เพศ",
            lambda p: SEX_LABEL[p.sex],
            lambda p, v: replace(p, sex=Sex(v)),
            value=lambda p: p.sex,
            kind="choice",
            choices=lambda _p: tuple(SEX_LABEL.items()),
        ),
        Column(
            "วันเกิด",
            lambda p: thai_date(p.birth) if p.birth else "",
            _put_birth,
            value=lambda p: p.birth,
            kind="date",
            tip=_birth_tip,
        ),
        Column("อายุ", _age, _put_age, value=_age, kind="number", align=NUMBERS),
        _text("ความสัมพันธ์", "relation", RELATIONS),
        _text("อาชีพ", "occupation", OCCUPATIONS),
        Column(
            "รายได้/เดือน",
            lambda p: "" if p.income_month is None else f"{p.income_month:,.0f}",
            _put_income,
            value=lambda p: "" if p.income_month is None else f"{p.income_month:f}",
            kind="number",
            align=NUMBERS,
        ),
        _flags("สุขภาพและภาวะ", "needs", NEED_LABEL),
        _flags("สิทธิที่ได้รับ", "rights", RIGHT_LABEL),
    )
    return RecordsModel(columns, parent)


def draft_of(person: PersonDraft) -> PersonDraft:
    """Return only what a clerk types."""
    return PersonDraft(**{f.name: getattr(person, f.name) for f in fields(PersonDraft)})


def _shown_cid(person: PersonDraft, revealed: Mapping[int, str]) -> str:
    known = revealed.get(person.id or 0)
    if known is not None:
        return citizen_id.dashed(known)
    return citizen_id.masked(person.cid) if person.cid else ""


def _put_cid(person: PersonDraft, value: object) -> PersonDraft:
    """Take a newly typed id; leaving the empty editor keeps the old one."""
    cid = citizen_id.digits(str(value))
    if not cid:
        return person
    wrong = citizen_id.problem(cid)
    if wrong and not (len(cid) == 13 and cid.isdecimal()):
        raise ValueError(f"เลขประจำตัวประชาชน: {wrong}")
    return replace(person, cid=cid)


def _name(person: PersonDraft) -> str:
    return f"{person.prefix}{person.first_name} {person.last_name}".strip()


def _put_name(person: PersonDraft, value: object) -> PersonDraft:
    name = split_name(str(value))
    if not name.first:
        raise ValueError("กรุณาพิมพ์ชื่อ")
    return replace(person, prefix=name.prefix, first_name=name.first, last_name=name.last)


def _put_birth(person: PersonDraft, value: object) -> PersonDraft:
    if value is not None and not isinstance(value, PartialDate):
        raise ValueError("อ่านวันเกิดไม่ได้")
    return replace(person, birth=value)


def _birth_tip(person: PersonDraft) -> str:
    if person.birth is None:
        return "ไม่ทราบวันเกิด พิมพ์ได้ทั้งวันเดือนปี เดือนปี หรือเฉพาะปี พ.ศ."
    words = thai_date(person.birth, long=True)
    if person.birth.flag_old_new_year:
        return f"{words} (ก่อน พ.ศ. 2484 ปีใหม่เริ่มเดือนเมษายน โปรดตรวจปีเกิด)"
    return words


def _age(person: PersonDraft) -> str:
    age = person.age if isinstance(person, Person) and person.age is not None else None
    shown = person.age_stated if age is None else age
    return "" if shown is None else str(shown)


def _put_age(person: PersonDraft, value: object) -> PersonDraft:
    if person.birth is not None:
        raise ValueError("อายุคำนวณจากวันเกิด หากไม่ถูกต้องให้แก้วันเกิด")
    number = _number(str(value))
    if number is not None and not (0 <= number <= _OLDEST and number == int(number)):
        raise ValueError(f"อายุต้องเป็นจำนวนเต็ม 0-{_OLDEST} ปี")
    age = None if number is None else int(number)
    if isinstance(person, Person):
        return replace(person, age_stated=age, age=age)
    return replace(person, age_stated=age)


def _put_income(person: PersonDraft, value: object) -> PersonDraft:
    number = _number(str(value))
    if number is not None and number < 0:
        raise ValueError("รายได้ต้องไม่ติดลบ")
    return replace(person, income_month=number)


def _number(text: str) -> Decimal | None:
    return read_number(text) if text.strip() else None


def _text(head: str, name: str, known: tuple[str, ...]) -> Column[PersonDraft]:
    choices: Choices = tuple((word, word) for word in known)

    def put(person: PersonDraft, value: object) -> PersonDraft:
        return with_field(person, name, normalise(str(value)))

    return Column(
        head, lambda p: str(getattr(p, name)), put, kind="suggest", choices=lambda _p: choices
    )


def _flags(head: str, name: str, labels: "Mapping[F, str]") -> Column[PersonDraft]:
    choices: Choices = tuple(labels.items())

    def words(person: PersonDraft) -> str:
        states = dict(getattr(person, name))
        return ", ".join(labels[k] for k in labels if states.get(k) is Answered.YES)

    def tip(person: PersonDraft) -> str:
        states = dict(getattr(person, name))
        says = {Answered.YES: "ใช่", Answered.NO: "ไม่ใช่", Answered.UNKNOWN: "ไม่ทราบ"}
        return "\n".join(f"{labels[k]}: {says[states.get(k, Answered.UNKNOWN)]}" for k in labels)

    return Column(
        head,
        words,
        lambda p, v: with_field(p, name, tuple(v)),
        value=lambda p: getattr(p, name),
        kind="flags",
        choices=lambda _p: choices,
        tip=tip,
    )
