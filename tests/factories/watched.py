"""A document that remembers where each line of text stands."""

import io
from typing import NamedTuple

from desktop.printing.pdf.sheets import Sheets


class Stood(NamedTuple):
    """The ink of one line of text on a page, whole and glyph by glyph, in points."""

    text: str
    box: tuple[float, float, float, float]
    shown: object
    at: tuple[float, float, float]

    def over(self, other, slack):
        """Tell whether glyphs of two lines meet by more than `slack`."""
        if not meet(self.box, other.box, slack):
            return False
        mine = [ink for ink in self.ink() if meet(ink, other.box, slack)]
        theirs = [ink for ink in other.ink() if meet(ink, self.box, slack)]
        return any(meet(one, two, slack) for one in mine for two in theirs)

    def ink(self):
        """Yield the box (left, bottom, right, top) of each glyph."""
        x, y, size = self.at
        scale = size / 1000
        for word in self.shown.words:
            for glyph in word.glyphs:
                ink = word.face.hb_font.get_glyph_extents(glyph.code)
                em = word.face.scale * scale
                left = x + glyph.dx * scale + ink.x_bearing * em
                top = y + glyph.dy * scale + ink.y_bearing * em
                yield left, top + ink.height * em, left + ink.width * em, top
                x += glyph.advance * scale


def meet(one, two, slack):
    """Tell whether two boxes share more than `slack` both ways."""
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    return wide > slack and high > slack


class WatchedSheets(Sheets):
    """Gathers the lines of each page; `fixed` are those of its forms.

    `read` are the lines that are read aloud, of all pages.
    """

    def __init__(self, size):
        super().__init__(io.BytesIO(), "", size)
        self.pages, self.read = [], []
        self._own, self._fixed, self._forms, self._drawing = [], [], {}, None

    def begin_form(self, name):
        super().begin_form(name)
        self._drawing = self._forms[name] = []

    def end_form(self):
        super().end_form()
        self._drawing = None

    def do_form(self, name):
        super().do_form(name)
        self._fixed += self._forms[name]

    def show(self, shown, x, y):
        super().show(shown, x, y)
        stood = _stood(shown, x, y)
        if not self.tags._unread:
            self.read.append(stood)
        if self._drawing is None:
            self._own.append(stood)
        else:
            self._drawing.append(stood)

    def show_page(self):
        super().show_page()
        self.pages.append((self._own, self._fixed))
        self._own, self._fixed = [], []


def _stood(shown, x, y):
    size = float(shown.operators.split(" Tf")[0].split()[-1])
    scale = size / 1000
    top = max(word.top for word in shown.words)
    bottom = min(word.bottom for word in shown.words)
    text = "".join(word.text for word in shown.words)
    box = (x, y + bottom * scale, x + shown.width, y + top * scale)
    return Stood(text, box, shown, (x, y, size))
