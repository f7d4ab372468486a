"""The typesetter's paragraph as ReportLab's frames and tables know paragraphs."""

from dataclasses import replace

from reportlab.platypus.flowables import Flowable

from desktop.printing.typesetter.paragraph import Block, Style, Text, Typesetter

# A page break leaves no single line of a longer paragraph behind, nor sends one ahead.
_FEWEST = 2


class ThaiParagraph(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph that wraps, splits over pages and draws itself: for frames and table cells."""

    def __init__(
        self,
        typesetter: Typesetter,
        text: Text,
        style: Style,
        before: float = 0.0,
        after: float = 0.0,
    ) -> None:
        """Take the text and its look, with space before and after in points."""
        super().__init__()
        self.typesetter = typesetter
        self.text = text
        self.style = style
        self.spaceBefore = before
        self.spaceAfter = after
        self.block: Block | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Lay the text out; return the width taken and the height needed."""
        block = self._laid(available_width)
        self.width, self.height = available_width, block.height
        return self.width, self.height

    def minWidth(self) -> float:  # noqa: N802 - ReportLab's name
        """Return the width of the widest word, for columns that size themselves."""
        return self.typesetter.widest(self.text, self.style)

    def split(self, available_width: float, available_height: float) -> list["ThaiParagraph"]:
        """Return the part that fits and the rest, or nothing when too little would fit."""
        block = self._laid(available_width)
        count = self.typesetter.lines_in(block, available_height)
        total = len(block.lines)
        if count >= total:
            return [self]
        if total > _FEWEST:
            count = min(count, total - _FEWEST) if count >= total - 1 > _FEWEST else count
            if count < _FEWEST:
                return []
        if count < 1:
            return []
        return [self._part(block, 0, count), self._part(block, count, total)]

    def draw(self) -> None:
        """Draw the lines at the place the frame chose."""
        if self.block is not None:
            self.typesetter.draw(self.canv, self.block, 0, self.block.height)

    def _laid(self, width: float) -> Block:
        if self.block is None or abs(self.block.width - width) > 1e-6:
            self.block = self.typesetter.lay_out(self.text, self.style, width)
        return self.block

    def _part(self, block: Block, first: int, end: int) -> "ThaiParagraph":
        """Return the lines from `first` up to `end` as a paragraph of their own."""
        lines = block.lines[first:end]
        style = self.style if lines[0].first else replace(self.style, first_indent=0)
        part = ThaiParagraph(
            self.typesetter,
            self.typesetter.between(self.text, lines[0].start, lines[-1].end),
            style,
            self.spaceBefore if first == 0 else 0.0,
            self.spaceAfter if end == len(block.lines) else 0.0,
        )
        part.block = self.typesetter.part(block, first, end)
        return part
