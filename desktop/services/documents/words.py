"""Words that several papers have in common."""

from desktop.domain.leaflet import QR_PREFIX
from desktop.domain.rosters import RosterLine
from desktop.domain.vocabulary import (
    DIMENSION_LABEL,
    LEVEL_STATUS_LABEL,
    Dimension,
    LevelStatus,
)
from desktop.services.desk import Desk
from desktop.thai import areas
from desktop.thai.dates import thai_date

DASH = "–"


def of_office(desk: Desk) -> dict[str, str]:
    """What every layout may name: the office, the project, the year, today."""
    return {
        "office": desk.settings.office_name,
        "project": desk.settings.project_name,
        "province": areas.name_of(desk.settings.province_code),
        "fiscal_year": str(desk.fiscal_year),
        "printed_on": thai_date(desk.today),
        "today": thai_date(desk.today, long=True),
        "clerk": desk.actor.name,
    }


def level_in_words(status: LevelStatus, level: int | None) -> str:
    """'ระดับ 2', or why there is none."""
    return f"ระดับ {level}" if status == LevelStatus.LEVEL else LEVEL_STATUS_LABEL[status]


def row_of(line: RosterLine, number: int) -> dict[str, str]:
    """A household as a table's row: every name a layout's column may use."""
    tambon = areas.name_of(line.tambon_code) if len(line.tambon_code) == 6 else ""
    failed = [DIMENSION_LABEL[d] for d in Dimension if line.failed & d.bit]
    village = f"หมู่ {line.moo} {line.village_name}".strip() if line.moo else line.village_name
    return {
        "no": str(number),
        "number": f"{line.id:06d}",
        "head": line.head,
        "house_code": line.house_code,
        "address": line.address_no,
        "village": village,
        "tambon": tambon,
        "district": areas.name_of(line.tambon_code[:4]) if line.tambon_code[:4] else "",
        "tel": line.tel,
        "members": str(line.members),
        "failed": " ".join(failed) or DASH,
        "level": level_in_words(line.level_status, line.level),
        "level_no": str(line.level) if line.level_status == LevelStatus.LEVEL else DASH,
        "volunteer": line.volunteer or DASH,
        "volunteer_tel": line.volunteer_tel,
    }


def code_of(uid: str) -> str:
    """What the code on a household's papers says."""
    return QR_PREFIX + uid
