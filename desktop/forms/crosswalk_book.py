"""The crosswalk as a workbook: written for the clerk to decide in Excel, and read back."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from desktop.domain.crosswalk import Crosswalk, Decision, QuestionLink, ValueLink
from desktop.domain.form import Form, FormMistakes, Question
from desktop.forms.crosswalk import relation_of
from desktop.forms.grid import CROSSWALK_SHEETS, Line, Mistakes, Sheet, quoted, read_sheets

_META = ("form_id", "from_version", "to_version")
_QUESTIONS = ("from_id", "from_label", "to_id", "to_label", "relation", "decision", "note")
_VALUES = ("from_id", "from_value", "from_label", "to_value", "to_label", "decision", "note")
_WIDTH = {"from_id": 26, "to_id": 26, "from_label": 46, "to_label": 46, "note": 46}
_DECISIONS = get_args(Decision)
_WAITING = "FFF2CC"  # a decision that still waits


def write_crosswalk(crosswalk: Crosswalk, old: Form, new: Form) -> bytes:
    """Return the workbook. What waits for a decision is coloured; labels are for reading only."""
    from openpyxl import Workbook

    before, after = _by_id(old), _by_id(new)
    targets = {one.from_id: one.to_id for one in crosswalk.questions}
    book = Workbook()
    book.remove(book.active)
    _fill(book, "meta", _META, [(crosswalk.form, crosswalk.from_version, crosswalk.to_version)])
    _fill(
        *(book, "questions", _QUESTIONS),
        (
            (
                *(one.from_id, _label(before, one.from_id), one.to_id, _label(after, one.to_id)),
                *(one.relation, one.decision, one.note),
            )
            for one in crosswalk.questions
        ),
    )
    _fill(
        *(book, "values", _VALUES),
        (
            (
                *(one.from_id, one.from_value, _choice(before, one.from_id, one.from_value)),
                *(one.to_value, _choice(after, targets.get(one.from_id, ""), one.to_value)),
                *(one.decision, one.note),
            )
            for one in crosswalk.values
        ),
    )
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read_crosswalk(content: bytes, old: Form, new: Form) -> Crosswalk:
    """Return the crosswalk of a workbook; the relations are those the two forms show.

    Raises:
        FormMistakes: everything that is wrong in it, at once.
        UserError: it is no .xlsx workbook.
    """
    mistakes = Mistakes()
    sheets = read_sheets(content, mistakes, CROSSWALK_SHEETS)
    _check_meta(sheets.get("meta"), old, new, mistakes)
    links = tuple(_links(sheets.get("questions"), old, new, mistakes))
    values = tuple(_values(sheets.get("values"), links, old, new, mistakes))
    if mistakes.found:
        raise FormMistakes(mistakes.in_order())
    return Crosswalk(new.id, old.version, new.version, links, values)


def _fill(book: Any, name: str, headers: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = book.create_sheet(name)
    sheet.append(headers)
    for row in rows:
        sheet.append([cell or None for cell in row])
    for index, header in enumerate(headers, 1):
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTH.get(header, 14)
        sheet.cell(1, index).font = Font(bold=True)
    place = headers.index("decision") if "decision" in headers else None
    for cells in sheet.iter_rows(min_row=2):
        waits = place is not None and cells[place].value == "ask"
        for cell in cells:
            # As text: a code 01 stays 01, and a version 2569.10 stays what it is.
            cell.number_format = "@"
            if cell.value is not None:
                cell.data_type = "s"  # words that begin with = are no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if waits:
                cell.fill = PatternFill("solid", fgColor=_WAITING)
    sheet.freeze_panes = "A2"
    if place is not None:
        letter = get_column_letter(place + 1)
        allowed = DataValidation("list", formula1=f'"{",".join(_DECISIONS)}"', allow_blank=False)
        allowed.add(f"{letter}2:{letter}{max(sheet.max_row, 2)}")
        sheet.add_data_validation(allowed)


def _by_id(form: Form) -> dict[str, Question]:
    return {one.id: one for one in form.questions if one.kind != "note"}


def _label(questions: dict[str, Question], name: str) -> str:
    return questions[name].label if name in questions else ""


def _choice(questions: dict[str, Question], name: str, code: str) -> str:
    choices = questions[name].choices if name in questions else ()
    return next((one.label for one in choices if one.code == code), "")


def _check_meta(sheet: Sheet | None, old: Form, new: Form, mistakes: Mistakes) -> None:
    if sheet is None or not sheet.lines:
        mistakes.add("meta", 1, "", "ไม่มีแผ่นงาน meta ที่บอกว่าเทียบจากรุ่นใดไปรุ่นใด")
        return
    line = sheet.lines[0]
    for header, meant in zip(_META, (new.id, old.version, new.version), strict=True):
        if line.get(header) != meant:
            line.wrong(
                mistakes,
                header,
                f"ตารางเทียบนี้เป็นของ {quoted(line.get(header))} ไม่ใช่ {quoted(meant)}",
            )


def _links(
    sheet: Sheet | None, old: Form, new: Form, mistakes: Mistakes
) -> Iterator[QuestionLink]:
    """Yield the links; a new question that an old one was linked to is no longer new."""
    before, after = _by_id(old), _by_id(new)
    lines = sheet.lines if sheet else []
    linked = {one.get("to_id") for one in lines if one.get("from_id")}
    times = Counter(
        side
        for one in lines
        if one.get("from_id") and one.get("to_id") and one.get("decision").casefold() == "yes"
        for side in (("from_id", one.get("from_id")), ("to_id", one.get("to_id")))
    )
    for line in lines:
        start, end = line.get("from_id"), line.get("to_id")
        decision = _decision(line, mistakes)
        if start and start not in before:
            line.wrong(mistakes, "from_id", f"แบบเดิมไม่มีข้อ {quoted(start)}")
        if end and end not in after:
            line.wrong(mistakes, "to_id", f"แบบใหม่ไม่มีข้อ {quoted(end)}")
        for side in (("from_id", start), ("to_id", end)) if start and end else ():
            if times[side] > 1:
                line.wrong(mistakes, side[0], f"ข้อ {quoted(side[1])} ถูกเทียบมากกว่าหนึ่งครั้ง")
        if start in before and end in after:
            if decision == "yes" and before[start].per_member != after[end].per_member:
                line.wrong(mistakes, "decision", "ข้อของครัวเรือนกับข้อของสมาชิกเทียบกันไม่ได้")
            relation = relation_of(before[start], after[end])
            yield QuestionLink(start, end, relation, decision, line.get("note"))
        elif start:
            yield QuestionLink(start, "", "dropped", decision, line.get("note"))
        elif end and end not in linked:
            yield QuestionLink("", end, "new", decision, line.get("note"))


def _values(
    sheet: Sheet | None,
    links: tuple[QuestionLink, ...],
    old: Form,
    new: Form,
    mistakes: Mistakes,
) -> Iterator[ValueLink]:
    before, after = _by_id(old), _by_id(new)
    targets = {one.from_id: one.to_id for one in links if one.from_id}
    for line in sheet.lines if sheet else ():
        name, code, to_code = (line.get(one) for one in ("from_id", "from_value", "to_value"))
        if name not in before or all(one.code != code for one in before[name].choices):
            line.wrong(
                mistakes, "from_value", f"แบบเดิมไม่มีคำตอบ {quoted(code)} ของข้อ {quoted(name)}"
            )
        target = after.get(targets.get(name, ""))
        known = target.choices if target else ()
        if to_code and known and all(one.code != to_code for one in known):
            line.wrong(mistakes, "to_value", f"แบบใหม่ไม่มีคำตอบรหัส {quoted(to_code)}")
        yield ValueLink(name, code, to_code, _decision(line, mistakes), line.get("note"))


def _decision(line: Line, mistakes: Mistakes) -> Decision:
    said = line.get("decision").casefold() or "ask"
    for one in _DECISIONS:
        if said == one:
            decision: Decision = one
            return decision
    line.wrong(mistakes, "decision", f"ใส่ได้เฉพาะ {', '.join(_DECISIONS)}")
    return "ask"
