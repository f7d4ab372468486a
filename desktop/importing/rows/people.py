"""Spread rows that hold several people over rows of one person each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from desktop.importing import flags
from desktop.importing.cells import Doubtful, read_count
from desktop.importing.column import Column
from desktop.importing.rows.households import HEAD, name_key, says_head
from desktop.importing.rows.kinds import NAMES, filled, is_name
from desktop.importing.rows.members import (
    PERSONAL,
    Groups,
    may_hold_several,
    member_groups,
    split_people,
)
from desktop.importing.table import Table
from desktop.thai import citizen_id

# Marks of one person, so that in the row of a whole household nobody knows whose they are.
_MARKS = frozenset(
    (
        *("disabled", "bedridden", "chronic", "chronic_dependent", "dependent", "single_parent"),
        *("condition", "gets_elder", "gets_disab", "gets_child", "has_welfare_card"),
        *("farmer_registered", "burden_2", "burden_4", "burden_5", "burden_6"),
    )
)
_NOT_KNOWN = "ไม่ทราบ"
_NO = "ไม่"
_WHOSE = "แถวนี้เป็นของทั้งครัวเรือน จึงไม่ทราบว่าค่านี้เป็นของใคร"
_WHOSE_MARKS = "เครื่องหมายเป็นของทั้งครัวเรือน จึงไม่ทราบว่าเป็นของใคร ใช้เฉพาะผู้ที่อยู่คนเดียว"
_UNREAD = "อ่านข้อความส่วนนี้ในช่องรายชื่อเป็นคนไม่ได้"
_LINES = "\n"

# A cell's text and the index of the column it stands in.
Cell = tuple[str, int]
Person = dict[str, Cell]


@dataclass(slots=True)
class _Spread:
    """The people row by row, and what was remarked."""

    rows: list[int] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    several: list[bool] = field(default_factory=list)

    def add(self, row: int, people: Sequence[Person]) -> None:
        """Put the people of a row below those of the row before; nobody keeps the row."""
        for person in people or [{}]:
            self.rows.append(row)
            self.people.append(person)
            self.several.append(len(people) > 1)


def spread_people(table: Table, groups: Groups) -> None:
    """Turn rows of several people into rows of one; the row's number stays."""
    lists = "full_name" in table and may_hold_several(table.text("full_name").words)
    if groups.members:
        _spread(table, groups, dict(_people_in_columns(table, groups)))
    elif lists:
        people = dict(_people_in_cells(table))
        if people:
            _spread(table, groups, people)
    if not groups.members:
        _heads_only(table)


def groups_of(table: Table) -> Groups:
    """Return the columns of the table that repeat for each member."""
    return member_groups(table.guesses)


def _own_columns(table: Table, groups: Groups) -> dict[str, int]:
    """Return the columns of the person who is named beside the members, if any."""
    personal = PERSONAL.union(*groups.members)
    own = {
        guess.canonical: guess.index
        for guess in table.guesses
        if guess.canonical in personal and guess.index not in groups.columns
    }
    head = next((one.index for one in table.guesses if one.canonical == "head_name"), None)
    if head is not None and own.keys().isdisjoint(NAMES):
        own["full_name"] = head
    return own


def _people_in_columns(table: Table, groups: Groups) -> Iterator[tuple[int, list[Person]]]:
    own = {c: i for c, i in _own_columns(table, groups).items() if c not in _MARKS}
    named = not own.keys().isdisjoint(NAMES)
    for row in range(table.size):
        people: list[Person] = []
        for number, columns in enumerate((own, *groups.members)):
            person = {c: (table.every[i][row], i) for c, i in columns.items()}
            if number == 0 and not named:
                continue
            if any(is_name(text) for text, _ in person.values()):
                if number == 0 and "relation" not in person:
                    person["relation"] = (HEAD, own[next(one for one in NAMES if one in own)])
                _add(people, person)
        if own and not named:
            _give_to_all(table, row, people, {c: own[c] for c in own})
        yield row, people


def _add(people: list[Person], person: Person) -> None:
    """Add somebody, unless the row named the same person before: then what is new is added."""
    for other in people:
        if _same(other, person):
            blank = [c for c in person if not other.get(c, ("", 0))[0].strip()]
            other.update({c: person[c] for c in blank})
            return
    people.append(person)


def _same(one: Person, other: Person) -> bool:
    cids = {cid for person in (one, other) if (cid := citizen_id.digits(_said(person, "cid")))}
    names = {_key(one), _key(other)}
    return len(names) == 1 and names != {""} and len(cids) < 2


def _key(person: Person) -> str:
    parts = [_said(person, one) for one in ("full_name", "first_name", "last_name")]
    return name_key(" ".join(parts))


def _said(person: Person, canonical: str) -> str:
    return person.get(canonical, ("", 0))[0]


def _give_to_all(table: Table, row: int, people: list[Person], own: dict[str, int]) -> None:
    """Give what a household's row says of a person to the only one; a telephone to the first."""
    for canonical, index in own.items():
        text = table.every[index][row]
        if not text.strip():
            continue
        if people and (len(people) == 1 or canonical == "tel"):
            people[0].setdefault(canonical, (text, index))
        elif people:
            table.problems.append(table.problem(row, canonical, text, _WHOSE))


