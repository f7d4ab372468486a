"""Printed logbook forms: from the printed PDF over a scan to drafts of logbooks."""

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from desktop.domain.errors import UserError
from desktop.domain.geometry import PlaceKind
from desktop.domain.paper_codes import form_page_of, mark_of
from desktop.domain.progress import Silent
from desktop.domain.records import Answer, PersonDraft, VisitDraft
from desktop.domain.scans import BoxState, Trust, to_ask
from desktop.scanning.codes import find_code
from desktop.services import (
    attachments,
    forms,
    history,
    households,
    logbooks,
    prints,
    scan_reading,
)
from desktop.services.documents import geometries, layouts
from desktop.services.prints import Order
from dev.made_scans import EVERY, PRINT_MM, PROOF, clean, ticked, truth_of
from tests.factories.newer_form import newer_form
from tests.services.test_documents import office  # noqa: F401


def printed(desk, tmp_path, household=1):
    """Print a household's form; return its pages as grey pictures, and the side of each."""
    pdf = tmp_path / "สมุดพก.pdf"
    prints.make(desk, Order("logbook-blank", (household,), pdf), Silent())
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    pages = [
        np.array(page.render(scale=300 / 72, grayscale=True).to_pil().convert("L"))
        for page in document
    ]
    document.close()
    codes = [find_code(page).code for page in pages]
    sides = [geometries.geometry_of(desk, c.layout, c.version).side(c.side) for c in codes]
    return pages, sides, codes


def grown(desk, count):
    """Add members to the first household until it has so many."""
    for number in range(count - len(households.load(desk, 1).members)):
        households.save_member(desk, 1, PersonDraft(first_name=f"เด็ก{number}", last_name="ตัวอย่าง"))


def scan(tmp_path, pages, sides, *ticks, name="สแกน"):
    """Tick boxes with a cross and scan the pages that have any; return the files."""
    files, left = [], set(ticks)
    for number, (page, side) in enumerate(zip(pages, sides, strict=True)):
        found = [p for p in side.boxes if (p.question, p.choice, p.row) in left]
        if not found:
            continue
        left -= {(p.question, p.choice, p.row) for p in found}
        grey = page.copy()
        for place in found:
            for step in np.linspace(0.6, 3.4, 200):
                for x, y in ((step, step), (4 - step, step)):
                    column = round((place.rect.x + x) * PRINT_MM)
                    line = round((place.rect.y + y) * PRINT_MM)
                    grey[line - 3 : line + 3, column - 3 : column + 3] = 40
        files.append(tmp_path / f"{name}{number + 1:02}.png")
        Image.fromarray(clean(grey, side, np.random.default_rng(number))).save(files[-1])
    assert not left
    return files


def answers_of(desk):
    (visit,) = logbooks.visits(desk, 1)
    assert (visit.form, visit.form_version) == (
        forms.FULL,
        forms.in_force(desk, forms.FULL).version,
    )
    return {(a.question, a.person_id): a.value for a in visit.answers}


def darkest(page, x, y, width, height):
    left, top, right, bottom = (round(n * PRINT_MM) for n in (x, y, x + width, y + height))
    return int(page[top:bottom, left:right].min())


@pytest.mark.parametrize("members", [2, 15])
def test_every_place_is_where_the_ink_is_and_nothing_touches_marks_or_code(
    office,  # noqa: F811
    tmp_path,
    members,
):
    grown(office, members)
    pages, sides, codes = printed(office, tmp_path)
    assert len(pages) % 2 == 0
    assert [form_page_of(code.side).page for code in codes] == list(range(1, len(pages) + 1))
    assert {form_page_of(code.side).members for code in codes} == {members + 1}
    asked = set()
    for page, side in zip(pages, sides, strict=True):
        for x, y in side.marks:
            assert darkest(page, x - 5.5, y - 5.5, 11, 2) > 200
            assert darkest(page, x - 5.5, y + 3.5, 11, 2) > 200
            assert page[round(y * PRINT_MM), round(x * PRINT_MM)] < 60
        code = side.code
        for x, y, wide, high in (
            (code.x - 2.8, code.y - 2.8, 2.6, code.height + 5.6),
            (code.x, code.y + code.height + 0.3, code.width, 2.4),
        ):
            assert darkest(page, x, y, wide, high) > 200
        for place in side.places:
            at = place.rect
            asked.add((place.question, place.row))
            assert at.x >= 18
            assert at.x + at.width <= 195
            assert 31 < at.y < at.y + at.height < 276
            if place.kind is PlaceKind.LINE:
                assert darkest(page, at.x, at.y + at.height - 0.5, at.width, 1) < 200
                continue
            for x, y in (
                (at.x, at.y + 2),
                (at.x + 4, at.y + 2),
                (at.x + 2, at.y),
                (at.x + 2, at.y + 4),
            ):
                assert darkest(page, x - 0.3, y - 0.3, 0.6, 0.6) < 120, place
            assert darkest(page, at.x + 0.5, at.y + 0.5, 3, 3) > 200, place
            # What stands nearer is taken for ink.
            for x in (at.x - 1.6, at.x + 4.4):
                assert darkest(page, x, at.y, 1.2, 4) > 200, place
    questions = [q for q in forms.in_force(office, forms.FULL).questions if q.asked]
    rows = range(1, members + 2)
    assert asked == {(q.id, row) for q in questions for row in (rows if q.per_member else (0,))}


