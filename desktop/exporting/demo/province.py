"""Write the demo province: one workbook per district, one sheet per tambon."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import xlsxwriter

from desktop.domain.progress import Reporter
from desktop.exporting.demo import plan
from desktop.exporting.demo.people import House, Villagers, failing, read_names, sizes
from desktop.exporting.demo.rows import HEADERS, Cell, disturb, row_of
from desktop.exporting.demo.workbook import workbook
from desktop.thai import areas

# Municipal districts have no villages (domain.md A.4.1).
_WITHOUT_VILLAGES = frozenset(("1303",))
_MOST_VILLAGES = 16
_DATE_FORMAT = {"num_format": "dd/mm/yyyy"}


def write_province(folder: Path, scale: float, seed: int, report: Reporter) -> list[Path]:
    """Write the workbooks of a made-up province and return their paths.

    Args:
        folder: made if it doesn't exist; files of the same names are replaced.
        scale: 1 for 55,067 households and 126,859 persons.
        seed: the same seed and scale give the same files.
        report: told of each tambon; may cancel.

    Raises:
        UserError: the folder can't be written.
        Cancelled: the clerk asked to stop; files that were finished stay.
    """
    rng = Random(seed)  # noqa: S311  # repeatable, and nothing secret
    villagers = Villagers(rng, read_names())
    districts = plan.districts(scale)
    total = sum(district.households for district in districts)
    done = 0
    written = []
    for district in districts:
        target = folder / f"TPMAP_ครัวเรือนเปราะบาง_{district.name}.xlsx"
        with workbook(target) as book:
            for tambon, houses in _tambons(rng, villagers, district):
                report.step(done, total, f"เขียนข้อมูลตัวอย่าง ตำบล{tambon} อำเภอ{district.name}")
                done += _write_sheet(book, rng, tambon, district.name, houses)
        written.append(target)
    return written


def _tambons(
    rng: Random, villagers: Villagers, district: plan.DistrictPlan
) -> Iterator[tuple[str, Iterator[House]]]:
    """Yield each tambon's name and its households."""
    names = [area.name for area in sorted(areas.children(district.code), key=lambda a: a.code)]
    counts = _split(rng, district.households, len(names))
    members = sizes(rng, district.households, district.persons)
    failed = failing(rng, district.households, district.failures)
    first = 0
    for name, count in zip(names, counts, strict=True):
        if count:
            chosen = range(first, first + count)
            villages = 0 if district.code in _WITHOUT_VILLAGES else rng.randint(4, _MOST_VILLAGES)
            addresses = _addresses(count, villages)
            yield (
                name,
                (
                    villagers.house(*addresses[index - first], members[index], failed[index])
                    for index in chosen
                ),
            )
        first += count


def _split(rng: Random, total: int, parts: int) -> list[int]:
    """Return `total` cut into uneven parts."""
    cuts = sorted(rng.randint(0, total) for _ in range(parts - 1))
    edges = [0, *cuts, total]
    return [upper - lower for lower, upper in pairwise(edges)]


def _addresses(count: int, villages: int) -> Sequence[tuple[str, int]]:
    """Return different house numbers, spread over the villages."""
    found = []
    for index in range(count):
        moo = index % villages + 1 if villages else 0
        number = index // (villages or 1)
        base, sub = number // 5 + 1, number % 5
        found.append((f"{base}/{sub}" if sub else str(base), moo))
    return found


def _write_sheet(
    book: xlsxwriter.Workbook, rng: Random, tambon: str, district: str, houses: Iterator[House]
) -> int:
    """Write one tambon and return how many households it has."""
    sheet = book.add_worksheet(tambon)
    dates = book.add_format(_DATE_FORMAT)
    sheet.write_string(0, 0, "ข้อมูลครัวเรือนเปราะบาง (ข้อมูลตัวอย่าง บุคคลสมมุติ)")
    sheet.write_string(1, 0, f"ตำบล{tambon} อำเภอ{district} จังหวัดปทุมธานี")
    sheet.write_string(2, 0, "ข้อมูล ณ มกราคม 2564")
    sheet.write_row(3, 0, HEADERS)
    row, count = 3, 0
    for house in houses:
        count += 1
        for member in house.members:
            row += 1
            cells = row_of(row - 3, house, member, tambon, district)
            disturb(rng, cells, member)
            _write_row(sheet, row, cells, dates)
    return count


def _write_row(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    cells: Sequence[Cell],
    dates: xlsxwriter.format.Format,
) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell:
                sheet.write_string(row, column, cell)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell)
        else:
            sheet.write_datetime(row, column, cell, dates)
