"""Turn the data rows of one sheet into person rows, column by column."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.listing import COLUMNS, Persons, Problem
from desktop.domain.sheets import ColumnReading
from desktop.importing import cells, facts, places
from desktop.importing.cells import Reader
from desktop.importing.rows.kinds import NAMES
from desktop.importing.table import Table
from desktop.thai.names import canonical_prefix, split_name

_HOUSES = ("house_code", "address_no")
_PLAIN = ("soi", "road", "postcode", "relation", "occupation", "education")
_UNUSABLE_NO_PERSON = "ไม่มีทั้งชื่อและเลขประจำตัวประชาชน"
_OTHER_INCOME = "รายได้ต่างจากแถวแรกของครัวเรือนเดียวกัน โปรแกรมใช้ค่าของแถวแรก"
_UNUSABLE_NO_HOUSE = "ไม่มีทั้งรหัสประจำบ้านและบ้านเลขที่"


class Readers:
    """The readers of a whole list: what was read once in one sheet is known in the next."""

    def __init__(self, latest_year: int) -> None:
        text = Reader(cells.read_text)
        self._latest_year = latest_year
        self._births: dict[tuple[str, str], Reader] = {}
        self._readers = {
            **dict.fromkeys((*_PLAIN, "village_name"), text),
            "first_name": text,
            "last_name": Reader(cells.read_text),
            "full_name": Reader(lambda value: split_name(cells.read_text(value))),
            "prefix": Reader(lambda value: canonical_prefix(cells.read_text(value))),
            "age": Reader(cells.read_age),
            "sex": Reader(cells.read_sex),
            "moo": Reader(cells.read_moo),
            "village_code": Reader(cells.read_moo),
            "member_count": Reader(cells.read_count),
            "address_no": Reader(cells.read_address_no),
        }

    def __getitem__(self, canonical: str) -> Reader:
        return self._readers[canonical]

    def of_births(self, reading: ColumnReading) -> Reader:
        """Return the reader of birth dates that are written so."""
        style = (reading.order, reading.era)
        if style not in self._births:
            self._births[style] = Reader(cells.birth_reader(self._latest_year, *style))
        return self._births[style]


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What one sheet gave."""

    persons: Persons
    problems: list[Problem]
    data_rows: int


def read_persons(
    table: Table, readers: Readers, number: int, fallback: places.Fallback
) -> SheetRows:
    """Return the people of a sheet whose index in the list is `number`."""
    places.carry_down(table)
    fields = _identity(table, readers) | _address(table, readers, fallback)
    fields["household"] = _household_keys(table, fields, fallback)
    fields |= _facts(table, readers, fields)
    fields["sheet"] = [number] * table.size
    fields["row"] = list(table.numbers)
    unusable = {index: (why, names) for index, why, names in _unusable(fields)}
    persons = Persons({name: list(fields[name]) for name in COLUMNS})
    problems = list(dict.fromkeys(table.problems))
    if unusable:
        persons = persons.chosen([index not in unusable for index in range(table.size)])
        # One row of the sheet may hold several people, of whom some are read.
        gone = {table.numbers[index] for index in unusable}.difference(persons["row"])
        problems = [one for one in problems if one.row not in gone]
    for index, (reason, names) in unusable.items():
        column = next((one for one in names if one in table), "")
        value = table.text(column)[index]
        problems.append(table.problem(index, column, value, reason, used=False))
    problems.sort(key=lambda problem: problem.row)
    return SheetRows(persons, problems, table.size)


def _identity(table: Table, readers: Readers) -> dict[str, Sequence[Any]]:
    found: dict[str, Sequence[Any]] = {
        "cid": table.read("cid", cells.cid_reader(table.text("cid").words)),
        "prefix": table.read("prefix", readers["prefix"]),
        "first_name": table.read("first_name", readers["first_name"]),
        "last_name": table.read("last_name", readers["last_name"]),
        "sex": table.read("sex", readers["sex"]),
        "birth": table.read("birth_date", readers.of_births(table.reading("birth_date"))),
        "age": table.read("age", readers["age"], None),
        "tel": table.read("tel", cells.tel_reader(table.text("tel").words)),
    }
    if "full_name" in table:
        names = table.read("full_name", readers["full_name"])
        found["prefix"] = [
            said or name.prefix for said, name in zip(found["prefix"], names, strict=True)
        ]
        found["first_name"] = [name.first for name in names]
        found["last_name"] = [
            name.last or said for said, name in zip(found["last_name"], names, strict=True)
        ]
    elif "prefix" not in table:
        names = [
            split_name(f"{first} {last}")
            for first, last in zip(found["first_name"], found["last_name"], strict=True)
        ]
        found["prefix"] = [name.prefix for name in names]
        found["first_name"] = [name.first for name in names]
        found["last_name"] = [name.last for name in names]
    return found


