"""Pages of a PDF as pictures, for a preview."""

import threading
from io import BytesIO

import pypdfium2 as pdfium

# pdfium is not safe on two threads, also with a document for each: a preview and a scan that is
# taken in may meet.
_ONE_AT_A_TIME = threading.RLock()


class PdfPages:
    """A PDF's pages; sizes in points, pictures as PNG.

    Raises:
        pypdfium2.PdfiumError: it is no PDF, it is damaged, or it asks for a password.
    """

    def __init__(self, data: bytes) -> None:
        with _ONE_AT_A_TIME:
            self._document = pdfium.PdfDocument(data)

    @property
    def count(self) -> int:
        """How many pages there are."""
        with _ONE_AT_A_TIME:
            return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (from 0) in points."""
        with _ONE_AT_A_TIME:
            width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def png(self, page: int, scale: float) -> bytes:
        """A page (from 0) as PNG; at scale 1 a pixel is a point."""
        buffer = BytesIO()
        with _ONE_AT_A_TIME:
            self._document[page].render(scale=scale).to_pil().save(buffer, "PNG")
        return buffer.getvalue()

    def grey(self, page: int, scale: float) -> tuple[int, int, bytes]:
        """A page (from 0) in grey: width, height and a byte for each point, row by row."""
        with _ONE_AT_A_TIME:
            picture = self._document[page].render(scale=scale, grayscale=True).to_pil()
            flat = picture.convert("L")
            return flat.width, flat.height, flat.tobytes()

    def close(self) -> None:
        """Free the document."""
        with _ONE_AT_A_TIME:
            self._document.close()
