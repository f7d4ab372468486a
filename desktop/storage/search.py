"""The search box's text and how it is looked through.

Terms of three letters and more use the trigram index; shorter ones, and servers without the
index, read the text. Both find the same households.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select, text

from desktop.storage.bulk import chunks, insert_rows
from desktop.storage.schema.people import HouseholdRow, PersonRow, SearchTextRow
from desktop.thai import areas
from desktop.thai.numbers import arabic
from desktop.thai.text import normalise, search_key

# "หมู่ที่ 4", "หมู่ 4" and "ม. 4" are one word: a lone 4 would be found in every address.
_VILLAGE = re.compile(r"(?:^|(?<=\s))(?:หมู่ที่|หมู่|ม\.?) ?(\d+)(?!\S)")


def terms_of(query: str) -> list[str]:
    """Cut what was typed into terms; every one must be found."""
    # No database takes a zero character for text.
    query = _VILLAGE.sub(r" ม\1 ", normalise(query.replace("\0", " ")))
    words = query.split()
    return [t for t in (_term(word) for word in words) if t]


def _term(word: str) -> str:
    # A house number keeps its stroke: 1/23 is not 12/3.
    return arabic(word).casefold() if "/" in word else search_key(word)


def matching(dialect: str, query: str) -> list[ColumnElement[bool]]:
    """Conditions on `household.id` for what was typed; none for blanks."""
    terms = terms_of(query)
    indexed = [t for t in terms if len(t) >= 3] if dialect == "sqlite" else []
    conditions: list[ColumnElement[bool]] = []
    if indexed:
        # Each term is a quoted phrase, so nothing typed is taken for an operator.
        phrase = " AND ".join('"' + t.replace('"', '""') + '"' for t in indexed)
        hits = text("SELECT rowid FROM search_index WHERE search_index MATCH :phrase")
        conditions.append(HouseholdRow.id.in_(hits.bindparams(bindparam("phrase", phrase))))
    rest = [SearchTextRow.text.contains(t, autoescape=True) for t in terms if t not in indexed]
    if rest:
        conditions.append(HouseholdRow.id.in_(select(SearchTextRow.household_id).where(*rest)))
    return conditions


def search_text(household: Sequence[Any], people: Iterable[tuple[str, str, str]]) -> str:
    """Build one household's text.

    `household` is (house_code, address_no, moo, village_name, tambon_code, tel); `people` are
    (first name, last name, citizen id).
    """
    code, number, moo, village, tambon, tel = household
    parts = [_key(first) + _key(last) + " " + cid for first, last, cid in people]
    place = _key(areas.name_of(tambon[:6])) + " " + _key(areas.name_of(tambon[:4]))
    moo = _key(moo)
    moo_text = f"ม{moo} หมู่{moo}" if moo else ""
    parts += [search_key(code), arabic(number).casefold(), moo_text, _key(village), place]
    parts.append(search_key(tel))
    return " ".join(part for part in parts if part.strip())


@lru_cache(maxsize=1 << 16)
def _key(text: str) -> str:
    # Names and places come back thousands of times in a list.
    return search_key(text)


_FIELDS = (
    HouseholdRow.house_code,
    HouseholdRow.address_no,
    HouseholdRow.moo,
    HouseholdRow.village_name,
    HouseholdRow.tambon_code,
    HouseholdRow.tel,
)


def index_households(connection: Connection, ids: Sequence[int]) -> None:
    """Make the search text of these households anew, also where one is gone."""
    for some in chunks(ids):
        forget(connection, some)
        people: dict[int, list[tuple[str, str, str]]] = {}
        columns = (
            PersonRow.household_id,
            PersonRow.first_name,
            PersonRow.last_name,
            PersonRow.cid,
        )
        for hid, *person in connection.execute(
            select(*columns)
            .where(PersonRow.household_id.in_(some))
            .order_by(PersonRow.position, PersonRow.id)
        ):
            people.setdefault(hid, []).append(tuple(person))  # type: ignore[arg-type]
        found = connection.execute(
            select(HouseholdRow.id, *_FIELDS).where(HouseholdRow.id.in_(some))
        )
        rows = [(hid, search_text(fields, people.get(hid, ()))) for hid, *fields in found]
        add_texts(connection, rows)


def add_texts(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Add texts of households that have none."""
    insert_rows(connection, SearchTextRow, ("household_id", "text"), rows)
    if connection.dialect.name == "sqlite" and rows:
        connection.exec_driver_sql(
            "INSERT INTO search_index(rowid, text) VALUES (?, ?)", list(rows)
        )


def add_texts_in_bulk(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Add many texts and build the index anew once, which is far quicker than row by row."""
    insert_rows(connection, SearchTextRow, ("household_id", "text"), rows)
    rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Build the index anew from the texts."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('rebuild')")


def forget(connection: Connection, ids: Sequence[int]) -> None:
    """Take the search text of these households out, before they go themselves."""
    where = SearchTextRow.household_id.in_(ids)
    if connection.dialect.name == "sqlite":
        # The index keeps no text of its own: it must be told what to take out.
        old = connection.execute(
            select(SearchTextRow.household_id, SearchTextRow.text).where(where)
        )
        gone = [(row[0], row[1]) for row in old]
        if gone:
            connection.exec_driver_sql(
                "INSERT INTO search_index(search_index, rowid, text) VALUES ('delete', ?, ?)", gone
            )
    connection.execute(delete(SearchTextRow).where(where))