@pytest.mark.parametrize("damage", ["clean", "upside down", "turned 5 degrees", "noise", "mixed"])
def test_ticks_of_made_scans_are_read_right_or_are_doubtful(office, tmp_path, damage):  # noqa: F811
    pages, sides, _ = printed(office, tmp_path)
    counts = {"right": 0, "doubtful": 0}
    for number in range(2, 10):
        random = np.random.default_rng(800 + number)
        side = sides[number]
        marked, marks = ticked(pages[number], side, random, PROOF)
        file = tmp_path / f"{number}.png"
        Image.fromarray(EVERY[damage](marked, side, random)).save(file)
        (page,) = scan_reading.read(office, [file], Silent())
        assert (page.reading.trust, page.household_id) == (Trust.GOOD, 1)
        for box, mark in zip(page.reading.boxes, marks, strict=True):
            assert box.state in (truth_of(mark), BoxState.DOUBTFUL), (number, mark, box)
            counts["doubtful" if box.state is BoxState.DOUBTFUL else "right"] += 1
    assert counts["doubtful"] < 0.1 * counts["right"], counts


def boxes_of(sides, row):
    """Return the first choice of a question asked once, and of one asked of a member."""
    return next(
        (p.question, p.choice, p.row) for side in sides for p in side.boxes if p.row == row
    )


def test_a_scanned_form_becomes_a_draft_of_its_version(office, tmp_path):  # noqa: F811
    grown(office, 15)
    pages, sides, _ = printed(office, tmp_path)
    home, last = boxes_of(sides, 0), boxes_of(sides, 15)
    spare = boxes_of(sides, 16)
    read = scan_reading.read(office, scan(tmp_path, pages, sides, home, last, spare), Silent())
    assert {page.reading.trust for page in read} == {Trust.GOOD}
    assert {one.why for one in to_ask(read)} <= {"สุ่มตรวจ"}
    named = scan_reading.names(office)
    assert all(
        (box.place.question, box.place.choice) in named
        for page in read
        for box in page.reading.boxes
    )
    taken, _ = scan_reading.take(office, read, Silent())
    answers = answers_of(office)
    member = households.load(office, 1).members[14].id
    assert answers[home[0], 0] == home[1]
    assert answers[last[0], member] == last[1]
    assert len(taken.words) == 1
    assert "คนที่ 16" in taken.words[0]
    assert all("สมุดพกที่สแกน หน้า" in one.title for one in attachments.of_household(office, 1))
    assert prints.still_out(office, 1) == []


def test_rows_stand_for_those_it_was_printed_for(office, tmp_path):  # noqa: F811
    pages, sides, _ = printed(office, tmp_path)
    home, first = boxes_of(sides, 0), boxes_of(sides, 1)
    read = scan_reading.read(office, scan(tmp_path, pages, sides, home, first), Silent())
    member = households.load(office, 1).members[0]
    # A later print would hide that people came and went: the code can't be mistaken.
    households.remove_member(office, member.id, member.version)
    prints.make(office, Order("leaflet", (1,), tmp_path / "x.pdf"), Silent())
    taken, _ = scan_reading.take(office, read, Silent())
    assert "สมาชิกเปลี่ยน" in taken.words[0]
    known = {place for place in answers_of(office) if place[1]}
    begun = logbooks.begin(office, 1, forms.in_force(office, forms.FULL))
    assert known == {(a.question, a.person_id) for a in begun.answers if a.person_id}


def test_a_paper_of_an_older_version_is_read_unless_the_newer_is_begun(office, tmp_path):  # noqa: F811
    pages, sides, _ = printed(office, tmp_path)
    files = scan(tmp_path, pages, sides, boxes_of(sides, 0))
    older = forms.in_force(office, forms.FULL).version
    newer = newer_form(office, forms.FULL)
    read = scan_reading.read(office, files, Silent())
    assert {page.reading.trust for page in read} == {Trust.GOOD}
    scan_reading.take(office, read, Silent())
    (visit,) = logbooks.visits(office, 1)
    assert (visit.form_version, newer) == (older, "99")
    # Where the newer one is begun nothing is put into it, and that is told.
    history.undo_last(office)
    begun = logbooks.save(office, VisitDraft(1, forms.FULL, newer))
    taken, _ = scan_reading.take(office, read, Silent())
    assert "แต่กระดาษเป็นรุ่น" in taken.words[0]
    assert logbooks.visits(office, 1) == (begun,)


