"""What is wrong in a form's rules, and what hardly says what was meant, cell by cell."""

from collections.abc import Iterator
from typing import Literal

from desktop.domain.form import Form, FormMistake, Group, Question
from desktop.forms.linting.rules import rule_mistakes


def rule_errors(form: Form) -> tuple[FormMistake, ...]:
    """Return the rules that can't be read or can't be meant; they forbid the form."""
    return tuple(_of_rules(form, "error"))


def remarks(form: Form) -> tuple[FormMistake, ...]:
    """Return what to look at again, in the order of the rows. Nothing of it forbids the form."""
    found = [*_of_rules(form, "warning"), *_unsaid(form)]
    return tuple(sorted(found, key=lambda one: (one.row, len(one.column), one.column)))


def _of_rules(form: Form, severity: Literal["error", "warning"]) -> Iterator[FormMistake]:
    named: dict[str, Group | Question] = {one.name: one for one in form.groups}
    named |= {one.name: one for one in form.questions}
    # What the choices of a list in a file look like nobody here can say.
    in_files = {one.name for one in form.questions if not one.choices}
    for one in rule_mistakes(form):
        unseen = one.column == "choice_filter" and one.name in in_files
        if one.severity == severity and not unseen:
            yield form.wrong(named[one.name], one.column, one.message)


def _unsaid(form: Form) -> Iterator[FormMistake]:
    sections = {one.section for one in form.questions if one.asked}
    for group in form.groups:
        if not group.groups and not group.label and group.name in sections:
            yield form.wrong(group, "label", "ไม่มีชื่อหมวดภาษาไทย หมวดนี้จะไม่มีหัวข้อบนหน้าจอ")
    for one in form.questions:
        if one.constraint and not one.constraint_message:
            message = "มีเงื่อนไขของคำตอบแต่ไม่มีข้อความบอกผู้กรอก (constraint_message)"
            yield form.wrong(one, "constraint_message", message)
