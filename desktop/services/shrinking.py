"""Pictures and PDF files from outside, read within bounds and made fit to be kept.

A picture is turned as its camera says, shrunk, and drawn anew: nothing but its pixels is kept, so
that no place, camera, name or hidden preview comes along. A PDF stays as it is.
"""

import hashlib
import logging
import warnings
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from pypdfium2 import PdfiumError

from desktop.domain.errors import Place, UserError
from desktop.domain.papers import Paper, PaperKind
from desktop.services.pictures import PdfPages

# It reports damaged files; these are refused in words, and what is in them is nobody's business.
logging.getLogger("PIL").setLevel(logging.CRITICAL)

MOST_BYTES = 60_000_000
MOST_PDF_BYTES = 5_000_000
LONG_SIDE = 2000
ENOUGH_BYTES = 400_000
MOST_PIXELS = 89_478_485  # from there on Pillow itself warns of a bomb
_MOST_PAGES = 40
_THUMBNAIL = 192
_QUALITIES = (85, 75, 65, 55)
_GRAYS = 16
# A page in black and white: most of it nearly black or nearly white, none of it in a colour.
_MOSTLY, _DARK, _TINT = 0.9, 64, 24
# No others are even tried: each decoder is a door.
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_ORIENTATION, _DETAILS, _TAKEN, _CAMERA = 0x0112, 0x8769, 0x9003, 0x010F
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def papers_of(data: bytes, name: str, title: str) -> Iterator[Paper]:
    """Yield the papers of a file: one, or one for each page of a scanned TIFF.

    `name` is the file's, for messages; `title` is what its papers are called.

    Raises:
        UserError: it is no picture or PDF, of a kind that isn't read, damaged or too large.
    """
    if len(data) > MOST_BYTES:
        raise _refusal(name, f"ไฟล์ใหญ่เกิน {MOST_BYTES // 1_000_000} MB กรุณาถ่ายหรือสแกนใหม่ให้เล็กลง")
    if data[:5] == b"%PDF-":
        yield _pdf(data, name, title)
        return
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise _refusal(
            name,
            "เป็นรูปแบบ HEIC ของ iPhone ซึ่งโปรแกรมอ่านไม่ได้ กรุณาเปิดการตั้งค่า (Settings) > "
            "กล้อง (Camera) > รูปแบบ (Formats) แล้วเลือก “เข้ากันได้มากที่สุด” "
            "(Most Compatible) รูปที่ถ่ายต่อจากนั้นจะใช้ได้ "
            "ส่วนรูปนี้ให้ส่งเข้าเครื่องใหม่เป็น JPG",
        )
    try:
        yield from _pictures(data, name, title)
    except UserError:
        raise
    except Exception:  # a decoder fails in many ways on bytes from outside
        raise _refusal(name, "ไฟล์เสียหายหรือคัดลอกมาไม่ครบ กรุณาคัดลอก ถ่าย หรือสแกนใหม่") from None


def glimpse(data: bytes) -> bytes:
    """Return a small JPEG of a file's first page; nothing of one that can't be read."""
    try:
        if data[:5] == b"%PDF-":
            return _pdf(data, "", "").thumbnail
        with opened_picture(data, "") as opened:
            turn, _taken_on, _is_photo = _camera_says(opened)
            opened.draft("RGB", (_THUMBNAIL, _THUMBNAIL))
            return _thumbnail(_turned(_bare(_shrinkable(opened)), turn))
    except Exception:  # as below; who takes the file in is told why
        return b""


def _pdf(data: bytes, name: str, title: str) -> Paper:
    if len(data) > MOST_PDF_BYTES:
        limit = MOST_PDF_BYTES // 1_000_000
        raise _refusal(
            name, f"ไฟล์ PDF ใหญ่เกิน {limit} MB กรุณาสแกนใหม่ให้ละเอียดน้อยลง หรือแบ่งเป็นหลายไฟล์"
        )
    try:
        pages = PdfPages(data)
        try:
            scale = _THUMBNAIL / max(*pages.size(0), 1.0)
            first = pages.png(0, scale)
        finally:
            pages.close()
    except (PdfiumError, ValueError, IndexError, MemoryError):
        raise _refusal(
            name, "เปิดไฟล์ PDF ไม่ได้ อาจเสียหายหรือมีรหัสผ่าน กรุณาบันทึกไฟล์ใหม่โดยไม่ใส่รหัสผ่าน"
        ) from None
    with Image.open(BytesIO(first), formats=("PNG",)) as page:
        thumbnail = _thumbnail(page.convert("RGB"))
    sha256 = hashlib.sha256(data).hexdigest()
    return Paper(title, PaperKind.FILE, data, "application/pdf", 0, 0, thumbnail, sha256)


