"""A submission read by the form it answers: which text answers which question of whom."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.form import Form, Question
from desktop.domain.submissions import HOUSEHOLD, MEMBER, Sent, plain_path

_NUMBER = re.compile(r"\[(\d+)\]")
_TICKED = frozenset({"1", "1.0", "true"})
# What Excel makes of long numbers; the digits that are gone can't be had back.
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_YEAR = re.compile(r"(?:^|[/.-])(2[4-9]\d\d)(?:$|[/.T -])")
_AS_SENT = "กรุณาใช้ไฟล์ที่ส่งออกมาโดยไม่เปิดบันทึกใน Excel"
_LISTS = ("select_multiple", "rank")

Keys = Mapping[str, tuple[Question, str]]


@dataclass(frozen=True, slots=True)
class Read:
    """The texts of a submission by question id, the members' by their number in it.

    A question without a text wasn't in the submission; a blank one was left blank. `names` are
    those the phone asked for by itself.
    """

    household: Mapping[str, str]
    members: Mapping[int, Mapping[str, str]]
    names: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.household) + sum(map(len, self.members.values()))


def read_sent(form: Form, sent: Sent) -> Read:
    """Return what a submission answers; the form's paths may be joined by '/', '-' or not given.

    Answers with several codes come in one text; where an export only has a column for each code,
    they are put together.
    """
    keys = _keys(form)
    repeat = next((group.name for group in form.groups if group.repeat), "")
    found: dict[tuple[int, str], str] = {}
    ticked: dict[tuple[int, str], list[str]] = {}
    members: set[int] = set()
    names: dict[int, str] = {}
    for path, text in sent.fields:
        number = _number(path, repeat)
        key = plain_path(path)
        if number and key.endswith(MEMBER) and text:
            names[number] = text
            members.add(number)
        known = _known(keys, key)
        if known is None or (known[0].per_member and not number):
            continue
        question, code = known
        place = (number if question.per_member else 0, question.id)
        # Phones send a line with nothing in it for a member nobody spoke of.
        if place[0] and text:
            members.add(number)
        if not code:
            found[place] = _plain(question, text)
            continue
        codes = ticked.setdefault(place, [])
        if text.casefold() in _TICKED:
            codes.append(code)
    found = {place: " ".join(codes) for place, codes in ticked.items()} | found
    by_number: dict[int, dict[str, str]] = {}
    for (number, name), text in found.items():
        by_number.setdefault(number, {})[name] = text
    return Read(
        household=by_number.get(0, {}),
        members={number: by_number.get(number, {}) for number in sorted(members)},
        names=names,
    )


def digest_of(form: Form, sent: Sent, read: Read) -> str:
    """Return what two copies of one submission have in common, whatever file they came in."""
    questions = {one.id: one for one in form.questions}

    def said(texts: Mapping[str, str]) -> dict[str, str]:
        return {
            name: " ".join(sorted(text.split())) if questions[name].kind in _LISTS else text
            for name, text in texts.items()
            if text and questions[name].asked and not questions[name].calculation
        }

    members = [[n, read.names.get(n, ""), said(texts)] for n, texts in read.members.items()]
    return digest([form.id, form.version, sent.told(HOUSEHOLD), said(read.household), members])


def digest(content: object) -> str:
    """Return a fingerprint of plain content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def speaks_in_labels(form: Form, sent: Sent) -> bool:
    """Whether the columns are headed by the questions' words, which several may share."""
    labels = {question.label for question in form.questions if question.label}
    heads = {re.split(r"/", plain_path(path))[-1] for path, _ in sent.fields}
    return not labels.isdisjoint(heads) and not len(read_sent(form, sent))


def differences(form: Form, sent: Sent, other: Sent) -> Iterator[str]:
    """Yield, in words of the form, what two versions of one submission answer differently."""
    mine, theirs = read_sent(form, sent), read_sent(form, other)
    if sent.told(HOUSEHOLD) != other.told(HOUSEHOLD):
        yield "รหัสครัวเรือน"
    for question in form.questions:
        first, second = (one.household.get(question.id, "") for one in (mine, theirs))
        if question.asked and first != second:
            yield f"“{question.label or question.name}”"
    if (mine.members, mine.names) != (theirs.members, theirs.names):
        yield "คำตอบของสมาชิก"


def fault_of(form: Form, sent: Sent, read: Read) -> str:
    """Return why a submission can't be relied on, '' where it can: Excel went over it."""
    for path, text in sent.fields:
        if _ROUNDED.fullmatch(text):
            return f"คอลัมน์ {plain_path(path)}: Excel ปัดตัวเลขเป็น E+ แล้ว {_AS_SENT}"
    days = [question for question in form.questions if question.kind == "date"]
    for texts in (read.household, *read.members.values()):
        for question in days:
            year = _YEAR.search(texts.get(question.id, ""))
            if year:
                return (
                    f"ข้อ “{question.label}” มีปี {year[1]} ซึ่งเป็น พ.ศ. "
                    f"โทรศัพท์ส่งปีเป็น ค.ศ. เสมอ ไฟล์จึงถูกแก้ไขมา {_AS_SENT}"
                )
    return ""


def _known(keys: Keys, key: str) -> tuple[Question, str] | None:
    """Return question and code of a path; a repeat's table says the repeat's name once more."""
    return keys.get(key) or keys.get(key.partition("/")[2])


def _number(path: str, repeat: str) -> int:
    """Return the member's number, 0 for none."""
    own = re.search(rf"(?:^|/|-){re.escape(repeat)}\[(\d+)\]", path) if repeat else None
    # A sheet's name may be cut, or other than the repeat's.
    first = own or _NUMBER.search(path.partition("/")[0])
    return int(first[1]) if first else 0


@lru_cache(maxsize=16)
def _keys(form: Form) -> Keys:
    """Return the questions by every way of writing their paths; ambiguous ways are left out."""
    found: dict[str, set[tuple[str, str]]] = {}
    questions = {one.id: one for one in form.questions}
    for question in form.questions:
        for key in _ways((*question.groups, question.name)):
            found.setdefault(key, set()).add((question.id, ""))
            if question.kind in _LISTS:
                for choice in question.choices:
                    split = (question.id, choice.code)
                    found.setdefault(f"{key}/{choice.code}", set()).add(split)
    return {
        key: (questions[name], code)
        for key, every in found.items()
        if len(every) == 1
        for name, code in every
    }


def _ways(path: tuple[str, ...]) -> Iterator[str]:
    for start in range(len(path)):
        for separator in "/-":
            yield separator.join(path[start:])


def _plain(question: Question, text: str) -> str:
    # Some clients write a day with the hour of its beginning.
    return text[:10] if question.kind == "date" and text[10:11] == "T" else text
