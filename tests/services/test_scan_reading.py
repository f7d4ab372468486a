"""Scanned leaflets: from the printed PDF over a scan to drafts of logbooks."""

from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from desktop.domain.errors import UserError
from desktop.domain.progress import Cancelled, Silent
from desktop.domain.records import Answer, VisitDraft
from desktop.domain.scans import BoxState, Trust, to_ask
from desktop.printing.pen import MM
from desktop.services import attachments, history, households, logbooks, prints, scan_reading
from desktop.services.documents import geometries
from desktop.services.prints import Order
from dev.made_scans import PRINT_MM, clean
from tests.services.test_documents import office  # noqa: F401


@pytest.fixture
def scanned(office, tmp_path):  # noqa: F811
    """Print two households' leaflets, tick boxes on the inner sides, and scan them."""
    pdf = tmp_path / "แผ่นพับ.pdf"
    prints.make(office, Order("leaflet-blank", (1, 2), pdf), Silent())
    side = geometries.geometry_of(office, "L", 2).sides["B"]

    def scan(*ticks, page=1, name="สแกน.png"):
        document = pypdfium2.PdfDocument(pdf.read_bytes())
        grey = np.array(
            document[page].render(scale=300 / 72, grayscale=True).to_pil().convert("L")
        )
        document.close()
        for question, choice, row in ticks:
            (box,) = [
                p.rect
                for p in side.boxes
                if (p.question, p.choice, p.row) == (question, choice, row)
            ]
            for step in np.linspace(0, 1, 200):
                for x, y in (
                    (0.6 + 2.8 * step, 0.6 + 2.8 * step),
                    (3.4 - 2.8 * step, 0.6 + 2.8 * step),
                ):
                    left, top = round((box.x + x) * PRINT_MM), round((box.y + y) * PRINT_MM)
                    grey[top - 3 : top + 3, left - 3 : left + 3] = 40
        made = Image.fromarray(clean(grey, side, np.random.default_rng(7)))
        made.save(tmp_path / name)
        return tmp_path / name

    return scan


HEALTH, TENURE, NEED = ("dim.health", "1", 0), ("housing.tenure", "4", 0), ("need.help", "2", 0)
ILL = ("member.health", "3", 1)


def answers_of(desk, household_id):
    (visit,) = logbooks.visits(desk, household_id)
    return {(a.question, a.person_id): a.value for a in visit.answers}


def test_ticks_become_a_draft_with_the_page_beside_it(office, scanned):  # noqa: F811
    file = scanned(HEALTH, TENURE, NEED, ("need.help", "5", 0), ILL)
    (page,) = scan_reading.read(office, [file], Silent())
    assert (page.reading.trust, page.household_id, page.words) == (Trust.GOOD, 1, ())
    assert page.dots > 5
    assert {one.why for one in to_ask([page])} == {"สุ่มตรวจ"}
    taken, changes = scan_reading.take(office, [page], Silent())
    assert (taken.households, taken.papers, taken.words) == (1, 1, ())
    assert changes
    member = households.load(office, 1).members[0].id
    answers = answers_of(office, 1)
    assert answers["dim.health", 0] == "1"
    assert answers["housing.tenure", 0] == "4"
    assert answers["need.help", 0] == "2 5"
    assert answers["member.health", member] == "3"
    (paper,) = attachments.of_household(office, 1)
    assert paper.title == scan_reading.TITLE
    assert [one.out for one in prints.papers_out(office)] == [1]  # the other's is still out
    (again,) = scan_reading.read(office, [file], Silent())
    assert again.known
    assert scan_reading.take(office, [again], Silent())[0].households == 0
    history.undo_last(office)
    assert logbooks.visits(office, 1) == ()
    assert attachments.of_household(office, 1) == ()
    assert [one.out for one in prints.papers_out(office)] == [2]


def test_what_was_keyed_stays_and_is_told(office, scanned):  # noqa: F811
    begun = logbooks.load_or_begin(office, 1)
    keyed = (Answer("dim.health", value="2"),)
    logbooks.save(office, VisitDraft(1, begun.form, begun.form_version, answers=keyed))
    (page,) = scan_reading.read(office, [scanned(HEALTH, TENURE)], Silent())
    taken, _ = scan_reading.take(office, [page], Silent())
    answers = answers_of(office, 1)
    assert answers["dim.health", 0] == "2"
    assert answers["housing.tenure", 0] == "4"
    assert len(taken.words) == 1
    assert "มิติสุขภาพ" in taken.words[0]


def test_rows_stand_for_nobody_once_members_moved(office, scanned):  # noqa: F811
    (page,) = scan_reading.read(office, [scanned(HEALTH, ILL)], Silent())
    member = households.load(office, 1).members[-1]
    households.remove_member(office, member.id, member.version)
    taken, _ = scan_reading.take(office, [page], Silent())
    assert "สมาชิกเปลี่ยน" in taken.words[0]
    assert not any(
        question == "member.health" and value == "3"
        for (question, _), value in answers_of(office, 1).items()
    )


def test_a_person_decides_of_the_doubtful(office, scanned):  # noqa: F811
    (page,) = scan_reading.read(office, [scanned(HEALTH, ("dim.health", "2", 0))], Silent())
    asked = to_ask([page])
    asked = [one for one in asked if one.why != "สุ่มตรวจ"]
    assert len(asked) == 2
    assert all("ข้อเดียว" in one.why for one in asked)
    taken = scan_reading.confirmed(page, {asked[1].box: BoxState.EMPTY})
    scan_reading.take(office, [taken], Silent())
    box = page.reading.boxes[asked[0].box]
    assert answers_of(office, 1)["dim.health", 0] == box.place.choice


