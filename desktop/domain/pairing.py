"""Deciding, question by question and code by code, what of an old form is what of the new one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from desktop.domain.crosswalk import Decision, QuestionLink, ValueLink
from desktop.domain.form import Choice, Form, Question
from desktop.domain.versions import LoadedForm

_Link = TypeVar("_Link", QuestionLink, ValueLink)


@dataclass(frozen=True, slots=True)
class Pairing:
    """A link of the crosswalk as a person decides it: `old` and `new` are its words.

    `fixed` ones can't be the same, whatever is decided. `choices` are the codes that an old code
    may become, none for a question.
    """

    link: QuestionLink | ValueLink
    old: str
    new: str
    fixed: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def of_code(self) -> bool:
        """Whether it is about an answer's code and not a whole question."""
        return isinstance(self.link, ValueLink)

    def decided(self, decision: Decision) -> "Pairing":
        """Return it as decided; what is fixed stays."""
        return self if self.fixed else replace(self, link=replace(self.link, decision=decision))

    def becoming(self, code: str) -> "Pairing":
        """Return an old code's pairing with the new code it becomes, '' for none.

        Raises:
            ValueError: it is about a question, or the new question has no such code.
        """
        found = next((one.label for one in self.choices if one.code == code), "")
        if not isinstance(self.link, ValueLink) or (code and not found):
            raise ValueError("แบบใหม่ไม่มีคำตอบนี้")
        return replace(self, link=replace(self.link, to_value=code, decision="yes"), new=found)


def pairings(loaded: LoadedForm) -> tuple[Pairing, ...]:
    """Return what may be decided, what waits first; nothing where the form replaces none.

    Questions that are plainly the same are left out.
    """
    before, crosswalk = loaded.replaces, loaded.crosswalk
    if before is None or crosswalk is None:
        return ()
    old, new = _by_id(before), _by_id(loaded.form)
    changes = loaded.difference.changes if loaded.difference else ()
    loud = {one.question for one in changes if one.loud}
    found = [
        Pairing(
            link=one,
            old=old[one.from_id].label,
            new=new[one.to_id].label,
            fixed=old[one.from_id].per_member != new[one.to_id].per_member,
        )
        for one in crosswalk.questions
        if one.from_id in old and one.to_id in new
        if one.relation != "same" or one.decision != "yes" or loud & {one.from_id, one.to_id}
    ]
    targets = {one.from_id: one.to_id for one in crosswalk.questions if one.from_id}
    for value in crosswalk.values:
        found += _of_code(value, old.get(value.from_id), new.get(targets.get(value.from_id, "")))
    return tuple(sorted(found, key=lambda one: one.link.decision != "ask"))


def settled(made: Sequence[Pairing], at: int, decision: Decision) -> tuple[Pairing, ...]:
    """Return the pairings after one decision: a question that is another is no third one."""
    chosen = made[at].decided(decision)

    def after(one: Pairing) -> Pairing:
        shares = (
            chosen.link.decision == "yes"
            and isinstance(one.link, QuestionLink)
            and isinstance(chosen.link, QuestionLink)
            and (one.link.from_id == chosen.link.from_id or one.link.to_id == chosen.link.to_id)
        )
        return one.decided("no") if shares else one

    return tuple(chosen if row == at else after(one) for row, one in enumerate(made))


def with_pairings(loaded: LoadedForm, made: Sequence[Pairing]) -> LoadedForm:
    """Return the loaded form with the crosswalk as it was decided."""
    crosswalk = loaded.crosswalk
    if crosswalk is None:
        return loaded
    links = {_place(one.link): one.link for one in made}
    questions = tuple(_decided(one, links) for one in crosswalk.questions)
    values = tuple(_decided(one, links) for one in crosswalk.values)
    return replace(loaded, crosswalk=replace(crosswalk, questions=questions, values=values))


def _decided(link: _Link, made: Mapping[tuple[str, str, str], object]) -> _Link:
    found = made.get(_place(link))
    return found if isinstance(found, type(link)) else link


def _place(link: QuestionLink | ValueLink) -> tuple[str, str, str]:
    """What tells a link from all others, whatever is decided."""
    if isinstance(link, ValueLink):
        return "code", link.from_id, link.from_value
    return "question", link.from_id, link.to_id


def _of_code(value: ValueLink, was: Question | None, now: Question | None) -> Iterator[Pairing]:
    if was is None:
        return
    words = {one.code: one.label for one in was.choices}
    choices = now.choices if now else ()
    # A choice that becomes a text is linked to its words.
    new = next((one.label for one in choices if one.code == value.to_value), value.to_value)
    old = f"{was.label}: {words.get(value.from_value, value.from_value)}"
    yield Pairing(value, old, new, choices=choices)


def _by_id(form: Form) -> dict[str, Question]:
    return {one.id: one for one in form.questions}
