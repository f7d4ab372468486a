"""QR codes as rectangles: sharp at any size, small in the file."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import zxingcpp

if TYPE_CHECKING:
    from collections.abc import Buffer  # type: ignore[attr-defined,unused-ignore]

    from reportlab.pdfgen.canvas import Canvas


_BLACK = re.compile(rb"\x00+")


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
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    image = code.to_image(scale=1, add_quiet_zones=False)
    side = cast("tuple[int, int]", image.shape)[0]
    points = bytes(memoryview(cast("Buffer", image)))
    # Black is 0: a run of it is a rectangle.
    rows = (points[row * side : (row + 1) * side] for row in range(side))
    path = " ".join(
        f"{run.start()} {side - 1 - number} {run.end() - run.start()} 1 re"
        for number, row in enumerate(rows)
        for run in _BLACK.finditer(row)
    )
    return QrCode(side, path)
