"""The lists of coded answers of a form."""

import re

from desktop.domain.form import Choice
from desktop.forms.facts import OF_CHOICES
from desktop.forms.grid import Line, Mistakes, Sheet, quoted

_DIGIT = re.compile("[0-9]")
_CODE = re.compile(r"[^\s'\"]+")
_OWN = frozenset(("list_name", "name", "label", "hint", "onehome_key", "onehome_fact"))
_MEDIA = frozenset(("image", "big-image", "audio", "video", "media"))


def read_choices(sheet: Sheet | None, mistakes: Mistakes) -> dict[str, tuple[Choice, ...]]:
    """Return the choices of each list, in the order of the sheet."""
    if sheet is None:
        return {}
    needed = [header for header in ("list_name", "name") if header not in sheet.columns]
    for header in needed:
        mistakes.add(sheet.name, sheet.header_row, "", f"ไม่มีคอลัมน์ {header}")
    if needed:
        return {}
    lists: dict[str, list[Choice]] = {}
    for line in sheet.lines:
        name = line.get("list_name")
        if not name:
            line.wrong(mistakes, "list_name", "ไม่มีชื่อชุดคำตอบ")
            continue
        choices = lists.setdefault(name, [])
        if choice := _choice(line, choices, mistakes):
            choices.append(choice)
    return {name: tuple(choices) for name, choices in lists.items()}


def _choice(line: Line, before: list[Choice], mistakes: Mistakes) -> Choice | None:
    code, label, key = line.get("name"), line.thai("label"), _key(line)
    if not code:
        line.wrong(mistakes, "name", "ไม่มีรหัสคำตอบ")
        return None
    if not _CODE.fullmatch(code):
        # Several codes stand in one answer with spaces between them; formulas quote them.
        line.wrong(mistakes, "name", f"รหัส {quoted(code)} ห้ามเว้นวรรคและห้ามมีเครื่องหมายคำพูด")
    if any(code == one.code for one in before):
        line.wrong(mistakes, "name", f"รหัส {quoted(code)} ซ้ำในชุดเดียวกัน")
    if not label:
        line.wrong(mistakes, "label", "ไม่มีข้อความภาษาไทยของคำตอบ")
    if key and not _DIGIT.fullmatch(key):
        line.wrong(mistakes, "onehome_key", f"ปุ่ม {quoted(key)} ต้องเป็นเลขอารบิกหลักเดียว")
    elif key and any(key == one.key for one in before):
        line.wrong(mistakes, "onehome_key", f"ปุ่ม {quoted(key)} ซ้ำในชุดเดียวกัน")
    fact = line.get("onehome_fact")
    if fact and fact not in OF_CHOICES:
        line.wrong(mistakes, "onehome_fact", f"ไม่รู้จักข้อมูลเดิมชื่อ {quoted(fact)}")
    return Choice(code, label, key, fact, _columns(line))


def _columns(line: Line) -> tuple[tuple[str, str], ...]:
    """Return the cells that a choice filter may look at."""
    return tuple(
        (header, value)
        for header, value in line.cells.items()
        if header.partition("::")[0] not in _OWN | _MEDIA
    )


def _key(line: Line) -> str:
    """Return the digit to type; without a column for it, a code of one digit is typed itself."""
    if "onehome_key" in line.sheet.columns:
        return line.get("onehome_key")
    code = line.get("name")
    return code if _DIGIT.fullmatch(code) else ""
