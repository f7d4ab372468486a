"""In which order and as what the pieces of a paper are read aloud."""

from dataclasses import dataclass

from desktop.printing.flow.pages import Part, Placed
from desktop.printing.pdf.sheets import Sheets
from desktop.printing.pen import Pen


@dataclass(slots=True)
class Reading:
    """Draws pieces, their parts open as long as pieces of them come, over page breaks too.

    The pieces of a table are its rows; they mark their cells themselves.
    """

    canvas: Sheets
    _part: Part | None = None

    def draw(self, placed: Placed, pen: Pen) -> None:
        """Draw one piece."""
        draw, part = placed.piece.draw, placed.piece.part
        if draw is None:
            return
        canvas = self.canvas
        if part is None or placed.again:
            canvas.tags.begin_artifact()
            draw(pen)
            canvas.tags.end_artifact()
            return
        if part is not self._part:
            self.end()
            canvas.tags.open_group(part.tag)
            self._part = part
        if part.tag == "Table":
            canvas.tags.open_group("TR")
            draw(pen)
            canvas.tags.close_group()
        else:
            canvas.tags.resume()
            draw(pen)
            canvas.tags.pause()

    def end(self) -> None:
        """Close the part at work."""
        if self._part is not None:
            self.canvas.tags.close_group()
            self._part = None
