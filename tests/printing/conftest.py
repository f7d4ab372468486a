"""A typesetter as the program makes it, and readers of what was printed."""

import io
from pathlib import Path

import pypdfium2
import pytest

from desktop.printing.typesetter.fonts import FontSet
from desktop.printing.typesetter.paragraph import Typesetter
from desktop.thai.words import Segmenter

RESOURCES = Path(__file__).parents[2] / "resources"
MM = 72 / 25.4


class Paper:
    """A PDF as a reader of paper sees it; measures in millimetres from the upper left corner."""

    def __init__(self, data):
        self.data = data
        self.pdf = pypdfium2.PdfDocument(io.BytesIO(data))

    def __len__(self):
        return len(self.pdf)

    def size(self, page):
        width, height = self.pdf[page].get_size()
        return round(width / MM, 1), round(height / MM, 1)

    def text(self, page, left=None, right=None):
        """Return the text between two x, without white space."""
        sheet = self.pdf[page]
        bounds = {
            "left": None if left is None else left * MM,
            "right": None if right is None else right * MM,
        }
        return "".join(sheet.get_textpage().get_text_bounded(**bounds).split())

    def all_text(self):
        return "".join(self.text(page) for page in range(len(self)))

    def picture(self, page, dpi=100):
        return self.pdf[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")

    def ink(self, page, left, top, width, height, dpi=100):
        """Tell whether anything is printed in a rectangle."""
        scale = dpi / 25.4
        box = [round(n * scale) for n in (left, top, left + width, top + height)]
        return self.picture(page, dpi).crop(box).getextrema()[0] < 200


@pytest.fixture(scope="session")
def typesetter():
    fonts, words = RESOURCES / "fonts", RESOURCES / "words"
    office = (words / "field.txt").read_text(encoding="utf-8").split()
    return Typesetter(
        FontSet(fonts / "Sarabun-Regular.ttf", fonts / "Sarabun-Bold.ttf"),
        Segmenter(words / "words_th.txt", office).split,
    )


@pytest.fixture
def paper():
    """Return a reader of a PDF's bytes that closes its files."""
    opened = []

    def read(data):
        opened.append(Paper(data))
        return opened[-1]

    yield read
    for one in opened:
        one.pdf.close()
