"""Page 3 of a further sheet: what had no room on the first, and lines to write on."""

from desktop.printing.leaflet.geometry import CORNER, WIDTH
from desktop.printing.leaflet.sheets import Sheet
from desktop.printing.leaflet.writing import Form, Writer, too_long
from desktop.printing.notes import CONTINUED, CUT
from desktop.printing.typesetter.ending import ELLIPSIS

FIRST_LINE = 30.0
LINES = 19


def draw_form(form: Form) -> None:
    """Draw what is the same on every such page."""
    form.heading(form.layout.remarks.heading, 7, room=WIDTH - CORNER)


def fill(write: Writer, sheet: Sheet, form: Form) -> None:
    """Write the texts that had no room on the first sheet."""
    text = "\n".join(f"{label}: {text}" for label, text in sheet.remarks)
    write.passage(text, (0, FIRST_LINE), WIDTH, LINES, form.layout.remarks.heading, ELLIPSIS)
    what = CUT if too_long(write.pen, text, WIDTH, LINES) else CONTINUED
    for label, _ in sheet.remarks:
        write.notes.add(label, what)