def test_keyed_answers_stay_and_are_told_of(office, tmp_path):  # noqa: F811
    pages, sides, _ = printed(office, tmp_path)
    question, choice, _ = home = boxes_of(sides, 0)
    other = next(
        p.choice for s in sides for p in s.boxes if p.question == question and p.choice != choice
    )
    version = forms.in_force(office, forms.FULL).version
    logbooks.save(
        office, VisitDraft(1, forms.FULL, version, answers=(Answer(question, value=other),))
    )
    read = scan_reading.read(office, scan(tmp_path, pages, sides, home), Silent())
    taken, _ = scan_reading.take(office, read, Silent())
    assert answers_of(office)[question, 0] == other
    assert "กรอกไว้แล้ว" in taken.words[0]


def test_a_page_that_would_be_made_otherwise_today_is_not_read(office, tmp_path):  # noqa: F811
    pages, sides, codes = printed(office, tmp_path)
    files = scan(tmp_path, pages, sides, boxes_of(sides, 1))
    told = form_page_of(codes[3].side)
    of = geometries.geometry_of(office, "F", codes[3].version)
    assert of.side(codes[3].side)
    assert of.side(replace(told, form=mark_of("other")).text) is None
    assert of.side(replace(told, page=99).text) is None
    assert of.side(replace(told, members=0).text) is None
    assert of.side("B") is None
    desk = replace(office, settings_file=tmp_path / "settings.json")
    own = layouts.export(office, "logbook", tmp_path / "logbook.toml").read_text(encoding="utf-8")
    (tmp_path / "layouts").mkdir()
    larger = own.replace('kind = "questions"', 'kind = "questions"\npitch = 11')
    (tmp_path / "layouts" / "logbook.toml").write_text(larger, encoding="utf-8")
    (page,) = scan_reading.read(desk, files, Silent())
    assert page.reading.trust is Trust.UNKNOWN_LAYOUT
    assert "ด้วยมือ" in page.words[0]


def test_the_places_of_a_version_stay_what_they_were(office, tmp_path):  # noqa: F811
    """Papers are out there: who moves anything on a form's page raises its layout's version."""
    _, _, codes = printed(office, tmp_path)
    assert codes[0].version == 3
    assert mark_of(*(form_page_of(code.side).places for code in codes)) == "IW5I"


def test_a_page_whose_code_is_lost_is_named_by_hand(office, tmp_path):  # noqa: F811
    pages, sides, _ = printed(office, tmp_path)
    at = next(n for n, side in enumerate(sides) if side.boxes)
    box = sides[at].boxes[0]
    code = sides[at].code
    left, top = (round((n - 1) * PRINT_MM) for n in (code.x, code.y))
    wide = round((code.width + 2) * PRINT_MM)
    pages[at][top : top + wide, left : left + wide] = 255
    (file,) = scan(tmp_path, [pages[at]], [sides[at]], (box.question, box.choice, box.row))
    (page,) = scan_reading.read(office, [file], Silent())
    assert page.reading.trust is Trust.NO_CODE
    named = scan_reading.form_code(office, "1", at + 1)
    told = scan_reading.read_as(office, file, 1, named)
    assert (told.reading.trust, told.household_id) == (Trust.GOOD, 1)
    assert "เทียบชื่อสมาชิก" in told.words[0]
    ticked_ = [b.place for b in told.reading.boxes if b.state is BoxState.TICKED]
    assert ticked_ == [box]
    with pytest.raises(UserError):
        scan_reading.form_code(office, "1", len(pages) + 1)


def test_a_page_of_an_older_version_is_named_by_hand_with_its_version(office, tmp_path):  # noqa: F811
    older = forms.in_force(office, forms.FULL).version
    _, _, codes = printed(office, tmp_path)
    newer = newer_form(office, forms.FULL)
    assert scan_reading.form_versions(office) == (newer, older)
    assert scan_reading.form_code(office, "1", 1, older) == codes[0]
    assert scan_reading.form_code(office, "1", 1) == scan_reading.form_code(office, "1", 1, newer)
    assert scan_reading.form_code(office, "1", 1) != codes[0]
    with pytest.raises(UserError):
        scan_reading.form_code(office, "1", 1, "7")


def test_a_page_named_as_another_is_not_read(office, tmp_path):  # noqa: F811
    pages, sides, _ = printed(office, tmp_path)
    first, other = [n for n, side in enumerate(sides) if side.boxes][:2]
    box = sides[first].boxes[0]
    (file,) = scan(tmp_path, [pages[first]], [sides[first]], (box.question, box.choice, box.row))
    told = scan_reading.read_as(office, file, 1, scan_reading.form_code(office, "1", other + 1))
    assert not told.is_read
