"""Pictures of the papers: every document of the catalogue and the report, from the demo data."""

from dataclasses import replace
from pathlib import Path

from desktop.domain.records import HouseholdFilter, PlanItem
from desktop.services import households, plans, reports, volunteers
from desktop.services.desk import Desk
from desktop.services.documents import catalogue, making
from desktop.services.pictures import PdfPages

_SCALE = 1.5
# Both sides of what is printed on both, the cover and the first leaflet of a bundle.
_PAGES = {"leaflet": (0, 1), "bundle": (0, 2), "logbook-blank": (0, 1)}


def take_papers(desk: Desk, out: Path) -> list[Path]:
    """Write the pictures into `out` and return their paths."""
    of_a_volunteer = _with_a_plan(desk)
    everyone = households.find(desk, HouseholdFilter(sort="place"))
    written = []
    for kind in catalogue.kinds():
        ids = everyone if kind.unit not in ("ครัวเรือน", "อพม.") else of_a_volunteer
        part = making.parts(desk, kind.key, ids)[0]
        pages = PdfPages(making.preview(desk, kind.key, part))
        for page in _PAGES.get(kind.key, (0,)):
            name = f"paper-{kind.key}{f'-{page + 1}' if page else ''}.png"
            written.append(_written(out / name, pages.png(page, _SCALE)))
        pages.close()
    report = PdfPages(reports.districts_bytes(desk, reports.districts(desk)))
    written.append(_written(out / "paper-districts.png", report.png(0, _SCALE)))
    report.close()
    return written


def _with_a_plan(desk: Desk) -> list[int]:
    """Return the households of the first volunteer; the first of them gets a plan."""
    first = max(volunteers.all_of(desk), key=lambda one: one.households)
    if first.id is not None and not first.households:
        volunteers.give_next(desk, first.id, desk.settings.province_code, 10)
    ids = households.find(desk, HouseholdFilter(volunteer_id=first.id, sort="place"))
    plan = plans.load(desk, ids[0])
    if not plan.items:
        known, agencies = plans.measures(desk), plans.agencies(desk)
        items = [
            PlanItem(phase=one.phase, dimension=one.dimension, measure=one.text, agency=agency)
            for one, agency in zip(known[::4], agencies, strict=False)
        ]
        plans.save(desk, replace(plan, items=tuple(items[:6])))
    return ids


def _written(target: Path, png: bytes) -> Path:
    target.write_bytes(png)
    return target
