"""The corner marks by which a scan is straightened: solid squares, white all round.

All measures are millimetres from the side's upper left corner, y downward.
"""

from desktop.printing.pen import MM, Pen

MARK = 6.0
MARK_AT = 15.0
MARK_WHITE = 3.0
# How far from an edge the marks and their white reach.
MARK_ROOM = MARK_AT + MARK / 2 + MARK_WHITE


def marks(width: float, height: float) -> tuple[tuple[float, float], ...]:
    """Return the centres of the marks, clockwise from the upper left."""
    right, bottom = width - MARK_AT, height - MARK_AT
    return (MARK_AT, MARK_AT), (right, MARK_AT), (right, bottom), (MARK_AT, bottom)


def draw_marks(pen: Pen, width: float, height: float) -> None:
    """Draw the marks of a side of that size."""
    for x, y in marks(width, height):
        left, bottom = (x - MARK / 2) * MM, (height - y - MARK / 2) * MM
        pen.canvas.rect(left, bottom, MARK * MM, MARK * MM, fill=True)
