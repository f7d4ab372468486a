"""The papers that made scans are of: their pages as pictures, and where their boxes stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO

import numpy as np
import pypdfium2

from desktop.domain.form_paper import ComesBack
from desktop.domain.geometry import SideGeometry, Sides, mark_of_places
from desktop.domain.leaflet import LeafletContent, LeafletMember
from desktop.domain.paper_codes import FormPage
from desktop.domain.paper_layout import Content, load_layout
from desktop.domain.progress import Silent
from desktop.domain.vocabulary import Answered
from desktop.forms.definition import read_form
from desktop.printing.flow.document import Paper, page_size
from desktop.printing.leaflet.document import geometry, make_leaflets
from desktop.printing.pdf.sheets import Sheets
from desktop.services.documents import logbook_forms
from dev.environment import ROOT
from dev.made_scans import PRINT_DPI, Grey
from dev.places import shipped_leaflet, typesetter

UID = "MFRGGZDFMZTWQ2LK"
NAMED = "นางสาวทดสอบ ตัวอย่างสมมติ"
FORMS = ("full-logbook-v1", "short-logbook-v1")
# How many members the families have whose forms are printed, and as many pictures are held.
FAMILIES, HELD = (1, 4), 48
SAID = {
    "marked": "1",
    "project": "โครงการตัวอย่าง",
    "fiscal_year": "2565",
    "number": "000123",
    "house_code": "13020123456",
    "head": NAMED,
    "volunteer": NAMED,
    "address": "1 หมู่ 1 ตำบลตัวอย่าง อำเภอตัวอย่าง จังหวัดตัวอย่าง",
    "code": f"OH1:{UID}",
    "printed_on": "1 ต.ค. 2564",
}


@dataclass(frozen=True, slots=True, eq=False)
class PrintedPage:
    """A page of a PDF, counted from 0, and where its boxes stand."""

    pdf: bytes
    number: int
    side: SideGeometry

    @property
    def picture(self) -> Grey:
        """The page as it comes from the printer."""
        return _picture(self)


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages with boxes, and what a reader is told of them."""

    pages: tuple[PrintedPage, ...]
    where: Sides


@lru_cache(maxsize=HELD)
def _picture(page: PrintedPage) -> Grey:
    pdf = pypdfium2.PdfDocument(page.pdf)
    drawn = pdf[page.number].render(scale=PRINT_DPI / 72, grayscale=True).to_pil().convert("L")
    pdf.close()
    return np.asarray(drawn)


@cache
def printed(paper: str) -> Printed:
    """Return the pages of a paper: 'leaflet' or 'form'."""
    return _leaflets() if paper == "leaflet" else _forms()


def _leaflets() -> Printed:
    """Return inner sides of made families' leaflets."""
    setter = typesetter()
    target = BytesIO()
    families = [family(count) for count in (0, 2, 4, 8)]
    made = make_leaflets(families, setter, shipped_leaflet(), target, Silent(), len(families))
    where = geometry(setter, shipped_leaflet())
    pages = [PrintedPage(target.getvalue(), n, where.sides["B"]) for n in range(1, made.pages, 2)]
    return Printed(tuple(pages), where)


@dataclass(frozen=True, slots=True)
class _Known:
    """The sides of printed forms by their codes."""

    sides: dict[str, SideGeometry]

    def side(self, letter: str) -> SideGeometry | None:
        return self.sides.get(letter)


def _forms() -> Printed:
    """Return the pages of the full and of the short logbook, as they are sent out."""
    pages: list[PrintedPage] = []
    known = _Known({})
    for name in FORMS:
        for members in FAMILIES:
            pdf, sides = _form(name, [NAMED] * members, known)
            pages += [PrintedPage(pdf, at, side) for at, side in enumerate(sides) if side.boxes]
    return Printed(tuple(pages), known)


def _form(name: str, names: Sequence[str], known: _Known) -> tuple[bytes, list[SideGeometry]]:
    form = read_form(ROOT / "resources" / "forms" / f"{name}.xlsx")
    key = logbook_forms.LAYOUT
    file = ROOT / "resources" / "layouts" / key / f"{logbook_forms.BLANK.version}.toml"
    layout = load_layout(file.read_text(encoding="utf-8"), key)
    mark = logbook_forms.mark_of_form(form)
    back = ComesBack(UID, len(names) + 1, mark, "0000")
    values = {**SAID, "form": form.title, "form_version": form.version}
    lines = logbook_forms.lines_to_fill(form, names)
    target = BytesIO()
    canvas = Sheets(target, form.title, page_size(layout))
    drawn = Paper(layout, typesetter()).draw(canvas, Content(values, form=lines, comes_back=back))
    canvas.save()
    sides = [side for side in drawn.sides if side]
    for number, side in enumerate(sides, 1):
        told = FormPage(number, back.members, mark, back.people, mark_of_places(side.places))
        known.sides[told.text] = side
    return target.getvalue(), sides


def family(count: int) -> LeafletContent:
    """Return a made family's leaflet on which nothing is ticked yet."""
    member = LeafletMember(NAMED, "1-0000-xxxxx-00-0", "45", "บุตร", "รับจ้าง", "3,500")
    said = "บุตรป่วย ไม่มีคนดูแลในเวลากลางวัน หลังคาบ้านรั่วทั้งหลัง " * min(count, 2)
    return LeafletContent(
        uid=UID,
        project="โครงการตัวอย่าง",
        office="สำนักงานตัวอย่าง",
        fiscal_year=2565,
        number=f"{count:06d}",
        head=member.name,
        address_lines=("1 หมู่ 1", "ตำบลตัวอย่าง"),
        house_code="",
        tel="",
        volunteer="",
        members=(member,) * count,
        dimensions={},
        housing_problem=Answered.UNKNOWN,
        income_year="14,000 บาทต่อคนต่อปี",
        level_text="",
        level_reason="",
        data_source="",
        printed_on="",
        answers={"problem.main": said, "need.main": said, "income.month": "3500"} if count else {},
    )
