"""Screenshots of every screen from a scripted tour over a small demo province.

`python3 dev.py shots [--out FOLDER] [--scale 0.02] [--only light|dark|large]`
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import python_calamine
import xlsxwriter
from PIL import Image, ImageDraw
from PySide6.QtCore import QBuffer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import open_desk
from desktop.cli.parser import parse
from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter
from desktop.domain.vocabulary import Phase
from desktop.models import plan
from desktop.services import forms, logbooks, prints, volunteers
from desktop.services.demo import VOLUNTEERS
from desktop.services.documents.geometries import geometry_of
from desktop.services.pictures import PdfPages
from desktop.services.prints import Order
from desktop.views.household.logbook import LogbookPart
from desktop.views.household.papers.part import PapersPart
from desktop.views.household.plan import PlanPart
from desktop.views.palette import Palette
from desktop.views.start import build_window
from desktop.views.volunteers.chooser import Chooser
from desktop.views.window import MainWindow
from dev import made_scans
from dev.bench_import import next_year
from dev.environment import ROOT
from dev.household_scenes import SECTIONS, stand_in_a_cell, visit_twice
from dev.letter import changed_form
from dev.papers import take_papers
from dev.sent import sent_by_phones

VARIANTS = {"light": "1", "dark": "1", "large": "1.5"}
_PATIENCE = 60_000  # milliseconds until a screen must have come to rest


def main() -> int:
    """Make the province, then take each variant's pictures in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "screenshots")
    parser.add_argument("--scale", type=float, default=0.02)
    parser.add_argument("--only", choices=sorted(VARIANTS))
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.data is not None:
        return take(options.only, options.data, options.out)
    options.out.mkdir(parents=True, exist_ok=True)
    for name in [options.only] if options.only else list(VARIANTS):
        # The tour brings lists in: each variant begins with a province of its own.
        with tempfile.TemporaryDirectory(prefix="shots") as folder:
            data = Path(folder)
            prepare(data, options.scale)
            words = ("--out", str(options.out), "--only", name, "--data", str(data))
            subprocess.run(
                [sys.executable, "-m", "dev.shots", *words],
                cwd=ROOT,
                env=environment(data, VARIANTS[name]),
                check=True,
            )
    return 0


def environment(data: Path, factor: str) -> dict[str, str]:
    """No display, no user's data, one scale."""
    more = {"ONEHOME_DATA": str(data), "QT_SCALE_FACTOR": factor}
    return os.environ | {"QT_QPA_PLATFORM": "offscreen"} | more


def prepare(data: Path, scale: float) -> None:
    """Make the demo province and import it through the command line, as a clerk's office would."""
    tell = [sys.executable, "-m", "desktop", "--output-folder", str(data / "out")]
    quiet: dict[str, object] = {
        "cwd": ROOT,
        "env": environment(data, "1"),
        "check": True,
        "stdout": subprocess.DEVNULL,
    }
    lists = data / "lists"
    subprocess.run([*tell, "demo", str(lists), "--scale", str(scale)], **quiet)  # type: ignore[call-overload]
    # The first list is kept for the tour, which imports it on the screen.
    files = [str(path) for path in sorted(lists.glob("*.xlsx"))]
    words = [*tell, "import", *files[1:], "--source", "TPMAP", "--as-of", "2564-01"]
    subprocess.run(words, **quiet)  # type: ignore[call-overload]


def take(variant: str, data: Path, out: Path) -> int:
    """Take one variant's pictures."""
    app = QApplication([])  # noqa: F841  (kept until the window is gone)
    with open_desk(parse(["--output-folder", str(data / "out"), "levels"])) as desk:
        window = build_window(desk)
        window.kit.theme.use(dark=variant == "dark")
        window.resize(*((911, 480) if variant == "large" else (1366, 768)))
        window.show()
        rest = settle(window)
        for scene in tour(window, data, rest):
            rest()
            save(QApplication.activeModalWidget() or window, out / f"{variant}-{scene}.png")
        window.shut()
        if variant == "light":
            for path in take_papers(desk, out):
                path.write_bytes(small(path.read_bytes()))
    return 0


def save(widget: QWidget, target: Path) -> None:
    """Write a picture of what stands on the screen."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    target.write_bytes(small(bytes(buffer.data().data())))
    print(target.name)


def small(png: bytes) -> bytes:
    """Return the picture with a palette of its own: a screen has few colours."""
    with Image.open(BytesIO(png)) as picture:
        flat = picture.convert("RGB").quantize(
            255, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    buffer = BytesIO()
    flat.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def wait(milliseconds: int) -> None:
    """Let the window work; QTest's own wait holds the interpreter and starves the workers."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(window: MainWindow) -> Callable[[], None]:
    """Return a call that waits until the window has nothing under way."""

    def rest() -> None:
        calm, waited = 0, 0
        while calm < 6 and waited < _PATIENCE:
            wait(50)
            waited += 50
            busy = window.kit.work.busy() or window.kit.reads.busy()
            calm = 0 if busy else calm + 1

    return rest


