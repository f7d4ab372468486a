"""What can be read but differs between phones, or hardly says what was meant."""

import re
from collections.abc import Iterator

from desktop.forms.expressions.tree import Binary, Call, Constant, Path, Tree, walk
from desktop.forms.linting.findings import Finding, Rule, Surroundings

_CONDITIONS = ("relevant", "constraint", "required")
_THAI_NUMBER = re.compile("[๐-๙]+")


def doubts(rule: Rule, around: Surroundings) -> Iterator[Finding]:
    """Yield warnings: bare names as conditions, lost parts of a day, Thai digits in quotes."""
    for tree in _conditions(rule):
        if around.asked(tree, rule.own):
            message = (
                "ใช้ชื่อข้อลอย ๆ เป็นเงื่อนไข โทรศัพท์แต่ละแบบเข้าใจไม่ตรงกัน "
                "ให้เขียน ${ข้อ} != '' หรือเทียบกับรหัสคำตอบ"
            )
            yield Finding(message, tree.start, tree.end, "warning")
    for part in walk(rule.tree):
        if isinstance(part, Call) and part.name == "date" and _day_number(part):
            message = (
                "date(decimal-date-time(...)) ได้วันก่อนหน้าตามเขตเวลาไทย ให้ใช้ date(${ข้อ} + จำนวนวัน)"
            )
            yield Finding(message, part.start, part.end, "warning")
        elif isinstance(part, Constant) and _THAI_NUMBER.fullmatch(str(part.value)):
            message = "เลขไทยในเครื่องหมายคำพูดไม่เท่ากับตัวเลขที่กรอก ให้ใช้เลขอารบิก"
            yield Finding(message, part.start, part.end, "warning")
        elif isinstance(part, Path):
            for place in part.conditions:
                if isinstance(place, Constant) and isinstance(place.value, float):
                    message = "โทรศัพท์ไม่รู้จัก [ลำดับ] ให้เขียน [position() = ลำดับ]"
                    yield Finding(message, place.start, place.end)


def _conditions(rule: Rule) -> Iterator[Tree]:
    """Yield each piece that is taken for true or false."""
    if rule.aspect in _CONDITIONS:
        yield rule.tree
    for part in walk(rule.tree):
        if isinstance(part, Binary) and part.operator in ("and", "or"):
            yield from part.parts()
        elif isinstance(part, Call) and part.name in ("not", "boolean", "if"):
            yield from part.arguments[:1]


def _day_number(call: Call) -> bool:
    within = (part for argument in call.arguments for part in walk(argument))
    return any(isinstance(part, Call) and part.name == "decimal-date-time" for part in within)
