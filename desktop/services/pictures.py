"""Pages of a PDF as pictures, for a preview."""

from io import BytesIO

import pypdfium2 as pdfium


class PdfPages:
    """A PDF's pages; sizes in points, pictures as PNG. Use from one thread at a time."""

    def __init__(self, data: bytes) -> None:
        self._document = pdfium.PdfDocument(data)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (from 0) in points."""
        width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def png(self, page: int, scale: float) -> bytes:
        """A page (from 0) as PNG; at scale 1 a pixel is a point."""
        buffer = BytesIO()
        self._document[page].render(scale=scale).to_pil().save(buffer, "PNG")
        return buffer.getvalue()

    def close(self) -> None:
        """Free the document."""
        self._document.close()
