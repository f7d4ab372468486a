"""The leaflet's texts: what a changed file may say, and how its mistakes are told."""

import tomllib
from pathlib import Path

import pytest

from desktop.domain.errors import UserError
from desktop.domain.leaflet_layout import load_leaflet

FILE = Path(__file__).parents[2] / "resources" / "layouts" / "leaflet" / "2.toml"
TEXT = FILE.read_text(encoding="utf-8")


def read(text, version=2):
    return load_leaflet(text, "leaflet", version, "leaflet.toml")


def test_every_text_of_the_file_is_read():
    layout, raw = read(TEXT), tomllib.loads(TEXT)
    for page, texts in raw.items():
        said = getattr(layout, page)
        for name, text in texts.items() if isinstance(texts, dict) else ():
            assert getattr(said, name) == text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("version = 2", "version = 3", "แบบรุ่น 3 แต่โปรแกรมพิมพ์รุ่น 2"),
        ("version = 2", "version = ", "อ่านเป็น TOML ไม่ได้"),
        ('title = "แผ่นพับครอบครัว"', "title = 5", "cover: title ใช้ค่านี้ไม่ได้"),
        ('title = "แผ่นพับครอบครัว"\n', "", "cover: ขาด title"),
        ("[remarks]", '[remarks]\nfoot = "ก"', "remarks: ไม่รู้จัก foot"),
        ('1 = "ตก"\n', "", "conditions.verdicts: ขาด 1"),
        ('1 = "ตก"\n', '1 = "ตก"\n3 = "ก"\n', "conditions.verdicts: ไม่รู้จัก 3"),
        ('1 = "ตก"\n', "1 = 1\n", "conditions: verdicts.1 ใช้ค่านี้ไม่ได้"),
        ('1 = "ตก"\n', '1 = " "\n', "conditions.verdicts.1 ต้องมีข้อความ"),
        ('number = "ครัวเรือนเลขที่"', 'number = ""', "cover.number ต้องมีข้อความ"),
        ("{fiscal_year}", "{year}", "cover.subtitle: ไม่มีค่าชื่อ {year} ที่ใช้ได้คือ {fiscal_year}"),
        ('head = "หัวหน้า', 'head = "{head} หัวหน้า', "cover.head: ไม่มีค่าชื่อ {head} ที่ใช้ได้คือ ไม่มี"),
    ],
)
def test_a_mistake_is_told_with_its_place(old, new, says):
    assert old in TEXT
    with pytest.raises(UserError) as wrong:
        read(TEXT.replace(old, new, 1))
    assert says in wrong.value.message
    assert wrong.value.where.file == "leaflet.toml"


def test_captions_go_by_their_codes_in_any_order():
    swapped = TEXT.replace('1 = "ใช่"\n2 = "ไม่ใช่"\n', '2 = "ไม่ใช่"\n1 = "ใช่"\n')
    assert swapped != TEXT
    assert read(swapped) == read(TEXT)


def test_an_office_may_do_without_subtitle_instructions_and_logo():
    layout = read(TEXT)
    assert layout.cover.subtitle in TEXT
    bare = TEXT.replace(layout.cover.subtitle, "").replace('logo = "logo.png"\n', "")
    assert read(bare).cover.subtitle == read(bare).cover.logo == ""
