"""The memo (บันทึกข้อความ) that goes with the papers of the chosen households."""

from collections.abc import Generator, Sequence

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.paper_layout import Content
from desktop.domain.rosters import RosterLine
from desktop.services.desk import Desk
from desktop.services.documents import rosters, words
from desktop.thai.numbers import grouped

KIND = DocumentKind(
    key="memo",
    title="บันทึกข้อความนำส่ง",
    about="บันทึกข้อความส่งแผ่นพับและบัญชีรายชื่อ พร้อมจำนวนรายอำเภอ แก้ถ้อยคำได้ในไฟล์แบบเอกสาร",
    unit="บันทึก",
    version=1,
)
LAYOUT = "memo"


def parts(_desk: Desk, ids: Sequence[int]) -> tuple[Part, ...]:
    """One memo for all."""
    return (Part("memo", KIND.title, tuple(ids)),)


def contents(desk: Desk, of: Sequence[Part], _look: bool) -> Generator[Content]:
    """What the memo counts."""
    for part in of:
        found = rosters.lines(desk, part.households)
        yield Content(
            {**words.of_office(desk), **_counts(found)},
            {
                "districts": tuple(
                    {"district": title, **_counts(lines)}
                    for (_, title), lines in rosters.BY_DISTRICT.dealt(found)
                )
            },
        )


def _counts(lines: Sequence[RosterLine]) -> dict[str, str]:
    volunteers = {line.volunteer_id for line in lines} - {0}
    return {
        "households": grouped(len(lines)),
        "persons": grouped(sum(line.members for line in lines)),
        "volunteers": grouped(len(volunteers)) if volunteers else words.DASH,
    }
