"""The cells of a question that hold its rules."""

from dataclasses import replace

from desktop.domain.form import Question
from desktop.forms.grid import Line, Mistakes

_YES = frozenset(("yes", "true", "true()", "1", "ใช่"))
_NO = frozenset(("", "no", "false", "false()", "0", "ไม่", "ไม่ใช่"))


def read_rules(line: Line, question: Question, mistakes: Mistakes) -> Question:
    """Return the question with the rules of its row."""
    constraint, calculation = line.expression("constraint"), line.expression("calculation")
    required = line.expression("required")
    if question.kind == "calculate" and not (calculation or line.get("default")):
        line.wrong(mistakes, "calculation", "ไม่มีสูตรคำนวณ (calculation)")
    soft = _yes_or_no(line, "onehome_soft", mistakes)
    if soft and not constraint:
        line.wrong(mistakes, "onehome_soft", "ให้ยืนยันได้เฉพาะข้อที่มีเงื่อนไขของคำตอบ (constraint)")
    return replace(
        question,
        required=required.casefold() in _YES,
        required_when="" if required.casefold() in _YES | _NO else required,
        required_message=line.thai("required_message"),
        relevant=line.expression("relevant"),
        constraint=constraint,
        constraint_message=line.thai("constraint_message"),
        soft=soft,
        calculation=calculation,
        choice_filter=line.expression("choice_filter"),
        default=line.expression("default"),
        trigger=line.expression("trigger"),
        parameters=line.get("parameters"),
        appearance=line.get("appearance"),
        readonly=_yes_or_no(line, "readonly", mistakes),
    )


def _yes_or_no(line: Line, header: str, mistakes: Mistakes) -> bool:
    said = line.get(header).casefold()
    if said not in _YES | _NO:
        line.wrong(mistakes, header, f"ช่อง {header} ใส่ได้เฉพาะ yes หรือเว้นว่าง")
    return said in _YES
