"""One submission after another: what is to become of it, by what is known already."""

from dataclasses import replace

from desktop.domain.errors import UserError
from desktop.domain.form import Form
from desktop.domain.leaflet import QR_PREFIX
from desktop.domain.submissions import FORM, HOUSEHOLD, Found, Sent, Waiting
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
from desktop.services import forms, logbooks
from desktop.services.desk import Desk
from desktop.services.sent_drafts import draft_of
from desktop.storage import submissions
from desktop.storage.households import ids_named
from desktop.storage.identity import UID_LENGTH


class Looking:
    """One look at submissions: what is known, and what was met on the way."""

    def __init__(self, desk: Desk, taken: dict[str, set[str]]) -> None:
        self._desk = desk
        self._forms = {(one.id, one.version): one for one in forms.known(desk)}
        self._rules: dict[str, Rules] = {}
        self._known = taken
        self._met: dict[str, Sent] = {}
        self.begun: set[tuple[int, str]] = set()

    def at(self, sent: Sent, aside: Waiting | None = None) -> Found:
        """Return what is to become of a submission, which perhaps was set aside before.

        Raises:
            UserError: its columns are headed by the questions' words.
        """
        told = sent.told(FORM)
        name, at, version = told.partition("@") if told else (sent.form, "@", sent.version)
        form = self._forms.get((name, version)) if at else None
        self._refuse_labels(sent, form)
        found = Found(sent, "refused", form=name, version=version)
        if aside is not None:
            # What is kept of it outlasts the file it came in.
            sent = replace(sent, pictures=aside.sent.pictures)
            found = replace(found, sent=sent, arrived_at=aside.arrived_at)
            if aside.why_not is not None:
                words = (f"เหตุผล: {aside.why_not}",)
                return replace(found, kind="dismissed", words=words, digest=aside.digest)
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
        if before:
            with self._desk.db.read() as session:
                found = replace(found, household_id=submissions.whose(session, instance))
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
        return self.given(found, form, read, household)

    def given(
        self, found: Found, form: Form, read: Read, household: int, words: tuple[str, ...] = ()
    ) -> Found:
        """Return a submission as the draft of a household's logbook, or why it has to wait."""
        drafted = draft_of(self._desk, found, self._rules_of(form), read, household, words)
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
        before = (household, form) in self.begun
        self.begun.add((household, form))
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
