"""How one question changed from version to version, in the clerk's words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.form import Choice, Form, Group, Question
from desktop.domain.versions import ChangeKind, FormChange
from desktop.forms.kinds import IN_WORDS
from desktop.forms.matching import Matching, Pair, alike, similarity
from desktop.forms.references import REFERENCE

_ANOTHER = 0.5  # below it the words have little in common
RULES = {
    "relevant": "เงื่อนไขการถาม",
    "required_when": "เงื่อนไขที่ต้องตอบ",
    "constraint": "เงื่อนไขของคำตอบ",
    "constraint_message": "ข้อความเมื่อคำตอบไม่ผ่าน",
    "calculation": "สูตรคำนวณ",
    "choice_filter": "ตัวกรองคำตอบ",
    "default": "ค่าเริ่มต้น",
    "parameters": "ค่ากำหนด",
}
_MARKS = {
    "required": ("เป็นข้อที่ต้องตอบ", "ไม่บังคับตอบแล้ว"),
    "soft": ("คำตอบที่ไม่ผ่านเงื่อนไขยืนยันได้", "คำตอบที่ไม่ผ่านเงื่อนไขยืนยันไม่ได้แล้ว"),
    "readonly": ("แก้คำตอบไม่ได้", "แก้คำตอบได้"),
}
_Told = Iterator[tuple[ChangeKind, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions, and which question is which."""

    old: Form
    new: Form
    matching: Matching

    def rule_change(self, was: str, now: str) -> str:
        """Return how a rule changed, '' where it says the same; renamed questions don't count."""
        renamed = {pair.old.name: pair.new.name for pair in self.matching.pairs}
        carried = REFERENCE.sub(lambda found: f"${{{renamed.get(found[1], found[1])}}}", was)
        if re.sub(r"\s+", " ", carried).strip() == re.sub(r"\s+", " ", now).strip():
            return ""
        if not was:
            return f" เพิ่มขึ้นใหม่: {_in_words(self.new, now)}"
        if not now:
            return f" ยกเลิก (เดิม: {_in_words(self.old, was)})"
        return f" เปลี่ยนจาก {_in_words(self.old, was)} เป็น {_in_words(self.new, now)}"


def changes_of(compared: Compared, pair: Pair) -> Iterator[FormChange]:
    """Yield what changed in a question that both versions have."""
    now = pair.new
    for told in (
        *(_kind(pair), _choices(pair.old, now), _rules(compared, pair), _names(pair)),
        *(_place(compared, pair), _words(pair)),
    ):
        for kind, sentence in told:
            yield FormChange(kind, now.id, f"ข้อ “{now.label}” {sentence}")


def section_of(form: Form, question: Question) -> str:
    """Return the label of the section a question stands in, '' for none."""
    return next((one.label for one in form.sections if one.name == question.section), "")


def _kind(pair: Pair) -> _Told:
    was, now = pair.old, pair.new
    if was.kind != now.kind:
        kinds = f"จาก “{IN_WORDS[was.kind]}” เป็น “{IN_WORDS[now.kind]}”"
        yield "retyped", f"เปลี่ยนชนิดคำตอบ{kinds}"
    if was.per_member != now.per_member:
        whom = "สมาชิกทุกคน" if now.per_member else "ครัวเรือน"
        yield "retyped", f"เปลี่ยนเป็นถาม{whom}"


def _rules(compared: Compared, pair: Pair) -> _Told:
    for field, words in RULES.items():
        texts = compared.rule_change(getattr(pair.old, field), getattr(pair.new, field))
        if texts:
            yield "rule", f"{words}{texts}"
    for field, (on, off) in _MARKS.items():
        if getattr(pair.old, field) != getattr(pair.new, field):
            yield "rule", on if getattr(pair.new, field) else off


def _names(pair: Pair) -> _Told:
    was, now = pair.old, pair.new
    if was.id != now.id:
        yield "renamed", f"เปลี่ยนรหัสข้อจาก {was.id} เป็น {now.id}"
    elif was.name != now.name:
        yield "renamed", f"เปลี่ยนชื่อในไฟล์จาก {was.name} เป็น {now.name}"


def _place(compared: Compared, pair: Pair) -> _Told:
    if pair.old.groups == pair.new.groups:
        return
    here, there = section_of(compared.old, pair.old), section_of(compared.new, pair.new)
    inside = f"ย้ายกลุ่มภายในหมวด “{there}”"
    yield "moved", inside if here == there else f"ย้ายจากหมวด “{here}” ไปหมวด “{there}”"


def _words(pair: Pair) -> _Told:
    was, now = pair.old, pair.new
    if not alike(was.label, now.label):
        another = similarity(was.label, now.label) < _ANOTHER
        doubt = " ถ้าเป็นคนละเรื่องกัน ให้ใช้รหัสข้อใหม่แทน" if another else ""
        yield "meaning" if another else "label", f"แก้ข้อความคำถาม เดิมคือ “{was.label}”{doubt}"
    if not alike(was.hint, now.hint):
        yield "label", f"แก้คำอธิบายจาก “{was.hint}” เป็น “{now.hint}”"


def _choices(was: Question, now: Question) -> _Told:
    before = {one.code: one for one in was.choices}
    after = {one.code: one for one in now.choices}
    for code, choice in after.items():
        old = before.get(code)
        if old is None:
            moved = _labelled(was, choice, after)
            if moved:
                yield "recoded", f"คำตอบ “{choice.label}” เปลี่ยนรหัสจาก {moved.code} เป็น {code}"
            else:
                yield "choice_added", f"เพิ่มคำตอบ {code} “{choice.label}”"
        elif not alike(old.label, choice.label):
            # The words of an answer are its meaning: nobody but a clerk can say it is kept.
            yield (
                "meaning",
                f"รหัส {code} เดิมคือ “{old.label}” แบบใหม่คือ “{choice.label}” "
                "ถ้าความหมายเปลี่ยน คำตอบเดิมจะถูกอ่านผิด ให้ใช้รหัสใหม่แทน",
            )
    for code, choice in before.items():
        if code not in after and not _labelled(now, choice, before):
            yield "choice_retired", f"เลิกใช้คำตอบ {code} “{choice.label}”"


def _labelled(question: Question, choice: Choice, besides: dict[str, Choice]) -> Choice | None:
    """Return the choice with the same label whose code the other version doesn't have."""
    same = (one for one in question.choices if alike(one.label, choice.label))
    return next((one for one in same if one.code not in besides), None)


def _in_words(form: Form, expression: str) -> str:
    """Return an expression with the questions' words in the place of their names."""
    known: dict[str, Question | Group] = {one.name: one for one in form.groups}
    known |= {one.name: one for one in form.questions}

    def label(found: re.Match[str]) -> str:
        one = known.get(found[1])
        return f"“{one.label}”" if one and one.label else found[0]

    return REFERENCE.sub(label, expression)
