"""How to use the program and what is new, from the texts that ship with it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, column, row

_WIDE = 780  # pixels a line may be long and still be read with ease
_PROPORTIONAL = int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)


class HelpScreen(Screen):
    """One text to read; the keyboard scrolls it."""

    title = "วิธีใช้"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.text = QTextBrowser()
        self.text.setObjectName("help")
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.title)
        self.text.setMaximumWidth(_WIDE)
        self.text.document().setDocumentMargin(28)
        middle = row(gap=0)
        middle.addWidget(self.text, 1)
        middle.addStretch(0)
        box = column(gap=0)
        box.addLayout(middle, 1)
        box.setContentsMargins(EDGE, APART, EDGE, APART)
        self.setLayout(box)
        kit.theme.changed.connect(self._write)

    def arrive(self) -> None:
        """Write the text the first time it is looked at."""
        if self.text.document().isEmpty():
            self._write()
        self.text.setFocus()

    def _write(self) -> None:
        resources, words = self._kit.desk.resources, self._kit.desk.words
        files = (resources / "help" / "help.md", resources / "changes.md")
        texts = [path.read_text(encoding="utf-8") for path in files]
        lines = "\n\n".join(texts).splitlines()
        # Qt finds no Thai line breaks by itself everywhere, so they are written in.
        self.text.setMarkdown("\n".join(words.with_breaks(line) for line in lines))
        self._space_lines()
        self._draw_tables()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _space_lines(self) -> None:
        """Give lines room for tone marks, and headings room above them."""
        block = self.text.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            shape = QTextBlockFormat()
            shape.setLineHeight(130, _PROPORTIONAL)
            shape.setTopMargin({0: 2, 1: 16}.get(level, 22))
            shape.setBottomMargin(4)
            QTextCursor(block).mergeBlockFormat(shape)
            block = block.next()

    def _draw_tables(self) -> None:
        for frame in self.text.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                shape = frame.format()
                shape.setCellPadding(6)
                shape.setCellSpacing(0)
                shape.setBorder(1)
                shape.setBorderCollapse(True)
                shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                shape.setBorderBrush(QBrush(QColor(self._kit.theme.palette.line)))
                shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                shape.setColumnWidthConstraints(
                    [
                        QTextLength(QTextLength.Type.PercentageLength, share)
                        for share in (25, 75)[: frame.columns()]
                    ]
                )
                shape.setAlignment(Qt.AlignmentFlag.AlignLeft)
                frame.setFormat(shape)
