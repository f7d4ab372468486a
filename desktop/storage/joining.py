"""Joining two persons or two households that are one: nothing is overwritten, nothing is lost.

The record with less history goes; what it knows and the other lacks is filled in, and all that
hangs on it moves. Each join ends with its link's own change, so that the record of a unit of
work with many joins can be cut into them again (`links.unlink`).
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from desktop.domain.errors import UserError
from desktop.domain.linkage import Kind, PersonFacts, Verdict, same_members
from desktop.storage.joining_rules import (
    CASE_WORDS,
    case_news,
    household_news,
    merged_assessment,
    paper_news,
    person_news,
    plan_news,
    refuse_cases,
)
from desktop.storage.ledger import Ledger, Mapped, Rows, Values
from desktop.storage.link_facts import facts_of
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import (
    AidRow,
    AnswerRow,
    CaseRow,
    KeyingRow,
    PlanItemRow,
    PlanRow,
    VisitRow,
)
from desktop.storage.schema.links import LinkRow, RecordAliasRow
from desktop.storage.schema.lists import AssessmentRow, ImportQuestionRow, SourceRowRow
from desktop.storage.schema.papers import AttachmentRow
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.work import Work

ROWS_OF: dict[str, Mapped] = {Kind.PERSON: PersonRow, Kind.HOUSEHOLD: HouseholdRow}
ENDS = ("first_id", "second_id")
_OF_HOUSEHOLD: tuple[Mapped, ...] = (
    *(PersonRow, AssessmentRow, CaseRow, VisitRow, PlanRow, AidRow, AttachmentRow, KeyingRow),
    ImportQuestionRow,
)
_WORKED_ON: tuple[Mapped, ...] = (PlanItemRow, AidRow, AnswerRow, AttachmentRow)


def take(rows: Rows, answered: set[int], link_ids: Sequence[int]) -> tuple[list[int], list[int]]:
    """Take links in hand, with the records they are about and all that hangs on these.

    Return the ids of the persons and of the households.
    """
    rows.load(LinkRow, "id", link_ids)
    links = [one for one in (rows.get(LinkRow, i) for i in link_ids) if one]
    ends = {k: [row[end] for row in links if row["kind"] == k for end in ENDS] for k in Kind}
    rows.load(PersonRow, "id", ends[Kind.PERSON])
    homes = sorted({p["household_id"] for p in rows.all(PersonRow)} | set(ends[Kind.HOUSEHOLD]))
    rows.load(HouseholdRow, "id", homes)
    for mapped in _OF_HOUSEHOLD:
        rows.load(mapped, "household_id", homes)
    persons = [p["id"] for p in rows.all(PersonRow)]
    for mapped in (SourceRowRow, PlanItemRow, AidRow, AttachmentRow):
        rows.load(mapped, "person_id", persons)
    rows.load(PlanItemRow, "plan_id", [plan["id"] for plan in rows.all(PlanRow)])
    rows.load(AnswerRow, "person_id", [one for one in persons if one in answered])
    rows.load(RecordAliasRow, "target_id", sorted({*persons, *homes}))
    return persons, homes


def answered(connection: Connection) -> set[int]:
    """Return the persons of whom a logbook says something."""
    answer = table_of(AnswerRow).c.person_id
    return set(connection.scalars(select(answer).where(answer != 0).distinct()))


def history_of_person(rows: Rows, row: Values) -> tuple[int, ...]:
    """Sort whoever has more history first."""
    worked = sum(len(rows.rows(mapped, "person_id", row["id"])) for mapped in _WORKED_ON)
    listed = len(rows.rows(SourceRowRow, "person_id", row["id"]))
    return -worked, -len(row["edited"].split()), -listed, row["id"]


def history_of_household(rows: Rows, row: Values) -> tuple[int, ...]:
    """Sort the household with more history first."""
    people, listed, cases, *worked = (
        rows.rows(mapped, "household_id", row["id"]) for mapped in _OF_HOUSEHOLD[:-1]
    )
    decided = sum(bool(case["override_reason"] or case["volunteer_id"]) for case in cases)
    typed = len(row["edited"].split())
    return -sum(map(len, worked)), -decided, -typed, -len(listed), -len(people), row["id"]


class Joining:
    """Joins within one unit of work. Take some links in hand, join each, then `write`."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._ledger = Ledger(work)
        self._connection = work.session.connection()
        self._answered = answered(self._connection)
        self._facts: dict[int, PersonFacts] = {}
        self._homes: set[int] = set()
        self._most = 0

    def take(self, link_ids: Sequence[int]) -> None:
        """Take links in hand, with all that hangs on them."""
        persons, homes = take(self._ledger, self._answered, link_ids)
        self._facts = {p.id: p for p in facts_of(self._connection, persons)}
        self._most = len(persons) + len(homes)

    def join(self, link_id: int) -> bool:
        """Join what a link is about; False where one of the two is gone.

        Raises:
            UserError: both have something of which there can be but one; nothing is changed.
        """
        link = self._ledger.get(LinkRow, link_id)
        if link is None:
            return False
        mapped = ROWS_OF[link["kind"]]
        first, second = (self._ledger.get(mapped, link[end]) for end in ENDS)
        if first is None or second is None:
            return False
        if mapped is PersonRow:
            self._join_people(first, second)
        else:
            self._join_homes(first, second)
        news = {
            "verdict": Verdict.SAME.value,
            "decided_by": self._work.operation.user_id,
            "decided_at": datetime.now(UTC),
            "operation_id": self._work.operation.id,
        }
        self._ledger.change(LinkRow, link, news, 0)
        return True

    def under_one_roof(self, link_id: int) -> bool:
        """Whether the two persons of a link are there and live in one household by now."""
        link = self._ledger.get(LinkRow, link_id)
        ends = [self._ledger.get(PersonRow, link[end]) for end in ENDS] if link else [None]
        homes = {row["household_id"] if row else 0 for row in ends}
        return len(homes) == 1 and homes != {0}

    def write(self) -> list[int]:
        """Write what was joined; return the households touched, also those that are gone."""
        self._ledger.write()
        touched, self._homes = sorted(self._homes), set()
        return touched

    def _join_people(self, first: Values, second: Values) -> None:
        ledger = self._ledger
        kept, gone = sorted((first, second), key=lambda row: history_of_person(ledger, row))
        home, left = kept["household_id"], gone["household_id"]
        self._refuse_answers(kept, gone)
        alone = left != home and len(ledger.rows(PersonRow, "household_id", left)) == 1
        here, there = ledger.get(HouseholdRow, home), ledger.get(HouseholdRow, left)
        if alone and here is not None and there is not None:
            # Nobody would be left: what hangs on the household follows its last member.
            self._refuse_households(here, there)
            self._absorb_person(kept, gone)
            self._absorb_household(here, there)
        else:
            self._absorb_person(kept, gone)

    def _join_homes(self, first: Values, second: Values) -> None:
        ledger = self._ledger
        kept, gone = sorted((first, second), key=lambda row: history_of_household(ledger, row))
        people = [ledger.rows(PersonRow, "household_id", one["id"]) for one in (kept, gone)]
        facts = [[self._facts[p["id"]] for p in some] for some in people]
        pairs = [
            [one for one in (ledger.get(PersonRow, i) for i in pair) if one is not None]
            for pair in same_members(*facts)
        ]
        same = [sorted(pair, key=lambda row: history_of_person(ledger, row)) for pair in pairs]
        self._refuse_households(kept, gone)
        for stays, goes in same:
            self._refuse_answers(stays, goes)
        for stays, goes in same:
            if stays["household_id"] != kept["id"]:
                # Whoever stays lives in the household that stays.
                news = {"household_id": kept["id"], "position": goes["position"]}
                ledger.change(PersonRow, stays, news, kept["id"])
            self._absorb_person(stays, goes)
        self._absorb_household(kept, gone)

    def _refuse_keyed(self, household_id: int) -> None:
        if self._ledger.rows(KeyingRow, "household_id", household_id):
            raise _refusal(
                "สมุดพกของครัวเรือนที่จะถูกรวมมีคำตอบที่พิมพ์ไว้แต่ยังไม่ได้บันทึก กรุณาเปิดสมุดพกนั้นแล้วบันทึกก่อน"
            )

    def _refuse_answers(self, kept: Values, gone: Values) -> None:
        self._refuse_keyed(gone["household_id"])
        known = {
            (a["visit_id"], a["question"]): (a["state"], a["value"])
            for a in self._ledger.rows(AnswerRow, "person_id", kept["id"])
        }
        for a in self._ledger.rows(AnswerRow, "person_id", gone["id"]):
            said = known.get((a["visit_id"], a["question"]))
            if said is not None and said != (a["state"], a["value"]):
                raise _refusal("สมุดพกเล่มเดียวกันมีคำตอบของทั้งสองคนไม่ตรงกัน กรุณาแก้คำตอบให้ตรงกันก่อน")

    def _refuse_households(self, kept: Values, gone: Values) -> None:
        ledger = self._ledger
        self._refuse_keyed(gone["id"])
        plans = {p["fiscal_year"]: p for p in ledger.rows(PlanRow, "household_id", kept["id"])}
        for plan in ledger.rows(PlanRow, "household_id", gone["id"]):
            mine = plans.get(plan["fiscal_year"])
            if mine is not None and not self._empty(mine) and not self._empty(plan):
                raise _refusal(
                    f"ทั้งสองครัวเรือนมีแผนของปี {plan['fiscal_year']} "
                    "กรุณารวมรายการไว้ในแผนเดียว และล้างอีกแผนให้ว่างก่อน"
                )
        cases = {c["fiscal_year"]: c for c in ledger.rows(CaseRow, "household_id", kept["id"])}
        for case in ledger.rows(CaseRow, "household_id", gone["id"]):
            mine = cases.get(case["fiscal_year"])
            trouble = refuse_cases(mine, case) if mine else ""
            if trouble:
                raise _refusal(f"ปี {case['fiscal_year']}: {CASE_WORDS[trouble]}")

    def _empty(self, plan: Values) -> bool:
        items = self._ledger.rows(PlanItemRow, "plan_id", plan["id"])
        return not (items or plan["note"] or plan["agreed_on"])

    def _absorb_person(self, kept: Values, gone: Values) -> None:
        ledger, home = self._ledger, kept["household_id"]
        self._homes |= {home, gone["household_id"]}
        for mapped in (SourceRowRow, PlanItemRow, AidRow, AttachmentRow):
            self._move(mapped, "person_id", kept["id"], gone["id"], home)
        said = ledger.rows(AnswerRow, "person_id", kept["id"])
        known = {(a["visit_id"], a["question"]) for a in said}
        for answer in ledger.rows(AnswerRow, "person_id", gone["id"]):
            if (answer["visit_id"], answer["question"]) in known:
                ledger.drop(AnswerRow, answer, home)
            else:
                ledger.change(AnswerRow, answer, {"person_id": kept["id"]}, home)
        self._move_questions(PersonRow, kept["id"], gone["id"], home)
        ledger.change(PersonRow, kept, person_news(kept, gone), home)
        self._keep_key(Kind.PERSON, kept, gone)
        ledger.drop(PersonRow, gone, gone["household_id"])

    def _absorb_household(self, kept: Values, gone: Values) -> None:
        ledger, home, left = self._ledger, kept["id"], gone["id"]
        self._homes |= {home, left}
        living = ledger.rows(PersonRow, "household_id", home)
        after = 1 + max((p["position"] for p in living), default=-1)
        for number, row in enumerate(ledger.rows(PersonRow, "household_id", left), after):
            ledger.change(PersonRow, row, {"household_id": home, "position": number}, home)
        for mapped in (VisitRow, AidRow):
            self._move(mapped, "household_id", home, left, home)
        self._move_one_by_one(PlanRow, "fiscal_year", home, left)
        self._move_one_by_one(AssessmentRow, "list_id", home, left)
        self._move_one_by_one(CaseRow, "fiscal_year", home, left)
        self._move_one_by_one(AttachmentRow, "content_id", home, left)
        self._move_questions(HouseholdRow, home, left, home)
        self._move(ImportQuestionRow, "household_id", home, left, home)
        ledger.change(HouseholdRow, kept, household_news(kept, gone), home)
        self._keep_key(Kind.HOUSEHOLD, kept, gone)
        ledger.drop(HouseholdRow, gone, left)

    def _move(self, mapped: Mapped, column: str, to: int, left: int, home: int) -> None:
        for row in self._ledger.rows(mapped, column, left):
            self._ledger.change(mapped, row, {column: to}, home)

    def _move_one_by_one(self, mapped: Mapped, key: str, home: int, left: int) -> None:
        """Move rows of which a household has one of each key, or fill the other's in."""
        ledger = self._ledger
        mine = {row[key]: row for row in ledger.rows(mapped, "household_id", home)}
        for row in ledger.rows(mapped, "household_id", left):
            other = mine.get(row[key])
            if other is None:
                ledger.change(mapped, row, {"household_id": home}, home)
                continue
            if mapped is PlanRow:
                self._move(PlanItemRow, "plan_id", other["id"], row["id"], home)
            self._move_questions(mapped, other["id"], row["id"], home)
            ledger.change(mapped, other, _MERGED[mapped](other, row), home)
            ledger.drop(mapped, row, left)

    def _move_questions(self, mapped: Mapped, to: int, left: int, home: int) -> None:
        """Let open questions about a row that goes be about the one that stays."""
        for row in self._ledger.rows(ImportQuestionRow, "row_id", left):
            if row["table_name"] == mapped.__tablename__:
                news = {"row_id": to, "household_id": home}
                self._ledger.change(ImportQuestionRow, row, news, home)

    def _keep_key(self, kind: Kind, kept: Values, gone: Values) -> None:
        """Let the lists that know the one that goes find the one that stays."""
        ledger = self._ledger
        for alias in ledger.rows(RecordAliasRow, "target_id", gone["id"]):
            if alias["kind"] == kind:
                ledger.change(RecordAliasRow, alias, {"target_id": kept["id"]}, 0)
        if gone["list_key"] is not None:
            values = {"kind": kind.value, "list_key": gone["list_key"], "target_id": kept["id"]}
            ledger.add(RecordAliasRow, values, self._most)


_MERGED: dict[Mapped, Callable[[Values, Values], Values]] = {
    PlanRow: plan_news,
    AssessmentRow: merged_assessment,
    CaseRow: case_news,
    AttachmentRow: paper_news,
}


def _refusal(what: str) -> UserError:
    return UserError("เชื่อมสองรายการนี้ไม่ได้", f"{what} แล้วเชื่อมใหม่ ข้อมูลเดิมยังไม่ถูกเปลี่ยน")
