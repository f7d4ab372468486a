"""What a form asks for that can be read but not yet be answered on the screen."""

from collections.abc import Iterator

from desktop.domain.form import Form, FormMistake, QuestionKind
from desktop.forms.kinds import IN_WORDS

CAN_BE_ASKED: frozenset[QuestionKind] = frozenset(
    (
        *("select_one", "select_multiple", "acknowledge", "integer", "decimal", "range"),
        *("text", "date", "time", "barcode", "geopoint"),
        # A picture is a phone's to take; the screen only says so.
        *("note", "calculate", "hidden", "image"),
    )
)


def unsupported(form: Form) -> tuple[FormMistake, ...]:
    """Return, cell by cell in the order of the rows, what the screen can't ask yet.

    Such a form can go to phones; here its answers would be lost.
    """
    return tuple(sorted(_found(form), key=lambda one: (one.row, len(one.column), one.column)))


def _found(form: Form) -> Iterator[FormMistake]:
    for question in form.questions:
        if question.kind not in CAN_BE_ASKED:
            what = f"{question.kind} ({IN_WORDS[question.kind]})"
            yield form.wrong(question, "type", f"หน้าจอกรอกยังถามคำถามชนิด {what} ไม่ได้")
        elif question.kind.startswith("select") and not question.choices:
            yield form.wrong(question, "type", "หน้าจอกรอกยังใช้ชุดคำตอบที่อยู่ในไฟล์แนบไม่ได้")
        if question.trigger:
            yield form.wrong(question, "trigger", "หน้าจอกรอกยังไม่รองรับ trigger")
    repeats = [group for group in form.groups if group.repeat]
    for group in repeats[1:]:
        yield form.wrong(
            group, "type", "กรอกได้กลุ่มซ้ำเดียว คือกลุ่มซ้ำแรก (สมาชิกในครัวเรือน) กลุ่มซ้ำนี้ยังกรอกไม่ได้"
        )
