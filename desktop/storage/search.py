"""The search box's text and how it is looked through.

Terms of three letters and more use the trigram index; shorter ones, and servers without the
index, read the text. Both find the same households.
"""

import re
from collections.abc import Sequence

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


def search_text(household: Sequence[str], people: Sequence[tuple[str, str, str]]) -> str:
    """Build one household's text.

    `household` is in the order of PLACE; `people` are (first name, last name, citizen id).
    """
    parts = people_texts(*zip(*people, strict=True)) if people else []
    return " ".join([*parts, *place_texts(*([cell] for cell in household))])


def people_texts(firsts: Sequence[str], lasts: Sequence[str], cids: Sequence[str]) -> list[str]:
    """Return what each person is found by."""
    keys = {word: search_key(word) for word in {*firsts, *lasts}}
    return [
        f"{keys[first]}{keys[last]} {cid}"
        for first, last, cid in zip(firsts, lasts, cids, strict=True)
    ]


def place_texts(
    codes: Sequence[str],
    numbers: Sequence[str],
    moos: Sequence[str],
    villages: Sequence[str],
    tambons: Sequence[str],
    tels: Sequence[str],
) -> list[str]:
    """Return what each household is found by, besides its people; in the order of PLACE."""
    keys = {word: _number_key(word) for word in {*codes, *moos, *villages, *tels}}
    near = {
        place: " ".join(filter(None, _near(keys[place[0]], keys[place[1]], place[2])))
        for place in set(zip(moos, villages, tambons, strict=True))
    }
    rest = zip(zip(moos, villages, tambons, strict=True), tels, strict=True)
    return [
        " ".join(filter(None, (keys[code], arabic(number).casefold(), near[place], keys[tel])))
        for code, number, (place, tel) in zip(codes, numbers, rest, strict=True)
    ]


def _number_key(text: str) -> str:
    # Plain digits, as most of them are, are their own key.
    return text if text.isascii() and text.isdecimal() else search_key(text)


def _near(moo: str, village: str, tambon: str) -> tuple[str, ...]:
    areas_of = search_key(areas.name_of(tambon[:6])), search_key(areas.name_of(tambon[:4]))
    return (f"ม{moo} หมู่{moo}" if moo else "", village, *areas_of)


PLACE = ("house_code", "address_no", "moo", "village_name", "tambon_code", "tel")
_FIELDS = tuple(getattr(HouseholdRow, name) for name in PLACE)


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
