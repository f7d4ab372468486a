"""From the ticks of a household's scanned papers to the drafts of its logbooks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.domain.form import Form
from desktop.domain.paper_codes import FormPage, form_page_of
from desktop.domain.records import Answer, Household, VisitDraft
from desktop.domain.scans import ScannedPage, taken_back, ticks_of
from desktop.domain.vocabulary import AnswerState
from desktop.printing.leaflet.sheets import MEMBER_ROWS
from desktop.services import forms, logbooks, prints
from desktop.services.desk import Desk
from desktop.services.documents import geometries, logbook_forms
from desktop.storage import casework, scans
from desktop.storage.work import Work

Spot = tuple[str, int]
"""A question and whom it is about, 0 = the household."""
Whose = tuple[ScannedPage, dict[int, int]]
"""A page, and whom its rows stand for."""
LEAFLET, FORM = "แผ่นพับ", "สมุดพกที่พิมพ์"
# Ticked on the leaflet, but facts of a person that the logbook doesn't ask.
FACTS = {
    ("need.single_parent", "1"): "พ่อ/แม่เลี้ยงเดี่ยว",
    ("need.poor_child", "1"): "เด็กยากจน",
}


class Drafting:
    """The drafts of one household's logbooks, and what its clerk should know."""

    def __init__(self, desk: Desk, current: Work, home: Household) -> None:
        self._desk, self._current, self._home = desk, current, home
        self.words: list[str] = []

    def draft(self, pages: Sequence[ScannedPage]) -> None:
        """Store this year's logbooks with what the pages answer: of leaflets, and of each form."""
        by_form: dict[str, list[ScannedPage]] = {}
        for page in pages:
            printed = _form_page(page)
            by_form.setdefault(printed.form if printed else "", []).append(page)
        for mark, some in by_form.items():
            visit = self._of_form(mark) if mark else self._of_leaflet()
            if visit is not None:
                self._store(visit, some, FORM if mark else LEAFLET)

    def _of_leaflet(self) -> VisitDraft:
        return logbooks.load_or_begin(self._desk, self._home.id)

    def _of_form(self, mark: str) -> VisitDraft | None:
        """Return this year's logbook of a printed form, None where another version is begun."""
        form = geometries.form_marked(self._desk, mark)
        if form is None:
            return None
        for visit in logbooks.visits(self._desk, self._home.id):
            if (visit.fiscal_year, visit.form) != (self._desk.fiscal_year, form.id):
                continue
            if visit.form_version == form.version:
                return visit
            self._say(
                f"สมุดพกปีนี้กรอกในแบบรุ่น {visit.form_version} แต่กระดาษเป็นรุ่น {form.version} "
                "เครื่องหมายไม่ถูกอ่าน กรุณากรอกด้วยมือ"
            )
            return None
        return logbooks.begin(self._desk, self._home.id, form)

    def _store(self, visit: VisitDraft, pages: Sequence[ScannedPage], paper: str) -> None:
        form = forms.form_of(self._desk, visit.form, visit.form_version)
        labels = {question.id: question.label for question in form.questions}
        # What a new logbook holds was known from lists; only what was keyed is a person's word.
        keyed = visit.id is not None
        answers = {(one.question, one.person_id): one for one in visit.answers}
        whose = [(page, self._people(page)) for page in pages]
        for place, codes in _taken_back(whose):
            old = answers.get(place)
            left = [code for code in old.value.split() if code not in codes] if old else []
            if old is None or old.value.split() == left:
                continue
            if keyed:
                told = labels[place[0]]
                self._say(f"{paper}ยกเลิกคำตอบเดิมของข้อ “{told}” คงที่กรอกไว้ กรุณาตรวจ")
            elif left:
                answers[place] = replace(old, value=" ".join(left))
            else:
                del answers[place]
        for answer in self._answers(form, whose):
            place = (answer.question, answer.person_id)
            old = answers.get(place)
            if keyed and old and old.state is AnswerState.VALUE and old.value != answer.value:
                told = labels[answer.question]
                self._say(f"ข้อ “{told}” กรอกไว้แล้วต่างจาก{paper} คงที่กรอกไว้")
                continue
            answers[place] = replace(answer, note=old.note) if old else answer
        forms.keep(self._desk, self._current, visit.form, visit.form_version)
        full = replace(visit, answers=tuple(answers.values()))
        casework.save_visit(self._current, full, self._desk.fiscal_year)

    def _answers(self, form: Form, whose: Sequence[Whose]) -> Iterator[Answer]:
        asked = {question.id: question for question in form.questions}
        for page, people in whose:
            first = _first(page)
            for (id_, row), choices in ticks_of(page.reading.boxes).items():
                if (id_, choices[0]) in FACTS:
                    what = FACTS[id_, choices[0]]
                    self._say(f"แผ่นพับระบุ{what}ของคนที่ {first + row} กรุณาแก้ที่หน้าสมาชิก")
                    continue
                question = asked.get(id_)
                person = people.get(row) if row else 0
                if person is None and people:
                    who = f"คนที่ {first + row}"
                    self._say(f"มีเครื่องหมายของ{who}ซึ่งยังไม่มีในครัวเรือน กรุณาเพิ่มสมาชิก")
                if question is None or person is None:
                    continue
                known = [one.code for one in question.choices if one.code in choices]
                if len(known) == len(choices):
                    yield Answer(id_, value=" ".join(known), person_id=person)
                else:
                    self._say(f"ข้อ “{question.label}” ไม่มีตัวเลือกนี้ในแบบรุ่นนี้ กรุณากรอกด้วยมือ")

    def _people(self, page: ScannedPage) -> dict[int, int]:
        """Return whom the rows of a side stand for; nobody where members changed since."""
        rows = {box.place.row for box in page.reading.boxes if box.place.row}
        if not rows:
            return {}
        session, home = self._current.session, self._home
        form_page = _form_page(page)
        if form_page is not None:
            return self._people_of_form(form_page)
        printed = scans.printed_at(session, home.id, self._desk.fiscal_year, prints.returning())
        if printed is None or scans.members_moved_since(session, home.id, printed):
            self._say("สมาชิกเปลี่ยนไปหลังพิมพ์แผ่นพับ เครื่องหมายรายคนไม่ถูกอ่าน กรุณากรอกด้วยมือ")
            return {}
        first = _first(page)
        members = [one.id for one in home.members if one.id is not None]
        return {row: members[first + row - 1] for row in rows if first + row <= len(members)}

    def _people_of_form(self, page: FormPage) -> dict[int, int]:
        """Return whom a form's rows stand for: its code tells for whom it was printed.

        The last row is for one who wasn't known then.
        """
        members = self._home.members[: page.members - 1]
        if logbook_forms.mark_of_people(members) != page.people:
            self._say("สมาชิกเปลี่ยนไปหลังพิมพ์สมุดพก เครื่องหมายรายคนไม่ถูกอ่าน กรุณากรอกด้วยมือ")
            return {}
        return {row: one.id for row, one in enumerate(members, 1) if one.id is not None}

    def _say(self, what: str) -> None:
        told = f"ครัวเรือนเลขที่ {self._home.id:06d}: {what}"
        if told not in self.words:
            self.words.append(told)


def _taken_back(whose: Sequence[Whose]) -> Iterator[tuple[Spot, set[str]]]:
    for page, people in whose:
        for (question, row), codes in taken_back(page.reading.boxes).items():
            person = people.get(row) if row else 0
            if person is not None:
                yield (question, person), codes


def _form_page(page: ScannedPage) -> FormPage | None:
    code = page.reading.code
    return form_page_of(code.side) if code else None


def _first(page: ScannedPage) -> int:
    """Return how many members stand on the sheets before this page's; a form counts them all."""
    code = page.reading.code
    if _form_page(page):
        return 0
    return (ord(code.side) - ord("A")) // 2 * MEMBER_ROWS if code else 0
