"""Submissions as tables: ODK Central's and Briefcase's CSV, KoboToolbox's workbook and CSV.

The main table has a row for each submission, and every repeat has a table of its own whose rows
say which submission they belong to: by PARENT_KEY (ODK), or by the running number `_index` that
KoboToolbox makes anew for each export.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.submissions import Sent, instance_of

_INSTANCE = ("KEY", "_uuid", "meta-instanceID", "meta/instanceID", "instanceID")
_REPLACES = ("meta-deprecatedID", "meta/deprecatedID", "deprecatedID")
_VERSION = ("FormVersion", "__version__", "_version_")
_LAST_NUMBER = re.compile(r"\[(\d+)\][^\[]*$")
_NO_INSTANCE = "ไม่มีรหัสชุดคำตอบ (KEY หรือ _uuid) จึงบอกไม่ได้ว่าเคยนำเข้าแล้วหรือไม่"
_NO_PARENT = "แถวของสมาชิกไม่บอกว่าเป็นของชุดคำตอบใด หรือชุดคำตอบนั้นไม่อยู่ในไฟล์"
_ENCRYPTED = "ชุดคำตอบนี้ยังเข้ารหัสอยู่ กรุณาส่งออกใหม่พร้อมรหัสผ่านของแบบฟอร์ม"
_LOCKED = frozenset({"not decrypted", "missing encrypted form data"})

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name and its rows as text, the header first."""

    name: str
    rows: Sequence[tuple[str, ...]]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(cell.strip() for cell in self.rows[0]) if self.rows else ()

    @property
    def of_repeat(self) -> bool:
        """Whether its rows are lines of a repeat."""
        return "PARENT_KEY" in self.header or "_parent_index" in self.header

    @property
    def main(self) -> bool:
        """Whether its rows are submissions."""
        return not self.of_repeat and any(name in self.header for name in _INSTANCE)

    def lines(self) -> Iterator[tuple[int, Cells]]:
        """Yield Excel's row numbers and the cells by header, blank rows left out."""
        for number, row in enumerate(self.rows[1:], 2):
            if any(row):
                yield number, dict(zip(self.header, row, strict=True))


def read_tables(file: str, tables: Sequence[Table]) -> tuple[Sent, ...]:
    """Return the submissions of the tables of one file; none where no table holds any."""
    mains = [one for one in tables if one.main]
    lines = [_Lines(table, mains) for table in tables if table.of_repeat]
    found = [sent for main in mains for sent in _submissions(file, main, lines)]
    lost = [
        Sent(file, one.table.name, row, fault=_NO_PARENT) for one in lines for row in one.left()
    ]
    return (*found, *lost)


def _submissions(file: str, main: Table, lines: Sequence["_Lines"]) -> Iterator[Sent]:
    for row, cells in main.lines():
        instance = instance_of(_first(cells, _INSTANCE))
        below = [field for one in lines for field in one.take(cells)]
        fault = "" if instance else _NO_INSTANCE
        if cells.get("Status", "").strip() in _LOCKED:
            fault = _ENCRYPTED
        yield Sent(
            file=file,
            sheet=main.name,
            row=row,
            instance=instance,
            replaces=instance_of(_first(cells, _REPLACES)),
            form=main.name,
            version=_first(cells, _VERSION).strip(),
            fields=(*((path, text.strip()) for path, text in cells.items() if path), *below),
            fault=fault,
        )


class _Lines:
    """The lines of a repeat's table, by the key of their submission."""

    def __init__(self, table: Table, mains: Sequence[Table]) -> None:
        self.table = table
        self._by_key: dict[str, list[tuple[int, Cells]]] = {}
        for row, cells in table.lines():
            self._by_key.setdefault(_parent_of(cells), []).append((row, cells))
        starts = [m.name + "-" for m in mains if table.name.startswith(m.name + "-")]
        # Two repeats of one name are told apart by ~1 and ~2.
        self._name = re.sub(r"~\d+$", "", table.name.removeprefix(max(starts, default="")))

    def take(self, parent: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the fields of a submission's lines; they are nobody else's then."""
        counted: Counter[str] = Counter()
        for _, cells in self._by_key.pop(_own_key(parent), ()):
            counted[self._name] += 1
            numbered = _LAST_NUMBER.search(cells.get("KEY", ""))
            number = int(numbered[1]) if numbered else counted[self._name]
            for path, text in cells.items():
                if path:
                    yield f"{self._name}[{number}]/{path}", text.strip()

    def left(self) -> Iterator[int]:
        """Yield the rows that belong to no submission."""
        for lines in self._by_key.values():
            yield from (row for row, _ in lines)


def _parent_of(cells: Mapping[str, str]) -> str:
    """Return the key of the submission: of a nested repeat's parent only the beginning."""
    if "PARENT_KEY" in cells:
        return instance_of(cells["PARENT_KEY"]).partition("/")[0]
    return "#" + cells["_parent_index"].strip()


def _own_key(cells: Mapping[str, str]) -> str:
    if "_index" in cells:
        return "#" + cells["_index"].strip()
    return instance_of(_first(cells, _INSTANCE))


def _first(cells: Mapping[str, str], names: Sequence[str]) -> str:
    return next((cells[name] for name in names if cells.get(name, "").strip()), "")