def _address(
    table: Table, readers: Readers, fallback: places.Fallback
) -> dict[str, Sequence[Any]]:
    found: dict[str, Sequence[Any]] = {
        canonical: table.read(canonical, readers[canonical])
        for canonical in (*_PLAIN, "village_name", "moo", "address_no")
    }
    if "village_code" in table and "moo" not in table:
        found["moo"] = table.read("village_code", readers["village_code"])
    codes = table.text("house_code").words
    found["house_code"] = table.read("house_code", cells.house_code_reader(codes))
    found["tambon_code"] = places.tambon_codes(table, fallback)
    return found


def _household_keys(
    table: Table, fields: dict[str, Sequence[Any]], fallback: places.Fallback
) -> list[str]:
    """Return each row's household: by house code, address, or head; '' when it's not told."""
    codes = fields["house_code"]
    # Rows of one house share its key: less to keep, and equal keys are found at once.
    houses = {code: f"h:{code}" if code else "" for code in set(codes)}
    keys = list(map(houses.__getitem__, codes))
    if "" in houses:
        found = places.place_keys(table, fallback, fields["tambon_code"])
        addresses, heads = fields["address_no"], table.text("household_head")
        for index, key in enumerate(keys):
            if not key and addresses[index]:
                keys[index] = f"a:{found[index]}|{fields['moo'][index]}|{addresses[index]}"
            elif not key:
                keys[index] = _by_head(heads[index], found[index])
    return keys


def _by_head(head: str, place: str) -> str:
    """Return the household of a list that tells neither house codes nor addresses."""
    if not head:
        return ""
    return f"n:{head}" if head.isdecimal() else f"n:{place}|{head}"


def _facts(
    table: Table, readers: Readers, fields: dict[str, Sequence[Any]]
) -> dict[str, Sequence[Any]]:
    failed, known = facts.dimension_masks(table)
    ind_failed, ind_passed = facts.indicator_masks(table)
    needs, rights = facts.needs_and_rights(table, fields["age"], fields["household"])
    return {
        "dim_failed": failed.tolist(),
        "dim_known": known.tolist(),
        "ind_failed": ind_failed.tolist(),
        "ind_passed": ind_passed.tolist(),
        "housing_problem": facts.housing_problems(table, ind_failed, ind_passed),
        "need_yes": needs.yes.tolist(),
        "need_known": needs.known.tolist(),
        "right_yes": rights.yes.tolist(),
        "right_known": rights.known.tolist(),
        "income": _incomes(table, readers, fields["household"]),
    }


def _incomes(table: Table, readers: Readers, households: Sequence[str]) -> list[int | None]:
    """Return satang per person per year; a household's income is shared by its members."""
    incomes = _shared_incomes(table, readers, households)
    column = "income" if "income" in table else "household_income"
    first: dict[str, int] = {}
    for index, (household, income) in enumerate(zip(households, incomes, strict=True)):
        if income is not None and household and first.setdefault(household, income) != income:
            value = table.text(column)[index]
            table.problems.append(table.problem(index, column, value, _OTHER_INCOME))
    return incomes


def _shared_incomes(table: Table, readers: Readers, households: Sequence[str]) -> list[int | None]:
    own: list[int | None] = table.read_with(
        "income",
        cells.income_reader(table.headers.get("income", ""), table.reading("income").unit),
        None,
    )
    if "household_income" not in table:
        return own
    whole = table.read_with(
        "household_income",
        cells.income_reader(
            table.headers["household_income"], table.reading("household_income").unit
        ),
        None,
    )
    counted = Counter(households)
    said = table.read("member_count", readers["member_count"], None)
    # How many they are may stand in one row of the household only.
    members = counted | {h: number for h, number in zip(households, said, strict=True) if number}
    return [
        mine if mine is not None or all_of is None else all_of // members[household]
        for mine, all_of, household in zip(own, whole, households, strict=True)
    ]


def _unusable(fields: dict[str, Sequence[Any]]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield rows that can't be used: which, why, and the columns one of which would help."""
    nobody = zip(fields["cid"], fields["first_name"], fields["household"], strict=True)
    for index, (cid, first, household) in enumerate(nobody):
        if not cid and not first:
            yield index, _UNUSABLE_NO_PERSON, NAMES
        elif not household:
            yield index, _UNUSABLE_NO_HOUSE, _HOUSES
