"""How a sheet's layout is corrected, asked about, and written down as a profile."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from desktop.domain.errors import UserError
from desktop.domain.sheets import (
    ColumnGuess,
    ColumnReading,
    ImportProfile,
    Patch,
    ProfileColumn,
    SheetLayout,
)

NAMES = ("full_name", "first_name", "head_name")
HOUSES = ("house_code", "address_no", "household_no")
ANSWER = "answer:"
_FORMAT = "onehome-import-profile"
_NEVER = "กรุณาใช้ไฟล์ที่ส่งออกจากหน้าตรวจคอลัมน์ของโปรแกรมนี้"


def answered(layout: SheetLayout, number: int, value: str) -> SheetLayout:
    """Return the layout with its query answered: what the answer alters is altered."""
    query = layout.queries[number]
    option = next((one for one in query.options if one.value == value), None)
    if option is None:
        return layout
    queries = list(layout.queries)
    queries[number] = replace(query, answer=value)
    wanted = layout.wanted if option.wanted is None else option.wanted
    columns = _patched(layout.columns, option.patches)
    return replace(layout, queries=tuple(queries), columns=columns, wanted=wanted)


def settled(
    layout: SheetLayout, *, all_of_them: bool = False, renames: bool = False
) -> SheetLayout:
    """Return the layout with the proposals taken that are sure, or all, or those of renames."""
    for number, query in enumerate(layout.queries):
        taken = all_of_them or query.sure or (renames and query.kind == "renamed")
        if taken and not query.answer:
            layout = answered(layout, number, query.proposed)
    return layout


def missing(columns: Iterable[ColumnGuess]) -> tuple[str, ...]:
    """Return, in Thai, the columns without which nothing can be imported."""
    found = {guess.canonical for guess in columns}
    lacking = []
    if found.isdisjoint(NAMES):
        lacking.append("ชื่อ-สกุล (หรือ ชื่อ)")
    if found.isdisjoint(HOUSES):
        lacking.append("รหัสประจำบ้าน หรือ บ้านเลขที่")
    return tuple(lacking)


def profile_of(name: str, layout: SheetLayout) -> ImportProfile:
    """Return the profile that reads sheets of this layout as it is read now."""
    return ImportProfile(
        name,
        tuple(
            ProfileColumn(guess.header, guess.canonical, guess.reading, guess.shape.kind)
            for guess in sorted(layout.columns, key=lambda guess: guess.index)
            if guess.header
        ),
        header_rows=layout.header_row - layout.first_row + 1 if layout.header_row else 1,
    )


def columns_to_json(columns: Sequence[ProfileColumn]) -> str:
    """Return columns as JSON: a list of header, field, and more only where there is more."""
    return json.dumps([_column_as_list(one) for one in columns], ensure_ascii=False)


def columns_from_json(text: str) -> tuple[ProfileColumn, ...]:
    """Return the columns that `columns_to_json` wrote.

    Raises:
        ValueError: it is something else.
    """
    content = json.loads(text)
    if not isinstance(content, list):
        raise ValueError("no list of columns")
    return tuple(map(_column_from_list, content))


def to_json(profile: ImportProfile) -> str:
    """Return a profile as the text of a file that can be handed to another office."""
    content = {
        "format": _FORMAT,
        "version": 1,
        "name": profile.name,
        "header_rows": profile.header_rows,
        "columns": [
            {"header": one.header, "field": one.canonical, "kind": one.kind}
            | {key: value for key, value in asdict(one.reading).items() if value}
            for one in profile.columns
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> ImportProfile:
    """Return the profile in a file's text.

    Raises:
        UserError: it is no profile.
    """
    try:
        content = json.loads(text)
        if content["format"] != _FORMAT or content["version"] != 1:
            raise ValueError("another format")
        columns = tuple(
            _column_from_list([one["header"], one["field"], one.get("kind", ""), one])
            for one in content["columns"]
        )
        return ImportProfile(str(content["name"]), columns, int(content["header_rows"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserError("ไฟล์นี้ไม่ใช่รูปแบบการอ่าน", f"อ่านรูปแบบการอ่านจากไฟล์ไม่ได้ {_NEVER}") from None


def _column_as_list(column: ProfileColumn) -> list[Any]:
    more = {key: value for key, value in asdict(column.reading).items() if value}
    found: list[Any] = [column.header, column.canonical]
    if column.kind or more:
        found.append(column.kind)
    return [*found, more] if more else found


def _column_from_list(found: Sequence[Any]) -> ProfileColumn:
    header, canonical, *more = found
    kind = more[0] if more else ""
    given = more[1] if len(more) > 1 else {}
    if not all(isinstance(one, str) for one in (header, canonical, kind)):
        raise ValueError("no column")
    unit, order, era = (str(given.get(name, "")) for name in ("unit", "order", "era"))
    words = tuple((str(text), str(read)) for text, read in given.get("words", ()))
    return ProfileColumn(header, canonical, ColumnReading(unit, order, era, words), kind)


def _patched(
    columns: tuple[ColumnGuess, ...], patches: Sequence[Patch]
) -> tuple[ColumnGuess, ...]:
    by_index = {patch.index: patch for patch in patches}
    return tuple(
        _with_patch(guess, by_index[guess.index]) if guess.index in by_index else guess
        for guess in columns
    )


def _with_patch(guess: ColumnGuess, patch: Patch) -> ColumnGuess:
    parts = {"unit": patch.unit, "order": patch.order, "era": patch.era}
    given: Any = {name: value for name, value in parts.items() if value is not None}
    if patch.words is not None:
        given["words"] = with_words(guess.reading.words, patch.words)
    canonical = guess.canonical if patch.canonical is None else patch.canonical
    return replace(guess, canonical=canonical, reading=replace(guess.reading, **given))


def with_words(
    words: Sequence[tuple[str, str]], more: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Return a map of words with other words in it; one that is read as itself is taken out."""
    joined = dict(words) | dict(more)
    return tuple((text, read) for text, read in joined.items() if text != read)
