"""What had no room as it is: noted while papers are set, so that a person can look at it."""

from dataclasses import dataclass, field

from desktop.domain.leaflet import Shortened
from desktop.printing.typesetter.shaping import clusters

# Down to this size, that of the notices, a text reads well: no one need look at it.
UNREMARKABLE = 7.5
LACKING = "มีอักขระที่ตัวพิมพ์ไม่มี พิมพ์เป็นกรอบสี่เหลี่ยม"
SMALLER = "พิมพ์ตัวเล็กลงเพื่อให้พอดีช่อง"
CUT = "ยาวเกินช่อง พิมพ์ได้ไม่ครบ"
CONTINUED = "ยาวเกินช่อง พิมพ์ต่อในแผ่นถัดไป"
NEXT_PAGE = "ยาวเกินหน้า พิมพ์ต่อในหน้าถัดไป"
BROKEN = "มีคำยาวกว่าบรรทัด ขึ้นบรรทัดใหม่กลางคำ"
# How much of a text of the layout tells which it is.
_NAMED = 24


def named_by(text: str) -> str:
    """Return how a text that has no name is called: by how it begins."""
    return f"“{''.join(clusters(text)[:_NAMED])}”"


def of_layout(text: str) -> str:
    """Return how a text of the layout or of a form is called."""
    return f"ข้อความของแบบเอกสาร {named_by(text)}"


@dataclass(slots=True)
class Notes:
    """What had to be shortened on one paper, by default that of the household of this number."""

    number: str
    # By the household's number and the field: a list of a whole province may have very many.
    _noted: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def found(self) -> list[Shortened]:
        """What was noted, in its order."""
        return [Shortened(*of, what) for of, what in self._noted.items()]

    def add(self, name: str, what: str, number: str | None = None) -> None:
        """Note a field once; what is said of it last holds."""
        of = self.number if number is None else number, name
        self._noted.pop(of, None)
        self._noted[of] = what
