"""Submissions from the command line: looked at, taken, and told in words."""

import pytest

from desktop.app import main
from desktop.importing.submissions import receiving
from tests.factories.children import in_this_process
from tests.factories.phones import INSTANCE, SHORT, Phone

PHONE = Phone(SHORT)


@pytest.fixture
def sent(listed, monkeypatch, tmp_path):
    """A file with one submission of a household that is known, and its place."""
    monkeypatch.setattr(receiving, "run_child", in_this_process)
    from desktop.storage.database import Database
    from desktop.storage.schema.people import HouseholdRow

    database = Database(listed)
    with database.read() as session:
        uid = session.get(HouseholdRow, 1).uid
    database.close()
    path = tmp_path / "submission.xml"
    path.write_bytes(PHONE.xml({"onehome_household": uid, "visit_date": "2022-05-10"}))
    return listed, path


def test_look_then_take(sent, ask):
    place, path = sent
    status, answer = ask("--db", place, "--year", "2565", "submissions", path)
    assert (status, answer["new"], "taken" in answer) == (0, 1, False)
    (one,) = answer["submissions"]
    assert (one["kind"], one["household"], one["instance"]) == ("new", 1, INSTANCE)
    assert (one["form"], one["version"]) == ("short-logbook", "1")
    assert [word.partition(" (")[0] for word in one["words"]] == ["ไม่มีคำตอบรายคนของสมาชิก"]
    status, answer = ask("--db", place, "submissions", path, "--take")
    (taken,) = answer["taken"]
    assert (taken["household"], taken["pictures"], answer["aside"]) == (1, 0, 0)
    status, answer = ask("--db", place, "submissions", path, "--take")
    assert (status, answer["known"], answer["taken"]) == (0, 1, [])


def test_what_only_a_person_knows_is_told(sent, ask):
    place, path = sent
    path.write_bytes(PHONE.xml({"onehome_household": "", "visit_date": "2022-05-10"}))
    whose = ("--household", INSTANCE, "2")
    status, answer = ask("--db", place, "submissions", path, *whose)
    assert (status, answer["new"], answer["submissions"][0]["household"]) == (0, 1, 2)
    status, answer = ask("--db", place, "submissions", path, "--household", "other", "2")
    assert status == 2
    status, answer = ask("--db", place, "submissions", path, "--dismiss", INSTANCE, "ชุดทดลอง")
    (one,) = answer["submissions"]
    assert (one["kind"], one["words"]) == ("dismissed", ["เหตุผล: ชุดทดลอง"])
    status, answer = ask("--db", place, "submissions", "--dismiss", INSTANCE, "อีกครั้ง")
    assert status == 2


def test_in_words(sent, capsys):
    place, path = sent

    def told(*words):
        assert main(["--db", str(place), "submissions", *map(str, words)]) == 0
        return capsys.readouterr().out

    assert "ไม่มีคำตอบจากโทรศัพท์ที่รอตัดสิน" in told()
    path.write_bytes(PHONE.xml({"onehome_household": "A" * 16}))
    words = told(path, "--take")
    assert "ไม่พบครัวเรือน: 1 ชุด" in words
    assert "submission.xml: รหัสครัวเรือน" in words
    assert "พักไว้รอตัดสิน 1 ชุด" in words


def test_a_file_of_another_kind(listed, ask, tmp_path, monkeypatch):
    monkeypatch.setattr(receiving, "run_child", in_this_process)
    path = tmp_path / "ภาพ.jpg"
    path.write_bytes(b"x")
    status, answer = ask("--db", listed, "submissions", path)
    assert (status, answer["error"]["where"]) == (2, "ไฟล์ ภาพ.jpg")
