"""Pages of a print job on screen: each part is made when it comes into sight."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from desktop.domain.documents import Part
from desktop.services.pictures import PdfPages
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.text import label

_LARGEST = 2.0
_KEPT = 12  # parts that were made for a look


class PagePreview(QWidget):
    """One page at a time, as wide as there is room; the buttons and PgUp/PgDn turn.

    Turning goes on to the next part. A part is made when it is turned to, and the one after it
    while it is looked at, so that a look never waits for the whole job.
    """

    def __init__(self, kit: Kit, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._parts: Sequence[Part] = ()
        self._make: Callable[[Part], bytes] = _nothing
        self._made: dict[int, bytes] = {}
        self._part = 0
        self._data = b""
        self._pages = 0
        self._page = 0
        self._zoom = 1.0
        self._asked = 0
        self._picture = QLabel(empty, self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setProperty("role", "quiet")
        self._picture.setAccessibleName("ตัวอย่างก่อนพิมพ์")
        self._area = QScrollArea(self)
        self._area.setWidget(self._picture)
        self._area.setWidgetResizable(True)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.before = _sign("‹", "หน้าก่อน (PgUp)")
        self.after = _sign("›", "หน้าถัดไป (PgDn)")
        self.larger = _sign("+", "ขยาย")
        self.smaller = _sign("-", "ย่อ")
        self.says = label("", "quiet")
        self._bar = QWidget(self)
        self._bar.setLayout(
            row(self.before, self.says, self.after, None, self.smaller, self.larger)
        )
        self.setLayout(column(self._area, self._bar))
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.larger.clicked.connect(lambda: self._grow(1.25))
        self.smaller.clicked.connect(lambda: self._grow(0.8))
        for keys, by in (("PgDown", 1), ("PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=by: self._turn(by))
        keeps = self._bar.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the page must not grow and shrink with the bar
        self._bar.setSizePolicy(keeps)
        self._bar.hide()

    def show_pdf(self, data: bytes) -> None:
        """Show a whole document from its first page."""
        self._parts, self._part = (), 0
        self._data, self._page, self._zoom = data, 0, 1.0
        self._draw()

    def show_parts(self, parts: Sequence[Part], make: Callable[[Part], bytes]) -> None:
        """Show a job from its first part; `make` makes one as a PDF, off the window's thread."""
        self._parts, self._make, self._made = parts, make, {}
        self._zoom = 1.0
        self._turn_to(0, last=False)

    def say(self, words: str) -> None:
        """Show words in place of a page."""
        self._data, self._parts = b"", ()
        self._asked += 1
        self._picture.setPixmap(QPixmap())
        self._picture.setText(words)
        self._bar.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new width."""
        super().resizeEvent(event)
        if self._data:
            self._draw()

    def _turn(self, by: int) -> None:
        goal = self._page + by
        if 0 <= goal < self._pages:
            self._page = goal
            self._draw()
        elif 0 <= self._part + by < len(self._parts):
            self._turn_to(self._part + by, last=by < 0)

    def _turn_to(self, number: int, *, last: bool) -> None:
        """Show a part from its first page, or from its last."""
        self._part = number
        self._asked += 1
        asked = self._asked

        def show(data: bytes) -> None:
            if asked == self._asked:
                self._data, self._page, self._pages = data, -1 if last else 0, 0
                self._draw()
                self._fetch(number + 1, _nowhere)

        self._fetch(number, show)

    def _fetch(self, number: int, then: Callable[[bytes], object]) -> None:
        """Have a part made, unless it is at hand."""
        made, parts, make = self._made, self._parts, self._make
        if number in made:
            then(made[number])
            return
        if not 0 <= number < len(parts):
            return

        def keep(data: bytes) -> None:
            if len(made) >= _KEPT:
                made.clear()
            made[number] = data
            then(data)

        self._kit.read(self, lambda: make(parts[number]), keep)

    def _grow(self, by: float) -> None:
        self._zoom = max(0.5, min(4.0, self._zoom * by))
        self._draw()

    def _draw(self) -> None:
        self._asked += 1
        number, data, page = self._asked, self._data, self._page
        size, zoom, ratio = self._area.viewport().size(), self._zoom, self.devicePixelRatioF()

        def done(answer: tuple[int, int, bytes]) -> None:
            if number == self._asked:
                self._pages, self._page = answer[:2]
                self._put(answer[2], ratio)

        self._kit.read(self, lambda: _picture(data, page, size, zoom * ratio), done)

    def _put(self, png: bytes, ratio: float) -> None:
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)
        page = f"หน้า {self._page + 1:,} จาก {self._pages:,}"
        count = len(self._parts)
        title = f"{self._parts[self._part].title}   " if self._parts else ""
        which = f"   (ชุดที่ {self._part + 1:,} จาก {count:,})" if count > 1 else ""
        self.says.setText(title + page + which)
        self.before.setEnabled(self._page > 0 or self._part > 0)
        self.after.setEnabled(self._page + 1 < self._pages or self._part + 1 < count)
        self._bar.show()


def _sign(sign: str, words: str) -> QPushButton:
    made = button(sign, tip=words)
    made.setAccessibleName(words)
    return made


def _nothing(_part: Part) -> bytes:
    return b""


def _nowhere(_data: bytes) -> None:
    """Take what is only made for later."""


def _picture(data: bytes, page: int, room: QSize, zoom: float) -> tuple[int, int, bytes]:
    """Return how many pages there are, which is shown (-1 = the last), and its picture."""
    pages = PdfPages(data)
    try:
        page = pages.count - 1 if page < 0 else page
        width, height = pages.size(page)
        fit = min((room.width() - 20) / width, (room.height() - 20) / height)
        return pages.count, page, pages.png(page, max(0.1, min(fit, _LARGEST)) * zoom)
    finally:
        pages.close()
