"""Functions: unknown, refused, with too few or many arguments, or with impossible ones."""

import re
from collections.abc import Iterator

from desktop.forms.expressions.functions.dates import FORMATS
from desktop.forms.expressions.functions.table import fault_of_call
from desktop.forms.expressions.functions.texts import pattern
from desktop.forms.expressions.tree import Call, Constant, walk
from desktop.forms.linting.findings import Finding, Rule, Surroundings


def faults_of_calls(rule: Rule, _: Surroundings) -> Iterator[Finding]:
    """Yield what is wrong with each call."""
    for call in walk(rule.tree):
        if isinstance(call, Call):
            if fault := fault_of_call(call):
                yield Finding(fault, call.start, call.end)
            for second in call.arguments[1:2]:
                if isinstance(second, Constant) and (fault := _of_second(call.name, second.value)):
                    yield Finding(fault, second.start, second.end)


def _of_second(name: str, value: float | str) -> str:
    if name in ("selected", "is-selected") and isinstance(value, float):
        return f"รหัสคำตอบใน {name}() ต้องอยู่ในเครื่องหมายคำพูด เช่น '1'"
    if name == "regex":
        try:
            pattern(str(value))
        except re.error:
            return "รูปแบบใน regex() ไม่ถูกต้อง"
    if name in ("format-date", "format-date-time"):
        marks = re.findall("%(.?)", str(value), re.DOTALL)
        unknown = next((mark for mark in marks if mark not in FORMATS), None)
        return "" if unknown is None else f"ไม่รู้จักรูปแบบวันที่ %{unknown}"
    return ""
