"""The logbook's form on paper, generated from whatever version is in force."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.form import Form
from desktop.domain.form_paper import FormLine, FormLineKind
from desktop.domain.keying import by_place
from desktop.domain.paper_layout import Content
from desktop.domain.records import Household
from desktop.domain.vocabulary import AnswerState
from desktop.forms.lines import LineKind, all_lines
from desktop.services import forms, households, keying, logbooks
from desktop.services.desk import Desk
from desktop.services.documents import words
from desktop.services.documents.leaflet_content import address_lines

BLANK = DocumentKind(
    key="logbook-blank",
    title="สมุดพกครอบครัวฉบับเต็ม (ว่าง)",
    about="แบบฟอร์มรุ่นที่ใช้อยู่ พิมพ์ชื่อ ที่อยู่ และชื่อสมาชิกไว้แล้ว ส่วนอื่นเว้นให้เขียน",
    unit="ครัวเรือน",
    version=1,
    sides="long",
    returns=True,
)
FILLED = DocumentKind(
    key="logbook",
    title="สมุดพกครอบครัวฉบับเต็ม (กรอกแล้ว)",
    about="คำตอบที่บันทึกไว้ในปีนี้ หรือข้อมูลที่ทราบแล้วถ้ายังไม่บันทึก",
    unit="ครัวเรือน",
    version=1,
    sides="long",
)
LAYOUT = "logbook"
SPARE = "........................................................"
# Members may have come since the list: a row is left for one more.
_SPARE_ID = -1
_KINDS: dict[LineKind, FormLineKind] = {
    LineKind.SECTION: "section",
    LineKind.GROUP: "group",
    LineKind.MEMBER: "member",
    LineKind.NOTE: "note",
    LineKind.QUESTION: "question",
}


@dataclass(frozen=True, slots=True)
class Forms:
    """What the form says of each household, with its answers or without."""

    blank: bool

    def contents(self, desk: Desk, of: Sequence[Part], _look: bool) -> Generator[Content]:
        """Yield a content a household.

        Raises:
            UserError: a household is gone, or the form can't be read.
        """
        for id_ in (id_ for part in of for id_ in part.households):
            home = households.load(desk, id_)
            if self.blank:
                form = forms.in_force(desk, forms.FULL)
                lines = tuple(_blank(form, home))
            else:
                form, lines = _filled(desk, home)
            yield Content({**words.of_office(desk), **_values(form, home)}, form=lines)


def _values(form: Form, home: Household) -> dict[str, str]:
    head = home.head
    return {
        "form": form.title,
        "form_version": form.version,
        "number": f"{home.id:06d}",
        "code": words.code_of(home.uid),
        "head": head.name if head else "",
        "address": " ".join(address_lines(home.address)),
        "house_code": home.house_code,
        "volunteer": home.case.volunteer_name if home.case else "",
        "members": str(len(home.members)),
    }


def _blank(form: Form, home: Household) -> Iterator[FormLine]:
    """Yield every line that may come to be asked, and one more member's."""
    members = (*keying.called(home), (_SPARE_ID, SPARE))
    for line in all_lines(form, members):
        conditional = line.kind is LineKind.NOTE and line.question and line.question.relevant
        if line.kind in _KINDS and not conditional:
            yield FormLine(_KINDS[line.kind], line.text, line.question, line.person_id)


def _filled(desk: Desk, home: Household) -> tuple[Form, tuple[FormLine, ...]]:
    """Return the form of this year's logbook and the lines that apply, as they were answered."""
    visit = logbooks.load_or_begin(desk, home.id, forms.FULL)
    form = logbooks.form_of(desk, visit)
    book = keying.book_of(desk, form, home, visit.answers)
    said = by_place(visit.answers)

    def value(place: tuple[str, int]) -> str:
        answer = said.get(place)
        return answer.value if answer and answer.state == AnswerState.VALUE else ""

    return form, tuple(
        FormLine(
            _KINDS[line.kind],
            line.text,
            line.question,
            line.person_id,
            value(line.place) if line.place else "",
        )
        for line in book.lines()
        if line.kind in _KINDS
    )
