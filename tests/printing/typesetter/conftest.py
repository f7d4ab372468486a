"""A typesetter with the program's fonts, a large Thai sample, and two readers of PDF text."""

import io
import random
import re
import shutil
import subprocess
from pathlib import Path

import geothai
import pypdfium2
import pytest

from desktop.printing.pdf.sheets import Sheets
from desktop.printing.typesetter.fonts import FontSet
from desktop.printing.typesetter.paragraph import Typesetter
from desktop.thai.words import Segmenter

ROOT = Path(__file__).parents[3]
A4 = (595.28, 841.89)
_HEADS = "สม บุญ วิ ประ อ จิ นง ศิ พิ ธ ส ร ณัฐ กิตติ์ เพ็ญ ชื่น ปู่ ฉลิม กัญ ญา"
_TAILS = "ชาย มี ศรี เยาว์ ลักษณ์ ริยา น้อย ทิพย์ วุฒิ ฤทธิ์ พร้อม ฟ้า คำ ขวัญ ญู้ ศักดิ์"
_ENDS = "ใจดี แก้วน้ำ ทองอยู่ ศรีสุข จันทร์เพ็ญ รุ่งเรือง บุญปลื้ม ฟื้นฟู ณ บางไทร ถ้ำทอง"


@pytest.fixture(scope="session")
def split():
    words = ROOT / "resources/words"
    office = (words / "field.txt").read_text(encoding="utf-8").split()
    return Segmenter(words / "words_th.txt", office).split


@pytest.fixture(scope="session")
def fonts():
    folder = ROOT / "resources/fonts"
    return FontSet(folder / "Sarabun-Regular.ttf", folder / "Sarabun-Bold.ttf")


@pytest.fixture(scope="session")
def typesetter(fonts, split):
    return Typesetter(fonts, split)


@pytest.fixture(scope="session")
def booklet():
    file = Path(__file__).parents[1] / "data/booklet_sample.txt"
    return file.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def names():
    """People that don't exist: syllables Thai names are made of, put together by chance."""
    heads = re.split(" ", _HEADS)
    tails = re.split(" ", _TAILS)
    ends = re.split(" ", _ENDS)
    titles = ("นาย", "นาง", "น.ส.", "ด.ช.", "ด.ญ.")
    pick = random.Random(2565).choice
    return [
        f"{pick(titles)}{pick(heads)}{pick(heads)}{pick(tails)} {pick(heads)}{pick(ends)}"
        for _ in range(1_000)
    ]


@pytest.fixture(scope="session")
def addresses():
    """An address in every third subdistrict of the country."""
    number = random.Random(7).randint
    found = [
        (place.name_th, district.name_th, province.name_th)
        for province in geothai.provinces()
        for district in geothai.districts(province.code)
        for place in geothai.subdistricts(district.code)
    ]
    return [
        f"{number(1, 999)}/{number(1, 99)} หมู่ที่ {number(1, 15)} ต.{place} อ.{district} จ.{province}"
        for place, district, province in found[::3]
    ]


@pytest.fixture
def printed():
    """Draw on a fresh document and return its bytes."""

    def make(*pages, pagesize=A4):
        target = io.BytesIO()
        canvas = Sheets(target, "ทดสอบ", pagesize)
        for draw in pages:
            draw(canvas)
            canvas.show_page()
        canvas.save()
        return target.getvalue()

    return make


@pytest.fixture
def pdfium():
    """Return the lines of each page as pdfium reads them."""

    def read(data):
        with pypdfium2.PdfDocument(data) as pdf:
            return [page.get_textpage().get_text_range().split("\r\n") for page in pdf]

    return read


@pytest.fixture
def poppler(tmp_path):
    """Return the lines of each page as poppler reads them."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler) is not on the PATH")

    def read(data):
        file = tmp_path / "read.pdf"
        file.write_bytes(data)
        done = subprocess.run(
            [program, "-enc", "UTF-8", "-eol", "unix", file, "-"], capture_output=True, check=True
        )
        pages = done.stdout.decode("utf-8").split("\f")[:-1]
        return [[line for line in re.split("\n", page) if line] for page in pages]

    return read
