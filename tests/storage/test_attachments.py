"""Papers stay whole through undo, joins, members that leave, imports taken back, and backups."""

from dataclasses import replace

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import func, select

from desktop.domain.errors import StaleVersionError
from desktop.domain.linkage import FoundPair, Kind, Verdict
from desktop.domain.progress import Silent
from desktop.services import (
    attachments,
    checks,
    history,
    households,
    import_history,
    imports,
    links,
)
from desktop.storage import backup
from desktop.storage import links as stored
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow
from desktop.storage.schema.papers import ContentRow
from desktop.storage.undo import undo
from desktop.storage.work import work
from tests.factories.lists import person_row, read_list
from tests.factories.papers import encoded, noise, photo
from tests.factories.snapshots import snapshot

TPMAP = [
    person_row(1, cid="1101700203451", birth="1950-05-02"),
    person_row(2, relation="บุตร", birth="1980-03-04"),
]
BENEFIT = [
    person_row(1, house_code="", birth="1950-05-02")._replace(household="a:130201|4|1/1"),
]


@pytest.fixture
def listed(desk):
    """Household 1 with persons 1 and 2; household 2, of another list, with person 3."""
    for rows, as_of, name in ((TPMAP, "2021-01", "TPMAP"), (BENEFIT, "2021-06", "เบี้ยยังชีพ")):
        imports.commit(desk, read_list(rows), name, as_of, Silent())
    return desk


def give(desk, home, data, title=""):
    """Give a household a paper; return it."""
    assert attachments.take_picture(desk, home, data).added == 1
    paper = attachments.of_household(desk, home)[0]
    if title:
        attachments.save(desk, replace(paper, title=title))
    return papers(desk, home)[0]


def papers(desk, home):
    return attachments.of_household(desk, home)


def contents(desk, home):
    return {p.title: attachments.content(desk, p) for p in papers(desk, home)}


def kept(desk):
    with desk.db.read() as session:
        return session.scalar(select(func.count()).select_from(ContentRow))


def without_links(desk):
    return {name: rows for name, rows in snapshot(desk.db).items() if name != "link"}


def assert_sound(desk):
    report = checks.run(desk)
    assert report.ok, [f for f in report.findings if f.count]


def test_a_removed_paper_comes_back_with_its_bytes(listed):
    paper = give(listed, 1, photo(), "หน้าบ้าน")
    before, whole = snapshot(listed.db), contents(listed, 1)
    attachments.remove(listed, paper)
    assert papers(listed, 1) == ()
    history.undo_last(listed)
    assert snapshot(listed.db) == before
    assert contents(listed, 1) == whole
    assert_sound(listed)


def test_a_paper_taken_in_goes_again(listed):
    before = snapshot(listed.db)
    give(listed, 1, photo())
    history.undo_last(listed)
    assert snapshot(listed.db) == before


def test_the_record_of_changes_holds_no_bytes(listed):
    attachments.remove(listed, give(listed, 1, photo()))
    with listed.db.read() as session:
        tables = session.scalars(select(table_of(ChangeRow).c.table_name).distinct()).all()
        images = session.execute(
            select(ChangeRow.before, ChangeRow.after).where(ChangeRow.table_name == "attachment")
        ).all()
    assert "attachment_content" not in tables
    assert max(len(str(image)) for pair in images for image in pair) < 500


def test_what_was_attached_again_stays_one(listed):
    attachments.remove(listed, give(listed, 1, photo(), "หน้าบ้าน"))
    give(listed, 1, photo())
    assert kept(listed) == 1
    assert len(papers(listed, 1)) == 1
    assert_sound(listed)


def test_a_removal_is_not_undone_onto_the_same_paper(listed):
    """Days later, when the paper was attached again: there is one, with what is said of it now."""
    attachments.remove(listed, give(listed, 1, photo(), "หน้าบ้าน"))
    with listed.db.read() as session:
        removal = session.scalar(select(func.max(OperationRow.id)))
    give(listed, 1, photo(), "หน้าบ้านใหม่")
    with work(listed.db, "ย้อนกลับ", listed.actor, kind="undo") as current:
        undo(current, removal)
    assert [p.title for p in papers(listed, 1)] == ["หน้าบ้านใหม่"]
    assert_sound(listed)


def test_two_households_share_the_bytes_of_one_picture(listed):
    one, other = give(listed, 1, photo()), give(listed, 2, photo())
    assert kept(listed) == 1
    attachments.remove(listed, one)
    assert attachments.content(listed, other)


