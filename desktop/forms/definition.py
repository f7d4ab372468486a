"""Read a logbook form from its XLSForm workbook.

Expressions are kept as they stand: a form that is kept can be read whatever is thought of its
rules by then. A form that comes from outside goes through `vetting`.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from desktop.domain.errors import Place, UserError
from desktop.domain.form import Form, FormMistake, FormMistakes, Question
from desktop.forms.choices import read_choices
from desktop.forms.grid import Mistakes, Sheet, quoted, read_sheets
from desktop.forms.headers import lint_headers
from desktop.forms.references import referred_to
from desktop.forms.survey import Survey

_LONGEST = {"form_id": 60, "version": 40}
_NEEDED = {"form_id": "รหัสแบบฟอร์ม", "version": "รุ่นของแบบฟอร์ม"}


def read_form(content: bytes | Path) -> Form:
    """Return the form of a workbook that ships with the program.

    A workbook from the office comes from outside: services read it with `vet` in the child
    process of `importing`, and its mistakes come back as a value.

    Raises:
        FormMistakes: everything that is wrong in it, at once.
        UserError: the file can't be read or is no .xlsx workbook.
    """
    form, mistakes = examine(content)
    if form is None:
        raise FormMistakes(mistakes)
    return form


def examine(content: bytes | Path) -> tuple[Form | None, tuple[FormMistake, ...]]:
    """Return the form, or None and every mistake in it but those in its rules.

    Raises:
        UserError: the file can't be read or is no .xlsx workbook.
    """
    form, mistakes = read_all(content)
    return (None, mistakes.in_order()) if mistakes.found else (form, ())


def read_all(content: bytes | Path) -> tuple[Form, Mistakes]:
    """Return what could be read of a form, and what is wrong so far.

    Raises:
        UserError: the file can't be read or is no .xlsx workbook.
    """
    data = _bytes(content) if isinstance(content, Path) else content
    mistakes = Mistakes()
    sheets = read_sheets(data, mistakes)
    lint_headers(sheets.values(), mistakes)
    title, identity = _settings(sheets.get("settings"), mistakes)
    survey = Survey(read_choices(sheets.get("choices"), mistakes), mistakes)
    if "survey" in sheets:
        survey.read(sheets["survey"])
    else:
        mistakes.add("survey", 1, "", "ไม่มีแผ่นงาน survey")
    form = Form(
        id=identity.get("form_id", ""),
        version=identity.get("version", ""),
        title=title or identity.get("form_id", ""),
        sections=tuple(survey.sections),
        questions=tuple(survey.questions),
        sha256=hashlib.sha256(data).hexdigest(),
        groups=tuple(survey.groups),
        columns=sheets["survey"].letters() if "survey" in sheets else (),
    )
    return _with_noted(form, survey.noted), mistakes


def _with_noted(form: Form, noted: Iterable[Question]) -> Form:
    """Return the form with those things that phones note which its rules refer to."""
    used = referred_to(form)
    section = form.sections[0].name if form.sections else ""
    more = (replace(one, section=section) for one in noted if one.name in used)
    return replace(form, questions=(*form.questions, *more))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise UserError(
            "เปิดแบบฟอร์มไม่ได้",
            "ไม่พบไฟล์แบบฟอร์ม หรือไม่มีสิทธิอ่าน กรุณาตรวจที่เก็บไฟล์แล้วลองอีกครั้ง",
            Place(file=path.name),
        ) from None


def _settings(sheet: Sheet | None, mistakes: Mistakes) -> tuple[str, dict[str, str]]:
    """Return the title, and the id and version under which answers are kept."""
    if sheet is None or not sheet.lines:
        mistakes.add("settings", 1, "", "ไม่มีแผ่นงาน settings ที่บอก form_id และ version")
        return "", {}
    line = sheet.lines[0]
    for header, what in _NEEDED.items():
        value = line.get(header)
        if not value:
            line.wrong(mistakes, header, f"ไม่มี{what} ({header})")
        elif len(value) > _LONGEST[header]:
            line.wrong(
                mistakes, header, f"{what} {quoted(value)} ยาวเกิน {_LONGEST[header]} ตัวอักษร"
            )
    if "version" in line.fractions:
        # Excel keeps 2569.10 as the number 2569.1, which would be another version's name.
        line.wrong(mistakes, "version", "รุ่นเป็นตัวเลขมีจุดทศนิยม กรุณาจัดรูปแบบเซลล์เป็น “ข้อความ” แล้วพิมพ์ใหม่")
    return line.thai("form_title"), {header: line.get(header) for header in _NEEDED}
