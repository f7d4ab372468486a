"""Rules that can be read but hardly say what was meant. Nothing here forbids a form.

Each comes from trying the same form on phones, where the answer differs or surprises.
"""

import re
from collections.abc import Iterator

from desktop.domain.form import Form, FormMistake, Group, Question
from desktop.forms.references import expressions

_TEXTS = re.compile(r"'[^']*'|\"[^\"]*\"")
_DAY_NUMBER = re.compile(r"\bdate\(\s*decimal-date-time\(")
_TOTAL = re.compile(r"\b(?:sum|count|max|min|join)\(\s*(?:[^()$]*,\s*)?\$\{\s*([^}\s]*)\s*\}\s*\)")
# What stands alone in the brackets of a function is its argument, except in not().
_BARE = re.compile(
    r"(?:^|\band\b|\bor\b|\bnot\(|(?<![\w-])\()\s*\$\{[^}]*\}\s*(?=$|\band\b|\bor\b|\))"
)
_CONDITIONS = ("required", "relevant", "constraint")


def remarks(form: Form) -> tuple[FormMistake, ...]:
    """Return what to look at again, in the order of the rows."""
    found = [
        one for there, header, text in expressions(form) for one in _of(form, there, header, text)
    ]
    found += [
        form.wrong(
            one, "constraint_message", "มีเงื่อนไขของคำตอบแต่ไม่มีข้อความบอกผู้กรอก (constraint_message)"
        )
        for one in form.questions
        if one.constraint and not one.constraint_message
    ]
    return tuple(sorted(found, key=lambda one: (one.row, len(one.column), one.column)))


def _of(form: Form, there: Question | Group, header: str, text: str) -> Iterator[FormMistake]:
    bare = _TEXTS.sub("''", text)
    if _DAY_NUMBER.search(bare):
        # A date's number is that of local midnight in UTC: a part of a day is lost in Bangkok.
        message = (
            "date(decimal-date-time(...)) คลาดเคลื่อนหนึ่งวันตามเขตเวลาไทย ให้ใช้ date(${วันที่} + จำนวนวัน)"
        )
        yield form.wrong(there, header, message)
    if header in _CONDITIONS and _BARE.search(bare):
        message = (
            "ใช้ ${ชื่อข้อ} ลอย ๆ เป็นเงื่อนไข โทรศัพท์แต่ละแบบเข้าใจไม่ตรงกัน "
            "ให้เขียน ${ชื่อข้อ} != '' หรือเทียบกับรหัสคำตอบ"
        )
        yield form.wrong(there, header, message)
    for name in _TOTAL.findall(bare):
        if _same_repeat(form, there, name):
            message = (
                f"รวมค่าของ ${{{name}}} ภายในกลุ่มซ้ำเดียวกัน จะได้เฉพาะของสมาชิกคนนั้น ให้ย้ายสูตรออกนอกกลุ่มซ้ำ"
            )
            yield form.wrong(there, header, message)


def _same_repeat(form: Form, there: Question | Group, name: str) -> bool:
    repeats = {one.name for one in form.groups if one.repeat}
    of_name = next((one.groups for one in form.questions if one.name == name), ())
    return bool(repeats.intersection(there.groups).intersection(of_name))