def tour(window: MainWindow, data: Path, rest: Callable[[], None]) -> Iterator[str]:
    """Walk through the screens; after each name a picture is taken."""
    rooms = window.rooms
    yield "overview"
    furnish(window, data)
    rest()
    yield from _lists(window, rest)
    yield from _household(window, data, rest)
    yield from _imports(window, data, rest)
    window.go("volunteers")
    yield "volunteers"
    window.print_households(rooms.volunteers.theirs.ids() or rooms.households.model.ids()[:10])
    rest()
    yield "printing"
    yield from _papers_out(window, data, rest)
    window.go("plans")
    yield "plans"
    window.go("reports")
    yield "reports"
    rooms.reports.tabs.setCurrentIndex(1)
    yield "report-paper"
    yield from _forms(window, data, rest)
    yield from _phones(window, data, rest)
    window.go("help")
    yield "help"


def _papers_out(window: MainWindow, data: Path, rest: Callable[[], None]) -> Iterator[str]:
    room = window.rooms.printing
    everybody = room.prepare.ids
    for kind, ids in (("leaflet", everybody), ("bundle", everybody), ("plan", everybody[:3])):
        prints.make(window.kit.desk, Order(kind, tuple(ids), data / f"{kind}.pdf"), Silent())
    window.go("printing")
    for number, scene in ((1, "printing-jobs"), (2, "printing-papers")):
        room.tabs.setCurrentIndex(number)
        rest()
        yield scene
    room.tabs.setCurrentIndex(3)
    room.scans.read(_scanned(window, everybody, data))
    rest()
    yield "printing-scans"
    room.tabs.setCurrentIndex(0)


def _scanned(window: MainWindow, ids: list[int], data: Path) -> list[Path]:
    """Return the scans of leaflets that made pens have ticked; the last one is poor."""
    desk, files = window.kit.desk, []
    prints.make(desk, Order("leaflet-blank", tuple(ids[:3]), data / "blank.pdf"), Silent())
    where = geometry_of(desk, "L", 2)
    pages = PdfPages((data / "blank.pdf").read_bytes())
    for number in range(pages.count):
        wide, high, points = pages.grey(number, made_scans.PRINT_DPI / 72)
        grey = np.frombuffer(points, np.uint8).reshape(high, wide)
        random = np.random.default_rng(number)
        side = where.side("AB"[number % 2]) if where else None
        if side is None:
            continue
        grey, _ = made_scans.ticked(grey, side, random, made_scans.PROOF)
        damage = "black and white" if number == pages.count - 1 else "mixed"
        files.append(data / f"scan{number + 1:03}.png")
        Image.fromarray(made_scans.EVERY[damage](grey, side, random)).save(files[-1])
    pages.close()
    return files


def furnish(window: MainWindow, data: Path) -> None:
    """The demo's volunteers, the first with ten households."""
    desk, hub = window.kit.desk, window.kit.hub
    if volunteers.all_of(desk):
        return
    hub.tell(volunteers.import_file(desk, next((data / "lists" / VOLUNTEERS).glob("*.xlsx"))))
    first = volunteers.all_of(desk)[0].id
    assert first is not None  # noqa: S101  # proves it to the type checker
    hub.tell(volunteers.give_next(desk, first, desk.settings.province_code, 10))


def _lists(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    screen = window.rooms.households
    window.go("households")
    rest()
    screen.table.setFocus()
    screen.show_only(HouseholdFilter(sort="-level"))
    rest()
    yield "households"
    screen.table.selectAll()
    yield "households-many"
    window.assign_households(screen.model.ids()[:10])
    rest()
    yield "assign"
    for box in window.findChildren(Chooser):
        box.reject()
    window.commands.show_palette()
    yield "palette"
    for palette in window.findChildren(Palette):
        palette.reject()
    window.top.search.setText("ไม่มีชื่อนี้แน่")
    yield "households-none"
    window.top.search.clear()


def _household(window: MainWindow, data: Path, rest: Callable[[], None]) -> Iterator[str]:
    rest()
    page = window.rooms.household
    home = window.rooms.households.model.ids()[0]
    window.open_household(visit_twice(window.kit.desk, home))
    for number, (part, name) in enumerate(zip(page.parts, SECTIONS, strict=True)):
        page.show_section(number)
        rest()
        if isinstance(part, PlanPart) and part.model.rowCount() == 0:
            texts = ("ถุงยังชีพ", "ฝึกอาชีพ", "ซ่อมแซมที่อยู่อาศัย")
            for phase, text in zip(Phase, texts, strict=True):
                part.adders[phase].click()
                row = part.model.rowCount() - 1
                part.model.setData(part.model.index(row, plan.MEASURE), text)
                part.model.setData(part.model.index(row, plan.AGENCY), "สำนักงาน พมจ.")
                due = window.kit.desk.today + timedelta(days=60 * row - 12)
                part.model.setData(part.model.index(row, plan.DUE), due)
            part.leave()
        if isinstance(part, PapersPart) and part.model.rowCount() == 0:
            yield "household-papers-empty"
            part.drop.dropped.emit(pictures(data / "pictures"))
            rest()
        yield f"household-{name}"
        if isinstance(part, LogbookPart):
            page.show_logbook(forms.FULL)
            rest()
            yield "household-logbook-full"
            page.show_logbook(forms.SHORT)
            rest()
            stand_in_a_cell(part.form)
            yield "household-logbook-members"


def pictures(folder: Path) -> list[Path]:
    """Draw a house as a phone might see it, at three hours of the day."""
    folder.mkdir(exist_ok=True)
    files = []
    for name, sky in (("หน้าบ้าน", "#9cc4e4"), ("หลังคารั่ว", "#d8dde0"), ("ห้องน้ำก่อนซ่อม", "#f0c987")):
        picture = Image.new("RGB", (1600, 1200), sky)
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, 900, 1600, 1200), fill="#7a9a5b")
        pen.rectangle((450, 560, 1150, 1000), fill="#c9ab84")
        pen.polygon([(380, 580), (800, 260), (1220, 580)], fill="#8a4b3c")
        pen.rectangle((720, 720, 880, 1000), fill="#5d4037")
        files.append(folder / f"{name}.jpg")
        picture.save(files[-1])
    return files


