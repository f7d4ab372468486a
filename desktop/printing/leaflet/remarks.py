"""Page 3 of a further sheet: what had no room on the first, and lines to write on."""

from desktop.printing.leaflet.geometry import WIDTH, heading
from desktop.printing.leaflet.sheets import Sheet
from desktop.printing.leaflet.writing import CONTINUED, CUT, ELLIPSIS, Writer, too_long
from desktop.printing.pen import Pen

FIRST_LINE = 30.0
LINES = 19
TITLE = "บันทึกเพิ่มเติม"


def draw_form(pen: Pen) -> None:
    """Draw what is the same on every such page."""
    heading(pen, "", TITLE, 7)


def fill(write: Writer, sheet: Sheet) -> None:
    """Write the texts that had no room on the first sheet."""
    text = "\n".join(f"{label}: {text}" for label, text in sheet.remarks)
    write.passage(text, (0, FIRST_LINE), WIDTH, LINES, TITLE, ELLIPSIS)
    what = CUT if too_long(write.pen, text, WIDTH, LINES) else CONTINUED
    for label, _ in sheet.remarks:
        write.notes.add(label, what)
