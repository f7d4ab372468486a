"""Page 3 of a further sheet: what had no room on the first, and lines to write on."""

from desktop.printing.leaflet.geometry import WIDTH, WRITING_LINE, Pen
from desktop.printing.leaflet.sheets import Sheet
from desktop.printing.leaflet.writing import CUT, Writer, on_lines

FIRST_LINE = 30.0
LINES = 20


def draw_form(pen: Pen) -> None:
    """Draw what is the same on every such page."""
    pen.heading("", "บันทึกเพิ่มเติม", 3)
    for row in range(LINES):
        pen.rule(0, FIRST_LINE + row * WRITING_LINE, WIDTH)


def fill(write: Writer, sheet: Sheet) -> None:
    """Write the texts that had no room on the first sheet."""
    if not sheet.remarks:
        return
    text = "\n".join(f"{label}: {text}" for label, text in sheet.remarks)
    block = on_lines(write.pen, text, WIDTH, LINES)
    if block.overflow:
        for label, _ in sheet.remarks:
            write.notes.add(label, CUT)
    write.lines(block, 0, FIRST_LINE)
