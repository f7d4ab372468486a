"""The texts that households are found by, and the index over them.

A text is words, each behind a space and before one: `matching` looks for " word ". Two spaces at
the end let the index know the last two letters too.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from desktop.storage.bulk import chunks, insert_rows
from desktop.storage.schema.people import HouseholdRow, PersonRow, SearchTextRow
from desktop.thai import areas
from desktop.thai.numbers import arabic
from desktop.thai.text import search_key


def search_text(household: Sequence[str], people: Sequence[tuple[str, str, str]]) -> str:
    """Build one household's text.

    `household` is in the order of PLACE; `people` are (first name, last name, citizen id).
    """
    parts = people_texts(*zip(*people, strict=True)) if people else []
    return one_text(parts, place_texts(*([cell] for cell in household))[0])


def one_text(people: Sequence[str], place: str) -> str:
    """Build a household's text from those of its people and of where it is."""
    return f" {' '.join(people)} {place}  "


def people_texts(firsts: Sequence[str], lasts: Sequence[str], cids: Sequence[str]) -> list[str]:
    """Return what each person is found by."""
    keys = {word: search_key(word) for word in {*firsts, *lasts}}
    return [
        f"{keys[first]} {keys[last]} {cid}"
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
    return (f"ม{moo}" if moo else "", village, *areas_of)


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
