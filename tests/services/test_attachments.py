"""Files, the clipboard and the scanner's folder: what is taken in, what is told."""

import os
from dataclasses import replace

import pytest

from desktop.domain.errors import UserError
from desktop.domain.papers import PaperKind
from desktop.domain.progress import Cancelled, Silent
from desktop.domain.records import Address, HouseholdDraft
from desktop.services import attachments, history, households, scan_folder
from desktop.services.opened_copies import OpenedCopies
from tests.factories.papers import encoded, noise, page, pdf, photo


@pytest.fixture
def home(desk):
    (number,) = households.save_household(desk, HouseholdDraft(address=Address())).households
    return number


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "ที่เก็บสแกน"
    made.mkdir()
    return made


def write(folder, name, data, at=1_600_000_000):
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (at, at))
    return path


def titles(desk, home):
    return [p.title for p in attachments.of_household(desk, home)]


def test_good_files_are_taken_and_bad_ones_are_told(desk, home, folder):
    files = [
        write(folder, "หน้าบ้าน.jpg", photo()),
        write(folder, "เสีย.jpg", photo()[:900]),
        write(folder, "บัตร.pdf", pdf()),
        folder / "ไม่มี.jpg",
    ]
    done = attachments.take_files(desk, home, files)
    assert done.added == 2
    assert [e.where.file for e in done.refused] == ["เสีย.jpg", "ไม่มี.jpg"]
    assert sorted(titles(desk, home)) == ["บัตร", "หน้าบ้าน"]
    assert done.changes.households == {home}
    assert all(file.exists() for file in files[:3])
    assert history.last(desk).label == "แนบเอกสาร-รูป 2 รายการ"


def test_a_scan_is_taken_with_all_its_pages_or_not_at_all(desk, home, folder):
    first, second = page(1, (400, 500), "1"), page(2, (400, 500), "1")
    data = encoded(first, "TIFF", save_all=True, append_images=[second])
    done = attachments.take_files(desk, home, [write(folder, "ก.tif", data)])
    assert (done.added, len(titles(desk, home))) == (2, 2)
    third = encoded(page(3, (400, 500), "1"), "TIFF", save_all=True, append_images=[second])
    cut = write(folder, "ข.tif", third[:-9000])
    done = attachments.take_files(desk, home, [cut])
    assert (done.added, len(done.refused)) == (0, 1)
    assert len(titles(desk, home)) == 2


def test_the_same_picture_is_told_and_kept_once(desk, home, folder):
    first = write(folder, "ก.jpg", photo())
    attachments.take_files(desk, home, [first])
    again = attachments.take_files(desk, home, [write(folder, "ข.jpg", photo()), first])
    assert (again.added, again.known) == (0, (("ข.jpg", "ก"), ("ก.jpg", "ก")))
    saved = attachments.save_as(desk, attachments.of_household(desk, home)[0], folder / "ออก.jpg")
    assert attachments.take_files(desk, home, [saved]).known == (("ออก.jpg", "ก"),)
    assert titles(desk, home) == ["ก"]


def test_one_picture_twice_at_once(desk, home, folder):
    files = [write(folder, name, photo()) for name in ("ก.jpg", "ข.jpg")]
    done = attachments.take_files(desk, home, files)
    assert (done.added, done.known) == (1, (("ข.jpg", "ก"),))


def test_no_id_in_a_title(desk, home, folder):
    attachments.take_files(desk, home, [write(folder, "บัตร 1101700203451.jpg", photo())])
    assert "1101700203451" not in titles(desk, home)[0]
    assert "บัตร" in titles(desk, home)[0]


def test_nothing_new_leaves_no_trace(desk, home, folder):
    before = history.last(desk)
    done = attachments.take_files(desk, home, [folder / "ไม่มี.jpg"])
    assert (done.added, len(done.refused)) == (0, 1)
    assert history.last(desk) == before


def test_stopping_leaves_everything_out(desk, home, folder):
    class Stop(Silent):
        def step(self, done, total, what):
            if done == 1:
                raise Cancelled

    files = [write(folder, f"{n}.png", encoded(noise((40, 30)), "PNG")) for n in range(3)]
    with pytest.raises(Cancelled):
        attachments.take_files(desk, home, files, report=Stop())
    assert titles(desk, home) == []


