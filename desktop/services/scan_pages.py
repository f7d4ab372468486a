"""The pages of scanned files as grey pictures, one at a time, and pages laid straight."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pypdfium2 import PdfiumError

from desktop.domain.errors import Place, UserError
from desktop.services.pictures import PdfPages
from desktop.services.shrinking import MOST_PIXELS, opened_picture, too_large

Grey = NDArray[np.uint8]

_DPI = 200
_MOST_PAGES = 1000
# Larger than any office scanner's A3, in points of the page.
_MOST_POINTS = 1300.0
# A page that is kept: 150 dots an inch are enough to read handwriting.
DOTS = 150 / 25.4
_QUALITY = 70
_LONG_SIDE = 1800


def grey_pages(data: bytes, name: str) -> Iterator[Grey]:
    """Yield the pages of a PDF or a picture (rows by columns, 0 black to 255 white).

    Raises:
        UserError: it is damaged, too large, asks for a password, or is no scan.
    """
    try:
        yield from _pdf(data, name) if data[:5] == b"%PDF-" else _picture(data, name)
    except UserError:
        raise
    except (PdfiumError, OSError, ValueError, SyntaxError, MemoryError, EOFError):
        raise UserError(
            "อ่านไฟล์สแกนไม่ได้",
            "ไฟล์เสียหาย คัดลอกมาไม่ครบ หรือมีรหัสผ่าน กรุณาสแกนหรือคัดลอกใหม่",
            Place(file=name),
        ) from None


def _pdf(data: bytes, name: str) -> Iterator[Grey]:
    pages = PdfPages(data)
    try:
        if pages.count > _MOST_PAGES:
            raise UserError(
                "ไฟล์สแกนมีหน้ามากเกินไป",
                f"อ่านได้ไม่เกิน {_MOST_PAGES:,} หน้าต่อไฟล์ กรุณาแบ่งเป็นหลายไฟล์",
                Place(file=name),
            )
        for number in range(pages.count):
            if max(pages.size(number)) > _MOST_POINTS:
                raise too_large(name)
            width, height, points = pages.grey(number, _DPI / 72)
            yield np.frombuffer(points, np.uint8).reshape(height, width)
    finally:
        pages.close()


def _picture(data: bytes, name: str) -> Iterator[Grey]:
    with opened_picture(data, name) as opened:
        count = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
        for number in range(min(count, _MOST_PAGES)):
            if count > 1:
                opened.seek(number)
            if opened.width * opened.height > MOST_PIXELS:
                raise too_large(name)
            yield np.asarray(opened.convert("L"))


def straightened(grey: Grey, plane: tuple[float, ...], width: float, height: float) -> bytes:
    """Return a page of so many millimetres as a JPEG, laid straight by its plane."""
    to_picture = np.array(plane).reshape(3, 3) @ np.diag([1 / DOTS, 1 / DOTS, 1.0])
    numbers = (to_picture / to_picture[2, 2]).ravel()[:8].tolist()
    size = round(width * DOTS), round(height * DOTS)
    laid = Image.fromarray(grey).transform(
        size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BILINEAR, fillcolor=255
    )
    return _jpeg(laid)


def as_it_came(grey: Grey) -> bytes:
    """Return a page as a JPEG, only smaller."""
    picture = Image.fromarray(grey)
    picture.thumbnail((_LONG_SIDE, _LONG_SIDE), Image.Resampling.LANCZOS)
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()
