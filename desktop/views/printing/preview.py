"""Pages of a PDF on screen, drawn off the window's thread, the page in sight first."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from desktop.services.pictures import PdfPages
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.text import label

_LARGEST = 2.0


class PagePreview(QWidget):
    """One page at a time, as wide as there is room; the buttons and PgUp/PgDn turn."""

    def __init__(self, kit: Kit, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
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
        """Show another document from its first page."""
        self._data, self._page, self._zoom = data, 0, 1.0
        self._draw()

    def say(self, words: str) -> None:
        """Show words in place of a page."""
        self._data = b""
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

    def _grow(self, by: float) -> None:
        self._zoom = max(0.5, min(4.0, self._zoom * by))
        self._draw()

    def _draw(self) -> None:
        self._asked += 1
        number, data, page = self._asked, self._data, self._page
        size, zoom, ratio = self._area.viewport().size(), self._zoom, self.devicePixelRatioF()

        def done(answer: tuple[int, bytes]) -> None:
            if number == self._asked:
                self._pages = answer[0]
                self._put(answer[1], ratio)

        self._kit.read(self, lambda: _picture(data, page, size, zoom * ratio), done)

    def _put(self, png: bytes, ratio: float) -> None:
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)
        self.says.setText(f"หน้า {self._page + 1:,} จาก {self._pages:,}")
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page + 1 < self._pages)
        self._bar.show()


def _sign(sign: str, words: str) -> QPushButton:
    made = button(sign, tip=words)
    made.setAccessibleName(words)
    return made


def _picture(data: bytes, page: int, room: QSize, zoom: float) -> tuple[int, bytes]:
    pages = PdfPages(data)
    try:
        width, height = pages.size(page)
        fit = min((room.width() - 20) / width, (room.height() - 20) / height)
        return pages.count, pages.png(page, max(0.1, min(fit, _LARGEST)) * zoom)
    finally:
        pages.close()
