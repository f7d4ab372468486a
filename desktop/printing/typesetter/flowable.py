"""The typesetter's paragraph as ReportLab's frames and tables know paragraphs."""

from typing import TYPE_CHECKING

from reportlab.platypus.flowables import Flowable

if TYPE_CHECKING:
    from desktop.printing.typesetter.paragraph import Block, Style, Text, Typesetter


class ThaiParagraph(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph that wraps, splits over pages and draws itself."""

    def __init__(
        self, typesetter: "Typesetter", text: "Text", style: "Style", before: float, after: float
    ) -> None:
        super().__init__()
        self.typesetter = typesetter
        self.text = text
        self.style = style
        self.spaceBefore = before
        self.spaceAfter = after
        self.block: Block | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Lay the text out; return the width taken and the height needed."""
        if self.block is None or self.block.width != available_width:
            self.block = self.typesetter.lay_out(self.text, self.style, available_width)
        self.width, self.height = available_width, self.block.height
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines at the place the frame chose."""
        if self.block is not None:
            self.typesetter.draw(self.canv, self.block, 0, self.block.height)
