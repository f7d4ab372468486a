"""Scanned leaflets and logbook forms: read, looked at by a person, then drafts of logbooks."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.errors import Place, UserError
from desktop.domain.paper_codes import SideCode, form_page_of, side_letter
from desktop.domain.papers import PaperKind
from desktop.domain.progress import Reporter
from desktop.domain.records import Household
from desktop.domain.scans import (
    TRUST_ADVICE,
    TRUST_LABEL,
    BoxState,
    PageReading,
    ScannedPage,
    TakenScans,
    Trust,
)
from desktop.scanning.reading import read_known, read_page
from desktop.services import forms, households, prints
from desktop.services.desk import Desk
from desktop.services.documents import choosing, geometries, leaflets
from desktop.services.scan_drafts import FACTS, Drafting
from desktop.services.scan_pages import DOTS, Grey, as_it_came, grey_pages, straightened
from desktop.services.shrinking import MOST_BYTES, papers_of
from desktop.storage import attachments
from desktop.storage import households as stored
from desktop.storage.work import Work, work

LABEL = "รับเอกสารที่สแกน"
TITLE = "แผ่นพับที่สแกน"
FORM_TITLE = "สมุดพกที่สแกน"
_AS_TODAY = "อ่านตามรุ่นที่เลือกและสมาชิกที่มีอยู่วันนี้ กรุณาเทียบชื่อสมาชิกบนกระดาษกับในโปรแกรมก่อนรับ"


def read(desk: Desk, files: Sequence[Path], report: Reporter) -> tuple[ScannedPage, ...]:
    """Read the pages of scanned files; nothing is stored.

    A page that can't be trusted says why, and its boxes are left to be keyed by hand.

    Raises:
        UserError: a file can't be read.
        Cancelled: the clerk asked to stop.
    """
    pages: list[ScannedPage] = []
    for number, file in enumerate(files):
        report.step(number, len(files), "อ่านเอกสารที่สแกน")
        for page, grey in enumerate(grey_pages(_bytes(file), file.name), start=1):
            report.step(number, len(files), f"อ่านเอกสารที่สแกน หน้า {page}")
            reading = read_page(grey, lambda a, b: geometries.geometry_of(desk, a, b))
            pages.append(_page(desk, file.name, page, grey, reading))
    return _without_doubles(pages)


def leaflet_code(desk: Desk, number: str, sheet: int, side: int) -> SideCode:
    """Return the code of a leaflet's side: of whom is printed on it, `side` 0 outside, 1 inside.

    Raises:
        UserError: there is no such household.
    """
    home = _home(desk, number)
    return SideCode(home.uid, "L", leaflets.PREFILLED.version, side_letter(sheet, side))


def form_versions(desk: Desk) -> tuple[str, ...]:
    """Return the versions that a printed logbook form may have, the one in force first."""
    return tuple(form.version for form in forms.known(desk) if form.id == forms.FULL)


def form_code(desk: Desk, number: str, page: int, version: str = "") -> SideCode:
    """Return the code of a logbook form's page, as if it were printed for the household today.

    `version` is that of the form, '' for the one in force.

    Raises:
        UserError: there is no such household, or its form has no such page.
    """
    full = forms.FULL
    form = forms.form_of(desk, full, version) if version else forms.in_force(desk, full)
    found = geometries.form_code(desk, _home(desk, number), page, form)
    if found is None:
        raise UserError("ไม่มีหน้านี้", f"สมุดพกของครัวเรือนนี้ไม่มีหน้า {page} กรุณาตรวจเลขหน้าที่ท้ายกระดาษ")
    return found


def _home(desk: Desk, number: str) -> Household:
    (household_id,) = choosing.household_ids(desk, chosen=(number,))
    return households.load(desk, household_id)


def read_as(desk: Desk, file: Path, page: int, code: SideCode) -> ScannedPage:
    """Read a page again whose code can't be read: a person said what its code is.

    Raises:
        UserError: the file can't be read any more.
    """
    for at, grey in enumerate(grey_pages(_bytes(file), file.name), start=1):
        if at == page:
            reading = read_known(grey, code, lambda a, b: geometries.geometry_of(desk, a, b))
            found = _page(desk, file.name, page, grey, reading)
            said = (_AS_TODAY,) if found.is_read and form_page_of(code.side) else ()
            return replace(found, words=(*found.words, *said))
    raise UserError("ไม่พบหน้านี้แล้ว", "ไฟล์สแกนเปลี่ยนไปหลังจากอ่าน กรุณาเลือกไฟล์ใหม่", Place(file=file.name))


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(4 * MOST_BYTES + 1)
    except OSError:
        raise UserError(
            "เปิดไฟล์สแกนไม่ได้", "ไฟล์อาจถูกย้ายหรือเปิดค้างอยู่ กรุณาตรวจแล้วเลือกใหม่", Place(file=file.name)
        ) from None
    if len(data) > 4 * MOST_BYTES:
        most = 4 * MOST_BYTES // 1_000_000
        why = f"อ่านได้ไม่เกิน {most} MB กรุณาแบ่งเป็นหลายไฟล์"
        raise UserError("ไฟล์สแกนใหญ่เกินไป", why, Place(file=file.name))
    return data


def _page(desk: Desk, file: str, number: int, grey: Grey, reading: PageReading) -> ScannedPage:
    code = reading.code
    geometry = geometries.geometry_of(desk, code.layout, code.version) if code else None
    side = geometry.side(code.side) if geometry and code else None
    words = []
    if reading.trust is not Trust.GOOD:
        words.append(f"{TRUST_LABEL[reading.trust]} {TRUST_ADVICE[reading.trust]}")
    picture, dots = as_it_came(grey), 0.0
    if reading.plane and side:
        picture = straightened(grey, reading.plane, side.width, side.height)
        dots = DOTS
    page = ScannedPage(file, number, reading, picture, dots, words=tuple(words))
    return _of_household(desk, page) if code else page


def _of_household(desk: Desk, page: ScannedPage) -> ScannedPage:
    code = page.reading.code
    with desk.db.read() as session:
        ids = stored.ids_named(session, code.uid) if code else []
        sha256 = hashlib.sha256(page.picture).hexdigest()
        title = attachments.title_of_same(session, ids[0], [sha256]) if ids else None
    if not ids:
        words = (*page.words, "รหัสนี้ไม่ใช่ของครัวเรือนใดในโปรแกรม กรุณาตรวจว่าเป็นเอกสารของสำนักงานนี้")
        return replace(page, words=words)
    home = households.load(desk, ids[0])
    head = home.head.name if home.head else ""
    called = f"{home.id:06d} {head}".strip()
    known = title is not None
    words = (*page.words, *(("หน้านี้รับไว้แล้ว ไม่รับซ้ำ",) if known else ()))
    return replace(page, household_id=ids[0], called=called, words=words, known=known)


def _without_doubles(pages: Sequence[ScannedPage]) -> tuple[ScannedPage, ...]:
    """Mark a side that came twice: the first counts where both say the same, else neither."""
    states = [tuple(box.state for box in page.reading.boxes) for page in pages]
    result = list(pages)
    first: dict[SideCode, int] = {}
    for number, page in enumerate(pages):
        code = page.reading.code
        if code is None or not page.is_read:
            continue
        before = first.setdefault(code, number)
        if before == number:
            continue
        if states[before] == states[number]:
            result[number] = replace(page, known=True, words=(*page.words, "สแกนหน้านี้ซ้ำ"))
            continue
        why = "หน้านี้สแกนสองครั้งและอ่านได้ไม่ตรงกัน กรุณากรอกด้วยมือ หรือสแกนใหม่ครั้งเดียว"
        for one in (before, number):
            result[one] = replace(result[one], known=True, words=(*result[one].words, why))
    return tuple(result)


def confirmed(page: ScannedPage, states: Mapping[int, BoxState]) -> ScannedPage:
    """Return the page with what a person said of its boxes, by number.

    A box that was filled out and is called empty stays one that was taken back.
    """
    boxes = tuple(
        box
        if box.state is BoxState.CANCELLED and states.get(number) is BoxState.EMPTY
        else replace(box, state=states.get(number, box.state))
        for number, box in enumerate(page.reading.boxes)
    )
    return replace(page, reading=replace(page.reading, boxes=boxes))


def take(desk: Desk, pages: Sequence[ScannedPage], report: Reporter) -> tuple[TakenScans, Changes]:
    """Draft the households' logbooks from confirmed pages, in one unit of work.

    The page's picture is kept with the household, its leaflet counts as come back. What a clerk
    keyed is never overwritten: where a page says otherwise, that is told. Boxes still in doubt
    are no answers.

    Raises:
        UserError: the database is locked, full, damaged or unreachable.
        Cancelled: the clerk asked to stop; nothing is stored.
    """
    by_home: dict[int, list[ScannedPage]] = {}
    for page in pages:
        if page.household_id and not page.known:
            by_home.setdefault(page.household_id, []).append(page)
    if not by_home:
        return TakenScans(), Changes()
    kept = 0
    words: list[str] = []
    with work(desk.db, f"{LABEL} {len(by_home):,} ครัวเรือน", desk.actor) as current:
        for number, (household_id, some) in enumerate(by_home.items()):
            report.step(number, len(by_home), "บันทึกสมุดพก")
            drafting = Drafting(desk, current, households.load(desk, household_id))
            drafting.draft([page for page in some if page.is_read])
            words += drafting.words
            for page in some:
                _keep(current, page)
            kept += len(some)
            prints.take_back(desk, current, household_id)
    return TakenScans(len(by_home), kept, tuple(words)), current.done


def _keep(current: Work, page: ScannedPage) -> None:
    code = page.reading.code
    form = form_page_of(code.side) if code else None
    title = f"{FORM_TITLE} หน้า {form.page}" if form else TITLE
    (paper,) = papers_of(page.picture, page.file, title)
    source = hashlib.sha256(page.picture).hexdigest()
    attachments.add(
        current, page.household_id, replace(paper, kind=PaperKind.SCAN, source_sha256=source)
    )


def names(desk: Desk) -> dict[tuple[str, str], str]:
    """What each box stands for, by question and choice."""
    # Of several versions the words of the one in force.
    asked = {
        (question.id, choice.code): f"{question.label}: {choice.label}"
        for form in reversed(forms.known(desk))
        for question in form.questions
        for choice in question.choices
    }
    return asked | FACTS
