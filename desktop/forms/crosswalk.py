"""Proposing the crosswalk from a version of a form to the next."""

from collections.abc import Iterator

from desktop.domain.crosswalk import Crosswalk, Decision, QuestionLink, Relation, ValueLink
from desktop.domain.form import Choice, Form, Question
from desktop.forms.matching import Pair, alike, match

_CODED = ("select_one", "select_multiple", "rank", "acknowledge")


def propose(old: Form, new: Form) -> Crosswalk:
    """Return where each question and code went, as far as the forms themselves tell.

    What only a person can know is left to 'ask': questions that are merely worded alike, and
    codes whose words changed or are gone.
    """
    matching = match(old, new)
    guessed = {one.old.id: one for one in matching.suggested}
    taken = {one.new.id for one in matching.suggested}
    pairs = [*matching.pairs, *matching.suggested]
    links = [
        *(_link(pair) for pair in pairs),
        *(_dropped(one) for one in matching.retired if one.id not in guessed),
        *(_new(one) for one in matching.added if one.id not in taken),
    ]
    values = [value for pair in pairs for value in _values(pair)]
    return Crosswalk(new.id, old.version, new.version, tuple(links), tuple(values))


def _link(pair: Pair) -> QuestionLink:
    was, now = pair.old, pair.new
    decision: Decision = "ask" if pair.how == "suggested" else "yes"
    note = f"ถ้อยคำตรงกันร้อยละ {pair.score * 100:.0f}" if pair.how == "suggested" else ""
    if was.per_member != now.per_member:
        # One answer for the house can't become one for each of its people, nor the reverse.
        note = "เดิมถามครัวเรือน" if now.per_member else "เดิมถามสมาชิกทุกคน"
        return QuestionLink(was.id, now.id, "retyped", "no", note)
    return QuestionLink(was.id, now.id, relation_of(was, now), decision, note)


def relation_of(was: Question, now: Question) -> Relation:
    """Return in what the new question differs from the old one it is; the weightiest."""
    if was.kind != now.kind:
        return "retyped"
    if [one.code for one in was.choices] != [one.code for one in now.choices]:
        return "recoded"
    if (was.id, was.name) != (now.id, now.name):
        return "renamed"
    return "same" if was.groups == now.groups else "moved"


def _dropped(question: Question) -> QuestionLink:
    return QuestionLink(question.id, "", "dropped")


def _new(question: Question) -> QuestionLink:
    return QuestionLink("", question.id, "new")


def _values(pair: Pair) -> Iterator[ValueLink]:
    was, now = pair.old, pair.new
    for choice in was.choices:
        if now.kind not in _CODED:
            yield ValueLink(was.id, choice.code, choice.label)
            continue
        same = next((one for one in now.choices if one.code == choice.code), None)
        if same is None or not alike(same.label, choice.label):
            yield _recoded(was, choice, now, same)


def _recoded(was: Question, choice: Choice, now: Question, same: Choice | None) -> ValueLink:
    found = next((one for one in now.choices if alike(one.label, choice.label)), None)
    if found is not None:
        return ValueLink(was.id, choice.code, found.code)
    if same is not None:
        note = f"รหัสเดิมคือ “{choice.label}” แบบใหม่คือ “{same.label}”"
        return ValueLink(was.id, choice.code, same.code, "ask", note)
    return ValueLink(was.id, choice.code, "", "ask", f"แบบใหม่ไม่มีคำตอบ “{choice.label}”")
