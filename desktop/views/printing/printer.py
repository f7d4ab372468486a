"""Pages of a PDF to a printer of the system."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop.domain.documents import Sides
from desktop.domain.progress import Reporter
from desktop.services.pictures import PdfPages

_DUPLEX = {
    "one": QPrinter.DuplexMode.DuplexNone,
    "short": QPrinter.DuplexMode.DuplexShortSide,
    "long": QPrinter.DuplexMode.DuplexLongSide,
}
_DPI = 300
_POINTS = 72
DOING = "ส่งไปเครื่องพิมพ์"
Ask = Callable[[QPrinter], bool]


def printer_for(sides: Sides, copies: int) -> QPrinter:
    """Return a printer set to turn the paper over the right edge."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DPI)
    printer.setFullPage(True)
    printer.setDuplex(_DUPLEX[sides])
    printer.setCopyCount(copies)
    printer.setCollateCopies(True)
    return printer


def asks(parent: QWidget) -> Ask:
    """Return what asks the clerk for the printer."""

    def ask(printer: QPrinter) -> bool:
        return QPrintDialog(printer, parent).exec() == QPrintDialog.DialogCode.Accepted

    return ask


def send(printer: QPrinter, data: bytes, first: int, report: Reporter) -> int:
    """Print the pages from `first` (from 0) on, full size, and return how many were sent.

    Raises:
        Cancelled: the clerk asked to stop; nothing is printed then.
    """
    pages = PdfPages(data)
    try:
        painter: QPainter | None = None
        for page in range(first, pages.count):
            report.step(page - first, pages.count - first, DOING)
            width, height = pages.size(page)
            across = width > height
            printer.setPageOrientation(
                QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
            )
            if painter is None:
                painter = QPainter(printer)
            else:
                printer.newPage()
            picture = QImage.fromData(pages.png(page, _DPI / _POINTS))
            scale = printer.resolution() / _POINTS
            painter.drawImage(QRectF(0, 0, width * scale, height * scale), picture)
        if painter is not None:
            painter.end()
        return pages.count - first
    except BaseException:
        printer.abort()
        raise
    finally:
        pages.close()
