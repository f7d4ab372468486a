"""Households whose house stands in one row for all their members: first, or by itself."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.importing.aliases import header_key
from desktop.importing.column import Column
from desktop.importing.places import carry_down
from desktop.importing.rows.kinds import HOUSES, NAMES, Kind, Kinds, filled, is_name
from desktop.importing.table import Table
from desktop.thai.names import split_name
from desktop.thai.text import normalise, search_key

HEAD = "หัวหน้าครัวเรือน"
_AREAS = ("province", "district", "tambon", "province_code", "district_code", "tambon_code")
_PLACES = ("moo", "village_name", "village_code", "soi", "road", "postcode")
_NUMBERS = ("household_no", "source_row_no")
# Given once per household by their nature, wherever they stand.
_OF_ALL = ("household_income", "member_count")
ADDRESS = (*HOUSES, *_PLACES, *_AREAS)
_SHARED = (*ADDRESS, *_OF_ALL)
# What a household's own row says besides, of all its members.
_FACT = re.compile(r"dim_\w+|ind_\d\d|burden_1|income|data_year|in_municipality")
_DETAILS = ("cid", "age", "sex", "birth_date", "relation")
_NO_MEMBER = re.compile(r"หมายเหตุ|ลงชื่อ|ลงนาม|ผู้|ที่มา|แหล่งที่มา|ข้อมูล|\(")
_HEADS = re.compile(r"หัวหน้า|เจ้าบ้าน")
# Blocks leave many cells blank; a few blanks are only gaps.
_BLANKS_OF_BLOCKS = 3
_FEWEST_BLANKS = 2
_ENOUGH_SIGNS = 2

Rows = NDArray[np.intp]


def is_head(relation: str) -> bool:
    """Return whether the words of a relation name the head of the household."""
    return bool(_HEADS.match(normalise(relation)))


def members_of_houses(table: Table, kinds: Kinds) -> dict[int, int]:
    """Return the rows of people who live in the house of a row above: that row by theirs.

    Nobody does, unless the sheet is plainly made so.
    """
    houses = [table.text(one) for one in HOUSES if one in table]
    if not houses:
        return {}
    housed = np.any([filled(column) for column in houses], axis=0)
    without = kinds.are(Kind.PERSON) & ~housed
    if not without.any():
        return {}
    return dict(_Carrying(table, kinds, without, _rows_above(kinds, housed)).pairs())


def carry_houses(table: Table, kinds: Kinds, carried: dict[int, int]) -> None:
    """Give each member the house of its row above, and leave out rows without a person.

    A row of a house that nobody follows stays, to be named as a row without a person.
    """
    kept = np.flatnonzero(kinds.are(Kind.PERSON, Kind.HOUSEHOLD))
    table.choose(kept)
    kinds = Kinds(kinds.of[kept])
    place = {row: index for index, row in enumerate(kept.tolist())}
    carried = {place[row]: place[house] for row, house in carried.items()}
    # While the blanks of blocks of areas still show that they are blocks.
    carry_down(table)
    if carried:
        _fill(table, kinds, carried)
        reason = (
            f"บ้านเขียนไว้แถวเดียวต่อครัวเรือน แถวที่เว้นว่างไว้ {len(carried):,} แถวจึงนับเป็นครัวเรือนเดียวกับแถวบน"
        )
        house = next(one for one in HOUSES if one in table)
        table.problems.append(table.problem(-1, house, "", reason))
    if kinds.are(Kind.HOUSEHOLD).any():
        _settle(table, kinds, carried)
        table.choose(np.flatnonzero(kinds.are(Kind.PERSON)))


def _rows_above(kinds: Kinds, housed: NDArray[np.bool_]) -> Rows:
    """Return for each row the last one above with a house, -1 where something parts them.

    An empty row parts households, unless it belongs to the header of a new page.
    """
    parts = kinds.are(Kind.TOTAL, Kind.AREA)
    start = 0
    loose = kinds.are(Kind.BLANK, Kind.HEADER)
    for index in (*np.flatnonzero(~loose).tolist(), len(loose)):
        run = kinds.of[start:index]
        if len(run) and not np.any(run == Kind.HEADER):
            parts[start:index] = True
        start = index + 1
    holders = housed & kinds.are(Kind.PERSON, Kind.HOUSEHOLD)
    places = np.arange(len(housed))
    last_house = np.maximum.accumulate(np.where(holders, places, -1))
    last_part = np.maximum.accumulate(np.where(parts, places, -1))
    above: Rows = np.where(last_house > last_part, last_house, -1)
    return above


class _Carrying:
    """Decides, row by row, whether a person without a house lives in the one above."""

    def __init__(
        self, table: Table, kinds: Kinds, without: NDArray[np.bool_], above: Rows
    ) -> None:
        self._table = table
        self._kinds = kinds
        self._above = above
        self._rows = np.flatnonzero(without).tolist()
        persons = np.count_nonzero(kinds.are(Kind.PERSON))
        many = len(self._rows) * _BLANKS_OF_BLOCKS >= persons
        self._blocks = many and len(self._rows) >= _FEWEST_BLANKS
        self._areas = [table.text(one) for one in _AREAS if one in table]
        self._places = [table.text(one) for one in _PLACES if one in table]
        self._numbers = [table.text(one) for one in _NUMBERS if one in table]
        self._details = [table.text(one) for one in _DETAILS if one in table]
        self._relation = table.text("relation")
        self._names = [table.text(one) for one in NAMES if one in table]
        self._led: set[int] = set()

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the row of each member with the row of the house."""
        ended: set[int] = set()
        for row in self._rows:
            house = int(self._above[row])
            # Whoever comes after somebody of unknown house may belong to that one.
            if house < 0 or house in ended or not self._lives_there(row, house):
                ended.add(house)
            else:
                self._led.add(house)
                yield row, house

    def _lives_there(self, row: int, house: int) -> bool:
        relation = normalise(self._relation[row])
        # A head begins a household: only a row of the house by itself can be the head's.
        heads = is_head(relation) and (
            self._kinds.of[house] != Kind.HOUSEHOLD or house in self._led
        )
        if heads or not self._is_member(row) or self._is_elsewhere(row, house):
            return False
        bare = not any(column[row].strip() for column in self._places)
        numbered = any(one[house].strip() and not one[row].strip() for one in self._numbers)
        signs = (
            bare,
            self._blocks,
            bool(relation) or numbered,
            self._kinds.of[house] == Kind.HOUSEHOLD,
        )
        return sum(signs) >= _ENOUGH_SIGNS

    def _is_elsewhere(self, row: int, house: int) -> bool:
        return any(
            column[row].strip() and column[row] != column[house]
            for column in (*self._areas, *self._places)
        )

    def _is_member(self, row: int) -> bool:
        """Return whether the row speaks of a person, and isn't a note below the table."""
        if any(column[row].strip() for column in self._details):
            return True
        name = next((text for one in self._names if (text := normalise(one[row]))), "")
        return bool(split_name(name).prefix) and not _NO_MEMBER.match(name)


