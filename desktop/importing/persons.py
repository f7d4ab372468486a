"""Turn the data rows of one sheet into person rows, column by column."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.listing import PersonRow, Problem
from desktop.importing import cells, facts, places
from desktop.importing.aliases import header_key
from desktop.importing.cells import Reader
from desktop.importing.table import Table
from desktop.thai.names import canonical_prefix, split_name
from desktop.thai.text import normalise

_TOTAL = ("รวม", "ยอดรวม", "ผลรวม")
_PLAIN = ("soi", "road", "postcode", "relation", "occupation", "education")
_UNUSABLE_NO_PERSON = "ไม่มีทั้งชื่อและเลขประจำตัวประชาชน"
_UNUSABLE_NO_HOUSE = "ไม่มีทั้งรหัสประจำบ้านและบ้านเลขที่"


class Readers:
    """The readers of a whole list: what was read once in one sheet is known in the next."""

    def __init__(self, latest_year: int) -> None:
        text = Reader(cells.read_text)
        self._readers = {
            **dict.fromkeys((*_PLAIN, "village_name"), text),
            "first_name": Reader(normalise),
            "last_name": Reader(cells.read_text),
            "full_name": Reader(split_name),
            "prefix": Reader(lambda value: canonical_prefix(cells.read_text(value))),
            "birth_date": Reader(cells.birth_reader(latest_year)),
            "age": Reader(cells.read_age),
            "sex": Reader(cells.read_sex),
            "moo": Reader(cells.read_moo),
            "village_code": Reader(cells.read_moo),
            "member_count": Reader(cells.read_count),
            "address_no": Reader(cells.read_address_no),
        }

    def __getitem__(self, canonical: str) -> Reader:
        return self._readers[canonical]


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What one sheet gave: plain tuples in the order of PersonRow's fields, and problems."""

    rows: list[tuple[Any, ...]]
    problems: list[Problem]
    data_rows: int


def read_persons(
    table: Table, readers: Readers, number: int, fallback: places.Fallback
) -> SheetRows:
    """Return the person rows of a sheet whose index in the list is `number`."""
    places.carry_down(table)
    fields = _identity(table, readers) | _address(table, readers, fallback)
    skipped = _rows_without_person(table, fields)
    fields["household"] = _household_keys(table, fields, fallback)
    fields |= _facts(table, readers, fields)
    size = table.size
    fields["sheet"] = [number] * size
    fields["row"] = list(range(table.header_row + 1, table.header_row + 1 + size))
    unusable = dict(_unusable(fields, skipped))
    rows = list(zip(*(fields[name] for name in PersonRow._fields), strict=True))
    unread = skipped | unusable.keys()
    if unread:
        rows = [
            row for index, row in enumerate(rows) if index not in skipped and index not in unusable
        ]
    first = table.header_row + 1
    problems = [one for one in table.problems if one.row - first not in unread]
    problems += [
        table.problem(index, "", "", reason, used=False) for index, reason in unusable.items()
    ]
    return SheetRows(rows, problems, size - len(skipped))


def _identity(table: Table, readers: Readers) -> dict[str, Sequence[Any]]:
    found: dict[str, Sequence[Any]] = {
        "cid": table.read_with("cid", cells.read_cid),
        "prefix": table.read("prefix", readers["prefix"]),
        "first_name": table.read("first_name", readers["first_name"]),
        "last_name": table.read("last_name", readers["last_name"]),
        "sex": table.read("sex", readers["sex"]),
        "birth": table.read("birth_date", readers["birth_date"]),
        "age": table.read("age", readers["age"], None),
        "tel": table.read_with("tel", cells.read_tel),
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
    found["house_code"] = table.read_with("house_code", cells.read_house_code)
    found["tambon_code"] = places.tambon_codes(table, fallback)
    return found


def _household_keys(
    table: Table, fields: dict[str, Sequence[Any]], fallback: places.Fallback
) -> list[str]:
    """Return each row's household: by its house code, else by its address; '' for neither."""
    names = places.place_names(table, fallback)
    return [
        f"h:{code}" if code else f"a:{tambon or name}|{moo}|{address}" if address else ""
        for code, tambon, name, moo, address in zip(
            fields["house_code"],
            fields["tambon_code"],
            names,
            fields["moo"],
            fields["address_no"],
            strict=True,
        )
    ]


def _facts(
    table: Table, readers: Readers, fields: dict[str, Sequence[Any]]
) -> dict[str, Sequence[Any]]:
    failed, known = facts.dimension_masks(table)
    ind_failed, ind_passed = facts.indicator_masks(table)
    needs, rights = facts.needs_and_rights(table, fields["age"], fields["household"])
    return {
        "dim_failed": failed,
        "dim_known": known,
        "ind_failed": ind_failed,
        "ind_passed": ind_passed,
        "housing_problem": facts.housing_problems(table, ind_failed, ind_passed),
        "needs": needs,
        "rights": rights,
        "income": _incomes(table, readers, fields["household"]),
    }


def _incomes(table: Table, readers: Readers, households: Sequence[str]) -> list[int | None]:
    """Return satang per person per year; a household's income is shared by its members."""
    own: list[int | None] = table.read_with(
        "income", cells.income_reader(table.headers.get("income", "")), None
    )
    if "household_income" not in table:
        return own
    whole = table.read_with(
        "household_income", cells.income_reader(table.headers["household_income"]), None
    )
    counted = Counter(households)
    said = table.read("member_count", readers["member_count"], None)
    return [
        mine if mine is not None or all_of is None else all_of // (members or counted[household])
        for mine, all_of, members, household in zip(own, whole, said, households, strict=True)
    ]


def _rows_without_person(table: Table, fields: dict[str, Sequence[Any]]) -> set[int]:
    """Return the rows that hold no person: blank, a repeated header, a total, a place's title."""
    suspects = [
        index
        for index, (cid, first, last) in enumerate(
            zip(fields["cid"], fields["first_name"], fields["last_name"], strict=True)
        )
        if not cid and (not first or not last or first.startswith(_TOTAL))
    ]
    headers = {header_key(header) for header in table.headers.values() if header}
    skipped = set(_repeated_headers(table, headers))
    for index in suspects:
        row = [cell for cell in table.row(index) if cell.strip()]
        if not row or _is_total(row, fields["first_name"][index]):
            skipped.add(index)
    return skipped


def _repeated_headers(table: Table, headers: set[str]) -> Iterator[int]:
    """Yield rows that say again what the columns are called."""
    for canonical in ("first_name", "full_name"):
        header = table.headers.get(canonical)
        column = table.text(canonical)
        if header and header in column:
            for index, cell in enumerate(column):
                if cell == header:
                    said = [header_key(one) for one in table.row(index) if one.strip()]
                    if sum(one in headers for one in said) * 2 > len(said):
                        yield index


def _is_total(row: Sequence[str], first_name: str) -> bool:
    """Return whether one of the first words says total and no name stands beside it."""
    totals = [cell for cell in row if normalise(cell).startswith(_TOTAL)]
    return bool(totals) and (not first_name or first_name.startswith(_TOTAL))


def _unusable(fields: dict[str, Sequence[Any]], skipped: set[int]) -> Iterator[tuple[int, str]]:
    nobody = zip(fields["cid"], fields["first_name"], fields["household"], strict=True)
    for index, (cid, first, household) in enumerate(nobody):
        if index not in skipped:
            if not cid and not first:
                yield index, _UNUSABLE_NO_PERSON
            elif not household:
                yield index, _UNUSABLE_NO_HOUSE
