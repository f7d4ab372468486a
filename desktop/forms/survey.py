"""The sheet of questions: sections, the repeat of the members, and each question's cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from desktop.domain.form import Choice, Question, QuestionKind, Section
from desktop.forms.facts import OF_HOUSEHOLD, OF_MEMBER
from desktop.forms.grid import Line, Mistakes, Sheet, quoted

_GROUPING = re.compile(r"(begin|end)[ _]+(group|repeat)", re.IGNORECASE)
_SELECT = re.compile(
    r"(?P<kind>select[ _]one|select1|select[ _]multiple|select all that apply)(?: from)?"
    r"(?: (?P<list>\S+))?(?P<other> or[ _]other)?",
    re.IGNORECASE,
)
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")
_LONGEST_ID = 80
_KINDS: dict[str, QuestionKind] = {
    **{kind: kind for kind in get_args(QuestionKind) if not kind.startswith("select")},
    "int": "integer",
    "string": "text",
}
# What a phone notes by itself; nobody is asked.
_OF_PHONES = frozenset(
    (
        *("start", "end", "today", "deviceid", "subscriberid", "simserial"),
        *("phonenumber", "username", "email", "audit", "start-geopoint", "background-audio"),
    )
)
_LATER = frozenset(
    (
        *("calculate", "hidden", "acknowledge", "range", "rank", "image", "audio", "video"),
        *("file", "barcode", "geopoint", "geotrace", "geoshape", "time", "datetime"),
        *(
            "select_one_from_file",
            "select_multiple_from_file",
            "select_one_external",
            "csv-external",
            "xml-external",
        ),
    )
)
_UNSUPPORTED = (
    *("relevant", "constraint", "calculation", "choice_filter"),
    *("repeat_count", "default", "trigger", "readonly"),
)
_YES = frozenset(("yes", "true", "true()", "1", "ใช่"))
_NO = frozenset(("", "no", "false", "false()", "0", "ไม่", "ไม่ใช่"))


@dataclass(frozen=True, slots=True)
class _Open:
    """A group that has begun; `word` is group or repeat."""

    word: str
    line: Line


@dataclass(slots=True)
class Survey:
    """What has been read of the sheet so far."""

    lists: Mapping[str, tuple[Choice, ...]]
    mistakes: Mistakes
    sections: list[Section] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _ids: set[str] = field(default_factory=set)
    _repeats: int = 0

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
        grouping = _GROUPING.fullmatch(kind)
        if kind.casefold() in _OF_PHONES:
            return
        if grouping and grouping[1].casefold() == "end":
            self._end(line, grouping[2].casefold())
            return
        for header in _UNSUPPORTED:
            if line.get(header):
                line.wrong(self.mistakes, header, f"โปรแกรมรุ่นนี้ยังไม่รองรับ {header} กรุณาลบออก")
        if grouping:
            self._begin(line, grouping[2].casefold())
        else:
            self._question(line, kind)

    def _begin(self, line: Line, word: str) -> None:
        self._claim_name(line, line.get("name"))
        if word == "repeat":
            if self._inside_repeat():
                line.wrong(self.mistakes, "type", "กลุ่มซ้ำซ้อนอยู่ในกลุ่มซ้ำไม่ได้")
            elif self._repeats:
                line.wrong(self.mistakes, "type", "มีกลุ่มซ้ำได้กลุ่มเดียว คือสมาชิกในครัวเรือน")
            self._repeats += 1
        if not self._open:
            label = line.thai("label")
            if not label:
                line.wrong(self.mistakes, "label", "ไม่มีชื่อหมวดภาษาไทย")
            self.sections.append(Section(line.get("name"), label))
        self._open.append(_Open(word, line))

    def _end(self, line: Line, word: str) -> None:
        if self._open and self._open[-1].word == word:
            self._open.pop()
            return
        line.wrong(self.mistakes, "type", f"มี end_{word} แต่ไม่มี begin_{word} คู่กัน")

    def _question(self, line: Line, raw: str) -> None:
        kind, choices = self._kind(line, raw)
        name = line.get("name")
        if not name and kind == "note":
            # A note is never answered and may go without a name; pyxform gives it this one.
            name = f"generated_note_name_{line.row}"
        self._claim_name(line, name)
        label = line.thai("label")
        if not label and kind:
            line.wrong(self.mistakes, "label", "ไม่มีข้อความคำถามภาษาไทย")
        question = Question(
            id=self._claim_id(line, name),
            name=name,
            label=label,
            kind=kind or "note",
            section=self._section(),
            hint=line.thai("hint"),
            required=self._required(line),
            choices=choices,
            per_member=self._inside_repeat(),
            fact=self._fact(line),
        )
        if kind:
            self.questions.append(question)

    def _kind(self, line: Line, raw: str) -> tuple[QuestionKind | None, tuple[Choice, ...]]:
        """Return the kind and the choices of a question, None for a kind that can't be asked."""
        if select := _SELECT.fullmatch(raw):
            return self._select(line, select)
        kind = _KINDS.get(raw.casefold())
        if kind is None:
            first = raw.partition(" ")[0].casefold()
            if not raw:
                line.wrong(self.mistakes, "type", "ไม่ได้ระบุชนิดคำถาม")
            elif first in _LATER:
                line.wrong(self.mistakes, "type", f"โปรแกรมรุ่นนี้ยังไม่รองรับคำถามชนิด {quoted(raw)}")
            else:
                line.wrong(self.mistakes, "type", f"ไม่รู้จักคำถามชนิด {quoted(raw)}")
        return kind, ()

    def _select(
        self, line: Line, select: re.Match[str]
    ) -> tuple[QuestionKind, tuple[Choice, ...]]:
        one = select["kind"].casefold().endswith(("one", "1"))
        name = select["list"] or ""
        if not name:
            line.wrong(self.mistakes, "type", "ไม่ได้ระบุชุดคำตอบ เช่น select_one yes_no")
        elif name not in self.lists:
            line.wrong(self.mistakes, "type", f"ไม่มีชุดคำตอบ {quoted(name)} ในแผ่นงาน choices")
        if select["other"]:
            line.wrong(self.mistakes, "type", "โปรแกรมรุ่นนี้ยังไม่รองรับ or_other ให้เพิ่มคำตอบ “อื่น ๆ” เอง")
        return "select_one" if one else "select_multiple", self.lists.get(name, ())

    def _claim_name(self, line: Line, name: str) -> None:
        """Names are unique in the whole form: exports have one column for each."""
        if not name:
            line.wrong(self.mistakes, "name", "ไม่มีชื่อ (name)")
        elif not _NAME.fullmatch(name):
            what = f"ชื่อ {quoted(name)} ต้องขึ้นต้นด้วย A-Z a-z และไม่มีอักษรไทยหรือเว้นวรรค"
            line.wrong(self.mistakes, "name", what)
        elif name in self._names:
            line.wrong(self.mistakes, "name", f"ชื่อ {quoted(name)} ซ้ำ")
        self._names.add(name)

    def _claim_id(self, line: Line, name: str) -> str:
        """Return the stable id; a question that was given none yet has its first name as id."""
        given = line.get("onehome_id")
        header = "onehome_id" if given else "name"
        chosen = given or name
        if len(chosen) > _LONGEST_ID:
            line.wrong(self.mistakes, header, f"รหัสข้อยาวเกิน {_LONGEST_ID} ตัวอักษร")
        elif chosen and chosen in self._ids:
            line.wrong(self.mistakes, header, f"รหัสข้อ {quoted(chosen)} ซ้ำ")
        self._ids.add(chosen)
        return chosen

    def _required(self, line: Line) -> bool:
        said = line.get("required").casefold()
        if said not in _YES | _NO:
            line.wrong(self.mistakes, "required", "โปรแกรมรุ่นนี้รองรับเฉพาะ yes หรือเว้นว่าง")
        return said in _YES

    def _fact(self, line: Line) -> str:
        fact = line.get("onehome_fact")
        known = OF_MEMBER if self._inside_repeat() else OF_HOUSEHOLD
        if fact and fact not in known:
            where = "สมาชิก" if self._inside_repeat() else "ครัวเรือน"
            line.wrong(self.mistakes, "onehome_fact", f"ไม่รู้จักข้อมูลเดิมของ{where}ชื่อ {quoted(fact)}")
        return fact

    def _section(self) -> str:
        """Return the outermost group's name; what stands in none goes to a section without."""
        if self._open:
            return self._open[0].line.get("name")
        if all(one.name for one in self.sections):
            self.sections.append(Section("", ""))
        return ""

    def _inside_repeat(self) -> bool:
        return any(one.word == "repeat" for one in self._open)
