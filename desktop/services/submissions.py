"""What phones sent: looked at, then made into drafts of logbooks for a person to look at."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.domain.errors import UserError
from desktop.domain.form import Form
from desktop.domain.leaflet import QR_PREFIX
from desktop.domain.progress import Reporter
from desktop.domain.submissions import FORM, HOUSEHOLD, Found, Preview, Sent, Taken, TakenVisit
from desktop.forms.rules import Rules
from desktop.forms.sent import (
    Read,
    differences,
    digest,
    digest_of,
    fault_of,
    read_sent,
    speaks_in_labels,
)
from desktop.importing.submissions.receiving import picture_bytes, receive
from desktop.services import forms, logbooks
from desktop.services.desk import Desk
from desktop.services.sent_drafts import draft_of
from desktop.storage import casework, submissions
from desktop.storage.households import ids_named
from desktop.storage.identity import UID_LENGTH
from desktop.storage.work import work

__all__ = ["look", "picture_bytes", "take"]


def look(desk: Desk, paths: Sequence[Path], report: Reporter) -> Preview:
    """Say what would become of the submissions in files, and of those kept aside before.

    Nothing is stored. A submission is known by its instance id and its answers, in whatever
    kind of file it comes.

    Raises:
        UserError: a file can't be read, holds no submissions, or its columns are headed by the
            questions' words instead of their names.
        Cancelled: the clerk asked to stop.
    """
    received = receive(paths, report) if paths else ()
    with desk.db.read() as session:
        waiting = submissions.aside(session)
        looking = _Looking(desk, submissions.taken(session))
    came = {(one.instance, one.fields) for one in received}
    every = (*received, *(one for one in waiting if (one.instance, one.fields) not in came))
    found = []
    for number, sent in enumerate(every):
        report.step(number, len(every), "กำลังตรวจคำตอบจากโทรศัพท์")
        found.append(looking.at(sent))
    return Preview(tuple(found))


def take(desk: Desk, preview: Preview, report: Reporter, *, beside: bool = False) -> Taken:
    """Make drafts of the new submissions, in one unit of work; keep aside what can't be taken.

    With `beside` those too whose household has a logbook of this year already: it stays, and the
    submission becomes another. No fact of a household is touched.

    Raises:
        UserError: the database is locked, full, damaged or unreachable.
        Cancelled: the clerk asked to stop; nothing is stored.
    """
    wanted = preview.of("new", "begun") if beside else preview.of("new")
    later = preview.of("revised", "unmatched", "unknown_version", *(() if beside else ("begun",)))
    with desk.db.read() as session:
        wanted, later = submissions.still_news(session, wanted, later)
    if not wanted and not later:
        # An action that does nothing would be the one that undo undoes.
        return Taken()
    label = f"รับสมุดพกจากโทรศัพท์ {len(wanted):,} เล่ม"
    if not wanted:
        label = f"พักคำตอบจากโทรศัพท์ {len(later):,} ชุดไว้รอตัดสิน"
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
            submissions.forget_aside(current, one.sent)
            submissions.keep(current, one, visit.uid)
            made.append(TakenVisit(visit, one.sent.pictures))
        for one in later:
            submissions.keep(current, one, None)
    return Taken(tuple(made), len(later))


class _Looking:
    """One look at submissions: what is known, and what was met on the way."""

    def __init__(self, desk: Desk, taken: dict[str, set[str]]) -> None:
        self._desk = desk
        self._forms = {(one.id, one.version): one for one in forms.known(desk)}
        self._rules: dict[str, Rules] = {}
        self._known = taken
        self._met: dict[str, Sent] = {}
        self._begun: set[tuple[int, str]] = set()

    def at(self, sent: Sent) -> Found:
        """Return what is to become of a submission.

        Raises:
            UserError: its columns are headed by the questions' words.
        """
        told = sent.told(FORM)
        name, at, version = told.partition("@") if told else (sent.form, "@", sent.version)
        form = self._forms.get((name, version)) if at else None
        self._refuse_labels(sent, form)
        found = Found(sent, "refused", form=name, version=version)
        if sent.fault:
            return replace(found, words=(sent.fault,))
        if form is None:
            words = (
                f"โปรแกรมไม่รู้จักแบบฟอร์ม “{name}” รุ่น “{version}” "
                "กรุณาประกาศใช้แบบฟอร์มรุ่นนั้น แล้วรับคำตอบอีกครั้ง",
            )
            raw = digest([name, version, sent.fields])
            return replace(found, kind="unknown_version", words=words, digest=raw)
        read = read_sent(form, sent)
        fault = fault_of(form, sent, read)
        if fault:
            return replace(found, words=(fault,))
        return self._of_form(replace(found, digest=digest_of(form, sent, read)), form, read)

    def _refuse_labels(self, sent: Sent, form: Form | None) -> None:
        asked = [form] if form else list(self._forms.values())
        if any(speaks_in_labels(one, sent) for one in asked):
            raise UserError(
                "หัวคอลัมน์เป็นข้อความคำถาม",
                "คำถามหลายข้ออาจใช้ข้อความเดียวกัน โปรแกรมจึงไม่เดา กรุณาส่งออกใหม่ ที่ KoboToolbox เลือก "
                "Value and header format เป็น “XML values and headers” "
                "ที่ ODK Central เลือกส่งออก CSV ตามปกติ",
                sent.place,
            )

    def _of_form(self, found: Found, form: Form, read: Read) -> Found:
        sent = found.sent
        instance = sent.instance if sent.instance in self._known else sent.replaces
        before = frozenset(self._known.get(instance, ()))
        self._known.setdefault(sent.instance, set()).add(found.digest)
        if found.digest in before:
            return replace(found, kind="known")
        if before:
            return replace(found, kind="revised", words=self._revised(sent, form, instance))
        self._met[sent.instance] = sent
        uid = sent.told(HOUSEHOLD).strip().removeprefix(QR_PREFIX).upper()
        household = self._household(uid)
        if household is None:
            why = "ไม่ตรงกับครัวเรือนใดในโปรแกรม" if uid else "ว่าง"
            words = (f"รหัสครัวเรือน ({HOUSEHOLD}) {why} กรุณาตรวจกับผู้เยี่ยมว่าเป็นครัวเรือนใด",)
            return replace(found, kind="unmatched", words=words)
        return self._of_household(found, form, read, household)

    def _of_household(self, found: Found, form: Form, read: Read, household: int) -> Found:
        drafted = draft_of(self._desk, found, self._rules_of(form), read, household)
        return _held(drafted) if self._is_begun(household, form.id) else drafted

    def _household(self, uid: str) -> int | None:
        if len(uid) != UID_LENGTH:
            return None
        with self._desk.db.read() as session:
            ids = ids_named(session, uid)
        return ids[0] if len(ids) == 1 else None

    def _is_begun(self, household: int, form: str) -> bool:
        """Whether there is a logbook of this year, be it one of those looked at before."""
        year = self._desk.fiscal_year
        stored = any(
            (one.fiscal_year, one.form) == (year, form)
            for one in logbooks.visits(self._desk, household)
        )
        before = (household, form) in self._begun
        self._begun.add((household, form))
        return stored or before

    def _revised(self, sent: Sent, form: Form, instance: str) -> tuple[str, ...]:
        """Return what is answered otherwise than when it was taken or met first."""
        first = self._met.get(instance)
        if first is None:
            with self._desk.db.read() as session:
                first = submissions.as_taken(session, instance)
        differing = " ".join(differences(form, sent, first)) if first else ""
        where = f" ต่างกันที่ {differing}" if differing else ""
        return (
            f"เคยรับชุดคำตอบนี้แล้ว แต่เนื้อหาต่างจากเดิม{where} โปรแกรมไม่เขียนทับ กรุณาตรวจแล้วแก้ในสมุดพกเอง",
        )

    def _rules_of(self, form: Form) -> Rules:
        if form.sha256 not in self._rules:
            self._rules[form.sha256] = Rules(form)
        return self._rules[form.sha256]


def _held(found: Found) -> Found:
    why = "ครัวเรือนนี้มีสมุดพกของปีนี้อยู่แล้ว จึงพักไว้ให้เลือกว่าจะเพิ่มเป็นอีกเล่มหรือไม่"
    return replace(found, kind="begun", words=(why, *found.words))