def _people_in_cells(table: Table) -> Iterator[tuple[int, list[Person]]]:
    """Yield the rows whose name cell lists several people; other rows stay as they are."""
    at = {guess.canonical: guess.index for guess in table.guesses}
    own = {c: i for c, i in _own_columns(table, Groups()).items() if c not in _MARKS}
    name_index = own.pop("full_name")
    head = at.get("head_name") if at.get("head_name") != name_index else None
    known = {cell: split_people(cell) for cell in table.text("full_name").distinct()}
    for row, cell in enumerate(table.text("full_name")):
        listed, unread = known[cell]
        people: list[Person] = []
        if head is not None and is_name(table.every[head][row]):
            people.append({"full_name": (table.every[head][row], head), "relation": (HEAD, head)})
        if not listed:
            _add(people, _plain_person(table, row, own, name_index))
            yield row, people if head is not None else people[-1:]
            continue
        for person in listed:
            _add(people, {c: (text, name_index) for c, text in person.items()})
        for text in unread:
            table.problems.append(table.problem(row, "full_name", text, _UNREAD))
        _give_lines(table, row, people, own)
        yield row, people


def _plain_person(table: Table, row: int, own: dict[str, int], name: int) -> Person:
    columns = {**own, "full_name": name}
    return {c: (table.every[i][row], i) for c, i in columns.items()}


def _give_lines(table: Table, row: int, people: list[Person], own: dict[str, int]) -> None:
    """Share out cells with as many lines as people; others are as for any household."""
    rest = {}
    for canonical, index in own.items():
        lines = [line for line in table.every[index][row].split(_LINES) if line.strip()]
        if len(lines) == len(people):
            for person, line in zip(people, lines, strict=True):
                person.setdefault(canonical, (line.strip(), index))
        else:
            rest[canonical] = index
    _give_to_all(table, row, people, rest)


def _spread(table: Table, groups: Groups, people: dict[int, list[Person]]) -> None:
    """Put the people into the table's columns, each cell with where it comes from."""
    spread = _Spread()
    for row in range(table.size):
        spread.add(row, people.get(row, []))
    own = _own_columns(table, groups)
    numbers = list(table.numbers)
    headers = {guess.index: guess.header for guess in table.guesses}
    table.choose(np.array(spread.rows, np.intp))
    used = {canonical for person in spread.people for canonical in person}
    for canonical in (PERSONAL - _MARKS) | used:
        if canonical not in used:
            table.drop(canonical)
            continue
        cells = [person.get(canonical, ("", -1)) for person in spread.people]
        table.replace(canonical, Column.of(text for text, _ in cells))
        table.origins[canonical] = [
            (numbers[row], headers.get(index, ""))
            for row, (_, index) in zip(spread.rows, cells, strict=True)
        ]
    in_groups = {canonical for member in groups.members for canonical in member}
    for canonical in _MARKS - in_groups - (own.keys() & used):
        _doubt_marks(table, canonical, spread.several)


def _doubt_marks(table: Table, canonical: str, several: Sequence[bool]) -> None:
    """Leave open whose a household's mark is, except where nobody has it."""
    if canonical not in table:
        return
    cells = list(table.text(canonical))
    style = flags.style_of(set(cells), crosses_deny=table.crosses_deny)
    said = [_said_of_all(cell, style) for cell in cells]
    if not any(many and mark != flags.NO for many, mark in zip(several, said, strict=True)):
        return
    for index, (many, mark) in enumerate(zip(several, said, strict=True)):
        if mark == flags.NO:
            # Without the marks that go, a blank or a cross could be read otherwise.
            cells[index] = _NO
        elif many:
            cells[index] = _NOT_KNOWN
    table.replace(canonical, Column.of(cells))
    table.problems.append(table.problem(-1, canonical, "", _WHOSE_MARKS))


def _said_of_all(cell: str, style: flags.FlagStyle) -> str:
    try:
        return flags.read_flag(cell, style)
    except flags.UnreadableFlag:
        return flags.YES


def _heads_only(table: Table) -> None:
    """Treat a sheet that names only the heads of households: others live there too."""
    name = next((one for one in NAMES if one in table), "")
    if not _names_heads(table, name):
        return
    if "relation" not in table:
        named = filled(table.text(name)).astype(np.int32)
        table.replace("relation", Column(["", HEAD], named))
    several = [_count(text) != 1 for text in table.text("member_count")]
    for canonical in _MARKS:
        _doubt_marks(table, canonical, several)


def _names_heads(table: Table, name: str) -> bool:
    if any(guess.canonical == "head_name" for guess in table.guesses):
        return "head_name" not in table
    header = table.headers.get(name, "")
    return says_head(header) and "สมาชิก" not in header and "relation" not in table


def _count(text: str) -> int | None:
    try:
        return read_count(text)
    except Doubtful:
        return None
