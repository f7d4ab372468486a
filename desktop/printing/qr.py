"""QR codes as rectangles: sharp at any size, small in the file."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

# Weighing all eight masks takes five times as long; with random ids any of them reads well.
_MASK = 2


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code's dark modules as PDF rectangles, one unit a module, y upward from the bottom."""

    modules: int
    path: str

    def draw(self, canvas: "Canvas", x: float, y: float, side: float) -> None:
        """Draw the code with its lower left corner at `x`, `y`; all in points.

        The quiet zone of four modules around it is the caller's to leave.
        """
        scale = side / self.modules
        canvas.addLiteral(f"q 0 g {scale:.5f} 0 0 {scale:.5f} {x:.2f} {y:.2f} cm {self.path} f Q")


@lru_cache(maxsize=8)
def qr_code(text: str) -> QrCode:
    """Return the QR code of a text. A quarter of it may be lost in a scan."""
    matrix = segno.make(text, error="q", micro=False, boost_error=False, mask=_MASK).matrix
    parts: list[str] = []
    for number, row in enumerate(matrix):
        y = len(matrix) - 1 - number
        start = None
        for column, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                parts.append(f"{start} {y} {column - start} 1 re")
                start = None
    return QrCode(len(matrix), " ".join(parts))
