"""The report of households by area and dimension."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from desktop.domain.district_table import TOTAL
from desktop.domain.errors import UserError
from desktop.domain.figures import AreaFigures, DistrictReport
from desktop.domain.vocabulary import Dimension
from desktop.exporting.report import write_district_report
from desktop.printing.report import make_district_report
from desktop.services.desk import Desk
from desktop.services.files import written_beside
from desktop.services.overview import list_in_words
from desktop.storage import figures
from desktop.thai import areas
from desktop.thai.text import sort_key

_UNITS = {2: ("อำเภอ", 4), 4: ("ตำบล", 6), 6: ("หมู่บ้าน", 8)}


def districts(desk: Desk, area: str = "") -> DistrictReport:
    """Count the households of an area by the areas inside it.

    `area` is a province (2 digits; the office's when empty), district (4) or tambon (6). Areas
    stand in dictionary order, as in the booklet.

    Raises:
        UserError: there is no such area.
    """
    area = area or desk.settings.province_code
    if len(area) not in _UNITS or not areas.name_of(area):
        raise UserError(
            "ไม่รู้จักพื้นที่นี้", f"ไม่มีรหัสพื้นที่ {area} กรุณาใช้รหัสจังหวัด 2 หลัก อำเภอ 4 หลัก หรือตำบล 6 หลัก"
        )
    unit, digits = _UNITS[len(area)]
    with desk.db.read() as session:
        connection = session.connection()
        found = figures.by_area(connection, area, digits)
        if area == desk.settings.province_code:
            # Nobody knows where they live, but the office answers for them.
            found |= figures.without_place(connection)
        lists = figures.lists(connection)
    lines = [replace(f, name=_name(area, code)) for code, f in found.items()]
    lines += [_nothing(a.code, a.name) for a in areas.children(area) if a.code not in found]
    lines.sort(key=lambda line: (not line.code, line.code == area, _order(line)))
    return DistrictReport(
        area_name=_in_full(area),
        unit=unit,
        areas=tuple(lines),
        total=_total(area, lines),
        lists=tuple(list_in_words(one.name, one.as_of) for one in lists),
        scheme=desk.scheme.name,
        made_at=datetime.now().astimezone(),
        office=desk.settings.office_name,
        project=desk.settings.project_name,
    )


def _name(area: str, code: str) -> str:
    if not code and len(area) == 2:
        return "ไม่ทราบที่อยู่"
    if not code or code == area:
        return "ไม่ระบุ" + _UNITS[len(area)][0]
    return f"หมู่ {int(code[6:])}" if len(code) == 8 else areas.name_of(code)


def _order(line: AreaFigures) -> str:
    return line.code if len(line.code) == 8 else sort_key(line.name)


def _nothing(code: str, name: str) -> AreaFigures:
    return AreaFigures(code, name, 0, 0, dict.fromkeys(Dimension, 0), 0)


def _in_full(area: str) -> str:
    word = {2: "จังหวัด", 4: "อำเภอ", 6: "ตำบล"}[len(area)]
    return word + areas.name_of(area)


def _total(area: str, lines: list[AreaFigures]) -> AreaFigures:
    return AreaFigures(
        code=area,
        name=TOTAL,
        households=sum(line.households for line in lines),
        persons=sum(line.persons for line in lines),
        failures={d: sum(line.failures[d] for line in lines) for d in Dimension},
        distinct_failing=sum(line.distinct_failing for line in lines),
    )


def write_districts(desk: Desk, report: DistrictReport, target: Path) -> Path:
    """Write the report as PDF or xlsx, by the target's ending.

    Raises:
        UserError: another ending, or the file can't be written.
    """
    suffix = target.suffix.lower()
    if suffix not in (".pdf", ".xlsx"):
        raise UserError("ไม่รู้จักชนิดไฟล์", "กรุณาตั้งชื่อไฟล์ให้ลงท้ายด้วย .pdf หรือ .xlsx")
    with written_beside(target) as file:
        if suffix == ".pdf":
            make_district_report(report, desk.typesetter, file)
        else:
            write_district_report(report, file)
    return target


def districts_bytes(desk: Desk, report: DistrictReport) -> bytes:
    """The report's PDF, for a preview."""
    buffer = BytesIO()
    make_district_report(report, desk.typesetter, buffer)
    return buffer.getvalue()