def _fill(table: Table, kinds: Kinds, carried: dict[int, int]) -> None:
    rows = np.fromiter(carried, np.intp)
    houses = np.fromiter(carried.values(), np.intp)
    by_itself = kinds.of[houses] == Kind.HOUSEHOLD
    for canonical in table.canonicals:
        if canonical in _SHARED:
            copy_cells(table, canonical, rows, houses)
        elif _FACT.fullmatch(canonical):
            copy_cells(table, canonical, rows[by_itself], houses[by_itself])
    _, first = np.unique(houses, return_index=True)
    first = first[by_itself[first]]
    copy_cells(table, "tel", rows[first], houses[first])


def copy_cells(table: Table, canonical: str, rows: Rows, sources: Rows) -> None:
    """Copy a column's cells into rows that are blank there, remembering where they stand."""
    column = table.text(canonical)
    blank = ~filled(column)[rows]
    rows, sources = rows[blank], sources[blank]
    if canonical not in table or not len(rows):
        return
    codes = column.codes.copy()
    codes[rows] = codes[sources]
    origins = [table.origin(index, canonical) for index in range(table.size)]
    for row, source in zip(rows.tolist(), sources.tolist(), strict=True):
        origins[row] = origins[source]
    table.origins[canonical] = origins
    table.replace(canonical, Column(column.words, codes))


def _settle(table: Table, kinds: Kinds, carried: dict[int, int]) -> None:
    """Turn households' rows into their heads where a head is named who isn't among the members."""
    members: dict[int, list[int]] = {}
    for row, house in carried.items():
        members.setdefault(house, []).append(row)
    heads = table.text("head_name")
    name = next((one for one in NAMES if one in table), "")
    people = {one: list(table.text(one)) for one in (name, "relation")}
    for house in np.flatnonzero(kinds.are(Kind.HOUSEHOLD)).tolist():
        below = members.get(house, [])
        known = {person_key(table, row) for row in below}
        if is_name(heads[house]) and name_key(heads[house]) not in known:
            people[name][house] = heads[house]
            people["relation"][house] = HEAD
            kinds.of[house] = Kind.PERSON
        elif not below:
            kinds.of[house] = Kind.PERSON
    if any(is_name(heads[house]) for house in np.flatnonzero(filled(heads)).tolist()):
        for canonical, cells in people.items():
            table.replace(canonical, Column.of(cells))


def person_key(table: Table, row: int) -> str:
    """Return what two spellings of the name in this row have in common."""
    if "full_name" in table:
        return name_key(table.text("full_name")[row])
    return name_key(f"{table.text('first_name')[row]} {table.text('last_name')[row]}")


def name_key(name: str) -> str:
    """Return what two spellings of a name have in common, without its title."""
    parts = split_name(name)
    return search_key(f"{parts.first} {parts.last}")


def says_head(header: str) -> bool:
    """Return whether a column's header speaks of the heads of households."""
    return any(word in header_key(header) for word in map(header_key, ("หัวหน้า", "เจ้าบ้าน")))


def shared_columns(table: Table) -> Sequence[str]:
    """Return the columns of the table that tell where a household lives."""
    return [one for one in ADDRESS if one in table]
