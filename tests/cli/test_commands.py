"""The command line's answers are a contract: exactly these keys, on both databases."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from desktop.app import main
from tests.factories.commands import HEADER, ROWS, importing

LEVELS = ["3", "2", "1", "0", "outside", "unresolved", "waiting"]
TALLY = {"new", "changed", "same"}
AREA = {"code", "name", "households", "persons", "failures", "distinct_failing"}
DIMENSIONS = ["health", "living", "education", "income", "access"]


def test_import(place, ask, here, book):
    status, answer = ask(*importing(place, book([HEADER, *ROWS])))
    assert status == 0
    told = {"profiles", "drift", "questions"}
    assert set(answer) == {"rows", "households", "persons", "problems", "quarantine"} | told
    assert answer["rows"] == 3
    assert set(answer["households"]) == set(answer["persons"]) == TALLY
    assert answer["households"] == {"new": 2, "changed": 0, "same": 0}
    assert answer["persons"] == {"new": 3, "changed": 0, "same": 0}
    (problem,) = [p for p in answer["problems"] if p["value"] == "สิบสอง"]
    assert set(problem) == {"sheet", "row", "column", "value", "reason"}
    assert (problem["sheet"], problem["row"]) == ("คลองหนึ่ง", 4)
    assert "อายุ" in problem["column"]
    cells = load_workbook(answer["quarantine"]).active.iter_rows(values_only=True)
    assert "สิบสอง" in [c for row in cells for c in row]


def test_import_again(listed, ask, here, book):
    status, answer = ask(*importing(listed, book([HEADER, *ROWS])))
    assert status == 0
    assert answer["households"] == {"new": 0, "changed": 0, "same": 2}
    assert answer["persons"] == {"new": 0, "changed": 0, "same": 3}


def test_import_of_a_folder(place, ask, here, book):
    folder = book([HEADER, *ROWS[:2]], "รายชื่อ/ก.xlsx").parent
    book([HEADER, ROWS[2]], "รายชื่อ/ข.xlsx")
    (folder / "~$ข.xlsx").write_bytes(b"a lock of Excel's")
    (folder / "อ่าน.docx").write_text("-", encoding="utf-8")
    status, answer = ask(*importing(place, folder))
    assert status == 0, answer
    assert (answer["rows"], answer["households"]["new"]) == (3, 2)


def test_levels(listed, ask):
    status, answer = ask("--db", listed, "levels")
    assert status == 0
    assert list(answer) == LEVELS
    assert (answer["2"], answer["waiting"], sum(answer.values())) == (1, 1, 2)


def test_levels_by_another_scheme_and_year(listed, ask):
    status, answer = ask("--db", listed, "--year", "2570", "--scheme", "p23", "levels")
    assert (status, sum(answer.values())) == (0, 2)


def test_report(listed, ask, tmp_path):
    status, answer = ask("--db", listed, "report", "districts")
    assert status == 0
    assert set(answer) == {"areas", "total"}
    for line in (*answer["areas"], answer["total"]):
        assert set(line) == AREA
        assert list(line["failures"]) == DIMENSIONS
    assert (answer["total"]["households"], answer["total"]["persons"]) == (2, 3)
    for name in ("ก.pdf", "ข.xlsx"):
        status, answer = ask("--db", listed, "report", "districts", "-o", tmp_path / "ใหม่" / name)
        assert (status, answer["file"]) == (0, str(tmp_path / "ใหม่" / name))
        assert (tmp_path / "ใหม่" / name).stat().st_size > 1000
    status, answer = ask("--db", listed, "report", "districts", "--area", "1302")
    assert (status, answer["total"]["code"]) == (0, "1302")


def test_volunteers_assignment_and_leaflets(listed, ask, here, book, tmp_path):
    header, row = ["ชื่อ-สกุล", "โทร", "ตำบล", "อำเภอ"], ["นางอาสา ใจดี", "02", *PLACE_OF]
    names = book([header, row], "อพม.xlsx")
    status, answer = ask("--db", listed, "volunteers", names)
    assert status == 0
    (volunteer,) = answer["volunteers"]
    assert volunteer == {"id": 1, "name": "นางอาสา ใจดี", "area": "130201", "households": 0}
    status, answer = ask("--db", listed, "assign", "--volunteer", "1", "--count", "1")
    assert (status, answer) == (0, {"volunteer": 1, "households": 1})
    status, answer = ask("--db", listed, "volunteers")
    assert answer["volunteers"][0]["households"] == 1
    target = tmp_path / "แผ่นพับ.pdf"
    status, answer = ask("--db", listed, "leaflets", "--volunteer", "1", "-o", target)
    assert set(answer) == {"households", "sheets", "pages", "file", "shortened"}
    assert (answer["households"], answer["sheets"], answer["pages"]) == (1, 1, 2)
    assert answer["file"] == str(target)
    status, answer = ask("--db", listed, "leaflets", "--village", "13020104", "-o", target)
    assert (status, answer["sheets"], answer["pages"]) == (0, 2, 4)
    status, answer = ask("--db", listed, "leaflets", "--household", "1", "-o", target)
    assert (status, answer["households"]) == (0, 1)
    full = target.stat().st_size
    status, answer = ask("--db", listed, "leaflets", "--household", "1", "--blank", "-o", target)
    assert (status, answer["pages"]) == (0, 2)
    assert target.stat().st_size < full


def test_link_and_lists(listed, ask, here, book):
    """The head of the first household, in another list that knows neither id nor house code."""
    row = ["", "", *ROWS[0][2:]]
    other = ("--db", listed, "import", book([HEADER, row], "เบี้ย.xlsx"), "--source", "เบี้ย")
    status, _ = ask(*other, "--as-of", "2564-06")
    assert status == 0
    status, answer = ask("--db", listed, "link")
    assert status == 0
    assert set(answer) == {"persons", "households"}
    assert answer["persons"] == {"joined": 0, "waiting": 1}
    assert set(answer["households"]) == {"joined", "waiting"}
    status, answer = ask("--db", listed, "households")
    assert set(answer) == {"households", "persons", "ids", "lists"}
    assert (status, answer["households"], answer["persons"]) == (0, 3, 4)
    assert answer["lists"][0] == {"id": 2, "name": "เบี้ย", "as_of": "2021-06"}
    status, answer = ask("--db", listed, "households", "--on-list", "1", "--not-on-list", "2")
    assert (status, answer["ids"]) == (0, [1, 2])
    words = ("--on-list", "1", "--age-from", "40", "--area", "1302")
    status, answer = ask("--db", listed, "households", *words)
    assert (status, answer["ids"]) == (0, [1])
    status, answer = ask("--db", listed, "households", *words, "--not-on-list", "1")
    assert (status, answer["ids"]) == (0, [])


PLACE_OF = ["คลองหนึ่ง", "คลองหลวง"]


def test_undo(listed, ask):
    status, answer = ask("--db", listed, "undo")
    assert status == 0
    assert set(answer) == {"undone"}
    status, answer = ask("--db", listed, "levels")
    assert sum(answer.values()) == 0
    status, answer = ask("--db", listed, "undo")
    assert (status, set(answer)) == (2, {"error"})


def test_check(listed, ask):
    from desktop.storage.database import Database
    from tests.factories.snapshots import raw

    status, answer = ask("--db", listed, "check")
    assert (status, answer["ok"]) == (0, True)
    assert all(set(f) == {"title", "count"} for f in answer["findings"])
    database = Database(listed)
    raw(database, "UPDATE household SET members = 9, version = 9 WHERE id = 1")
    database.close()
    status, answer = ask("--db", listed, "check")
    assert (status, answer["ok"]) == (1, False)


def test_demo_is_the_same_for_the_same_seed(ask, tmp_path):
    words = ("--scale", "0.001", "--seed", "7")
    status, answer = ask("demo", tmp_path / "ก", *words)
    assert status == 0
    files = [Path(f) for f in answer["files"]]
    assert len(files) == 7
    ask("demo", tmp_path / "ข", *words)
    for file in files:
        assert cells(file) == cells(tmp_path / "ข" / file.name)
    status, answer = ask("demo", tmp_path / "ค", "--scale", "7")
    assert (status, set(answer)) == (2, {"error"})


def cells(path):
    return [list(s.iter_rows(values_only=True)) for s in load_workbook(path)]


def test_words_for_people(listed, capsys, here, book, tmp_path):
    for words in (["levels"], ["report", "districts"], ["check"], ["volunteers"], ["undo"]):
        assert main(["--db", listed, *words]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        assert any("ก" <= letter <= "๙" for letter in said.out) or words == ["volunteers"]
        with pytest.raises(ValueError, match=r"Expecting|Extra"):
            json.loads(said.out or "-")
    words = importing(listed, book([HEADER, *ROWS]))
    assert main([*map(str, words)]) == 0
    said = capsys.readouterr().out
    assert "ใหม่ 3" in said
    # What could not be read may be a name: it goes into the workbook, not on the console.
    assert "สิบสอง" not in said
    assert main(["--db", listed, "leaflets", "-o", str(tmp_path / "x.pdf")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "ยังไม่มีครัวเรือนให้พิมพ์" in said.err


def test_imports_and_undoing_one_of_them(listed, ask, here, book):
    assert ask(*importing(listed, book([HEADER, *ROWS]), as_of="2565"))[0] == 0
    status, answer = ask("--db", listed, "imports")
    assert status == 0
    newest, first = answer["imports"]
    assert (newest["id"], first["id"], newest["as_of"], first["undone"]) == (2, 1, "2022", None)
    assert (first["rows"], first["households"]["new"], first["persons"]["new"]) == (3, 2, 3)
    (file,) = first["files"]
    assert len(file["sha256"]) == 64
    status, answer = ask("--db", listed, "undo", "--import", "1")
    assert status == 0
    assert (answer["kept"], answer["dropped"]) == ([], 0)
    assert [(o["households"], o["persons"]) for o in answer["later"]] == [(2, 3)]
    status, answer = ask("--db", listed, "undo", "--import", "1")
    assert (status, answer["error"]["title"]) == (2, "การนำเข้านี้ย้อนกลับไปแล้ว")
    assert ask("--db", listed, "undo", "--import", "9")[1]["error"]["title"] == "ไม่พบการนำเข้านี้"
    status, answer = ask("--db", listed, "undo", "--import", "2", "--drop-edits")
    assert (status, answer["later"]) == (0, [])
    status, answer = ask("--db", listed, "imports")
    assert all(one["undone"]["who"] for one in answer["imports"])
    assert sum(ask("--db", listed, "levels")[1].values()) == 0
    assert ask("--db", listed, "undo")[1]["error"]["title"] == "ย้อนคืนการนำเข้าที่ย้อนกลับแล้วไม่ได้"


def test_edits_are_dropped_with_an_import_only(listed, ask):
    status, answer = ask("--db", listed, "undo", "--drop-edits")
    assert (status, answer["error"]["title"]) == (2, "คำสั่งไม่ถูกต้อง")


def test_any_document_is_made_recorded_and_taken_back(listed, ask, tmp_path):
    kinds = ask("--db", listed, "documents")[1]["documents"]
    assert all(set(kind) == {"key", "title", "about", "per", "xlsx"} for kind in kinds)
    tables = [kind["key"] for kind in kinds if kind["xlsx"]]
    for kind in kinds:
        if kind["key"] == "agency":  # without a plan no agency waits for anything
            continue
        target = tmp_path / f"{kind['key']}.pdf"
        status, answer = ask("--db", listed, "make", kind["key"], "--household", "1", "-o", target)
        assert status == 0, answer
        assert set(answer) == {"job", "households", "sheets", "pages", "files", "shortened"}
        assert answer["files"] == [str(target)]
        assert target.read_bytes().startswith(b"%PDF")
    book = tmp_path / "บัญชี.xlsx"
    status, answer = ask("--db", listed, "make", tables[0], "--village", "13020104", "-o", book)
    assert (status, answer["households"]) == (0, 2)
    assert cells(book)
    words = ("leaflet", "--village", "13020104", "--apart", "-o", tmp_path)
    status, answer = ask("--db", listed, "make", *words)
    assert (status, answer["sheets"], len(answer["files"])) == (0, 2, 1)
    status, answer = ask("--db", listed, "prints")
    assert (status, len(answer["jobs"])) == (0, len(kinds) - 1 + 2)
    assert {job["state"] for job in answer["jobs"]} == {"made"}
    assert answer["out"][0]["printed"] == answer["out"][0]["out"] == 2
    status, answer = ask("--db", listed, "checkin", "1")
    assert (status, answer["papers"][0]["missing"]) == (0, 1)
    assert ask("--db", listed, "prints")[1]["out"][0]["out"] == 1
    # One unknown code: nothing is taken.
    assert ask("--db", listed, "checkin", "2", "ZZZ")[0] == 2
    assert ask("--db", listed, "prints")[1]["out"][0]["out"] == 1


def test_papers_in_words(listed, capsys, tmp_path):
    def told(*words):
        assert main(["--db", str(listed), *map(str, words)]) == 0
        return capsys.readouterr().out

    target = tmp_path / "แผน.pdf"
    assert str(target) in told("make", "leaflet", "--household", "1", "-o", target)
    assert "แผ่นพับครอบครัว" in told("documents")
    assert "ยังไม่คืน 1 จาก 1" in told("prints")
    assert "รับคืนครัวเรือนเลขที่ 000001" in told("checkin", "1")
    assert "layouts" in told("layout", "plan", "-o", tmp_path / "plan.toml")


def test_a_layout_is_written_to_be_changed(listed, ask, tmp_path):
    target = tmp_path / "plan.toml"
    status, answer = ask("--db", listed, "layout", "plan", "-o", target)
    assert (status, answer["file"]) == (0, str(target))
    assert target.read_text(encoding="utf-8").strip()


def test_a_scan_is_read_and_taken(listed, ask, capsys, tmp_path):

    target = tmp_path / "x.pdf"
    assert ask("--db", listed, "make", "leaflet", "--household", "1", "-o", target)[0] == 0
    status, answer = ask("--db", listed, "scan", target)
    assert status == 0
    outside, inside = answer["pages"]
    assert set(inside) == {
        *("file", "page", "household", "side", "trust", "known", "words", "ticked", "doubtful")
    }
    assert (outside["side"], inside["side"], inside["trust"]) == ("A", "B", "good")
    assert (outside["household"], inside["household"]) == (1, 1)
    # Nothing is known of this household yet, so nothing is ticked.
    assert (inside["ticked"], inside["doubtful"]) == ([], 0)
    status, answer = ask("--db", listed, "scan", target, "--take")
    assert (status, answer["households"], answer["papers"]) == (0, 1, 2)
    assert main(["--db", str(listed), "scan", str(target)]) == 0
    assert "ไม่รับซ้ำ" in capsys.readouterr().out
    blank = tmp_path / "ว่าง.png"
    Image.new("L", (1600, 1100), 255).save(blank)
    assert ask("--db", listed, "scan", blank)[1]["pages"][0]["trust"] == "no_code"
    assert ask("--db", listed, "scan", tmp_path / "ไม่มี.pdf")[0] == 2
