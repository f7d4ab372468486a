"""The code of a side, and where about it lies."""

from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from desktop.domain.paper_codes import SideCode, side_of
from desktop.scanning.plane import Points

Grey = NDArray[np.uint8]

# Tried one after the other: a large photograph is read better small, a poor scan enlarged.
_QR = zxingcpp.barcode_formats_from_str("QRCode")
_LARGE, _SMALL = 2600, 1800


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A side's code with its corners in the picture, clockwise from the code's upper left."""

    code: SideCode
    corners: Points


def find_code(grey: Grey) -> FoundCode | None:
    """Return the code of a page, None where there is none that its check characters confirm."""
    found = _read(grey, 1.0)
    if found is None and max(grey.shape) > _SMALL:
        rows, columns = (length // 2 * 2 for length in grey.shape)
        halves = grey[:rows, :columns].reshape(rows // 2, 2, columns // 2, 2)
        found = _read(halves.mean(axis=(1, 3)).astype(np.uint8), 2.0)
    if found is None and max(grey.shape) < _LARGE:
        found = _read(np.repeat(np.repeat(grey, 2, axis=0), 2, axis=1), 0.5)
    return found


def _read(grey: Grey, step: float) -> FoundCode | None:
    for one in zxingcpp.read_barcodes(grey, formats=_QR):
        code = side_of(one.text)
        if code is not None:
            at = one.position
            corners = [at.top_left, at.top_right, at.bottom_right, at.bottom_left]
            points = np.array([[corner.x, corner.y] for corner in corners], dtype=np.float64)
            return FoundCode(code, points * step)
    return None
