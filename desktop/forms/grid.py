"""The workbook of a form as lines of named cells, each of which knows where it stands.

People edit these workbooks in Excel: headers differ in case and spaces, rows are left blank,
and columns of notes are added. None of that is a mistake.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.errors import UserError
from desktop.domain.form import FormMistake
from desktop.thai.text import normalise

SHEETS = ("survey", "choices", "settings")
CROSSWALK_SHEETS = ("meta", "questions", "values")
_MOST_ROWS = 20_000
_MOST_COLUMNS = 300
_LONGEST_QUOTE = 40
_Row = tuple[int, tuple[object, ...]]
_THAI = re.compile(r"ไทย|thai|\(th\)", re.IGNORECASE)
# The curly quotes that Excel and phones put into expressions; pyxform makes them straight too.
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_OTHER_NAMES = {
    "list name": "list_name",
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "read_only": "readonly",
    "constraining_message": "constraint_message",
    "constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "count": "repeat_count",
    "id_string": "form_id",
    "set_form_id": "form_id",
    "title": "form_title",
    "set_form_title": "form_title",
    "question_id": "onehome_id",
}
_PREFIXES = ("bind::", "control::", "body::", "jr::")


@dataclass(slots=True)
class Mistakes:
    """What has been found wrong so far."""

    found: list[FormMistake] = field(default_factory=list)

    def add(self, sheet: str, row: int, column: str, message: str) -> None:
        """Note one mistake."""
        self.found.append(FormMistake(sheet, row, column, message))

    def in_order(self) -> tuple[FormMistake, ...]:
        """Return them as one reads the workbook: sheet by sheet, row by row."""
        order = {name: index for index, name in enumerate((*SHEETS, *CROSSWALK_SHEETS))}
        return tuple(
            sorted(
                self.found,
                key=lambda one: (order[one.sheet], one.row, len(one.column), one.column),
            )
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One row that isn't blank: its filled cells by header.

    `fractions` are the headers of cells that hold a number such as 2569.1.
    """

    sheet: "Sheet"
    row: int
    cells: dict[str, str]
    fractions: frozenset[str]

    def get(self, header: str) -> str:
        """Return the cell's text, '' where it is empty or there is no such column."""
        return self.cells.get(header, "")

    def thai(self, header: str) -> str:
        """Return the text in Thai (`label::ไทย (th)`), else without language, else in another."""
        return next((self.cells[one] for one in self.sheet.spoken(header) if self.get(one)), "")

    def expression(self, header: str) -> str:
        """Return the cell's expression with straight quotes."""
        return self.get(header).translate(_STRAIGHT)

    def wrong(self, mistakes: Mistakes, header: str, message: str) -> None:
        """Note a mistake in the cell under `header`."""
        spoken = next(iter(self.sheet.spoken(header)), header)
        mistakes.add(self.sheet.name, self.row, self.sheet.columns.get(spoken, ""), message)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `columns` gives Excel's letter of each header; `lines` exclude the header."""

    name: str
    header_row: int
    columns: dict[str, str]
    lines: list[Line]

    def spoken(self, header: str) -> list[str]:
        """Return the columns that hold `header` in some language, the Thai one first."""
        found = [one for one in self.columns if one.partition("::")[0] == header]
        return sorted(found, key=lambda one: (_THAI.search(one) is None, "::" in one))

    def letters(self) -> tuple[tuple[str, str], ...]:
        """Return Excel's letter of each header; of several languages that of the one read."""
        bare = dict.fromkeys(one.partition("::")[0] for one in self.columns)
        return tuple((one, self.columns[self.spoken(one)[0]]) for one in bare)


def quoted(text: str) -> str:
    """Return a cell's text for a message, cut where it is long."""
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return f"“{cut}”"


def read_sheets(
    content: bytes, mistakes: Mistakes, names: Sequence[str] = SHEETS
) -> dict[str, Sheet]:
    """Return the sheets of these names, by their names in lower case.

    Raises:
        UserError: the content is no .xlsx workbook.
    """
    # Loaded when a form is: nothing else here needs it, and it takes its time.
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        raw = {
            sheet.title.strip().casefold(): list(_rows(sheet))
            for sheet in book.worksheets
            if sheet.title.strip().casefold() in names
        }
        book.close()
    except UserError:
        raise
    except Exception:
        # openpyxl fails in many ways on what isn't a workbook; to the clerk they are one.
        raise UserError(
            "เปิดแบบฟอร์มไม่ได้",
            "ไฟล์นี้ไม่ใช่สมุดงาน .xlsx หรือเสียหาย กรุณาเปิดด้วย Excel แล้วบันทึกเป็น .xlsx อีกครั้ง",
        ) from None
    return {name: _sheet(name, rows, mistakes) for name, rows in raw.items() if rows}


def _rows(sheet: Any) -> Iterator[_Row]:
    """Yield the rows that aren't blank, with their numbers."""
    # The size a workbook states may be wrong, or a trap.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
    filled = 0
    for number, values in enumerate(rows, 1):
        # A sheet that was once formatted to its end has a million rows of nothing.
        if values.count(None) == len(values) or not any(map(_text, values)):
            continue
        filled += 1
        yield number, values
        if filled > _MOST_ROWS:
            raise UserError("แบบฟอร์มยาวเกินไป", f"แต่ละแผ่นงานมีได้ไม่เกิน {_MOST_ROWS:,} แถว")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # Line breaks inside a text stay; in all else it is cleaned like every text from outside.
    return "\n".join(map(normalise, str(value).splitlines())).strip()


def _sheet(name: str, rows: list[_Row], mistakes: Mistakes) -> Sheet:
    from openpyxl.utils import get_column_letter

    header_row, headers = rows[0]
    columns: dict[str, str] = {}
    keys = [header_key(_text(header)) for header in headers]
    for index, key in enumerate(keys, 1):
        if key in columns:
            letter = get_column_letter(index)
            mistakes.add(name, header_row, letter, f"หัวคอลัมน์ {quoted(key)} ซ้ำ ให้เหลือคอลัมน์เดียว")
        elif key:
            columns[key] = get_column_letter(index)
    sheet = Sheet(name, header_row, columns, [])
    sheet.lines.extend(_lines(sheet, keys, rows[1:]))
    return sheet


def _lines(sheet: Sheet, keys: list[str], rows: Iterable[_Row]) -> Iterator[Line]:
    for number, values in rows:
        cells: dict[str, str] = {}
        fractions = set()
        for key, value in zip(keys, values, strict=False):
            text = _text(value)
            if key and text and key not in cells:
                cells[key] = text
                if isinstance(value, float) and not value.is_integer():
                    fractions.add(key)
        if cells:
            yield Line(sheet, number, cells, frozenset(fractions))


def header_key(header: str) -> str:
    """Return the one spelling of a header; '' for a column of notes, which begins with #."""
    key = re.sub(r"\s*::?\s*", "::", " ".join(header.casefold().split()))
    # pyxform stumbles over onehome::key among the choices; both spellings are read.
    key = key.replace("onehome::", "onehome_")
    if key.startswith("#"):
        return ""
    for prefix in _PREFIXES:
        key = key.removeprefix(prefix)
    first, colons, language = key.partition("::")
    first = _OTHER_NAMES.get(first, first.replace(" ", "_"))
    return f"{_OTHER_NAMES.get(first, first)}{colons}{language}"
