"""Where things stand on the leaflet. All measures are millimetres, y downward from the top.

Outside, the sheet carries page 4 on the left and page 1 on the right; inside, pages 2 and 3.
Printed on both sides and turned over the short edge, it folds into a booklet.
"""

from typing import TYPE_CHECKING

from desktop.domain.geometry import Place
from desktop.printing.marks import MARK_ROOM
from desktop.printing.pen import MM, Pen
from desktop.printing.typesetter.paragraph import Style, Typesetter

if TYPE_CHECKING:
    from desktop.printing.pdf.sheets import Sheets

SHEET_WIDTH = 297.0
SHEET_HEIGHT = 210.0
PAGE_SIZE = (SHEET_WIDTH * MM, SHEET_HEIGHT * MM)
FOLD = SHEET_WIDTH / 2
MARGIN = 10.0
# A scan is dark and bent near the fold.
FOLD_CLEARANCE = 10.0
# How far a panel's outer corners belong to the marks.
CORNER = MARK_ROOM - MARGIN
CODE_SIDE = 18.0

# A panel's own room.
WIDTH = FOLD - MARGIN - FOLD_CLEARANCE
LEFT_PANEL = MARGIN
RIGHT_PANEL = FOLD + FOLD_CLEARANCE

WRITING_LINE = 8.0
# Typed text stands this far above its writing line, below it reach only tails.
LIFT = 1.9

TITLE = Style(22, bold=True)
HEADING = Style(11.5, bold=True)
LABEL = Style(9)
STRONG = Style(9, bold=True)
VALUE = Style(10)
SMALL = Style(7.5)


def panel(
    canvas: "Sheets", typesetter: Typesetter, left: float, noted: list[Place] | None = None
) -> Pen:
    """Return a pen for the panel that begins at `left`."""
    return Pen(canvas, typesetter, left, SHEET_HEIGHT - MARGIN, noted, SHEET_HEIGHT)
