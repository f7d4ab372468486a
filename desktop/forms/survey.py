"""The sheet of questions: sections, groups, the repeat of the members, and each question."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.form import Choice, Group, Question, QuestionKind, Section
from desktop.forms import kinds
from desktop.forms.facts import OF_HOUSEHOLD, OF_MEMBER
from desktop.forms.grid import Line, Mistakes, Sheet, quoted
from desktop.forms.rule_cells import read_rules

_NAME = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")
_LONGEST_ID = 80
_SILENT = ("calculate", "hidden")
_OTHER = "other"  # pyxform's code, so that phones and the program give the same answers
# What an acknowledged question holds, by the standard.
_ACKNOWLEDGED = Choice("OK", "รับทราบ", "1")


@dataclass(frozen=True, slots=True)
class _Open:
    """A group that has begun; `word` is group or repeat."""

    word: str
    line: Line
    members: bool = False

    @property
    def name(self) -> str:
        return self.line.get("name")


@dataclass(slots=True)
class Survey:
    """What has been read of the sheet so far.

    `noted` is what a phone notes by itself: nothing here, but rules may refer to it.
    """

    lists: Mapping[str, tuple[Choice, ...]]
    mistakes: Mistakes
    sections: list[Section] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    noted: list[Question] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _repeated: set[str] = field(default_factory=set)
    _ids: set[str] = field(default_factory=set)

    def read(self, sheet: Sheet) -> None:
        """Read all rows of the sheet."""
        missing = [one for one in ("type", "name") if one not in sheet.columns]
        missing += [] if sheet.spoken("label") else ["label"]
        for header in missing:
            self.mistakes.add(sheet.name, sheet.header_row, "", f"ไม่มีคอลัมน์ {header}")
        if missing:
            return
        for line in sheet.lines:
            self._row(line)
        for begun in self._open:
            begun.line.wrong(self.mistakes, "type", f"มี begin_{begun.word} แต่ไม่มี end_{begun.word}")
        if not self.questions and not self.mistakes.found:
            self.mistakes.add(sheet.name, sheet.header_row, "", "ไม่มีคำถามเลย")

    def _row(self, line: Line) -> None:
        kind = " ".join(line.get("type").split())
        grouping = kinds.GROUPING.fullmatch(kind)
        if kind.casefold() in kinds.OF_PHONES:
            self.noted.append(_noted(line, kind.casefold(), self._path()))
        elif grouping is None:
            self._question(line, kind)
        elif grouping[1].casefold() == "begin":
            self._begin(line, grouping[2].casefold())
        else:
            self._end(line, grouping[2].casefold())

    def _begin(self, line: Line, word: str) -> None:
        name, label = line.get("name"), line.thai("label")
        self._claim_name(line, name)
        members = word == "repeat" and not any(one.repeat for one in self.groups)
        if not self._open:
            self.sections.append(Section(name, label))
        self.groups.append(
            Group(
                name,
                label,
                groups=self._path(),
                repeat=word == "repeat",
                relevant=line.expression("relevant"),
                appearance=line.get("appearance"),
                repeat_count=line.expression("repeat_count"),
                row=line.row,
            )
        )
        self._open.append(_Open(word, line, members))

    def _end(self, line: Line, word: str) -> None:
        if not self._open or self._open[-1].word != word:
            line.wrong(self.mistakes, "type", f"มี end_{word} แต่ไม่มี begin_{word} คู่กัน")
            return
        self._open.pop()

    def _question(self, line: Line, words: str) -> None:
        kind, choices, other = self._kind(line, words)
        name = line.get("name")
        if not name and kind == "note":
            # A note is never answered and may go without a name; pyxform gives it this one.
            name = f"generated_note_name_{line.row}"
        self._claim_name(line, name)
        # A question may have its words in the hint alone.
        label = line.thai("label") or line.thai("hint")
        if not label and kind and kind not in _SILENT:
            line.wrong(self.mistakes, "label", "ไม่มีข้อความคำถามภาษาไทย")
        bare = Question(
            id=self._claim_id(line, name),
            name=name,
            label=label or name,
            kind=kind or "note",
            section=self._section(),
            hint=line.thai("hint"),
            choices=choices,
            per_member=[one.members for one in self._open if one.word == "repeat"] == [True],
            fact=self._fact(line),
            groups=self._path(),
            row=line.row,
        )
        question = read_rules(line, bare, self.mistakes)
        if kind:
            self.questions.append(question)
        if other and kind:
            self._ask_for_other(line, question)

    def _ask_for_other(self, line: Line, question: Question) -> None:
        """Let 'other' be specified in a question of its own, as pyxform does for `or_other`."""
        name = f"{question.name}_{_OTHER}"
        self._claim_name(line, name)
        asked = replace(
            Question(f"{question.id}_{_OTHER}", name, "โปรดระบุ", "text", question.section),
            per_member=question.per_member,
            groups=question.groups,
            relevant=f"selected(${{{question.name}}}, '{_OTHER}')",
            row=line.row,
        )
        self._ids.add(asked.id)
        self.questions.append(asked)

    def _kind(
        self, line: Line, words: str
    ) -> tuple[QuestionKind | None, tuple[Choice, ...], bool]:
        """Return kind, choices and whether 'other' is specified; no kind where it is unknown."""
        if of_file := kinds.of_file(words):
            return of_file, (), False
        if listed := kinds.of_list(words):
            kind, name, other = listed
            choices = self._choices(line, name)
            return kind, _with_other(choices) if other else choices, other
        found = kinds.KINDS.get(words.casefold())
        if found is None:
            first = words.partition(" ")[0].casefold()
            if not words:
                line.wrong(self.mistakes, "type", "ไม่ได้ระบุชนิดคำถาม")
            elif first in kinds.LATER:
                line.wrong(self.mistakes, "type", f"โปรแกรมรุ่นนี้ยังไม่รองรับคำถามชนิด {quoted(words)}")
            else:
                line.wrong(self.mistakes, "type", f"ไม่รู้จักคำถามชนิด {quoted(words)}")
        return found, (_ACKNOWLEDGED,) if found == "acknowledge" else (), False

    def _choices(self, line: Line, name: str) -> tuple[Choice, ...]:
        if not name:
            line.wrong(self.mistakes, "type", "ไม่ได้ระบุชุดคำตอบ เช่น select_one yes_no")
        elif name not in self.lists:
            line.wrong(self.mistakes, "type", f"ไม่มีชุดคำตอบ {quoted(name)} ในแผ่นงาน choices")
        return self.lists.get(name, ())

    def _claim_name(self, line: Line, name: str) -> None:
        """Names are unique in the whole form: exports have one column for each."""
        if not name:
            line.wrong(self.mistakes, "name", "ไม่มีชื่อ (name)")
        elif not _NAME.fullmatch(name):
            what = f"ชื่อ {quoted(name)} ต้องขึ้นต้นด้วย A-Z a-z และไม่มีอักษรไทยหรือเว้นวรรค"
            line.wrong(self.mistakes, "name", what)
        elif name in self._names:
            line.wrong(self.mistakes, "name", f"ชื่อ {quoted(name)} ซ้ำ")
            self._repeated.add(name)
        self._names.add(name)

    def _claim_id(self, line: Line, name: str) -> str:
        """Return the stable id; a question that was given none yet has its first name as id."""
        given = line.get("onehome_id")
        header = "onehome_id" if given else "name"
        chosen = given or name
        if len(chosen) > _LONGEST_ID:
            line.wrong(self.mistakes, header, f"รหัสข้อยาวเกิน {_LONGEST_ID} ตัวอักษร")
        elif chosen and chosen in self._ids and (given or name not in self._repeated):
            line.wrong(self.mistakes, header, f"รหัสข้อ {quoted(chosen)} ซ้ำ")
        self._ids.add(chosen)
        return chosen

    def _fact(self, line: Line) -> str:
        fact = line.get("onehome_fact")
        of_member = any(one.members for one in self._open)
        if fact and fact not in (OF_MEMBER if of_member else OF_HOUSEHOLD):
            where = "สมาชิก" if of_member else "ครัวเรือน"
            line.wrong(self.mistakes, "onehome_fact", f"ไม่รู้จักข้อมูลเดิมของ{where}ชื่อ {quoted(fact)}")
        return fact

    def _path(self) -> tuple[str, ...]:
        return tuple(one.name for one in self._open)

    def _section(self) -> str:
        """Return the outermost group's name; what stands in none goes to a section without."""
        if self._open:
            return self._open[0].name
        if all(one.name for one in self.sections):
            self.sections.append(Section("", ""))
        return ""


def _noted(line: Line, kind: str, groups: tuple[str, ...]) -> Question:
    name = line.get("name")
    plain = Question(name, name, name, "hidden", "", groups=groups, row=line.row)
    # Which day it is the program knows as well as a phone.
    return replace(plain, kind="calculate", calculation="today()") if kind == "today" else plain


def _with_other(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    if any(one.code == _OTHER for one in choices):
        return choices
    taken = {one.key for one in choices}
    key = next((digit for digit in "1234567890" if digit not in taken), "")
    return (*choices, Choice(_OTHER, "อื่น ๆ", key))
