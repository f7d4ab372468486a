"""What each column of a sheet was taken for, correctable by the clerk."""

from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.domain.listing import ColumnGuess
from desktop.models.masking import without_ids
from desktop.models.records import Choices, Column, RecordsModel
from desktop.models.roles import NUMBERS

NOT_USED = "(ไม่ใช้)"
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
    "income": "รายได้ต่อคนต่อปี",
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


def columns_model(parent: QObject | None = None) -> RecordsModel[ColumnGuess]:
    """Return the table of one sheet's columns."""
    choices: Choices = (("", NOT_USED), *COLUMN_NAMES.items())
    labels = dict(choices)

    def put(guess: ColumnGuess, value: object) -> ColumnGuess:
        if value not in labels:
            raise ValueError("กรุณาเลือกจากรายการ")
        return replace(guess, canonical=str(value), why="ผู้ใช้เลือก")

    return RecordsModel(
        (
            Column("ลำดับ", lambda g: str(g.index + 1), align=NUMBERS),
            Column("หัวคอลัมน์ในไฟล์", lambda g: g.header or "(ว่าง)"),
            Column(
                "อ่านเป็น",
                lambda g: labels.get(g.canonical, g.canonical),
                put,
                value=lambda g: g.canonical,
                kind="choice",
                choices=lambda _g: choices,
            ),
            Column("ตัวอย่าง", lambda g: without_ids("  ·  ".join(g.samples[:3]))),
            Column("เพราะ", lambda g: g.why),
        ),
        parent,
    )
