"""The whole main job through the command line: from a list to leaflets and the report."""

import json

import pypdfium2 as pdfium
import pytest
import xlsxwriter
from openpyxl import load_workbook

from desktop.app import main

# A hundredth of the province the booklet speaks of.
SCALE = "0.01"


@pytest.fixture
def ask(capsys, place):
    def asked(*words, status=0):
        assert main(["--db", place, "--json", *map(str, words)]) == status
        answer = capsys.readouterr()
        assert answer.err == ""
        return json.loads(answer.out)

    return asked


def text_of(file):
    document = pdfium.PdfDocument(file)
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    return pages


def test_from_lists_to_leaflets_and_report(ask, tmp_path):
    files = ask("demo", tmp_path / "จังหวัด", "--scale", SCALE)["files"]
    assert len(files) == 7
    words = ("import", *files, "--source", "TPMAP", "--as-of", "2564-01")
    first = ask(*words)
    households, persons = first["households"]["new"], first["persons"]["new"]
    assert 500 < households < 600
    assert 1200 < persons <= first["rows"]
    assert first["households"] == {"new": households, "changed": 0, "same": 0}
    assert load_workbook(first["quarantine"]).active.max_row > 1

    again = ask(*words)
    assert again["households"] == {"new": 0, "changed": 0, "same": households}
    assert again["persons"] == {"new": 0, "changed": 0, "same": persons}
    assert again["problems"] == first["problems"]

    levels = ask("levels")
    assert sum(levels.values()) == households
    assert all(levels[key] > 0 for key in ("3", "2", "0"))

    report(ask, tmp_path, households, persons)
    leaflets(ask, tmp_path)
    assert ask("check")["ok"] is True
    everything_back(ask)


def report(ask, tmp_path, households, persons):
    figures = ask("report", "districts", "-o", tmp_path / "รายงาน.pdf")
    total = figures["total"]
    assert (total["households"], total["persons"]) == (households, persons)
    assert len([a for a in figures["areas"] if len(a["code"]) == 4]) == 7
    for key in ("households", "persons", "distinct_failing"):
        assert sum(area[key] for area in figures["areas"]) == total[key]
    assert total["distinct_failing"] <= sum(total["failures"].values())
    (page,) = text_of(tmp_path / "รายงาน.pdf")
    for word in ("คลองหลวง", "ตกอย่างน้อย 1 มิติ", "TPMAP", f"{total['households']:,}"):
        assert word in page


def leaflets(ask, tmp_path):
    names = tmp_path / "อพม.xlsx"
    with xlsxwriter.Workbook(names) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["ชื่อ-สกุล", "อำเภอ", "ตำบล"])
        sheet.write_row(1, 0, ["นางอาสา ใจดี", "ลำลูกกา", ""])
        sheet.write_row(2, 0, ["นายช่วย เหลือ", "", ""])
    volunteers = ask("volunteers", names)["volunteers"]
    assert [v["area"] for v in volunteers] == ["1306", ""]
    one = volunteers[0]["id"]
    assert ask("assign", "--volunteer", one, "--count", 10)["households"] == 10
    assert ask("volunteers")["volunteers"][0]["households"] == 10
    file = tmp_path / "แผ่นพับ.pdf"
    made = ask("leaflets", "--volunteer", one, "-o", file)
    assert (made["households"], made["sheets"], made["pages"]) == (10, 10, 20)
    pages = text_of(file)
    assert len(pages) == 20
    assert sum("นางอาสา ใจดี" in page for page in pages) == 10
    # The highest level comes first to the volunteer.
    assert any("ระดับ 3" in page for page in pages)


def everything_back(ask):
    labels = [ask("undo")["undone"] for _ in range(4)]
    assert labels[0].startswith("ย้อนกลับ: มอบหมายครัวเรือน 10")
    assert labels[1].startswith("ย้อนกลับ: นำเข้ารายชื่อ อพม.")
    assert sum(ask("levels").values()) == 0
    assert ask("undo", status=2)["error"]["title"] == "ไม่มีรายการให้ย้อนกลับ"
    assert ask("check")["ok"] is True
    assert ask("report", "districts")["total"]["households"] == 0
