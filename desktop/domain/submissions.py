"""What phones sent of a form, and what is to become of it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, get_args

from desktop.domain.changes import Changes
from desktop.domain.errors import Place, UserError
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
# dismissed: somebody decided, with a reason, that it becomes none.
Undecided = Literal["begun", "unmatched", "revised", "unknown_version"]
SubmissionKind = Literal["new", Undecided, "refused", "known", "dismissed"]
UNDECIDED: tuple[Undecided, ...] = get_args(Undecided)
"""What waits for somebody to decide."""

SUBMISSION_LABEL: dict[SubmissionKind, str] = {
    "new": "ชุดใหม่ พร้อมเป็นสมุดพกฉบับร่าง",
    "begun": "ครัวเรือนมีสมุดพกปีนี้แล้ว",
    "unmatched": "ไม่พบครัวเรือน",
    "revised": "เคยรับแล้วแต่เนื้อหาต่างจากเดิม",
    "unknown_version": "ไม่รู้จักแบบฟอร์มหรือรุ่น",
    "refused": "อ่านไม่ได้หรือเชื่อถือไม่ได้",
    "known": "เคยรับแล้ว",
    "dismissed": "ตัดสินแล้วว่าไม่รับ",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a submission; `file` (a path) and `entry` in it say where it lies.

    `kept` is the number under which the program itself keeps it. Without any of them the
    submission names a picture that didn't come along.
    """

    name: str
    file: str = ""
    entry: str = ""
    kept: int = 0

    @property
    def came(self) -> bool:
        """Whether it can be had."""
        return bool(self.file or self.kept)


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
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What tells it from all others, in whatever file it comes."""
        return self.instance, self.fields

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
class SentAnswer:
    """One answer in words; `whose` is the member's, '' for the household."""

    whose: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submission that was set aside, or turned down for a reason. `digest` is its own."""

    sent: Sent
    digest: str
    arrived_at: datetime | None = None
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A submission, and what is to become of it.

    `words` are points to look at, in Thai; they name no person, for a console shows them.
    `draft` and `household_id` are those of what can be taken, now or after a person decided; in
    it `blank` questions were asked and left blank, `passed` weren't to be asked. Of what was
    taken, `household_id` is whose logbook it is. `arrived_at` is when it was set aside.
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
    arrived_at: datetime | None = None


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

    def replaced(self, one: Found, other: Found) -> "Preview":
        """Return the preview with another decision about one submission."""
        return Preview(tuple(other if found is one else found for found in self.found))

    def beside(self, chosen: Collection[Found]) -> "Preview":
        """Return it with these, whose households have a logbook already, to become another."""
        return Preview(
            tuple(
                replace(one, kind="new") if one.kind == "begun" and one in chosen else one
                for one in self.found
            )
        )


@dataclass(frozen=True, slots=True)
class TakenVisit:
    """A draft that was made, and how many pictures came into its household's papers with it."""

    visit: Visit
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What was stored: drafts, and how many submissions are kept aside for a decision.

    `refused` says of pictures why they couldn't be taken.
    """

    visits: tuple[TakenVisit, ...] = ()
    aside: int = 0
    refused: tuple[UserError, ...] = ()
    changes: Changes = field(default_factory=Changes)

    @property
    def pictures(self) -> int:
        """How many pictures came into households' papers."""
        return sum(one.pictures for one in self.visits)


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
