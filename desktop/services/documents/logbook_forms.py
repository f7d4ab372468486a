"""The logbook's form on paper, generated from whatever version is in force."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.form import Form
from desktop.domain.form_paper import ComesBack, FormLine, FormLineKind
from desktop.domain.keying import by_place
from desktop.domain.paper_codes import mark_of
from desktop.domain.paper_layout import Content
from desktop.domain.records import Household, Person
from desktop.domain.vocabulary import AnswerState
from desktop.forms.lines import Line, LineKind, all_lines
from desktop.services import forms, households, keying, logbooks
from desktop.services.desk import Desk
from desktop.services.documents import words
from desktop.services.documents.leaflet_content import address_lines

BLANK = DocumentKind(
    key="logbook-blank",
    title="สมุดพกครอบครัวฉบับเต็ม (ว่าง)",
    about="แบบฟอร์มรุ่นที่ใช้อยู่ พิมพ์ชื่อ ที่อยู่ และชื่อสมาชิกไว้แล้ว ส่วนอื่นเว้นให้เขียน สแกนอ่านได้",
    unit="ครัวเรือน",
    version=3,
    sides="long",
    returns=True,
)
FILLED = DocumentKind(
    key="logbook",
    title="สมุดพกครอบครัวฉบับเต็ม (กรอกแล้ว)",
    about="คำตอบที่บันทึกไว้ในปีนี้ หรือข้อมูลที่ทราบแล้วถ้ายังไม่บันทึก",
    unit="ครัวเรือน",
    version=3,
    sides="long",
)
LAYOUT = "logbook"
_OF_HOME = ("number", "code", "head", "address", "house_code", "volunteer", "members")
_OF_NOBODY = dict.fromkeys(_OF_HOME, "")
# Members may have come since the list: room is left for one more.
SPARE = "........................................................"
# What blocks of the layout ask that stand only on papers that stay.
MARKED = {"marked": "1"}
_KINDS: dict[LineKind, FormLineKind] = {
    LineKind.SECTION: "section",
    LineKind.GROUP: "group",
    LineKind.MEMBER: "member",
    LineKind.ROW: "member",
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
            office = words.of_office(desk)
            if self.blank:
                form = forms.in_force(desk, forms.FULL)
                names = [name for _, name in keying.called(home)]
                back = ComesBack(
                    home.uid, len(names) + 1, mark_of_form(form), mark_of_people(home.members)
                )
                values = {**office, **_of_form(form), **_of_home(home), **MARKED}
                yield Content(values, form=lines_to_fill(form, names), comes_back=back)
            else:
                form, lines = _filled(desk, home)
                yield Content({**office, **_of_form(form), **_of_home(home)}, form=lines)


def made_again(desk: Desk, form: Form, members: int) -> Content:
    """Return what stands on a form as far as it tells where things stand, whoever it was for."""
    values = {**words.of_office(desk), **_of_form(form), **_OF_NOBODY, **MARKED}
    back = ComesBack("", members, "", "")
    return Content(values, form=lines_to_fill(form, [""] * (members - 1)), comes_back=back)


def mark_of_form(form: Form) -> str:
    """Return what the codes of printed pages say of a form's version."""
    return mark_of(form.id, form.version)


def mark_of_people(members: Sequence[Person]) -> str:
    """Return what the codes say of whose the members' questions are."""
    return mark_of(*(one.uid for one in members))


def _of_form(form: Form) -> dict[str, str]:
    return {"marked": "", "form": form.title, "form_version": form.version}


def _of_home(home: Household) -> dict[str, str]:
    head = home.head
    return {
        "number": f"{home.id:06d}",
        "code": words.code_of(home.uid),
        "head": head.name if head else "",
        "address": " ".join(address_lines(home.address)),
        "house_code": home.house_code,
        "volunteer": home.case.volunteer_name if home.case else "",
        "members": str(len(home.members)),
    }


def lines_to_fill(form: Form, names: Sequence[str]) -> tuple[FormLine, ...]:
    """Return every line that may come to be asked, and one more member's."""
    rows = tuple(enumerate((*names, SPARE), 1))
    return tuple(
        FormLine(_KINDS[line.kind], line.text, line.question, row=line.person_id)
        for line in all_lines(form, rows)
        if line.kind in _KINDS and not _conditional(line)
    )


def _conditional(line: Line) -> bool:
    return line.kind is LineKind.NOTE and bool(line.question and line.question.relevant)


def _filled(desk: Desk, home: Household) -> tuple[Form, tuple[FormLine, ...]]:
    """Return the form of this year's logbook and the lines that apply, as they were answered."""
    visit = logbooks.load_or_begin(desk, home.id, forms.FULL)
    form = logbooks.form_of(desk, visit)
    book = keying.book_of(desk, form, home, visit.answers)
    said = by_place(visit.answers)
    rows = {id_: row for row, (id_, _) in enumerate(keying.called(home), 1)}

    def value(place: tuple[str, int]) -> str:
        answer = said.get(place)
        return answer.value if answer and answer.state == AnswerState.VALUE else ""

    return form, tuple(
        FormLine(
            _KINDS[line.kind],
            line.text,
            line.question,
            value(line.place) if line.place else "",
            rows.get(line.person_id, 0),
        )
        for line in book.lines()
        if line.kind in _KINDS
    )