def test_the_history_speaks_the_clerks_words(desk, home):
    attachments.take_picture(desk, home, photo())
    paper = attachments.of_household(desk, home)[0]
    attachments.save(desk, replace(paper, title="หน้าบ้าน", kind=PaperKind.SCAN))
    changes = history.of_household(desk, home)[0].changes
    assert {(c.record, c.field, c.before, c.after) for c in changes} == {
        ("เอกสาร-รูป", "ชื่อเอกสาร", "ภาพที่วาง", "หน้าบ้าน"),
        ("เอกสาร-รูป", "ประเภท", "ภาพถ่าย", "เอกสารสแกน"),
    }


def test_a_paper_that_is_gone_can_not_be_opened(desk, home):
    attachments.take_picture(desk, home, photo())
    paper = attachments.of_household(desk, home)[0]
    attachments.remove(desk, paper)
    with pytest.raises(UserError, match="ไม่พบเอกสาร"):
        attachments.content(desk, paper)


def test_the_scanners_folder_offers_what_is_new_and_leaves_it_there(desk, home, folder):
    old = write(folder, "scan1.png", encoded(page(1), "PNG"), 1_600_000_000)
    new = write(folder, "scan2.png", encoded(page(2), "PNG"), 1_600_000_100)
    write(folder, "notes.txt", b"x")
    desk = scan_folder.remember_folder(desk, folder)
    offered = scan_folder.offered(desk)
    assert [s.path for s in offered] == [new, old]
    assert all(s.thumbnail for s in offered)
    done = attachments.take_files(desk, home, [new], scanned=True)
    assert done.added == 1
    assert attachments.of_household(desk, home)[0].kind == PaperKind.SCAN
    assert [s.path for s in scan_folder.offered(desk)] == [old]
    desk = scan_folder.wave_off(desk, scan_folder.offered(desk))
    assert scan_folder.offered(desk) == ()
    later = write(folder, "scan3.png", encoded(page(3), "PNG"), 1_600_000_200)
    assert [s.path for s in scan_folder.offered(desk)] == [later]
    assert old.exists()
    assert new.exists()


def test_no_more_scans_are_looked_at_than_are_offered(desk, folder):
    for number in range(scan_folder.MOST_OFFERED + 5):
        write(folder, f"{number}.png", b"no picture %d" % number, 1_600_000_000 + number)
    offered = scan_folder.offered(scan_folder.remember_folder(desk, folder))
    assert len(offered) == scan_folder.MOST_OFFERED
    assert offered[0].path.name == f"{scan_folder.MOST_OFFERED + 4}.png"


def test_a_folder_that_is_gone_is_told(desk, folder):
    desk = scan_folder.remember_folder(desk, folder / "ไม่มี")
    with pytest.raises(UserError, match="เปิดโฟลเดอร์สแกนไม่ได้"):
        scan_folder.offered(desk)


def test_copies_for_the_viewer_go_again(tmp_path):
    copies = OpenedCopies(tmp_path)
    first, second = copies.make(b"1", ".jpg"), copies.make(b"2", ".pdf")
    assert [p.read_bytes() for p in (first, second)] == [b"1", b"2"]
    assert first.name == "paper-1.jpg"
    assert not first.stat().st_mode & 0o222
    copies.close()
    assert list(tmp_path.iterdir()) == []
    copies.make(b"3", ".jpg")
    del copies
    assert list(tmp_path.iterdir()) == []


def test_no_room_for_a_copy_is_told(tmp_path):
    with pytest.raises(UserError, match="เปิดดูเอกสารไม่ได้"):
        OpenedCopies(tmp_path / "ไม่มี").make(b"1", ".jpg")


def test_old_copies_go_when_another_is_made(tmp_path):
    copies = OpenedCopies(tmp_path)
    old = copies.make(b"1", ".jpg")
    os.utime(old, (1, 1))
    left = tmp_path / "onehome-open-of-one-that-was-killed"
    left.mkdir()
    (left / "paper-1.jpg").write_bytes(b"x")
    os.utime(left, (1, 1))
    other = tmp_path / "somebody-elses"
    other.mkdir()
    os.utime(other, (1, 1))
    new = copies.make(b"2", ".jpg")
    assert (old.exists(), left.exists(), other.exists(), new.exists()) == (
        False,
        False,
        True,
        True,
    )
    copies.close()
