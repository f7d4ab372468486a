"""The columns a list may have, as the clerk calls them, and what their words can be read as."""

from desktop.domain.layouts import ANSWER
from desktop.domain.sheets import Drift

COLUMN_NAMES: dict[str, str] = {
    "full_name": "ชื่อ-สกุล",
    "prefix": "คำนำหน้าชื่อ",
    "first_name": "ชื่อ",
    "last_name": "นามสกุล",
    "cid": "เลขประจำตัวประชาชน",
    "sex": "เพศ",
    "birth_date": "วันเกิด",
    "age": "อายุ",
    "relation": "ความสัมพันธ์กับหัวหน้าครัวเรือน",
    "occupation": "อาชีพ",
    "education": "ระดับการศึกษา",
    "head_name": "ชื่อหัวหน้าครัวเรือน",
    "household_no": "ลำดับครัวเรือน",
    "house_code": "รหัสประจำบ้าน",
    "address_no": "บ้านเลขที่",
    "moo": "หมู่ที่",
    "village_name": "ชื่อหมู่บ้าน",
    "village_code": "รหัสหมู่บ้าน",
    "soi": "ซอย",
    "road": "ถนน",
    "tambon": "ตำบล",
    "tambon_code": "รหัสตำบล",
    "district": "อำเภอ",
    "district_code": "รหัสอำเภอ",
    "province": "จังหวัด",
    "province_code": "รหัสจังหวัด",
    "postcode": "รหัสไปรษณีย์",
    "in_municipality": "เขตการปกครอง",
    "tel": "โทรศัพท์",
    "dim_health": "มิติสุขภาพ",
    "dim_living": "มิติความเป็นอยู่",
    "dim_education": "มิติการศึกษา",
    "dim_income": "มิติรายได้",
    "dim_access": "มิติการเข้าถึงบริการภาครัฐ",
    "income": "รายได้ต่อคน",
    "household_income": "รายได้ครัวเรือน",
    "member_count": "จำนวนสมาชิก",
    "burden_1": "ภาระ: ที่อยู่อาศัยไม่มั่นคง",
    "burden_2": "ภาระ: เด็กยากจน",
    "burden_3": "ภาระ: เด็ก 3-14 ปี",
    "burden_4": "ภาระ: ผู้สูงอายุไม่ได้เบี้ย",
    "burden_5": "ภาระ: ผู้พิการไม่ได้เบี้ย",
    "burden_6": "ภาระ: ผู้ป่วยเรื้อรัง",
    "has_welfare_card": "บัตรสวัสดิการแห่งรัฐ",
    "gets_elder": "เบี้ยยังชีพผู้สูงอายุ",
    "gets_disab": "เบี้ยความพิการ",
    "gets_child": "เงินอุดหนุนเด็กแรกเกิด",
    "farmer_registered": "ทะเบียนเกษตรกร",
    "disabled": "ความพิการ",
    "bedridden": "ป่วยติดเตียง",
    "chronic": "ป่วยเรื้อรัง",
    "chronic_dependent": "ป่วยเรื้อรังช่วยเหลือตัวเองไม่ได้",
    "single_parent": "พ่อ/แม่เลี้ยงเดี่ยว",
    "dependent": "มีภาวะพึ่งพิง",
    "condition": "สภาพร่างกาย",
    "lat": "ละติจูด",
    "lng": "ลองจิจูด",
    "data_year": "ปีข้อมูล",
    "source_row_no": "ลำดับ",
    "repair_reason": "เหตุผลที่ต้องตรวจ (ไม่ใช่ข้อมูล)",
    "repair_suggestion": "ค่าที่แนะนำ (ไม่ใช่ข้อมูล)",
    "repair_origin": "ที่มาของแถวที่แก้ (ไม่ใช่ข้อมูล)",
    **{f"ind_{n:02d}": f"ตัวชี้วัดที่ {n}" for n in range(1, 39)},
}

YES_WORDS = ("ใช่", "ไม่ใช่", "ไม่ทราบ")
FAILED_WORDS = ("ตก", "ผ่าน", "ไม่ทราบ")
_WORDS: dict[str, tuple[str, ...]] = {
    "sex": ("ชาย", "หญิง", "ไม่ระบุ"),
    "dim": FAILED_WORDS,
    "ind": FAILED_WORDS,
}
_YES_OR_NO = frozenset(
    (
        *("has_welfare_card", "gets_elder", "gets_disab", "gets_child", "farmer_registered"),
        *("disabled", "bedridden", "chronic", "chronic_dependent", "single_parent", "dependent"),
        *(f"burden_{number}" for number in range(1, 7)),
    )
)


def column_name(canonical: str) -> str:
    """Return what a column is called; one of a logbook's questions by the question's id."""
    return COLUMN_NAMES.get(canonical, canonical.removeprefix(ANSWER))


def is_known(canonical: str) -> bool:
    """Return whether there is such a column; '' is the one that isn't used."""
    return not canonical or canonical in COLUMN_NAMES or canonical.startswith(ANSWER)


def word_choices(canonical: str) -> tuple[str, ...]:
    """Return the words that a column's words can be read as, () where any text will do."""
    if canonical in _YES_OR_NO:
        return YES_WORDS
    return _WORDS.get(canonical, _WORDS.get(canonical.split("_")[0], ()))


def in_words(drift: Drift) -> str:
    """Return one difference from a known layout as a sentence in Thai."""
    field = f"อ่านเป็น{column_name(drift.canonical)}" if drift.canonical else "ไม่ได้ใช้"
    if drift.kind == "gone":
        return f"คอลัมน์ “{drift.header}” หายไป ({field})"
    if drift.kind == "new":
        how = field if drift.canonical else "ไม่รู้จัก ยังไม่ใช้"
        return f"มีคอลัมน์ใหม่ “{drift.header}” ที่ลำดับ {drift.index + 1} ({how})"
    if drift.kind == "moved":
        return f"คอลัมน์ “{drift.header}” ย้ายจากลำดับ {drift.was + 1} ไปลำดับ {drift.index + 1}"
    return f"คอลัมน์ “{drift.header}” น่าจะเปลี่ยนชื่อเป็น “{drift.now}” ({field} เพราะ{drift.why})"
