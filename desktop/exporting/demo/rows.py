"""The columns of the demo's sheets, and the odd cells that real lists have."""

from collections.abc import Callable
from datetime import date
from random import Random

from desktop.domain.vocabulary import Dimension
from desktop.exporting.demo.people import House, Member
from desktop.thai import citizen_id
from desktop.thai.numbers import thai_digits

Cell = str | int | date

INDICATORS = (1, 4, 5, 7, 8, 9, 10, 11, 15, 16, 17, 19, 20, 21, 22, 27, 28)
HEADERS = (
    "ลำดับ",
    "รหัสประจำบ้าน",
    "เลขประจำตัวประชาชน",
    "คำนำหน้า",
    "ชื่อ",
    "นามสกุล",
    "เพศ",
    "วัน/เดือน/ปีเกิด",
    "อายุ (ปี)",
    "ความสัมพันธ์กับหัวหน้าครัวเรือน",
    "อาชีพ",
    "การศึกษาสูงสุด",
    "บ้านเลขที่",
    "หมู่ที่",
    "ตำบล",
    "อำเภอ",
    "โทรศัพท์",
    "ด้านสุขภาพ",
    "ด้านความเป็นอยู่",
    "ด้านการศึกษา",
    "ด้านรายได้",
    "ด้านการเข้าถึงบริการภาครัฐ",
    *(f"ตัวชี้วัดที่ {number}" for number in INDICATORS),
    "รายได้เฉลี่ย (บาท/คน/ปี)",
    "ความมั่นคงในที่อยู่อาศัย",
    "เด็กยากจน",
    "เด็ก (3-14 ปี)",
    "ผู้สูงอายุ (ไม่ได้เบี้ย)",
    "ผู้พิการ (ไม่ได้เบี้ย)",
    "ผู้ป่วยเรื้อรัง",
    "บัตรสวัสดิการแห่งรัฐ",
    "เบี้ยยังชีพผู้สูงอายุ",
    "เบี้ยความพิการ",
    "เงินอุดหนุนเด็กแรกเกิด",
    "ทะเบียนเกษตรกร",
    "สภาพร่างกาย",
    "พ่อ/แม่เลี้ยงเดี่ยว",
)
_AT = {header: index for index, header in enumerate(HEADERS)}
_FAULTY_IDS = 0.003
_ODD_ROWS = 0.25
_ONLY_YEAR = 0.01
_YOUNGEST_OF_ONLY_YEAR = 70
_AGES = {15: (3, 5), 16: (6, 14), 17: (14, 16), 19: (15, 59), 20: (15, 59), 21: (60, 120)}


def row_of(number: int, house: House, member: Member, tambon: str, district: str) -> list[Cell]:
    """Return one person's cells in the order of HEADERS, all as they should be."""
    fails = house.failed
    return [
        number,
        house.code,
        member.cid,
        member.prefix,
        member.first,
        member.last,
        member.sex,
        f"{member.birth.day:02d}/{member.birth.month:02d}/{member.birth.year + 543}",
        member.age,
        member.relation,
        member.occupation,
        member.education,
        house.address,
        house.moo or "",
        tambon,
        district,
        member.tel,
        *(int(dimension in fails) for dimension in Dimension),
        *(_indicator(one, house, member) for one in INDICATORS),
        "" if house.income is None else house.income,
        int(8 in house.indicators),
        int(member.poor_child),
        int(3 <= member.age <= 14),
        int(member.age >= 60 and not member.elder_allowance),
        int(bool(member.disability) and not member.disability_allowance),
        int(member.helpless),
        *map(
            _yes,
            (
                member.card,
                member.elder_allowance,
                member.disability_allowance,
                member.newborn_grant,
                member.farmer,
            ),
        ),
        _condition(member),
        int(member.single_parent),
    ]


