"""Pictures from outside are kept small, upright and bare, or refused in words."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desktop.domain.errors import UserError
from desktop.domain.papers import PaperKind
from desktop.services import shrinking
from desktop.services.shrinking import ENOUGH_BYTES, LONG_SIDE, glimpse, papers_of
from tests.factories.papers import MAKER, encoded, noise, page, pdf, photo


def one(data):
    (paper,) = papers_of(data, "รูป.jpg", "รูป")
    return paper


def opened(paper):
    return Image.open(BytesIO(paper.content))


def refused(data):
    with pytest.raises(UserError) as caught:
        list(papers_of(data, "รูป.jpg", "รูป"))
    assert caught.value.title == "แนบไฟล์นี้ไม่ได้"
    assert str(caught.value.where) == "ไฟล์ รูป.jpg"
    return caught.value.message


XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>14.0203N</x:xmpmeta>"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_place_camera_and_all_else_that_is_hidden_is_gone(kind):
    more = {"xmp": XMP} if kind in ("JPEG", "WEBP") else {}
    more |= {"comment": "บ้านนางสมมุติ"} if kind == "JPEG" else {}
    data = photo(kind=kind, **more)
    assert Image.open(BytesIO(data)).getexif().get_ifd(0x8825)[2] == (14.0, 1.0, 13.27)
    assert MAKER.encode() in data
    paper = one(data)
    for kept in (paper.content, paper.thumbnail):
        picture = Image.open(BytesIO(kept))
        assert dict(picture.getexif()) == {}
        assert not set(picture.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        for word in (MAKER.encode(), b"Exif", b"GPS", XMP, b"http", "สมมุติ".encode()):
            assert word not in kept


def test_what_the_camera_said_of_the_day_is_kept():
    assert one(photo()).taken_on == date(2021, 11, 5)
    assert one(photo(kind="JPEG")).kind == PaperKind.PHOTO
    assert one(encoded(noise((50, 40)), "JPEG")).taken_on is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation):
    paper = one(photo(size=(400, 300), orientation=orientation))
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1)}
    right, low = corners.get(orientation, (0, 1))
    picture = opened(paper)
    assert picture.size == (paper.width, paper.height)
    assert picture.size == ((400, 300) if orientation < 5 else (300, 400))
    place = (right * (picture.width - 1), low * (picture.height - 1))
    assert max(picture.getpixel(place)) < 40
    assert Image.open(BytesIO(paper.thumbnail)).size[0] < picture.size[0]


@pytest.mark.parametrize("size", [(5000, 3000), (1200, 6400), (2600, 2600)])
def test_no_picture_is_large(size):
    paper = one(encoded(noise(size), "JPEG", quality=95))
    assert max(opened(paper).size) <= LONG_SIDE
    assert len(paper.content) <= ENOUGH_BYTES
    assert opened(paper).size == (paper.width, paper.height)
    wide, high = size
    assert paper.width / paper.height == pytest.approx(wide / high, rel=0.01)


def test_a_small_picture_is_not_blown_up():
    assert opened(one(encoded(noise((30, 20)), "PNG"))).size == (30, 20)


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_writing_in_black_and_white_stays_sharp(mode):
    paper = one(encoded(page(mode=mode), "PNG"))
    assert (paper.media_type, paper.kind) == ("image/png", PaperKind.SCAN)
    as_jpeg = encoded(opened(paper).convert("L"), "JPEG", quality=85, optimize=True)
    assert len(paper.content) < len(as_jpeg)
    assert set(opened(paper).convert("L").getextrema()) == {0, 255}


def test_a_coloured_stamp_keeps_its_colour():
    stamped = page(mode="RGB")
    stamped.paste((200, 20, 30), (900, 1500, 1100, 1700))
    paper = one(encoded(stamped, "PNG"))
    red, green, _blue = opened(paper).convert("RGB").getpixel((1000, 1600))
    assert red > green + 100


def test_odd_kinds_of_pixels():
    deep = Image.new("I;16", (60, 40), 32768)
    assert opened(one(encoded(deep, "PNG"))).convert("L").getpixel((5, 5)) == pytest.approx(
        128, abs=3
    )
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    assert opened(one(encoded(clear, "PNG"))).convert("L").getpixel((5, 5)) > 250
    printing = Image.new("CMYK", (60, 40), (0, 0, 0, 0))
    assert opened(one(encoded(printing, "JPEG"))).convert("L").getpixel((5, 5)) > 250
    few = Image.new("RGB", (60, 40), (10, 200, 10)).convert("P")
    assert opened(one(encoded(few, "PNG"))).convert("RGB").getpixel((5, 5))[1] > 180


def test_every_page_of_a_scan_is_taken():
    first, *others = (page(n, (400, 500), "1") for n in (1, 2, 3))
    data = encoded(first, "TIFF", save_all=True, append_images=others, compression="group4")
    papers = list(papers_of(data, "scan.tif", "scan"))
    assert [p.title for p in papers] == ["scan หน้า 1", "scan หน้า 2", "scan หน้า 3"]
    assert len({p.content for p in papers}) == len({p.source_sha256 for p in papers}) == 3


def test_a_pdf_stays_as_it_is():
    data = pdf()
    paper = one(data)
    assert (paper.content, paper.media_type, paper.kind) == (
        data,
        "application/pdf",
        PaperKind.FILE,
    )
    assert Image.open(BytesIO(paper.thumbnail)).size[1] <= 192


def test_what_is_no_picture_is_refused():
    assert "JPG PNG" in refused(b"MZ this is a program" * 50)
    assert "JPG PNG" in refused(b"")
    assert "PDF ไม่ได้" in refused(b"%PDF-1.7 and nothing else")
    assert "PDF ใหญ่เกิน 5 MB" in refused(pdf() + b" " * 5_000_000)
    assert "60 MB" in refused(bytes(shrinking.MOST_BYTES + 1))
    assert "JPG PNG" in refused(encoded(noise((20, 20)), "GIF"))


def test_a_locked_pdf_is_refused():
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 720, "x")
    canvas.save()
    assert "รหัสผ่าน" in refused(buffer.getvalue())


def test_a_picture_of_the_iphone_says_how_to_change_the_phone():
    said = refused(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(500))
    assert "HEIC" in said
    assert "Most Compatible" in said


@pytest.mark.parametrize("size", [(30_000, 30_000), (10_000, 9_500)])
def test_a_bomb_is_refused_before_it_is_unpacked(size):
    data = encoded(Image.new("1", size), "PNG")
    assert len(data) < 200_000
    assert "ล้านจุด" in refused(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "BMP"])
def test_half_a_file_is_refused(kind):
    data = encoded(noise((300, 200)), kind)
    assert "คัดลอกมาไม่ครบ" in refused(data[: len(data) // 2])


DAMAGED = [photo((60, 40)), *(encoded(noise((40, 30)), k) for k in ("PNG", "TIFF", "WEBP"))]


@given(st.sampled_from(DAMAGED), st.data())
def test_damage_never_does_more_than_be_refused(data, draw):
    at = draw.draw(st.integers(0, len(data) - 1))
    some = draw.draw(st.binary(min_size=1, max_size=12))
    damaged = data[:at] + some + data[at + len(some) :]
    try:
        papers = list(papers_of(damaged, "x", "x"))
    except UserError:
        return
    for paper in papers:
        assert max(opened(paper).size) <= LONG_SIDE
        assert dict(opened(paper).getexif()) == {}


def test_a_scan_that_lies_of_its_colours_leaves_no_stray_log():
    scan = BytesIO()
    Image.new("RGB", (40, 30)).save(scan, "TIFF")
    data = scan.getvalue()
    at = data.index(b"\x15\x01\x03\x00\x01\x00\x00\x00")  # samples per pixel, one short
    with pytest.raises(UserError):
        list(papers_of(data[: at + 8] + b"\x03\x13" + data[at + 10 :], "x", "x"))


def test_a_glimpse_is_upright_and_small():
    picture = Image.open(BytesIO(glimpse(photo((4000, 3000), orientation=6))))
    assert picture.size == (144, 192)
    assert Image.open(BytesIO(glimpse(pdf()))).size[1] <= 192
    assert glimpse(b"nothing") == b""
    assert glimpse(photo()[:500]) == b""
