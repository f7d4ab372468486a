"""Papers by command: any document, the jobs that were made, and what came back."""

from typing import Any

from desktop.domain.leaflet import Printed
from desktop.domain.prints import PrintJob, Way
from desktop.domain.progress import Silent
from desktop.domain.scans import BoxState, ScannedPage, ticks_of
from desktop.services import prints, scan_reading
from desktop.services.desk import Desk
from desktop.services.documents import catalogue, choosing, layouts
from desktop.services.prints import Order

Figures = dict[str, Any]


def make(desk: Desk, words: Figures, ids: list[int]) -> Figures:
    """Make a document of these households, recorded like one of the window's."""
    target = words["out"]
    way = Way.XLSX if target.suffix.lower() == ".xlsx" or words["xlsx"] else Way.PDF
    order = Order(words["kind"], tuple(ids), target, way, apart=words["apart"])
    made = prints.make(desk, order, Silent())
    printed = made.printed
    return {
        "job": made.job,
        "households": printed.households,
        "sheets": printed.sheets,
        "pages": printed.pages,
        "files": [str(file) for file in made.files],
        "shortened": shortened(printed),
    }


def shortened(printed: Printed) -> list[Figures]:
    """What had to shrink or continue."""
    return [{"number": s.number, "field": s.field, "what": s.what} for s in printed.shortened]


def documents(_desk: Desk, _words: Figures) -> Figures:
    """The kinds of documents there are."""
    return {
        "documents": [
            {"key": k.key, "title": k.title, "about": k.about, "per": k.unit, "xlsx": k.table}
            for k in catalogue.kinds()
        ]
    }


def jobs(desk: Desk, _words: Figures) -> Figures:
    """This year's print jobs, and who has which papers."""
    return {
        "jobs": [_job(one) for one in prints.jobs(desk)],
        "out": [
            {
                "volunteer": one.volunteer_id,
                "name": one.volunteer,
                "printed": one.printed,
                "out": one.out,
                "late": one.late,
                "since": one.since.isoformat() if one.since else None,
            }
            for one in prints.papers_out(desk)
        ],
    }


def _job(one: PrintJob) -> Figures:
    return {
        "id": one.id,
        "kind": one.kind,
        "layout": one.layout_version,
        "way": one.way.value,
        "state": one.state.value,
        "households": one.households,
        "sheets": one.sheets,
        "copies": one.copies,
        "file": one.file,
        "who": one.made_by,
        "at": one.made_at.isoformat(),
    }


def check_in(desk: Desk, words: Figures) -> Figures:
    """Take papers back by their codes; all are known, or none is taken."""
    choosing.household_ids(desk, chosen=words["codes"])
    done = [prints.check_in(desk, code)[0] for code in words["codes"]]
    return {
        "papers": [
            {"household": one.household_id, "papers": one.papers, "missing": one.missing}
            for one in done
        ]
    }


def scan(desk: Desk, words: Figures) -> Figures:
    """Read scanned leaflets; with `take` draft logbooks, boxes in doubt left without an answer."""
    pages = scan_reading.read(desk, words["files"], Silent())
    figures: Figures = {"pages": [_page(page) for page in pages]}
    if words["take"]:
        taken, _changes = scan_reading.take(desk, pages, Silent())
        figures |= {
            "households": taken.households,
            "papers": taken.papers,
            "words": list(taken.words),
        }
    return figures


def _page(page: ScannedPage) -> Figures:
    reading = page.reading
    return {
        "file": page.file,
        "page": page.number,
        "household": page.household_id,
        "side": reading.code.side if reading.code else "",
        "trust": reading.trust.value,
        "known": page.known,
        "words": list(page.words),
        "ticked": [
            {"question": question, "row": row, "choices": choices}
            for (question, row), choices in ticks_of(reading.boxes).items()
        ],
        "doubtful": sum(box.state is BoxState.DOUBTFUL for box in reading.boxes),
    }


def layout(desk: Desk, words: Figures) -> Figures:
    """Write a paper's layout to be changed; say where the office's own belongs."""
    folder = layouts.own_folder(desk)
    return {
        "file": str(layouts.export(desk, words["layout"], words["out"])),
        "folder": str(folder) if folder else "",
    }