def disturb(rng: Random, row: list[Cell], member: Member) -> None:
    """Plant what clerks meet: ids that lost digits, Thai digits, dates of both eras and kinds."""
    if rng.random() < _FAULTY_IDS:
        row[_AT["เลขประจำตัวประชาชน"]] = rng.choice(_FAULTS)(member.cid)
    birth = _AT["วัน/เดือน/ปีเกิด"]
    if member.age >= _YOUNGEST_OF_ONLY_YEAR and rng.random() < 10 * _ONLY_YEAR:
        row[birth] = str(member.birth.year + 543)
    elif rng.random() < _ODD_ROWS:
        header, change = rng.choice(_ODDITIES)
        row[_AT[header]] = change(row[_AT[header]], member)


def _yes(value: bool) -> str:
    return "ใช่" if value else "ไม่ใช่"


def _indicator(number: int, house: House, member: Member) -> str:
    if number in house.indicators:
        return "ไม่ผ่าน"
    youngest, oldest = _AGES.get(number, (0, 120))
    concerned = youngest <= member.age <= oldest
    if number == 28:
        concerned = bool(member.disability)
    elif number == 27:
        concerned = member.age >= 60
    elif number == 1:
        concerned = member.age < 1
    return "ผ่าน" if concerned else "ไม่เกี่ยว"


def _condition(member: Member) -> str:
    words = [f"พิการทาง{member.disability}"] if member.disability else []
    if member.bedridden:
        words.append("ป่วยติดเตียง")
    if member.helpless:
        words.append("ป่วยเรื้อรังช่วยเหลือตัวเองไม่ได้")
    if member.chronic:
        words.append("ป่วยเรื้อรัง")
    return " ".join(words) or "ปกติ"


def _wrong_check_digit(cid: str) -> str:
    return cid[:-1] + str((int(cid[-1]) + 1) % 10)


def _lost_digits(cid: str) -> str:
    return f"{int(cid):.4E}"


def _in_buddhist_era(member: Member) -> date:
    """Return a date cell whose year was typed in the Buddhist era (domain.md A.4.5)."""
    birth = member.birth
    day = 28 if (birth.month, birth.day) == (2, 29) else birth.day
    return date(birth.year + 543, birth.month, day)


_FAULTS: tuple[Callable[[str], str], ...] = (
    _wrong_check_digit,
    _lost_digits,
    citizen_id.masked,
)
_ODDITIES: tuple[tuple[str, Callable[[Cell, Member], Cell]], ...] = (
    ("อายุ (ปี)", lambda cell, _: thai_digits(str(cell))),
    ("บ้านเลขที่", lambda cell, _: thai_digits(str(cell))),
    ("หมู่ที่", lambda cell, _: cell and f"หมู่ที่ {cell}"),
    ("อาชีพ", lambda _, __: "ไม่ระบุ"),
    ("การศึกษาสูงสุด", lambda _, __: "ไม่ระบุ"),
    ("โทรศัพท์", lambda _, __: "-"),
    (
        "คำนำหน้า",
        lambda cell, _: {"นางสาว": "น.ส.", "เด็กชาย": "ด.ช.", "เด็กหญิง": "ด.ญ."}.get(
            str(cell), cell
        ),
    ),
    ("เพศ", lambda cell, _: {"ชาย": "ช", "หญิง": "ญ"}[str(cell)]),
    ("ชื่อ", lambda cell, _: str(cell).replace("ำ", "ํา") + "\u00a0"),
    (
        "เลขประจำตัวประชาชน",
        lambda cell, member: citizen_id.dashed(member.cid) if cell == member.cid else cell,
    ),
    (
        "รายได้เฉลี่ย (บาท/คน/ปี)",
        lambda cell, _: f"{cell:,} บาท" if isinstance(cell, int) else "ไม่ระบุ",
    ),
    ("วัน/เดือน/ปีเกิด", lambda _, member: member.birth),
    ("วัน/เดือน/ปีเกิด", lambda _, member: _in_buddhist_era(member)),
    ("วัน/เดือน/ปีเกิด", lambda _, member: f"{member.birth:%d/%m/%Y}"),
)
