"""Bad input: one message in Thai with what, where and what to do, status 2, all as before."""

import json
import subprocess
import sys
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop.app import main
from desktop.storage import database as databases
from tests.factories.commands import HEADER, ROWS, importing, unchanged

ROOT = Path(__file__).resolve().parents[2]


def refused(ask, *words, title=""):
    """Ask, and get the one form of an error; return it."""
    status, answer = ask(*words)
    assert status == 2, answer
    assert set(answer) == {"error"}
    error = answer["error"]
    assert set(error) == {"title", "message", "where"}
    assert title in error["title"]
    assert "กรุณา" in error["message"]
    return error


def text(tmp_path, book):
    path = tmp_path / "แย่.xlsx"
    path.write_text("this is no spreadsheet", encoding="utf-8")
    return path


def truncated(tmp_path, book):
    path = book([HEADER, *ROWS * 50], "แย่.xlsx")
    path.write_bytes(path.read_bytes()[:3000])
    return path


def encrypted(tmp_path, book):
    path = book([HEADER, *ROWS], "เดิม.xlsx")
    locked = tmp_path / "แย่.xlsx"
    with path.open("rb") as source, locked.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt("word", target)
    return locked


def headless(tmp_path, book):
    return book([["รายงานประจำเดือน"], ["ก", "ข"], ["1", "2"]], "แย่.xlsx")


def nameless(tmp_path, book):
    return book([["รหัสบ้าน", "อายุ", "ตำบล"], ["13020000001", "4", "คลองหนึ่ง"]], "แย่.xlsx")


def absent(tmp_path, book):
    return tmp_path / "แย่.xlsx"


def empty(tmp_path, book):
    path = tmp_path / "แย่.xlsx"
    path.touch()
    return path


def folder(tmp_path, book):
    path = tmp_path / "แย่.xlsx"
    path.mkdir()
    return path


BAD_FILES = [text, truncated, encrypted, headless, nameless, absent, empty, folder]


@pytest.mark.parametrize("bad", BAD_FILES)
def test_bad_file(place, ask, here, book, tmp_path, bad):
    ask("--db", place, "levels")
    path = bad(tmp_path, book)
    with unchanged(place):
        error = refused(ask, *importing(place, path))
    assert "แย่.xlsx" in error["where"]


def test_password_file(place, ask, here, book, tmp_path):
    words = [*importing(place, encrypted(tmp_path, book)), "--password-file"]
    keys = tmp_path / "กุญแจ.txt"
    refused(ask, *words, keys, title="อ่านรหัสผ่านไม่ได้")
    for content in (b"", b"\r\nword", b"\xff\xfe"):
        keys.write_bytes(content)
        refused(ask, *words, keys, title="อ่านรหัสผ่านไม่ได้")
    keys.write_bytes(b"Wrong9\n")
    assert "Wrong9" not in str(refused(ask, *words, keys, title="รหัสผ่านไม่ตรง"))
    keys.write_bytes(b"\xef\xbb\xbfword\r\nmore\r\n")
    status, answer = ask(*words, keys)
    assert (status, answer["rows"]) == (0, len(ROWS))


def test_bad_file_beside_a_good_one(place, ask, here, book, tmp_path):
    ask("--db", place, "levels")
    good = book([HEADER, *ROWS])
    with unchanged(place):
        error = refused(ask, *importing(place, good, truncated(tmp_path, book)))
    assert "แย่.xlsx" in error["where"]


@pytest.mark.parametrize("as_of", ["เมื่อวาน", "2564-13", ""])
def test_bad_date(place, ask, here, book, as_of):
    ask("--db", place, "levels")
    with unchanged(place):
        refused(ask, *importing(place, book([HEADER, *ROWS]), as_of=as_of), title="วันที่")


def test_folder_that_cannot_be_written(listed, ask, here, book, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    inside = tmp_path / "file" / "x"
    with unchanged(listed):
        for words in (
            ["leaflets", "--household", "1", "-o", f"{inside}.pdf"],
            ["report", "districts", "-o", f"{inside}.xlsx"],
            ["report", "districts", "-o", f"{inside}.pdf"],
            ["demo", inside, "--scale", "0.001"],
        ):
            refused(ask, "--db", listed, *words, title="เขียน")
        # The workbook of problems can't be written: nothing is stored either.
        rows = [HEADER, *ROWS, [*ROWS[2][:5], "สิบสาม", *ROWS[2][6:]]]
        words = importing(listed, book(rows), as_of="2565-01")
        refused(ask, "--output-folder", inside, *words, title="เขียน")


@pytest.mark.parametrize(
    "words",
    [
        ["report", "districts", "--area", "99"],
        ["report", "districts", "-o", "x.docx"],
        ["leaflets", "--village", "1302", "-o", "x.pdf"],
        ["leaflets", "--volunteer", "99", "-o", "x.pdf"],
        ["leaflets", "--household", "ZZZ", "-o", "x.pdf"],
        ["leaflets", "--household", "1", "-o", "x.png"],
        ["leaflets", "-o", "x.pdf"],
        ["make", "นิทาน", "--household", "1", "-o", "x.pdf"],
        ["make", "plan", "-o", "x.pdf"],
        ["make", "plan", "--household", "1", "-o", "x.xlsx"],
        ["make", "plan", "--household", "1", "-o", "x.png"],
        ["checkin", "ZZZ"],
        ["layout", "นิทาน", "-o", "x.toml"],
        ["assign", "--volunteer", "99"],
        ["volunteers", "nothing.xlsx"],
    ],
    ids=" ".join,
)
def test_what_is_not_there(listed, ask, here, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    with unchanged(listed):
        refused(ask, "--db", listed, *words)
    assert set(tmp_path.iterdir()) == before


def test_locked_database(ask, here, book, sqlite_template, tmp_path, monkeypatch):
    file = tmp_path / "onehome.db"
    file.write_bytes(sqlite_template.read_bytes())
    ask("--db", file, "levels")
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0.1)
    other = sqlite.connect(str(file), isolation_level=None)
    with unchanged(str(file)):
        other.execute("BEGIN IMMEDIATE")
        refused(ask, *importing(file, book([HEADER, *ROWS])), title="ฐานข้อมูลถูกใช้งานอยู่")
        other.execute("ROLLBACK")
    other.close()


@pytest.mark.parametrize("content", [b"no database at all" * 99, b"SQLite format 3\0" + b"x" * 99])
def test_file_that_is_no_database(ask, tmp_path, content):
    file = tmp_path / "รายงาน.db"
    file.write_bytes(content)
    refused(ask, "--db", file, "levels")
    assert file.read_bytes() == content


def test_database_where_no_folder_can_be(ask, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    refused(ask, "--db", tmp_path / "file" / "x.db", "levels")


def test_server_that_does_not_answer(ask):
    url = "postgresql://clerk:hidden-word@127.0.0.1:1/onehome"
    error = refused(ask, "--db", url, "levels", title="ติดต่อฐานข้อมูลไม่ได้")
    assert "hidden-word" not in json.dumps(error)


@pytest.mark.parametrize("words", [["nonsense"], ["import"], ["report", "x"], ["leaflets"]])
def test_words_nobody_knows(words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["demo", "x", "--scale", "9"]])
def test_commands_need_no_qt(words, tmp_path):
    script = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from desktop.app import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == (2 if words[-1] == "9" else 0), done.stderr
    assert "Traceback" not in done.stderr
    if words == ["--help"]:
        for promised in ("quarantine", "distinct_failing", "unresolved", "shortened", "--db"):
            assert promised in done.stdout
