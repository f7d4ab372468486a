"""What phones sent of a form, and what is to become of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from desktop.domain.errors import Place
from desktop.domain.records import Visit, VisitDraft

HOUSEHOLD = "onehome_household"
"""The question by which a phone says whose logbook it is: the household's uid."""
FORM = "onehome_form"
"""The calculation by which a phone says which form was filled in: `id@version`."""
MEMBER = "onehome_member"
"""The question by which a phone says who a member is, where the form asks for no name."""

_SEPARATORS = re.compile(r"[/-]")

# new: becomes a draft. known: taken before, the same. revised: taken before, with other content.
# unmatched: of no household that is known. unknown_version: of no form that is known.
# begun: this year's logbook of the household is begun already. refused: can't be relied on.
SubmissionKind = Literal[
    "new", "known", "revised", "unmatched", "unknown_version", "begun", "refused"
]

SUBMISSION_LABEL: dict[SubmissionKind, str] = {
    "new": "ชุดใหม่ พร้อมเป็นสมุดพกฉบับร่าง",
    "known": "เคยรับแล้ว",
    "revised": "เคยรับแล้วแต่เนื้อหาต่างจากเดิม",
    "unmatched": "ไม่พบครัวเรือน",
    "unknown_version": "ไม่รู้จักแบบฟอร์มหรือรุ่น",
    "begun": "ครัวเรือนมีสมุดพกปีนี้แล้ว",
    "refused": "อ่านไม่ได้หรือเชื่อถือไม่ได้",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a submission; `file` (a path) and `entry` in it say where it lies.

    Both are empty where the submission names a picture that didn't come along.
    """

    name: str
    file: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """One submission as it came. `fields` are paths and texts.

    A path is what the file calls the question: names with '/' or '-' between, or the last name
    alone; before it, or in it, stands `repeat[n]/` for the n-th line of a repeat. `row` is the
    sheet's. `instance` and `replaces` are ids without 'uuid:', '' for none; `form` and `version`
    are what the file says. `fault` tells why it can't be taken as it is.
    """

    file: str
    sheet: str = ""
    row: int | None = None
    instance: str = ""
    replaces: str = ""
    form: str = ""
    version: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Picture, ...] = ()
    fault: str = ""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.file, self.sheet, self.row)

    def told(self, name: str) -> str:
        """Return the first answer to a question of that name, '' for none."""
        for path, text in self.fields:
            if name in path and _SEPARATORS.split(plain_path(path))[-1] == name:
                return text
        return ""


def plain_path(path: str) -> str:
    """Return a path without the numbers of repeats."""
    return re.sub(r"\[\d+\]", "", path)


@dataclass(frozen=True, slots=True)
class Found:
    """A submission, and what is to become of it.

    `words` are points to look at, in Thai; they name no person, for a console shows them.
    `draft` and `household_id` are those of what can be taken, now or after a person decided; in
    it `blank` questions were asked and left blank, `passed` weren't to be asked.
    """

    sent: Sent
    kind: SubmissionKind
    words: tuple[str, ...] = ()
    form: str = ""
    version: str = ""
    digest: str = ""
    household_id: int | None = None
    draft: VisitDraft | None = None
    blank: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """All submissions that were looked at; nothing is stored by that."""

    found: tuple[Found, ...]

    def of(self, *kinds: SubmissionKind) -> tuple[Found, ...]:
        """Return those of some kinds."""
        return tuple(one for one in self.found if one.kind in kinds)

    def count(self, kind: SubmissionKind) -> int:
        """Return how many are of a kind."""
        return len(self.of(kind))


@dataclass(frozen=True, slots=True)
class TakenVisit:
    """A draft that was made, and the pictures that came with it."""

    visit: Visit
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was stored: drafts, and how many submissions are kept aside for a decision."""

    visits: tuple[TakenVisit, ...] = ()
    aside: int = 0


def instance_of(text: str) -> str:
    """Return an instance id without its 'uuid:', which some exports leave out."""
    return text.strip().removeprefix("uuid:")


def with_pictures(
    fields: Iterable[tuple[str, str]], entries: Iterable[Picture]
) -> tuple[Picture, ...]:
    """Return the pictures whose names a submission's answers give, each once."""
    by_name = {one.name: one for one in entries}
    named = (by_name[text] for _, text in fields if text in by_name)
    return tuple(dict.fromkeys(named))
