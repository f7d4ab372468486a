"""Pictures as phones and scanners make them, with what they hide."""

from io import BytesIO

from PIL import Image, ImageDraw

PLACE = (14.0, 1.0, 13.27)  # degrees, minutes, seconds north
MAKER = "Telephone Works"


def exif(orientation=1, taken="2021:11:05 10:20:30"):
    """What a phone writes beside a picture: its maker, how it was held, when and where."""
    said = Image.Exif()
    said[0x010F] = MAKER
    said[0x0112] = orientation
    said.get_ifd(0x8769)[0x9003] = taken
    said.get_ifd(0x8825).update({1: "N", 2: PLACE, 3: "E", 4: (100.0, 31.0, 30.0)})
    return said.tobytes()


def photo(size=(400, 300), colour=(200, 80, 40), orientation=1, kind="JPEG", **more):
    """A picture with a dark upper left corner, so that one sees how it was turned."""
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="black")
    return encoded(picture, kind, exif=exif(orientation), **more)


def page(number=1, size=(1240, 1754), mode="L"):
    """A scanned page of writing."""
    picture = Image.new("L", size, 255)
    draw = ImageDraw.Draw(picture)
    for line in range(size[1] // 40):
        draw.text((80, 40 * line), f"page {number} line {line} " * 6, fill=0, font_size=20)
    return picture.convert(mode)


def noise(size):
    """A picture that shrinks badly."""
    return Image.effect_noise(size, 120).convert("RGB")


def encoded(picture, kind, **more):
    """The file of a picture."""
    buffer = BytesIO()
    picture.save(buffer, kind, **more)
    return buffer.getvalue()


def pdf(pages=2):
    """A PDF of some empty pages."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer)
    for number in range(pages):
        canvas.drawString(72, 720, f"page {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