def opened_picture(data: bytes, name: str) -> Image.Image:
    """Return a picture of a kind that is read, not yet unpacked.

    Raises:
        UserError: it is none, or would be too large unpacked.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of damage, which its error says too
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return Image.open(BytesIO(data), formats=_FORMATS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise too_large(name) from None
        except UnidentifiedImageError:
            raise _refusal(
                name, "ไม่ใช่รูปหรือไฟล์ PDF ที่อ่านได้ ใช้ได้คือ JPG PNG TIFF WEBP BMP และ PDF"
            ) from None


def _pictures(data: bytes, name: str, title: str) -> Iterator[Paper]:
    with opened_picture(data, name) as opened:
        sha256 = hashlib.sha256(data).hexdigest()
        pages = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
        if pages > _MOST_PAGES:
            raise _refusal(name, f"มีเกิน {_MOST_PAGES} หน้า กรุณาแบ่งเป็นหลายไฟล์ หรือสแกนเป็น PDF")
        for page in range(pages):
            if pages > 1:
                opened.seek(page)
            if opened.width * opened.height > MOST_PIXELS:
                raise too_large(name)
            called = f"{title} หน้า {page + 1}" if pages > 1 else title
            # Of several pages each is a source of its own.
            source = hashlib.sha256(f"{sha256}/{page}".encode()).hexdigest() if page else sha256
            yield _paper(opened, called, source)


def _paper(opened: Image.Image, title: str, source: str) -> Paper:
    turn, taken_on, is_photo = _camera_says(opened)
    # A picture is shrunk in place; the other pages of a TIFF still have to be found.
    picture = _shrinkable(opened.copy() if opened.format == "TIFF" else opened)
    # A JPEG is unpacked at a fraction of its size where that is enough.
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    flat = _turned(_bare(picture), turn)
    content, media_type, (width, height) = _encoded(flat)
    kind = PaperKind.PHOTO if is_photo else PaperKind.SCAN
    return Paper(
        title, kind, content, media_type, width, height, _thumbnail(flat), source, taken_on
    )


def _camera_says(opened: Image.Image) -> tuple[Image.Transpose | None, date | None, bool]:
    """How to turn the picture, when it was taken, and whether it looks like a photograph."""
    is_photo = opened.format in ("JPEG", "MPO", "WEBP")
    try:
        said = opened.getexif()
        turn = _TURNS.get(int(said.get(_ORIENTATION, 1)))
        is_photo = is_photo or _CAMERA in said
        taken = str(said.get_ifd(_DETAILS).get(_TAKEN, ""))
    except Exception:  # what the camera said is damaged; the picture needn't be
        return None, None, is_photo
    try:
        day = date.fromisoformat(taken[:10].replace(":", "-"))
    except ValueError:
        return turn, None, is_photo
    # A camera whose clock was never set says 1970 or 2000.
    return turn, day if day.year > 2000 else None, is_photo


def _shrinkable(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode in which neighbouring points can be mixed."""
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode.startswith("I;16"):
        # Scanners' 16 bits; to convert them would cut off all but the darkest.
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("P", "PA"):
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


def _bare(picture: Image.Image) -> Image.Image:
    """Return nothing but the pixels, gray or in colours; what was transparent is white."""
    mode = "L" if picture.mode == "L" else "RGB"
    bare = Image.new(mode, picture.size, "white")
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        bare.paste(clear, mask=clear.getchannel("A"))
    else:
        bare.paste(picture if picture.mode == mode else picture.convert(mode))
    return bare


def _turned(flat: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    return flat if turn is None else flat.transpose(turn)


def _encoded(flat: Image.Image) -> tuple[bytes, str, tuple[int, int]]:
    """Return the picture's file of about ENOUGH_BYTES at the most, its kind and its size."""
    content, size = _jpeg(flat)
    if _is_black_and_white(flat):
        buffer = BytesIO()
        flat.convert("L").quantize(_GRAYS).save(buffer, "PNG", optimize=True)
        if buffer.tell() < len(content):
            return buffer.getvalue(), "image/png", flat.size
    return content, "image/jpeg", size


def _jpeg(flat: Image.Image) -> tuple[bytes, tuple[int, int]]:
    while True:
        for quality in _QUALITIES:
            buffer = BytesIO()
            flat.save(buffer, "JPEG", quality=quality, optimize=True)
            if buffer.tell() <= ENOUGH_BYTES:
                return buffer.getvalue(), flat.size
        flat = flat.resize((max(1, flat.width * 4 // 5), max(1, flat.height * 4 // 5)))


def _is_black_and_white(flat: Image.Image) -> bool:
    """Whether it is a page of writing without colours; a red stamp is a colour."""
    if flat.mode != "L":
        colours = flat.convert("YCbCr")
        for channel in ("Cb", "Cr"):
            counts = colours.getchannel(channel).histogram()
            if any(counts[: 128 - _TINT]) or any(counts[128 + _TINT :]):
                return False
    counts = flat.convert("L").histogram()
    extremes = sum(counts[:_DARK]) + sum(counts[-_DARK:])
    return extremes >= _MOSTLY * sum(counts)


def _thumbnail(flat: Image.Image) -> bytes:
    small = flat.copy()
    small.thumbnail((_THUMBNAIL, _THUMBNAIL), Image.Resampling.LANCZOS, reducing_gap=3.0)
    buffer = BytesIO()
    small.save(buffer, "JPEG", quality=75, optimize=True)
    return buffer.getvalue()


def too_large(name: str) -> UserError:
    """Say that a picture has too many points."""
    most = MOST_PIXELS // 1_000_000
    return _refusal(name, f"ภาพละเอียดเกิน {most} ล้านจุด กรุณาตั้งกล้องหรือเครื่องสแกนให้ละเอียดน้อยลง")


def _refusal(name: str, why: str) -> UserError:
    return UserError("แนบไฟล์นี้ไม่ได้", why, Place(file=name))