def _imports(window: MainWindow, data: Path, rest: Callable[[], None]) -> Iterator[str]:
    screen = window.rooms.imports
    window.go("imports")
    yield "import-empty"
    screen.files.take(sorted((data / "lists").glob("*.xlsx"))[:1])
    screen.files.as_of.edit.setText("ม.ค. 2565")
    yield "import-files"
    for name in ("import-columns", "import-preview", "import-result"):
        screen.next.click()
        rest()
        yield name
    changed = next_year(data / "lists", data / "next")
    _bring(window, changed[1], "TPMAP", rest)
    screen.outcome.review.turn("เปลี่ยนแปลง")
    yield "import-review"
    screen.next.click()
    rest()
    _bring(window, benefit_list(changed[1], data / "เบี้ยยังชีพ.xlsx"), "เบี้ยยังชีพผู้สูงอายุ", rest)
    screen.next.click()
    rest()
    for room in ("import_history", "repairs", "links"):
        window.go(room)
        rest()
        yield room.replace("_", "-")


def _forms(window: MainWindow, data: Path, rest: Callable[[], None]) -> Iterator[str]:
    """The short logbook changes; first with two slips of the pen in the workbook."""
    screen, desk = window.rooms.forms, window.kit.desk
    for number in window.rooms.households.model.ids()[:12]:
        logbooks.save(desk, logbooks.load_or_begin(desk, number))
    window.go("forms")
    rest()
    yield "forms"
    file = changed_form(desk, data / "แบบฟอร์มรุ่นใหม่.xlsx", slips=True)
    screen.take(file)
    rest()
    yield "forms-mistakes"
    changed_form(desk, file)
    screen.next.click()
    rest()
    for name in ("forms-difference", "forms-pairing", "forms-rehearsal"):
        yield name
        if name != "forms-rehearsal":
            screen.next.click()


def _phones(window: MainWindow, data: Path, rest: Callable[[], None]) -> Iterator[str]:
    """Phones send logbooks; one says no household, others are of households that have theirs."""
    ids = window.rooms.households.model.ids()[10:18]
    file = sent_by_phones(window.kit.desk, ids, data / "สมุดพกจากโทรศัพท์.csv")
    window.go("phones")
    rest()
    window.rooms.phones.read([file])
    rest()
    yield "phones"


def _bring(window: MainWindow, file: Path, name: str, rest: Callable[[], None]) -> None:
    """Read a list as far as what it would change."""
    screen = window.rooms.imports
    screen.outcome.again.click()
    screen.files.take([file])
    screen.files.source.setCurrentText(name)
    screen.files.as_of.edit.setText("ม.ค. 2566")
    for _ in range(2):
        screen.next.click()
        rest()


def benefit_list(file: Path, target: Path) -> Path:
    """Write some people of a list as another office might: without ids, with slips of the pen."""
    names = ("คำนำหน้า", "ชื่อ", "นามสกุล", "วัน/เดือน/ปีเกิด", "บ้านเลขที่", "หมู่ที่", "ตำบล", "อำเภอ")
    book = python_calamine.CalamineWorkbook.from_path(str(file))
    with xlsxwriter.Workbook(target) as made:
        sheet = made.add_worksheet("ผู้รับเบี้ย")
        sheet.write_row(0, 0, names)
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        start = next(number for number, row in enumerate(rows) if "นามสกุล" in row)
        columns = [rows[start].index(name) for name in names]
        for number, row in enumerate(rows[start + 1 : start + 61], 1):
            cells = [row[column] for column in columns]
            if number % 3 == 0:
                cells[2] = str(cells[2])[:-1]
            sheet.write_row(number, 0, cells)
    return target


if __name__ == "__main__":
    sys.exit(main())
