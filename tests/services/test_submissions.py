"""What phones sent becomes drafts: once, of the right household, and what is doubtful is said."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from desktop.domain.errors import UserError
from desktop.domain.keying import by_place
from desktop.domain.papers import PaperKind
from desktop.domain.progress import Cancelled, Silent
from desktop.domain.records import Answer
from desktop.domain.vocabulary import VisitState
from desktop.importing import child
from desktop.importing.submissions import receiving
from desktop.services import (
    attachments,
    checks,
    history,
    households,
    import_history,
    imports,
    keying,
    logbooks,
    publishing,
    submissions,
)
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import SubmissionRow
from tests.factories import versions
from tests.factories.children import in_this_process
from tests.factories.lists import person_row, read_list
from tests.factories.papers import photo
from tests.factories.phones import INSTANCE, SHORT, Phone, parcel, workbook_of

ROWS = [person_row(1), person_row(2, relation="บุตร"), person_row(3, "2"), person_row(4, "3")]
PHONE = Phone(SHORT)
NAMES = [{"onehome_member": f"นายสมมุติ{n} ตัวอย่าง", "member_health": "2 3"} for n in (2, 1)]


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """Read files in this process: what the child does is proved elsewhere."""
    monkeypatch.setattr(receiving, "run_child", in_this_process)
    monkeypatch.setattr(publishing, "run_child", in_this_process)
    monkeypatch.setattr(child, "run_child", in_this_process)


@pytest.fixture
def listed(desk):
    imports.commit(desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    return desk


@pytest.fixture
def said(listed):
    """Answers of household 1; its QR code was read."""
    uid = households.load(listed, 1).uid
    return {
        "onehome_household": f"OH1:{uid}",
        "visit_date": "2022-05-10",
        "visit_team": "ทีมหนึ่ง",
        "housing_water": "1",
    }


@pytest.fixture
def look(listed, tmp_path):
    def looked(content, name="s.xml", **more):
        path = tmp_path / name
        path.write_bytes(content)
        return submissions.look(listed, [path], Silent(), **more)

    return looked


def only(preview):
    (one,) = preview.found
    return one


def kept(desk):
    with desk.db.read() as session:
        return session.execute(select(table_of(SubmissionRow))).all()


def test_a_submission_becomes_a_draft_that_can_be_undone(listed, look, said):
    facts = [households.load(listed, n) for n in (1, 2, 3)]
    preview = look(PHONE.xml(said, NAMES))
    assert (only(preview).kind, only(preview).household_id, only(preview).words) == ("new", 1, ())
    assert kept(listed) == []
    taken = submissions.take(listed, preview, Silent())
    (made,) = taken.visits
    assert (made.visit.state, made.visit.team) == (VisitState.DRAFT, "ทีมหนึ่ง")
    assert str(made.visit.visited_on) == "2022-05-10"
    (stored,) = logbooks.visits(listed, 1)
    answers = by_place(stored.answers)
    assert answers["housing.water", 0].value == "1"
    ids = {p.first_name: p.id for p in households.load(listed, 1).members}
    assert answers["member.health", ids["สมมุติ1"]].value == "2 3"
    assert answers["member.health", ids["สมมุติ2"]].value == "2 3"
    begun = keying.begin(listed, 1)
    assert (begun.visit.id, begun.book.value(("housing.water", 0))) == (made.visit.id, "1")
    # What a phone sent isn't what this clerk keyed last, and may repeat elsewhere.
    assert keying.begin(listed, 2).previous == ()
    newest = history.of_household(listed, 1)[0]
    assert newest.label == "รับสมุดพกจากโทรศัพท์ 1 เล่ม"
    assert newest.changes
    # Nothing that is known was claimed to be answered, and no fact was touched.
    assert ("dim.health", 0) not in answers
    assert [households.load(listed, n).members for n in (1, 2, 3)] == [f.members for f in facts]
    assert checks.run(listed).ok
    history.undo_last(listed)
    assert logbooks.visits(listed, 1) == ()
    assert kept(listed) == []
    assert only(look(PHONE.xml(said, NAMES))).kind == "new"


def test_the_same_again_is_skipped_in_whatever_file(listed, look, said):
    submissions.take(listed, look(PHONE.xml(said, NAMES)), Silent())
    assert only(look(PHONE.xml(said, NAMES))).kind == "known"
    sent = [(INSTANCE, said, NAMES)]
    for name, content in (
        ("kobo.xlsx", workbook_of(PHONE.kobo(sent))),
        ("split.xlsx", workbook_of(PHONE.kobo(sent, split=True, separator=""))),
        ("central.zip", PHONE.central(sent)),
    ):
        preview = look(content, name)
        assert [one.kind for one in preview.found] == ["known"]
        assert submissions.take(listed, preview, Silent()).visits == ()
    assert len(logbooks.visits(listed, 1)) == 1


def test_a_revision_is_shown_and_overwrites_nothing(listed, look, said):
    submissions.take(listed, look(PHONE.xml(said, NAMES)), Silent())
    changed = PHONE.xml(said | {"housing_water": "2"}, NAMES[:1])
    preview = look(changed)
    assert only(preview).kind == "revised"
    assert "“มีน้ำสะอาดใช้” คำตอบของสมาชิก" in only(preview).words[0]
    taken = submissions.take(listed, preview, Silent())
    assert (taken.visits, taken.aside) == ((), 1)
    (stored,) = logbooks.visits(listed, 1)
    assert by_place(stored.answers)["housing.water", 0].value == "1"
    # It waits, and is told again without its file; once.
    again = submissions.look(listed, [], Silent())
    assert [one.kind for one in again.found] == ["revised"]
    assert history.last(listed).label == "พักคำตอบจากโทรศัพท์ 1 ชุดไว้รอตัดสิน"
    assert submissions.take(listed, again, Silent()).aside == 0
    # Nothing was done: nothing is there to be undone.
    assert history.last(listed).label == "พักคำตอบจากโทรศัพท์ 1 ชุดไว้รอตัดสิน"
    edited = PHONE.xml(said | {"housing_water": "2"}, NAMES, "another", replaces=INSTANCE)
    assert look(edited).found[0].kind == "revised"


def test_copies_in_one_look_count_once(look, said):
    one, other = PHONE.xml(said, NAMES), PHONE.xml(said | {"housing_water": "2"}, NAMES)
    preview = look(parcel({"a/s.xml": one, "b/s.xml": one, "c/s.xml": other}), "s.zip")
    assert [found.kind for found in preview.found] == ["new", "known", "revised"]


def test_an_unknown_version_waits_until_the_form_is_known(listed, look, said, tmp_path):
    phone = Phone(versions.OLD)
    sent = phone.xml({"onehome_household": said["onehome_household"], "tenure": "3"})
    preview = look(sent)
    assert only(preview).kind == "unknown_version"
    assert "trial" in only(preview).words[0]
    assert submissions.take(listed, preview, Silent()).aside == 1
    book = tmp_path / "แบบ.xlsx"
    book.write_bytes(versions.OLD)
    publishing.publish(listed, publishing.load(listed, book, Silent()))
    waiting = submissions.look(listed, [], Silent())
    assert only(waiting).kind == "new"
    (made,) = submissions.take(listed, waiting, Silent()).visits
    assert (made.visit.form, made.visit.form_version) == ("trial", "1")
    assert submissions.look(listed, [], Silent()).found == ()
    assert only(look(sent)).kind == "known"


@pytest.mark.parametrize(("uid", "word"), [("A" * 16, "ไม่ตรง"), ("", "ว่าง"), ("1", "ไม่ตรง")])
def test_no_household_is_guessed(listed, look, said, uid, word):
    preview = look(PHONE.xml(said | {"onehome_household": uid}, NAMES))
    assert only(preview).kind == "unmatched"
    assert word in only(preview).words[0]
    taken = submissions.take(listed, preview, Silent())
    assert (taken.visits, taken.aside) == ((), 1)


def test_who_is_no_member_is_said_and_noted(listed, look, said):
    members = [*NAMES, {"onehome_member": "นางแปลก หน้า", "member_health": "1"}]
    preview = look(PHONE.xml(said, members))
    (word,) = only(preview).words
    assert "สมาชิกคนที่ 3" in word
    assert "แปลก" not in word
    (made,) = submissions.take(listed, preview, Silent()).visits
    noted = [a.note for a in made.visit.answers if a.note]
    assert "สมาชิกคนที่ 3" in noted[0]
    assert "นางแปลก หน้า" in noted[0]


def test_a_logbook_that_is_begun_stays_on_top(listed, look, said):
    begun = logbooks.load_or_begin(listed, 1)
    first = logbooks.save(listed, begun)
    preview = look(PHONE.xml(said, NAMES))
    assert only(preview).kind == "begun"
    taken = submissions.take(listed, preview, Silent())
    assert (taken.visits, taken.aside) == ((), 1)
    assert logbooks.load_or_begin(listed, 1) == first
    waiting = submissions.look(listed, [], Silent())
    waiting = waiting.beside(waiting.found)
    (made,) = submissions.take(listed, waiting, Silent()).visits
    assert logbooks.visits(listed, 1) == (made.visit, first)
    assert submissions.look(listed, [], Silent()).found == ()


def test_a_visit_of_another_fiscal_year_is_said(look, said):
    preview = look(PHONE.xml(said | {"visit_date": "2021-09-30"}, NAMES))
    (word,) = only(preview).words
    assert "ปีงบประมาณ 2564" in word


def test_a_revision_for_another_household_says_so(listed, look, said):
    submissions.take(listed, look(PHONE.xml(said, NAMES)), Silent())
    other = households.load(listed, 2).uid
    preview = look(PHONE.xml(said | {"onehome_household": other}, NAMES))
    assert "ต่างกันที่ รหัสครัวเรือน " in only(preview).words[0]


def test_an_import_undone_leaves_no_trace_of_its_households(listed, look, said):
    submissions.take(listed, look(PHONE.xml(said, NAMES)), Silent())
    (batch,) = [one.id for one in import_history.imports(listed)]
    edits = import_history.undo_preview(listed, batch).edits
    assert [edit.droppable for edit in edits] == [True] * len(edits)
    import_history.undo_import(listed, batch, [edit.key for edit in edits])
    assert checks.run(listed).ok
    # The household is gone: nobody knows whose it is, and it isn't said to be taken.
    assert only(look(PHONE.xml(said, NAMES))).kind == "unmatched"


def test_a_second_phone_at_one_house_waits(look, said):
    files = {"a/s.xml": PHONE.xml(said, NAMES), "b/s.xml": PHONE.xml(said, NAMES, "two")}
    preview = look(parcel(files), "s.zip")
    assert [one.kind for one in preview.found] == ["new", "begun"]


def test_labels_as_headers_are_refused_with_the_way_out(look, said):
    book = workbook_of(PHONE.kobo([(INSTANCE, said, [])], labels=True))
    with pytest.raises(UserError) as caught:
        look(book, "kobo.xlsx")
    assert "XML values and headers" in caught.value.message
    assert caught.value.where.file == "kobo.xlsx"


def test_rows_that_excel_spoiled_are_refused_one_by_one(listed, look, said):
    spoiled = said | {"visit_date": "2565-05-10"}
    sheets = PHONE.kobo([("one", spoiled, []), ("two", said, NAMES)])
    preview = look(workbook_of(sheets), "kobo.xlsx")
    assert [(one.kind, one.sent.row) for one in preview.found] == [("refused", 2), ("new", 3)]
    taken = submissions.take(listed, preview, Silent())
    assert (len(taken.visits), taken.aside) == (1, 0)


def test_another_clerk_was_quicker(listed, look, said):
    preview = look(PHONE.xml(said, NAMES))
    submissions.take(listed, preview, Silent())
    assert submissions.take(listed, preview, Silent()).visits == ()
    assert len(logbooks.visits(listed, 1)) == 1


def test_what_waits_never_takes_the_place_of_what_was_taken(listed, look, said):
    logbooks.save(listed, logbooks.load_or_begin(listed, 1))
    preview = look(PHONE.xml(said, NAMES))
    submissions.take(listed, preview.beside(preview.found), Silent())
    assert submissions.take(listed, preview, Silent()).aside == 0
    assert only(look(PHONE.xml(said, NAMES))).kind == "known"


class Stopping(Silent):
    def step(self, done, total, what):
        if done:
            raise Cancelled


def test_cancelled_nothing_is_stored(listed, look, said):
    uid = households.load(listed, 2).uid
    files = {
        "a/s.xml": PHONE.xml(said, NAMES),
        "b/s.xml": PHONE.xml(said | {"onehome_household": uid}, [], "two"),
    }
    preview = look(parcel(files), "s.zip")
    assert preview.count("new") == 2
    with pytest.raises(Cancelled):
        submissions.take(listed, preview, Stopping())
    assert logbooks.visits(listed, 1) == ()
    assert kept(listed) == []


NAMED = {"visit_informant": "บ้าน.jpg"}


def papers(desk, home=1):
    return [(p.title, p.kind, p.question) for p in attachments.of_household(desk, home)]


def test_pictures_become_papers_of_the_household(listed, look, said):
    media = {"บ้าน.jpg": photo(), "อื่น.jpg": photo(colour="blue")}
    content = PHONE.central([(INSTANCE, said | NAMED, NAMES)], media=media)
    taken = submissions.take(listed, look(content, "c.zip"), Silent())
    assert (taken.pictures, taken.refused) == (1, ())
    # Only what the submission names; called after what it answers.
    assert papers(listed) == [("ผู้ให้ข้อมูล", PaperKind.PHOTO, "visit.informant")]
    history.undo_last(listed)
    assert papers(listed) == []


def test_a_picture_that_cannot_be_had_keeps_nothing_out(listed, look, said, tmp_path):
    sent = [(INSTANCE, said | NAMED, NAMES)]
    content = PHONE.central(sent, media={"บ้าน.jpg": b"no picture"})
    taken = submissions.take(listed, look(content, "c.zip"), Silent())
    (refused,) = taken.refused
    assert (len(taken.visits), taken.pictures, refused.where.file) == (1, 0, "บ้าน.jpg")
    history.undo_last(listed)
    preview = look(PHONE.central(sent, media={"บ้าน.jpg": photo()}), "c.zip")
    (tmp_path / "c.zip").unlink()
    taken = submissions.take(listed, preview, Silent())
    (refused,) = taken.refused
    assert (len(taken.visits), taken.pictures, refused.where.file) == (1, 0, "c.zip")


def test_pictures_wait_with_their_submission(listed, look, said, tmp_path):
    unsure = said | NAMED | {"onehome_household": "A" * 16}
    content = PHONE.central([(INSTANCE, unsure, NAMES)], media={"บ้าน.jpg": photo()})
    assert submissions.take(listed, look(content, "c.zip"), Silent()).aside == 1
    (tmp_path / "c.zip").unlink()
    waiting = submissions.look(listed, [], Silent())
    assert only(waiting).arrived_at is not None
    chosen = submissions.for_household(listed, waiting, only(waiting), 1)
    assert only(chosen).words[0].startswith("เจ้าหน้าที่เป็นผู้เลือกครัวเรือนนี้")
    taken = submissions.take(listed, chosen, Silent())
    assert (len(taken.visits), taken.pictures) == (1, 1)
    assert papers(listed) == [("ผู้ให้ข้อมูล", PaperKind.PHOTO, "visit.informant")]
    assert checks.run(listed).ok
    # It is known by now, though it still names no household; and it waits again after an undo.
    assert submissions.look(listed, [], Silent()).found == ()
    assert only(look(content, "c.zip")).kind == "known"
    assert only(look(content, "c.zip")).household_id == 1
    history.undo_last(listed)
    again = submissions.look(listed, [], Silent())
    taken = submissions.take(
        listed, submissions.for_household(listed, again, only(again), 2), Silent()
    )
    assert (papers(listed), taken.pictures, len(papers(listed, 2))) == ([], 1, 1)


def test_a_picture_the_household_has_comes_once(listed, look, said):
    assert attachments.take_picture(listed, 1, photo()).added == 1
    content = PHONE.central([(INSTANCE, said | NAMED, NAMES)], media={"บ้าน.jpg": photo()})
    taken = submissions.take(listed, look(content, "c.zip"), Silent())
    assert (taken.pictures, len(papers(listed))) == (0, 1)


def test_a_household_chosen_by_hand_may_have_its_logbook_already(listed, look, said):
    files = {
        "a/s.xml": PHONE.xml(said, NAMES),
        "b/s.xml": PHONE.xml(said | {"onehome_household": ""}, NAMES, "two"),
    }
    preview = look(parcel(files), "s.zip")
    (unsure,) = preview.of("unmatched")
    chosen = submissions.for_household(listed, preview, unsure, 1)
    assert [one.kind for one in chosen.found] == ["new", "begun"]
    other = submissions.for_household(listed, preview, unsure, 2)
    assert [(one.kind, one.household_id) for one in other.found] == [("new", 1), ("new", 2)]


def test_what_is_turned_down_waits_no_more_and_can_be_reconsidered(listed, look, said):
    sent = PHONE.xml(said, NAMES)
    with pytest.raises(UserError):
        submissions.dismiss(listed, look(sent).found, " ")
    preview = look(sent)
    submissions.dismiss(listed, preview.found, "ชุดทดลองของวันอบรม")
    # Another clerk who still has it as new doesn't take it.
    assert submissions.take(listed, preview, Silent()).visits == ()
    for again in (look(sent), submissions.look(listed, [], Silent())):
        assert (only(again).kind, only(again).words) == ("dismissed", ("เหตุผล: ชุดทดลองของวันอบรม",))
        assert submissions.take(listed, again, Silent()) == submissions.Taken()
    # A second copy of a dismissed one doesn't hide another of the same household.
    other = look(parcel({"a/s.xml": sent, "b/s.xml": PHONE.xml(said, NAMES, "two")}), "s.zip")
    assert [one.kind for one in other.found] == ["dismissed", "new"]
    submissions.reconsider(listed, look(sent).found)
    assert only(look(sent)).kind == "new"
    history.undo_last(listed)
    assert only(look(sent)).kind == "dismissed"
    history.undo_last(listed)
    assert (only(look(sent)).kind, kept(listed)) == ("new", [])


def test_undoing_goes_back_step_by_step(listed, look, said):
    (made,) = submissions.take(listed, look(PHONE.xml(said, NAMES)), Silent()).visits
    typed = by_place((*made.visit.answers, Answer("housing.water", value="2"))).values()
    logbooks.save(listed, replace(made.visit, answers=tuple(typed)))
    history.undo_last(listed)
    history.undo_last(listed)
    assert logbooks.visits(listed, 1) == ()
