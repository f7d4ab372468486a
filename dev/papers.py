"""Pictures of the papers: a leaflet's two sides and the report, from the demo data."""

from pathlib import Path

from desktop.domain.records import HouseholdFilter
from desktop.services import households, reports
from desktop.services.desk import Desk
from desktop.services.documents import making
from desktop.services.pictures import PdfPages

_SCALE = 1.5


def take_papers(desk: Desk, out: Path) -> list[Path]:
    """Write the pictures into `out` and return their paths."""
    ids = households.find(desk, HouseholdFilter(level="3", sort="members"))[:1]
    leaflet = PdfPages(making.preview(desk, "leaflet", making.parts(desk, "leaflet", ids)[0]))
    report = PdfPages(reports.districts_bytes(desk, reports.districts(desk)))
    pages = (
        ("paper-leaflet-outside", leaflet, 0),
        ("paper-leaflet-inside", leaflet, 1),
        ("paper-districts", report, 0),
    )
    written = []
    for name, pdf, page in pages:
        target = out / f"{name}.png"
        target.write_bytes(pdf.png(page, _SCALE))
        written.append(target)
    return written
