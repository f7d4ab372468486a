"""A logbook form as data: what an XLSForm workbook says, ready to be shown and printed."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from desktop.domain.errors import Place, UserError

_MOST_SHOWN = 5

_Coded = Literal["select_one", "select_multiple", "rank"]
_File = Literal["image", "audio", "video", "file"]
_Typed = Literal["text", "integer", "decimal", "date", "time", "datetime", "range"]
_Taken = Literal["acknowledge", "barcode", "geopoint", "geotrace", "geoshape", _File]
_NotAsked = Literal["note", "calculate", "hidden"]
QuestionKind = Literal[_Coded, _Typed, _Taken, _NotAsked]
_NOT_ASKED, _FILES = get_args(_NotAsked), get_args(_File)


@dataclass(frozen=True, slots=True)
class Choice:
    """One coded answer. `key` is the digit typed for it on the entry screen, '' for none.

    `fact` is what a known fact says when this choice answers it: 'yes', 'no', 'unknown',
    'none' (none of the others), or a need or right ('disabled', 'welfare_card').
    `columns` are the other cells of its row, by header: what a choice filter looks at.
    """

    code: str
    label: str
    key: str = ""
    fact: str = ""
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `id` is stable over versions and is neither name nor row.

    `per_member` questions are asked of each person. `fact` names the known fact that prefills
    the answer ('dimension.health', 'income_person_year', 'housing_problem', 'tel', ...).
    `groups` are the names of the groups it stands in, the outermost first. The expressions
    (`required_when`, `relevant`, `constraint`, `calculation`, `choice_filter`, `default`) are
    XLSForm's, as the workbook has them; '' for none. A `soft` constraint is one to confirm, no
    error. `list_name` is that of its choices' list. `row` is Excel's, 0 where it isn't known.
    """

    id: str
    name: str
    label: str
    kind: QuestionKind
    section: str
    hint: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    per_member: bool = False
    fact: str = ""
    groups: tuple[str, ...] = ()
    required_when: str = ""
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    calculation: str = ""
    choice_filter: str = ""
    default: str = ""
    appearance: str = ""
    readonly: bool = False
    soft: bool = False
    required_message: str = ""
    trigger: str = ""
    parameters: str = ""
    list_name: str = ""
    row: int = field(default=0, compare=False)

    @property
    def asked(self) -> bool:
        """Whether somebody answers it; notes and what is calculated aren't asked."""
        return self.kind not in _NOT_ASKED

    @property
    def attached(self) -> bool:
        """Whether a phone answers it with a file."""
        return self.kind in _FILES

    @property
    def keyed(self) -> bool:
        """Whether somebody answers it on the screen: a phone's picture is only shown there."""
        return self.asked and not self.attached


@dataclass(frozen=True, slots=True)
class Group:
    """A group of questions, or a repeat; `groups` as for a question.

    The first repeat is that of the household's members.
    """

    name: str
    label: str
    groups: tuple[str, ...] = ()
    repeat: bool = False
    relevant: str = ""
    appearance: str = ""
    repeat_count: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form, in the order of the paper."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Form:
    """One version of one form. `sha256` is that of the workbook it was read from.

    `columns` gives Excel's letter of each header of the sheet `survey`.
    """

    id: str
    version: str
    title: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    sha256: str = ""
    groups: tuple[Group, ...] = ()
    columns: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def wrong(self, there: Question | Group, header: str, message: str) -> "FormMistake":
        """Return a mistake in the cell under `header` of a question or group."""
        return FormMistake("survey", there.row, dict(self.columns).get(header, ""), message)


@dataclass(frozen=True, slots=True)
class FormMistake:
    """Something wrong in a form's workbook. `row` is Excel's, `column` its letter, '' for none."""

    sheet: str
    row: int
    column: str
    message: str

    @property
    def cell(self) -> str:
        """The cell as Excel names it: survey!F12."""
        return f"{self.sheet}!{self.column}{self.row}"


class FormMistakes(UserError):  # noqa: N818 - it carries them all
    """A form's workbook with everything that is wrong in it, in the order of its sheets."""

    def __init__(self, mistakes: tuple[FormMistake, ...]) -> None:
        first = mistakes[0]
        shown = "\n".join(f"{one.cell} {one.message}" for one in mistakes[:_MOST_SHOWN])
        more = len(mistakes) - _MOST_SHOWN
        rest = f"\nและอีก {more} แห่ง" if more > 0 else ""
        super().__init__(
            f"แบบฟอร์มมีที่ผิด {len(mistakes)} แห่ง",
            f"{shown}{rest}\nกรุณาแก้ในไฟล์แบบฟอร์ม บันทึก แล้วเปิดอีกครั้ง",
            Place(sheet=first.sheet, row=first.row, column=first.column),
        )
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """An answer to look at before the logbook is complete. `person_id` 0 = the household.

    A `soft` one is to be confirmed by a person, and doesn't forbid.
    """

    question: str
    person_id: int
    message: str
    soft: bool = False
