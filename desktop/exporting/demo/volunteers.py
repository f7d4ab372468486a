"""The demo province's volunteers: two for every tambon, as a list an office would type."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from desktop.exporting.demo.people import Names, read_names
from desktop.exporting.demo.workbook import workbook
from desktop.thai import areas

PROVINCE = "13"
FILE_NAME = "รายชื่อ อพม.xlsx"
_HEADERS = ("ลำดับ", "ชื่อ-สกุล", "ตำบล", "อำเภอ", "โทรศัพท์")
_PER_TAMBON = 2


def write_volunteers(folder: Path, seed: int) -> Path:
    """Write the list into the folder and return its path; the same seed gives the same list.

    Raises:
        UserError: the file can't be written.
    """
    rng = Random(seed)  # noqa: S311  # repeatable, and nothing secret
    names = read_names()
    target = folder / FILE_NAME
    with workbook(target) as book:
        sheet = book.add_worksheet("อพม.")
        sheet.set_column(1, 4, 24)
        sheet.write_row(0, 0, _HEADERS)
        for number, (tambon, district) in enumerate(_places(), 1):
            name = _name(rng, names)
            # 08-0000-... is no number that was ever given out.
            sheet.write_row(number, 0, (number, name, tambon, district, f"08-0000-{number:04d}"))
    return target


def _places() -> Iterator[tuple[str, str]]:
    for district in areas.children(PROVINCE):
        for tambon in areas.children(district.code):
            yield from ((tambon.name, district.name),) * _PER_TAMBON


def _name(rng: Random, names: Names) -> str:
    man = rng.random() < 0.3
    first = rng.choice(names.male if man else names.female)
    prefix = "นาย" if man else rng.choice(("นาง", "นางสาว"))
    surname = "".join(rng.choice(part) for part in names.surname)
    return f"{prefix}{first} {surname}"
