"""A submission as the draft of a household's logbook, with the points to look at."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from desktop.domain.form import Form
from desktop.domain.records import VisitDraft
from desktop.domain.submissions import Found, Picture, Sent
from desktop.forms.rules import Rules
from desktop.forms.sent import Read
from desktop.forms.sent_answers import replay, with_note
from desktop.forms.sent_members import matched, name_of
from desktop.services import households
from desktop.services.desk import Desk
from desktop.services.keying import DAY, TEAM
from desktop.thai.dates import fiscal_year


def draft_of(
    desk: Desk,
    found: Found,
    rules: Rules,
    read: Read,
    household: int,
    first: tuple[str, ...] = (),
) -> Found:
    """Return a submission with the draft that it makes; its points stand in it as a note too.

    `first` are points that stand above all others. Only what the phone sent stands in the draft:
    what is known already was answered by nobody.
    """
    form, home = rules.form, households.load(desk, household)
    people, doubts = matched(form, read, home.members)
    day = _day(read.household.get(DAY, ""))
    told = replay(rules, read, people, day or desk.today)
    sent = _with_missing(form, read, found.sent)
    lost = (f"รูป {one.name} ไม่ได้มากับไฟล์" for one in sent.pictures if not one.came)
    words = (*first, *_of_day(desk, day), *doubts, *told.words, *lost)
    draft = VisitDraft(
        household_id=home.id,
        form=form.id,
        form_version=form.version,
        visited_on=day,
        team=read.household.get(TEAM, ""),
        # Only within the logbook are the unknown called by name.
        answers=with_note(form, told.answers, (*words, *_names(form, read, people))),
    )
    return replace(
        found,
        sent=sent,
        kind="new",
        words=words,
        household_id=home.id,
        draft=draft,
        blank=told.blank,
        passed=told.passed,
    )


def _of_day(desk: Desk, day: date | None) -> Iterator[str]:
    """Yield that the logbook goes to another fiscal year than that of the visit."""
    if day and fiscal_year(day) != desk.fiscal_year:
        yield (
            f"วันที่เยี่ยมอยู่ในปีงบประมาณ {fiscal_year(day)} "
            f"แต่สมุดพกจะลงในปีงบประมาณ {desk.fiscal_year} ที่เปิดอยู่"
        )


def _names(form: Form, read: Read, people: Mapping[int, int]) -> Iterator[str]:
    for number in read.members:
        name = name_of(form, read, number)
        if name and number not in people:
            yield f"ชื่อที่ส่งมาของคนที่ {number}: {name}"


def _with_missing(form: Form, read: Read, sent: Sent) -> Sent:
    """Return the submission with those pictures too that it names and that didn't come."""
    came = {one.name for one in sent.pictures}
    asked = [one.id for one in form.questions if one.attached]
    names = [
        texts[question]
        for texts in (read.household, *read.members.values())
        for question in asked
        if texts.get(question) and texts[question] not in came
    ]
    return replace(sent, pictures=(*sent.pictures, *map(Picture, names)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
