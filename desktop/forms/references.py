"""What expressions refer to: questions of the form, and codes of their answers.

Neither phones nor pyxform say that an answer is compared with a code that doesn't exist; the
rule is then never true, and a question is never asked.
"""

import re
from collections.abc import Iterator, Mapping

from desktop.domain.form import Form, Group, Question
from desktop.forms.grid import Mistakes, quoted

REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}\s]*)\s*\}")
_TEXT = r"(?:'([^']*)'|\"([^\"]*)\")"
_REFERRED = r"\$\{\s*([^}\s]*)\s*\}"
# ${name} = 'code', 'code' != ${name}, selected(${name}, 'code')
_COMPARED = (
    re.compile(rf"{_REFERRED}\s*!?=\s*{_TEXT}"),
    re.compile(rf"selected\(\s*{_REFERRED}\s*,\s*{_TEXT}\s*\)"),
)
_COMPARED_AFTER = re.compile(rf"{_TEXT}\s*!?=\s*{_REFERRED}")
_OF_QUESTION = (
    ("required", "required_when"),
    *((name, name) for name in ("relevant", "constraint", "calculation", "choice_filter")),
    *((name, name) for name in ("default", "trigger")),
)
_OF_GROUP = (("relevant", "relevant"), ("repeat_count", "repeat_count"))
_CODED = ("select_one", "select_multiple", "rank")

Where = tuple[Question | Group, str, str]


def expressions(form: Form) -> Iterator[Where]:
    """Yield each expression: the question or group it belongs to, its header, and its text."""
    for question in form.questions:
        for header, name in _OF_QUESTION:
            if text := getattr(question, name):
                yield question, header, text
    for group in form.groups:
        for header, name in _OF_GROUP:
            if text := getattr(group, name):
                yield group, header, text


def lint_references(form: Form, mistakes: Mistakes) -> None:
    """Note each name that is no question's and each code that is no answer's."""
    known = {one.name: one for one in form.questions}
    names = {*known, *(group.name for group in form.groups)}
    for there, header, text in expressions(form):
        for name in dict.fromkeys(REFERENCE.findall(text)):
            if name not in names:
                message = f"อ้างถึง {quoted(f'${{{name}}}')} แต่ไม่มีข้อชื่อนี้ในแบบฟอร์ม"
                mistakes.found.append(form.wrong(there, header, message))
        for name, code in dict.fromkeys(_compared(text)):
            if _unknown(known, name, code):
                message = f"คำตอบของ {quoted(f'${{{name}}}')} ไม่มีรหัส {quoted(code)}"
                mistakes.found.append(form.wrong(there, header, message))


def _compared(text: str) -> Iterator[tuple[str, str]]:
    for pattern in _COMPARED:
        for name, single, double in pattern.findall(text):
            yield name, single or double
    for single, double, name in _COMPARED_AFTER.findall(text):
        yield name, single or double


def _unknown(known: Mapping[str, Question], name: str, code: str) -> bool:
    question = known.get(name)
    if question is None or question.kind not in _CODED or not code:
        return False
    # Several codes in one text are how an answer to a question of many choices looks.
    given = code.split() if question.kind != "select_one" else [code]
    return any(all(one != choice.code for choice in question.choices) for one in given)
