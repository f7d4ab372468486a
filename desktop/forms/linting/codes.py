"""Answers compared with codes that their list doesn't have: then the rule is never true."""

from collections.abc import Iterator

from desktop.domain.form import Question
from desktop.forms.expressions.tree import Binary, Call, Constant, Tree, walk
from desktop.forms.expressions.values import equal
from desktop.forms.linting.findings import Finding, Rule, Surroundings

_LISTED = ("select_one", "select_multiple", "rank")
_PICKING = ("selected", "is-selected")
_OF_CODES = (*_PICKING, "selected-at", "count-selected")


def faults_of_codes(rule: Rule, around: Surroundings) -> Iterator[Finding]:
    """Yield each unknown code; in a filter of choices, plain names are columns and not asked."""
    for part in walk(rule.tree):
        if isinstance(part, Binary) and part.operator in ("=", "!="):
            yield from _compared(part.left, part.right, rule, around)
            yield from _compared(part.right, part.left, rule, around)
        elif isinstance(part, Call) and part.name in _OF_CODES:
            yield from _of_no_codes(part, rule, around)
            if part.name in _PICKING:
                yield from _picked(part, rule, around)


def _compared(side: Tree, other: Tree, rule: Rule, around: Surroundings) -> Iterator[Finding]:
    question = _listed(side, rule, around)
    if question is None or not isinstance(other, Constant) or other.value == "":
        return
    several = question.kind != "select_one" and isinstance(other.value, str)
    for code in str(other.value).split() if several else [other.value]:
        if not any(equal(code, choice.code) for choice in question.choices):
            yield _unknown(question, code, other)
    if several and len(question.choices) > 1:
        message = (
            f"“{question.name}” เลือกได้หลายคำตอบ เครื่องหมาย = จะจริงเมื่อเลือกเท่านี้พอดี "
            "ให้ใช้ selected(${ข้อ}, 'รหัส')"
        )
        yield Finding(message, other.start, other.end, "warning")


def _of_no_codes(call: Call, rule: Rule, around: Surroundings) -> Iterator[Finding]:
    for side in call.arguments[:1]:
        question = around.asked(side, rule.own)
        if question and question.kind in ("integer", "decimal", "range", "date", "datetime"):
            message = f"{call.name}() ใช้ได้กับข้อที่มีตัวเลือก แต่ “{question.name}” เป็นตัวเลขหรือวันที่"
            yield Finding(message, side.start, side.end)


def _picked(call: Call, rule: Rule, around: Surroundings) -> Iterator[Finding]:
    for side, code in zip(call.arguments[:1], call.arguments[1:], strict=False):
        question = _listed(side, rule, around)
        if question and isinstance(code, Constant) and isinstance(code.value, str):
            codes = {choice.code for choice in question.choices}
            if code.value.strip() not in codes:
                yield _unknown(question, code.value, code)


def _listed(tree: Tree, rule: Rule, around: Surroundings) -> Question | None:
    question = around.asked(tree, rule.own)
    return question if question and question.kind in _LISTED else None


def _unknown(question: Question, code: float | str, at: Constant) -> Finding:
    shown = f"{code:g}" if isinstance(code, float) else code
    return Finding(f"คำตอบของ “{question.name}” ไม่มีรหัส “{shown}”", at.start, at.end)
