"""The office's own picture on a paper: a logo beside its layouts."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zlib import crc32

from PIL import Image

from desktop.domain.errors import Place, UserError
from desktop.printing.pen import MM, Pen

# A logo of a few centimetres has no use for more.
MOST_PIXELS = (1200, 1200)


@dataclass(frozen=True)
class Picture:
    """A picture as it is printed: three bytes a pixel, `size` in pixels."""

    rgb: bytes
    size: tuple[int, int]

    @cached_property
    def name(self) -> str:
        """What it is called within a file: one picture is there once."""
        return f"Picture{crc32(self.rgb):08x}"

    def width(self, height: float) -> float:
        """Return how wide it is at a height."""
        wide, high = self.size
        return height * wide / high

    def draw(self, pen: Pen, x: float, y: float, height: float) -> None:
        """Draw it, its upper left corner at `x`, `y`; all in millimetres."""
        box = (pen.x(x), pen.y(y + height), self.width(height) * MM, height * MM)
        pen.canvas.picture(self.name, self.rgb, self.size, box)


def read_picture(folder: Path | None, file: str) -> Picture | None:
    """Read a picture of a folder; None where there is no such file.

    Raises:
        UserError: the file is no picture.
    """
    path = folder / file if folder and file else None
    if path is None or not path.is_file():
        return None
    try:
        with Image.open(path) as opened:
            opened.draft("RGB", MOST_PIXELS)
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise UserError(
            "เปิดภาพตราไม่ได้", "กรุณาใช้ไฟล์ภาพ PNG หรือ JPEG แล้วพิมพ์ใหม่", Place(file=path.name)
        ) from None
    picture.thumbnail(MOST_PIXELS)
    # Paper is white where the picture is clear.
    paper = Image.new("RGBA", picture.size, "white")
    return Picture(Image.alpha_composite(paper, picture).convert("RGB").tobytes(), picture.size)