def test_a_page_that_came_twice(office, scanned):  # noqa: F811
    one, same = scanned(HEALTH), scanned(HEALTH, name="ซ้ำ.png")
    other = scanned(HEALTH, NEED, name="ต่าง.png")
    first, second = scan_reading.read(office, [one, same], Silent())
    assert not first.known
    assert second.known
    pages = scan_reading.read(office, [one, other], Silent())
    assert all(page.known for page in pages)
    assert scan_reading.take(office, pages, Silent())[0].households == 0


def test_a_code_that_is_lost_is_told_by_a_person(office, scanned, tmp_path):  # noqa: F811
    file = scanned(HEALTH, page=3)
    picture = Image.open(file)
    torn = tmp_path / "ขาด.png"
    picture.paste(250, (900, 60, 1110, 240))
    picture.save(torn)
    (page,) = scan_reading.read(office, [torn], Silent())
    assert (page.reading.trust, page.household_id) == (Trust.NO_CODE, 0)
    assert "กรอก" in page.words[0]
    told = scan_reading.read_as(office, torn, 1, scan_reading.leaflet_code(office, "2", 1, 1))
    assert (told.reading.trust, told.household_id) == (Trust.GOOD, 2)
    scan_reading.take(office, [told], Silent())
    assert answers_of(office, 2)["dim.health", 0] == "1"


def test_outer_sides_are_kept_and_pdf_and_tiff_are_read_page_by_page(office, scanned, tmp_path):  # noqa: F811
    outer, inner = Image.open(scanned(page=0)), Image.open(scanned(HEALTH, name="b.png"))
    outer.save(tmp_path / "สองหน้า.tiff", save_all=True, append_images=[inner])
    pdf = Canvas(str(tmp_path / "สองหน้า.pdf"), (297 * MM, 210 * MM))
    for picture in (outer, inner):
        pdf.drawInlineImage(picture, 0, 0, 297 * MM, 210 * MM)
        pdf.showPage()
    pdf.save()
    for name in ("สองหน้า.pdf", "สองหน้า.tiff"):
        pages = scan_reading.read(office, [tmp_path / name], Silent())
        assert [page.reading.code.side for page in pages] == ["A", "B"]
        assert [page.number for page in pages] == [1, 2]
        assert [page.reading.trust for page in pages] == [Trust.GOOD, Trust.GOOD]
    taken, _ = scan_reading.take(office, pages, Silent())
    assert (taken.households, taken.papers) == (1, 2)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n", b"II*\x00\xff\xff\xff\xff"]
)
def test_a_file_that_is_no_scan_is_refused(office, tmp_path, content):  # noqa: F811
    file = tmp_path / "เสีย.pdf"
    file.write_bytes(content)
    with pytest.raises(UserError) as refused:
        scan_reading.read(office, [file], Silent())
    assert refused.value.where.file == "เสีย.pdf"
    with pytest.raises(UserError):
        scan_reading.read(office, [tmp_path / "ไม่มี.pdf"], Silent())


def test_cancelled_nothing_is_stored(office, scanned):  # noqa: F811
    class Stopping:
        def step(self, done, total, what):
            raise Cancelled

    (page,) = scan_reading.read(office, [scanned(HEALTH)], Silent())
    with pytest.raises(Cancelled):
        scan_reading.take(office, [page], Stopping())
    assert logbooks.visits(office, 1) == ()


def test_a_page_of_another_office_is_told(office, scanned, monkeypatch):  # noqa: F811
    file = scanned(HEALTH)
    monkeypatch.setattr("desktop.storage.households.ids_named", lambda *_: [])
    (page,) = scan_reading.read(office, [file], Silent())
    assert page.household_id == 0
    assert "สำนักงานนี้" in page.words[-1]
    assert BytesIO(page.picture).getvalue().startswith(b"\xff\xd8")


def test_a_printed_tick_that_was_filled_out_is_no_answer(office, scanned):  # noqa: F811
    """What lists say is corrected on paper, also where nothing else is ticked."""
    known = logbooks.load_or_begin(office, 1).answers
    told = next(one for one in known if one.question.startswith("dim.") and one.value in "12")
    file = scanned((told.question, told.value, 0))
    (page,) = scan_reading.read(office, [file], Silent())
    number = next(
        at
        for at, box in enumerate(page.reading.boxes)
        if (box.place.question, box.place.choice) == (told.question, told.value)
    )
    filled = scan_reading.confirmed(page, {number: BoxState.CANCELLED})
    looked_at = scan_reading.confirmed(filled, {number: BoxState.EMPTY})
    assert looked_at == filled
    scan_reading.take(office, [looked_at], Silent())
    assert (told.question, 0) not in answers_of(office, 1)


def test_a_familys_own_copy_is_no_returned_paper(office, tmp_path):  # noqa: F811
    pdf = tmp_path / "ฉบับครอบครัว.pdf"
    prints.make(office, Order("leaflet-family", (1,), pdf), Silent())
    pages = scan_reading.read(office, [pdf], Silent())
    assert {page.reading.trust for page in pages} == {Trust.NO_CODE}
