"""What phones sent: looked at, then made into drafts of logbooks for a person to look at."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.progress import Reporter
from desktop.domain.submissions import (
    UNDECIDED,
    Found,
    Preview,
    Sent,
    SentAnswer,
    Taken,
    TakenVisit,
)
from desktop.forms.sent import (
    read_sent,
)
from desktop.forms.sent_words import in_words
from desktop.importing.submissions.receiving import receive
from desktop.services import forms
from desktop.services.desk import Desk
from desktop.services.sent_looking import Looking
from desktop.services.sent_pictures import attach, read_pictures
from desktop.storage import casework, submissions
from desktop.storage.work import work

__all__ = [
    "answers",
    "dismiss",
    "for_household",
    "judge",
    "look",
    "receive",
    "reconsider",
    "take",
    "undecided",
]

_CHOSEN = "เจ้าหน้าที่เป็นผู้เลือกครัวเรือนนี้ เพราะรหัสที่ส่งมาไม่บอกว่าเป็นครัวเรือนใด"


def look(desk: Desk, paths: Sequence[Path], report: Reporter) -> Preview:
    """Say what would become of the submissions in files, and of those kept aside before.

    Raises:
        UserError: a file can't be read, holds no submissions, or its columns are headed by the
            questions' words instead of their names.
        Cancelled: the clerk asked to stop.
    """
    return judge(desk, receive(paths, report) if paths else (), report)


def judge(desk: Desk, received: Sequence[Sent], report: Reporter) -> Preview:
    """Say what would become of submissions that were read, and of those kept aside before.

    Nothing is stored. A submission is known by its instance id and its answers, in whatever
    kind of file it comes.

    Raises:
        UserError: the columns are headed by the questions' words instead of their names.
        Cancelled: the clerk asked to stop.
    """
    with desk.db.read() as session:
        aside = {one.sent.key: one for one in submissions.aside(session)}
        looking = Looking(desk, submissions.taken(session))
    came = {one.key for one in received}
    every = (*received, *(one.sent for key, one in aside.items() if key not in came))
    found = []
    for number, sent in enumerate(every):
        report.step(number, len(every), "กำลังตรวจคำตอบจากโทรศัพท์")
        found.append(looking.at(sent, aside.get(sent.key)))
    return Preview(tuple(found))


def for_household(desk: Desk, preview: Preview, found: Found, household_id: int) -> Preview:
    """Return the preview with one submission given to a household that a clerk chose.

    Nothing is stored. That a clerk chose it stands in the draft's note.

    Raises:
        UserError: the household is not there any more.
    """
    form = forms.form_of(desk, found.form, found.version)
    looking = Looking(desk, {})
    looking.begun |= {
        (one.household_id, one.form)
        for one in preview.of("new", "begun")
        if one.household_id is not None and one is not found
    }
    read = read_sent(form, found.sent)
    return preview.replaced(found, looking.given(found, form, read, household_id, (_CHOSEN,)))


def answers(desk: Desk, found: Found) -> tuple[SentAnswer, ...]:
    """Return what a submission says, in words; as it stands where its form isn't known."""
    known = {(one.id, one.version): one for one in forms.known(desk)}
    form = known.get((found.form, found.version))
    if form is None:
        return tuple(SentAnswer("", path, text) for path, text in found.sent.fields if text)
    return tuple(in_words(form, read_sent(form, found.sent)))


def undecided(desk: Desk) -> int:
    """Return how many submissions wait for somebody to decide."""
    with desk.db.read() as session:
        return sum(one.why_not is None for one in submissions.aside(session))


def dismiss(desk: Desk, chosen: Sequence[Found], why: str) -> Changes:
    """Note that these submissions become no logbooks, and why; it can be reconsidered.

    Raises:
        UserError: no reason is given.
    """
    if not why.strip():
        raise UserError("ยังไม่ได้บอกเหตุผล", "กรุณาพิมพ์เหตุผลสั้น ๆ ที่ไม่รับ เพื่อให้ผู้อื่นเข้าใจภายหลัง")
    label = f"ไม่รับคำตอบจากโทรศัพท์ {len(chosen):,} ชุด"
    with work(desk.db, label, desk.actor, kind="phones") as current:
        for one in chosen:
            submissions.forget_aside(current, one.sent)
            submissions.keep(current, one, None, why.strip())
    return current.done


def reconsider(desk: Desk, chosen: Sequence[Found]) -> Changes:
    """Let submissions wait again that were turned down."""
    label = f"นำคำตอบจากโทรศัพท์ {len(chosen):,} ชุดกลับมาพิจารณา"
    with work(desk.db, label, desk.actor, kind="phones") as current:
        for one in chosen:
            submissions.reconsider(current, one.sent)
    return current.done


def take(desk: Desk, preview: Preview, report: Reporter) -> Taken:
    """Make drafts of the new submissions, in one unit of work; keep aside what can't be taken.

    Their pictures become papers of the households; those of what is kept aside are kept with
    it. No fact of a household is touched.

    Raises:
        UserError: the database is locked, full, damaged or unreachable.
        Cancelled: the clerk asked to stop; nothing is stored.
    """
    wanted, later = preview.of("new"), preview.of(*UNDECIDED)
    with desk.db.read() as session:
        wanted, later = submissions.still_news(session, wanted, later)
    if not wanted and not later:
        # An action that does nothing would be the one that undo undoes.
        return Taken()
    label = f"รับสมุดพกจากโทรศัพท์ {len(wanted):,} เล่ม"
    if not wanted:
        label = f"พักคำตอบจากโทรศัพท์ {len(later):,} ชุดไว้รอตัดสิน"
    papers, refused = read_pictures((*wanted, *later), report)
    with work(desk.db, label, desk.actor, kind="phones") as current:
        # Another clerk may have taken some in this moment.
        wanted, later = submissions.still_news(current.session, wanted, later)
        for form, version in {(one.form, one.version) for one in wanted}:
            forms.keep(desk, current, form, version)
        made = []
        for number, one in enumerate(wanted):
            report.step(number, len(wanted), "กำลังบันทึกสมุดพก")
            if one.draft is None:
                continue
            visit = casework.save_visit(current, one.draft, desk.fiscal_year)
            pictures = attach(current, forms.form_of(desk, one.form, one.version), one, papers)
            submissions.forget_aside(current, one.sent)
            submissions.keep(current, one, visit.uid)
            made.append(TakenVisit(visit, pictures))
        for one in later:
            submissions.keep(current, one, None)
            submissions.keep_pictures(
                current, one, {p.name: papers[p] for p in one.sent.pictures if p in papers}
            )
    return Taken(tuple(made), len(later), refused, current.done)
