"""The demo province: lists like those the office is sent, of people who don't exist."""

from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import UserError
from desktop.domain.progress import Reporter
from desktop.exporting.demo.province import write_province
from desktop.exporting.demo.volunteers import write_volunteers

VOLUNTEERS = "อพม"


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """The lists of persons, and the list of volunteers in a folder of its own beside them."""

    lists: tuple[Path, ...]
    volunteers: Path


def write_demo(folder: Path, scale: float, seed: int, report: Reporter) -> DemoFiles:
    """Write the province's workbooks into the folder; the same seed gives the same province.

    `scale` 1 is 55,067 households and 126,859 persons.

    Raises:
        UserError: the folder can't be written, or the scale is not between 0 and 1.
    """
    if not 0 < scale <= 1:
        raise UserError("ขนาดจังหวัดตัวอย่างไม่ถูกต้อง", "กรุณาใช้ค่ามากกว่า 0 และไม่เกิน 1")
    lists = tuple(write_province(folder, scale, seed, report))
    return DemoFiles(lists, write_volunteers(folder / VOLUNTEERS, seed))
