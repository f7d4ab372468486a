"""Two versions of a small logbook: the office's form changes as offices' forms do.

Three questions are added, two retired, a list of choices and a skip rule changed, and a question
gets another id.
"""

from dataclasses import replace

from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from tests.factories.forms import workbook

HEADERS = ("type", "name", "label::ไทย (th)", "relevant", "onehome_id")
OLD_SURVEY = (
    HEADERS,
    ("begin_group", "house", "บ้าน", "", ""),
    ("select_one tenure", "tenure", "ลักษณะที่อยู่อาศัย", "", "housing.tenure"),
    ("integer", "rent", "ค่าเช่าต่อเดือน (บาท)", "${tenure} = '3'", "housing.rent"),
    ("text", "radio", "มีวิทยุกี่เครื่อง", "", "house.radio"),
    ("integer", "income", "รายได้รวมของครัวเรือนต่อเดือน (บาท)", "", "income.month"),
    ("end_group", "", "", "", ""),
    ("begin_repeat", "members", "สมาชิก", "", ""),
    ("select_multiple health", "health", "สุขภาพ", "", "member.health"),
    ("text", "faith", "ศาสนา", "", "member.faith"),
    ("end_repeat", "", "", "", ""),
)
NEW_SURVEY = (
    HEADERS,
    ("begin_group", "house", "บ้าน", "", ""),
    ("select_one tenure", "tenure", "ลักษณะที่อยู่อาศัย", "", "housing.tenure"),
    ("integer", "rent", "ค่าเช่าต่อเดือน (บาท)", "${tenure} = '3' or ${tenure} = '4'", "housing.rent"),
    ("select_one has", "internet", "มีอินเทอร์เน็ตใช้", "", "house.internet"),
    ("integer", "money", "รายได้รวมของทั้งครัวเรือนต่อเดือน (บาท)", "", "income.total"),
    ("integer", "expense", "รายจ่ายต่อเดือน (บาท)", "", "expense.month"),
    ("end_group", "", "", "", ""),
    ("begin_repeat", "members", "สมาชิก", "", ""),
    ("select_multiple health", "health", "สุขภาพ", "", "member.health"),
    ("select_one has", "carer", "มีผู้ดูแล", "", "member.carer"),
    ("end_repeat", "", "", "", ""),
)
LISTS = ("list_name", "name", "label::ไทย (th)")
SHARED = (("health", "1", "ปกติ"), ("health", "2", "พิการ"), ("health", "3", "ป่วยเรื้อรัง"))
OLD_CHOICES = (
    LISTS,
    *SHARED,
    ("tenure", "1", "ของตนเอง"),
    ("tenure", "2", "อยู่กับญาติ"),
    ("tenure", "3", "เช่า"),
    ("tenure", "8", "อื่น ๆ"),
)
NEW_CHOICES = (
    LISTS,
    *SHARED,
    ("has", "1", "มี"),
    ("has", "2", "ไม่มี"),
    ("tenure", "1", "ของตนเอง"),
    ("tenure", "2", "อยู่ที่ดินผู้อื่น"),
    ("tenure", "3", "เช่า"),
    ("tenure", "4", "เช่าซื้อ"),
    ("tenure", "9", "อื่น ๆ"),
)


def _settings(version):
    return (("form_title", "form_id", "version"), ("แบบทดลอง", "trial", version))


OLD = workbook(OLD_SURVEY, OLD_CHOICES, _settings("1"))
NEW = workbook(NEW_SURVEY, NEW_CHOICES, _settings("2"))
KEYED = (
    Answer("housing.tenure", value="8"),
    Answer("housing.rent", AnswerState.UNKNOWN),
    Answer("house.radio", value="2"),
    Answer("income.month", value="9000"),
    Answer("member.health", value="2 3", person_id=5),
    Answer("member.faith", value="พุทธ", person_id=5),
    Answer("member.health", AnswerState.NOT_ASKED, person_id=6),
)


def decide(proposed):
    """Return what a clerk makes of the proposal: the same income, no more relatives' houses."""
    questions = tuple(replace(one, decision="yes") for one in proposed.questions)
    values = tuple(
        replace(one, decision="no") if one.decision == "ask" else one for one in proposed.values
    )
    return replace(proposed, questions=questions, values=values)
