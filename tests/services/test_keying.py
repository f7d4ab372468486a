"""Typed answers survive a killed program, and two clerks' work on one logbook is merged."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from desktop.domain.errors import StaleVersionError
from desktop.domain.keying import by_place
from desktop.domain.merging import Clash
from desktop.domain.records import Actor, Answer, HouseholdDraft
from desktop.domain.vocabulary import AnswerState, VisitState
from desktop.services import households, keying, logbooks
from desktop.storage.schema.cases import UserRow
from tests.factories.newer_form import newer_short_form

TEAM, WATER = ("visit.team", 0), ("housing.water", 0)


def add_household(desk):
    (number,) = households.save_household(desk, HouseholdDraft()).households
    return number


def colleague(desk):
    with desk.db.begin() as connection:
        found = connection.execute(insert(UserRow).values(name="อีกคน").returning(UserRow.id))
        return replace(desk, actor=Actor(found.scalar_one(), "อีกคน"))


@pytest.fixture
def home(desk):
    return add_household(desk)


def answered(begun, *answers):
    """The logbook's answers with some typed over."""
    typed = by_place(answers)
    return tuple((by_place(begun.book.answers()) | typed).values())


def test_what_was_typed_and_never_stored_comes_back(desk, home):
    begun = keying.begin(desk, home)
    keying.keep(desk, begun.visit, answered(begun, Answer(TEAM[0], value="ทีม")), TEAM)
    keying.keep(
        desk,
        begun.visit,
        answered(begun, Answer(TEAM[0], value="ทีมหนึ่ง"), Answer(WATER[0], AnswerState.UNKNOWN)),
        WATER,
    )
    assert keying.left_open(desk).household_id == home
    again = keying.begin(desk, home)
    assert again.at == WATER
    assert by_place(again.book.answers())[TEAM].value == "ทีมหนึ่ง"
    assert by_place(again.book.answers())[WATER].state == AnswerState.UNKNOWN
    assert again.visit.id is None
    stored = keying.store(desk, again.visit, again.book.answers())
    assert stored.visit is not None
    assert stored.visit.team == "ทีมหนึ่ง"
    assert keying.left_open(desk) is None
    assert keying.begin(desk, home).at is None


def test_a_note_may_stand_without_an_answer(desk, home):
    begun = keying.begin(desk, home)
    noted = answered(begun, Answer(WATER[0], note="รอถามลูกสาว"))
    stored = keying.store(desk, begun.visit, noted).visit
    assert by_place(stored.answers)[WATER].note == "รอถามลูกสาว"
    assert by_place(keying.begin(desk, home).book.answers())[WATER].value == ""


def test_answers_that_do_not_touch_are_merged_and_told(desk, home):
    mine = keying.begin(desk, home)
    theirs = keying.begin(desk, home)
    keying.store(desk, theirs.visit, answered(theirs, Answer(WATER[0], value="1")))
    stored = keying.store(desk, mine.visit, answered(mine, Answer(TEAM[0], value="ทีมสอง")))
    assert stored.taken == (WATER,)
    said = by_place(stored.visit.answers)
    assert (said[TEAM].value, said[WATER].value) == ("ทีมสอง", "1")
    assert len(logbooks.visits(desk, home)) == 1


def test_the_same_answer_changed_by_both_waits_for_a_decision(desk, home):
    begun = keying.begin(desk, home)
    first = keying.store(desk, begun.visit, answered(begun, Answer(TEAM[0], value="ก"))).visit
    mine = keying.begin(desk, home)
    keying.store(desk, first, answered(mine, Answer(TEAM[0], value="ข")))
    wanted = answered(mine, Answer(TEAM[0], value="ค"))
    refused = keying.store(desk, mine.visit, wanted)
    assert refused.visit is None
    before, my, their = (Answer(TEAM[0], value=v) for v in "กคข")
    assert refused.clashes == (Clash(TEAM, before, my, their),)
    assert logbooks.visits(desk, home)[0].team == "ข"
    stored = keying.store(desk, mine.visit, wanted, decided={TEAM: my})
    assert stored.visit.team == "ค"


def test_typed_before_a_crash_and_changed_by_another_since_is_a_clash(desk, home):
    begun = keying.begin(desk, home)
    keying.keep(desk, begun.visit, answered(begun, Answer(TEAM[0], value="ก")), TEAM)
    logbooks.save(colleague(desk), replace(begun.visit, answers=(Answer(TEAM[0], value="ข"),)))
    again = keying.begin(desk, home)
    refused = keying.store(desk, again.visit, again.book.answers())
    assert [c.key for c in refused.clashes] == [TEAM]


def test_a_complete_logbook_stays_complete_when_another_adds_to_it(desk, home):
    mine, theirs = keying.begin(desk, home), keying.begin(desk, home)
    keying.store(desk, theirs.visit, theirs.book.answers(), VisitState.COMPLETE)
    stored = keying.store(desk, mine.visit, answered(mine, Answer(TEAM[0], value="ก")))
    assert stored.visit.state == VisitState.COMPLETE


def test_the_previous_logbook_of_this_clerk_is_at_hand(desk, home):
    other = add_household(desk)
    begun = keying.begin(desk, other)
    keying.store(desk, begun.visit, answered(begun, Answer(TEAM[0], value="ทีมเดิม")))
    assert by_place(keying.begin(desk, home).previous)[TEAM].value == "ทีมเดิม"
    assert keying.begin(desk, other).previous == ()


def test_whoever_keeps_storing_wins_at_last(desk, home, monkeypatch):
    begun = keying.begin(desk, home)

    def refuse(*_args):
        raise StaleVersionError

    monkeypatch.setattr(logbooks, "save", refuse)
    with pytest.raises(StaleVersionError):
        keying.store(desk, begun.visit, begun.book.answers())


def test_what_is_typed_stays_in_its_version_when_another_is_published(desk, home):
    begun = keying.begin(desk, home)
    keying.keep(desk, begun.visit, answered(begun, Answer(TEAM[0], value="ก")), TEAM)
    version = newer_short_form(desk)
    again = keying.begin(desk, home)
    assert again.visit.form_version == begun.visit.form_version != version
    stored = keying.store(desk, again.visit, again.book.answers()).visit
    assert (stored.form_version, stored.team) == (begun.visit.form_version, "ก")


def test_a_logbook_of_a_newer_version_leaves_the_older_one_as_it_was(desk, home):
    begun = keying.begin(desk, home)
    old = keying.store(desk, begun.visit, answered(begun, Answer("saving.has", value="1"))).visit
    version = newer_short_form(desk)
    draft, gaps = logbooks.carried_on(desk, old)
    assert [g.question for g in gaps if g.value] == ["saving.has"]
    keying.keep(desk, replace(draft, answers=()), draft.answers, TEAM)
    again = keying.begin(desk, home)
    assert (again.visit.form_version, again.visit.id) == (version, None)
    new = keying.store(desk, again.visit, again.book.answers()).visit
    assert new.id != old.id
    assert next(v for v in logbooks.visits(desk, home) if v.id == old.id) == old
    assert keying.begin(desk, home).visit.id == new.id


def test_who_else_types_here_is_told(desk, home):
    theirs = keying.begin(colleague(desk), home)
    typed = answered(theirs, Answer(TEAM[0], value="ก"))
    assert keying.begin(desk, home).others == ()
    other = colleague(desk)
    keying.keep(other, theirs.visit, typed, TEAM)
    assert keying.begin(desk, home).others == ("อีกคน",)
    assert keying.begin(other, home).others == ()
    keying.store(other, theirs.visit, typed)
    assert keying.begin(desk, home).others == ()
