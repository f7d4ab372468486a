"""A test sheet that tells by itself how a printer must turn the paper for leaflets."""

from typing import BinaryIO

from desktop.printing.leaflet.document import open_leaflets
from desktop.printing.leaflet.geometry import MARGIN, SHEET_HEIGHT, SHEET_WIDTH
from desktop.printing.pen import HAIRLINE, MM, Pen
from desktop.printing.typesetter.paragraph import Style, Typesetter

TITLE = "แผ่นทดสอบการพิมพ์สองหน้า"
HEAD, TEXT, BIG = Style(20, bold=True), Style(12), Style(48, bold=True, align="center")
WIDTH, HEIGHT = SHEET_WIDTH - 2 * MARGIN, SHEET_HEIGHT - 2 * MARGIN
FRONT = (
    "ด้านนี้คือด้านที่ 1 ถือแผ่นนี้ตั้งตรงให้อ่านออก แล้วพลิกหน้ากระดาษจากขวาไปซ้ายเหมือนเปิดหนังสือ",
    "ถ้าด้านหลังตั้งตรงอ่านออก และลูกศรชี้ขึ้นทางเดียวกัน: ตั้งค่าถูกแล้ว พิมพ์แผ่นพับได้เลย",
    "ถ้าด้านหลังกลับหัว: ในหน้าต่างเครื่องพิมพ์ เปลี่ยนการพลิกกระดาษเป็น “พลิกตามขอบสั้น” (Flip on short edge) "
    "แล้วพิมพ์แผ่นทดสอบอีกครั้ง",
    "ถ้าด้านหลังว่างเปล่า: เครื่องพิมพ์ไม่ได้พิมพ์สองหน้า ให้พิมพ์เฉพาะหน้าคี่ก่อน แล้วนำกระดาษทั้งปึกใส่ถาดใหม่ "
    "โดยพลิกตามขอบสั้นและไม่สลับลำดับ แล้วพิมพ์เฉพาะหน้าคู่",
    "ถ้ากรอบไม่ครบทั้งสี่ด้าน หรือไม้บรรทัดด้านล่างไม่ยาว 100 มิลลิเมตร: เลือกขนาดจริง 100 % (Actual size) "
    "ไม่ใช่ “พอดีกับหน้ากระดาษ”",
)


def make_test_sheet(typesetter: Typesetter, target: BinaryIO) -> None:
    """Write the two sides of the test sheet as a PDF."""
    canvas = open_leaflets(target, TITLE)
    for side in (1, 2):
        canvas.line_width(HAIRLINE)
        canvas.tags.begin_part("P")
        pen = Pen(canvas, typesetter, MARGIN, SHEET_HEIGHT - MARGIN)
        pen.canvas.rect(pen.x(0), pen.y(HEIGHT), WIDTH * MM, HEIGHT * MM)
        pen.text(f"ด้านที่ {side}", WIDTH / 2, 36, BIG)
        _arrow(pen)
        if side == 1:
            pen.text(TITLE, 8, 12, HEAD)
            y = 62.0
            for number, words in enumerate(FRONT, 1):
                pen.text(f"{number}.", 8, y + 4.4, TEXT)
                y = pen.paragraph(words, 16, y, WIDTH - 26, TEXT) + 3
            _ruler(pen, 12, HEIGHT - 12)
        canvas.tags.end_part()
        canvas.show_page()
    canvas.save()


def _arrow(pen: Pen) -> None:
    """Draw an arrow that points to the upper edge."""
    x = WIDTH - 24
    pen.upright(x, 12, 30)
    for step in (-4, 4):
        pen.canvas.line(pen.x(x), pen.y(12), pen.x(x + step), pen.y(19))


def _ruler(pen: Pen, x: float, y: float) -> None:
    """Draw a ruler of a hundred millimetres."""
    pen.rule(x, y, 100)
    for mark in range(11):
        pen.upright(x + mark * 10, y - (4 if mark % 5 == 0 else 2), 4 if mark % 5 == 0 else 2)
    pen.text("100 มิลลิเมตร", x + 104, y, TEXT)
