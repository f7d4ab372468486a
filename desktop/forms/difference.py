"""The difference between two versions of a form, in the clerk's words."""

from collections.abc import Iterator
from typing import get_args

from desktop.domain.form import Form, Question
from desktop.domain.versions import ChangeKind, FormChange, FormDifference, Suggestion
from desktop.forms.matching import Matching, Pair, alike, match
from desktop.forms.question_changes import RULES, Compared, changes_of, section_of

_ORDER = {kind: place for place, kind in enumerate(get_args(ChangeKind))}


def difference(old: Form, new: Form) -> FormDifference:
    """Return what changed from `old` to `new`, the loudest first, then in the form's order."""
    matching = match(old, new)
    compared = Compared(old, new, matching)
    found = [*_coming_and_going(old, new, matching), *_of_groups(compared)]
    for pair in matching.pairs:
        found += changes_of(compared, pair)
    if _reordered(old, matching):
        found.append(FormChange("order", "", "ลำดับคำถามเปลี่ยน"))
    return FormDifference(
        changes=tuple(sorted(found, key=lambda one: _ORDER[one.kind])),
        suggestions=tuple(map(_suggestion, matching.suggested)),
    )


def _suggestion(pair: Pair) -> Suggestion:
    words = (
        f"ข้อเดิม “{pair.old.label}” กับข้อใหม่ “{pair.new.label}” อาจเป็นข้อเดียวกัน "
        f"(ถ้อยคำตรงกันร้อยละ {pair.score * 100:.0f})"
    )
    return Suggestion(pair.old.id, pair.new.id, pair.score, words)


def _coming_and_going(old: Form, new: Form, matching: Matching) -> Iterator[FormChange]:
    for one in matching.retired:
        sentence = f"เลิกถามข้อ “{one.label}”{_in_section(old, one)} คำตอบเดิมยังเก็บไว้"
        yield FormChange("retired", one.id, sentence)
    for one in matching.added:
        yield FormChange("added", one.id, f"เพิ่มข้อ “{one.label}”{_in_section(new, one)}")


def _in_section(form: Form, question: Question) -> str:
    label = section_of(form, question)
    return f" ในหมวด “{label}”" if label else ""


def _of_groups(compared: Compared) -> Iterator[FormChange]:
    before = {one.name: one for one in compared.old.groups}
    for group in compared.new.groups:
        was = before.get(group.name)
        if was is None:
            continue
        name = group.label or group.name
        if not alike(was.label, group.label):
            yield FormChange("label", "", f"หมวด “{was.label}” เปลี่ยนชื่อเป็น “{group.label}”")
        texts = compared.rule_change(was.relevant, group.relevant)
        if texts:
            yield FormChange("rule", "", f"หมวด “{name}” {RULES['relevant']}{texts}")


def _reordered(old: Form, matching: Matching) -> bool:
    """Return whether questions that stayed in their groups stand in another order."""
    place = {one.id: index for index, one in enumerate(old.questions)}
    stayed = [place[one.old.id] for one in matching.pairs if one.old.groups == one.new.groups]
    return stayed != sorted(stayed)
