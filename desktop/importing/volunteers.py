"""Read a list of volunteers: name, telephone, tambon; read in the child like any foreign file."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.errors import Place, UserError
from desktop.domain.progress import Reporter
from desktop.domain.records import VolunteerDraft
from desktop.importing.child import ChildReporter, run_child
from desktop.importing.workbook import open_sheets, read_bytes
from desktop.thai import areas
from desktop.thai.text import normalise, search_key

_HEADERS = {
    "full": ("ชื่อสกุล", "ชื่อนามสกุล", "ชื่ออพม", "ชื่อ"),
    "prefix": ("คำนำหน้า", "คำนำหน้าชื่อ"),
    "last": ("นามสกุล", "สกุล"),
    "tel": ("โทร", "โทรศัพท์", "เบอร์โทร", "หมายเลขโทรศัพท์", "เบอร์โทรศัพท์"),
    "district": ("อำเภอ",),
    "tambon": ("ตำบล",),
    "note": ("หมายเหตุ",),
}
_TITLE_ROWS = 20


def read_volunteers(path: Path, province: str, report: Reporter) -> tuple[VolunteerDraft, ...]:
    """Return the volunteers a file lists. `province` is the 2-digit code their tambons lie in.

    Raises:
        UserError: the file can't be read, or no sheet has a column of names.
    """
    return run_child(_read, path, province, report=report)


def _read(path: Path, province: str, report: ChildReporter) -> tuple[VolunteerDraft, ...]:
    found: list[VolunteerDraft] = []
    headed = False
    for sheet in open_sheets(path, read_bytes(path)):
        rows = list(sheet.rows())
        start, columns = _header(rows[:_TITLE_ROWS])
        if columns:
            headed = True
            drafts = (_volunteer(row, columns, province) for row in rows[start:])
            found += (draft for draft in drafts if draft.name)
    if not headed:
        raise UserError(
            "ไม่พบคอลัมน์ชื่อ",
            "ไฟล์รายชื่อ อพม. ต้องมีหัวคอลัมน์ “ชื่อ-สกุล” หรือ “ชื่อ” กับ “นามสกุล” กรุณาเพิ่มแล้วนำเข้าใหม่",
            Place(file=path.name),
        )
    return tuple(found)


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for number, row in enumerate(rows):
        keys = [search_key(cell) for cell in row]
        columns = {
            name: keys.index(word)
            for name, words in _HEADERS.items()
            for word in reversed(words)
            if word in keys
        }
        if "full" in columns:
            return number + 1, columns
    return 0, {}


def _volunteer(row: Sequence[str], columns: dict[str, int], province: str) -> VolunteerDraft:
    cell = {name: normalise(row[at]) for name, at in columns.items() if at < len(row)}
    first = cell.get("prefix", "") + cell.get("full", "")
    names = areas.name_of(province), cell.get("district", ""), cell.get("tambon", "")
    return VolunteerDraft(
        name=f"{first} {cell.get('last', '')}".strip(),
        tel=cell.get("tel", ""),
        area=(areas.find(*names) or "") if names[1] or names[2] else "",
        note=cell.get("note", ""),
    )