def test_an_outdated_save_is_refused(listed):
    paper = give(listed, 1, photo())
    attachments.save(listed, replace(paper, title="ก"))
    with pytest.raises(StaleVersionError):
        attachments.save(listed, replace(paper, title="ข"))
    with pytest.raises(StaleVersionError):
        attachments.remove(listed, paper)
    assert papers(listed, 1)[0].title == "ก"


def test_a_member_who_leaves_leaves_the_papers(listed):
    paper = give(listed, 1, photo())
    attachments.save(listed, replace(paper, person_id=2))
    before = snapshot(listed.db)
    member = households.load(listed, 1).members[1]
    households.remove_member(listed, member.id, member.version)
    assert papers(listed, 1)[0].person_id is None
    history.undo_last(listed)
    assert papers(listed, 1)[0].person_id == 2
    assert snapshot(listed.db) == before


def join(desk, kind, first, second):
    with work(desk.db, "หา", desk.actor, kind="derived") as current:
        pair = FoundPair(kind, first, second, 900, "", ("ชื่อเหมือนกัน",))
        stored.keep(current.session.connection(), [pair], everyone=False)
    (number,) = [i for i in links.waiting(desk) if links.pair(desk, i).kind is kind]
    links.decide(desk, links.pair(desk, number), Verdict.SAME)
    return number


def test_joined_households_keep_the_papers_of_both_and_part_with_their_own(listed):
    give(listed, 1, photo(), "หน้าบ้าน")
    other = give(listed, 2, encoded(noise((60, 40)), "JPEG"), "บัตร")
    attachments.save(listed, replace(other, person_id=3))
    before, whole = without_links(listed), contents(listed, 1) | contents(listed, 2)
    link = join(listed, Kind.HOUSEHOLD, 1, 2)
    (home,) = [h for h in (1, 2) if papers(listed, h)]
    assert contents(listed, home) == whole
    people = {m.id for m in households.load(listed, home).members}
    assert {p.person_id for p in papers(listed, home)} - {None} <= people
    assert len({p.person_id for p in papers(listed, home)}) == 2
    assert_sound(listed)
    links.unlink(listed, link)
    assert without_links(listed) == before
    assert contents(listed, 1) | contents(listed, 2) == whole
    assert_sound(listed)


def test_the_same_picture_in_both_households_becomes_one(listed):
    mine, other = give(listed, 1, photo()), give(listed, 2, photo(), "หน้าบ้าน")
    attachments.save(listed, replace(mine, title=""))
    attachments.save(listed, replace(other, person_id=3))
    before = without_links(listed)
    link = join(listed, Kind.HOUSEHOLD, 1, 2)
    (home,) = [h for h in (1, 2) if papers(listed, h)]
    (paper,) = papers(listed, home)
    assert paper.title == "หน้าบ้าน"
    assert paper.person_id in {m.id for m in households.load(listed, home).members}
    links.unlink(listed, link)
    assert without_links(listed) == before
    assert_sound(listed)


def test_who_has_papers_has_more_history(listed):
    attachments.save(listed, replace(give(listed, 2, photo()), person_id=3))
    join(listed, Kind.PERSON, 1, 3)
    (home,) = [h for h in (1, 2) if papers(listed, h)]
    assert papers(listed, home)[0].person_id == 3


def test_an_import_that_is_taken_back_leaves_households_with_papers(desk):
    imports.commit(desk, read_list(TPMAP), "TPMAP", "2021-01", Silent())
    give(desk, 1, photo(), "หน้าบ้าน")
    whole = contents(desk, 1)
    (edit,) = import_history.undo_preview(desk, 1).edits
    assert (edit.what, edit.now) == ("เพิ่มเอกสาร-รูป", "หน้าบ้าน")
    import_history.undo_import(desk, 1)
    assert contents(desk, 1) == whole
    assert_sound(desk)


def test_papers_that_are_given_up_go_with_the_import(desk):
    imports.commit(desk, read_list(TPMAP), "TPMAP", "2021-01", Silent())
    attachments.save(desk, replace(give(desk, 1, photo()), person_id=2))
    keys = [e.key for e in import_history.undo_preview(desk, 1).edits]
    import_history.undo_import(desk, 1, drop=keys)
    assert snapshot(desk.db)["attachment"] == snapshot(desk.db)["household"] == []
    assert_sound(desk)


def test_a_backup_holds_the_papers(listed, tmp_path):
    if listed.db.file is None:
        pytest.skip("a server is backed up by its own tools")
    whole = attachments.content(listed, give(listed, 1, photo()))
    copy = sqlite.connect(str(backup.back_up(listed.db.file, tmp_path / "backups", "test")))
    assert copy.execute("SELECT content FROM attachment_content").fetchall() == [(whole,)]
    copy.close()
