"""Keeping what a list answers to a logbook's questions: as drafts of visits, one a household."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, select

from desktop.domain.layouts import ANSWER
from desktop.domain.listing import ListedAnswer
from desktop.domain.vocabulary import AnswerState, VisitState
from desktop.storage.arrivals import Arrivals
from desktop.storage.bulk import Same, insert_columns, reserve_ids
from desktop.storage.identity import random_uids
from desktop.storage.intake import Stored
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import AnswerRow, VisitRow
from desktop.storage.schema.lists import ImportBatchRow
from desktop.storage.work import Work

Logbook = tuple[int, str, str]
"""The household, the form and its version."""
Place = tuple[str, int]
"""The question, and the person it is asked of, 0 for the household."""


def form_of(question: str) -> tuple[str, str, str]:
    """Return form, version and question of 'answer:<form>@<version>:<question>'."""
    form, _, rest = question.removeprefix(ANSWER).partition("@")
    version, _, own = rest.partition(":")
    return form, version, own


def write(work: Work, stored: Stored, answers: Iterable[ListedAnswer], fiscal_year: int) -> None:
    """Store the answers of a list in drafts that are the list's own.

    An answer that an earlier import of the list brought stays, also as a person changed it since.
    What is added to such a draft is recorded one by one: the draft isn't this import's own.
    """
    connection = work.session.connection()
    books = _gathered(stored.arrivals, answers)
    if not books:
        return
    visits, known = _drafts(connection, stored.list_id)
    homes = {visit: household for (household, _, _), visit in visits.items()}
    new = [book for book in books if book not in visits]
    first = reserve_ids(connection, VisitRow, len(new))
    visits |= {book: first + number for number, book in enumerate(new)}
    insert_columns(
        connection,
        VisitRow,
        {
            "id": [visits[book] for book in new],
            "uid": random_uids(len(new)),
            "version": Same(1),
            "household_id": [household for household, _, _ in new],
            "fiscal_year": Same(fiscal_year),
            "form": [form for _, form, _ in new],
            "form_version": [version for _, _, version in new],
            "team": Same(""),
            "state": Same(VisitState.DRAFT.value),
            "batch_id": Same(stored.batch_id),
        },
    )
    _insert_answers(work, list(_fresh(books, visits, known)), homes)


def _gathered(
    arrivals: Arrivals, answers: Iterable[ListedAnswer]
) -> dict[Logbook, dict[Place, str]]:
    """Put answers together by household; of several to one question the first counts."""
    persons = arrivals.persons
    rows: dict[tuple[int, int], int] = {}
    books: dict[Logbook, dict[Place, str]] = {}
    for answer in answers:
        if not rows:
            places = zip(persons["sheet"], persons["row"], strict=True)
            rows = {place: row for row, place in enumerate(places)}
        row = rows.get((answer.sheet, answer.row))
        if row is None:
            continue
        form, version, question = form_of(answer.question)
        book = (arrivals.household_ids[arrivals.home[row]], form, version)
        person = arrivals.person_ids[row] if answer.per_member else 0
        books.setdefault(book, {}).setdefault((question, person), answer.value)
    return books


def _drafts(
    connection: Connection, list_id: int
) -> tuple[dict[Logbook, int], set[tuple[int, str, int]]]:
    """Return the visits that this list brought before, and what is answered in them."""
    visit, answer = table_of(VisitRow).c, table_of(AnswerRow).c
    batch = table_of(ImportBatchRow).c
    own = visit.batch_id.in_(select(batch.id).where(batch.list_id == list_id))
    found = connection.execute(
        select(visit.id, visit.household_id, visit.form, visit.form_version).where(own)
    )
    visits = {(row.household_id, row.form, row.form_version): row.id for row in found}
    known = connection.execute(
        select(answer.visit_id, answer.question, answer.person_id).where(
            answer.visit_id.in_(select(visit.id).where(own))
        )
    )
    return visits, {(row.visit_id, row.question, row.person_id) for row in known}


def _fresh(
    books: dict[Logbook, dict[Place, str]],
    visits: dict[Logbook, int],
    known: set[tuple[int, str, int]],
) -> Iterator[tuple[int, str, int, str]]:
    for book, said in books.items():
        for (question, person), value in said.items():
            if (visits[book], question, person) not in known:
                yield visits[book], question, person, value


def _insert_answers(
    work: Work, rows: list[tuple[int, str, int, str]], homes: Mapping[int, int]
) -> None:
    """Write answers; `homes` are the households of the drafts that were there before."""
    first = reserve_ids(work.session.connection(), AnswerRow, len(rows))
    for number, (visit, question, person, value) in enumerate(rows, first):
        if visit in homes:
            said = {"id": number, "visit_id": visit, "question": question, "person_id": person}
            image = said | {"state": AnswerState.VALUE.value, "value": value, "note": ""}
            work.record("answer", number, homes[visit], None, image)
    insert_columns(
        work.session.connection(),
        AnswerRow,
        {
            "id": range(first, first + len(rows)),
            "visit_id": [visit for visit, _, _, _ in rows],
            "question": [question for _, question, _, _ in rows],
            "person_id": [person for _, _, person, _ in rows],
            "state": Same(AnswerState.VALUE.value),
            "value": [value for _, _, _, value in rows],
            "note": Same(""),
        },
    )
