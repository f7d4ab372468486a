"""What the parts of a document are: the tree that reads it aloud, written as it grows."""

from dataclasses import dataclass, field

from desktop.printing.pdf.file import PdfFile


@dataclass(slots=True)
class Element:
    """A part of the document that is still open. `kids` are written already, as PDF."""

    tag: str
    number: int
    parent: int
    more: str = ""
    page: int = 0
    kids: list[str] = field(default_factory=list)


class Structure:
    """The open parts, from the whole document down to the innermost."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._root = file.reserve()
        self._open = [Element("Document", file.reserve(), self._root)]
        self._first = self._open[0].number
        self._pages: list[int] = []
        self._marked: list[int] = []

    def open(self, tag: str, more: str = "") -> None:
        """Begin a part inside the innermost; `more` are further entries of its dictionary."""
        parent = self._open[-1].number
        self._open.append(Element(tag, self._file.reserve(), parent, more))

    def close(self) -> None:
        """End the innermost part."""
        part = self._open.pop()
        if self._open:
            self._open[-1].kids.append(f"{part.number} 0 R")
        page = f"/Pg {part.page} 0 R" if part.page else ""
        head = f"<</Type/StructElem/S/{part.tag}/P {part.parent} 0 R{page}{part.more}"
        self._file.put(part.number, f"{head}/K[{' '.join(part.kids)}]>>".encode())

    def mark(self, page: int) -> str:
        """Return what begins content of the innermost part on a page; `EMC` ends it."""
        part = self._open[-1]
        number = len(self._marked)
        self._marked.append(part.number)
        if part.page in (0, page):
            part.page = page
            part.kids.append(str(number))
        else:
            part.kids.append(f"<</Type/MCR/Pg {page} 0 R/MCID {number}>>")
        return f"/{part.tag}<</MCID {number}>>BDC"

    @property
    def page_key(self) -> int:
        """The key of the page at work in the tree of parents."""
        return len(self._pages)

    def end_page(self) -> None:
        """Write to which parts the marked content of the page belongs."""
        parents = " ".join(f"{number} 0 R" for number in self._marked)
        self._pages.append(self._file.add(f"[{parents}]".encode()))
        self._marked = []

    def end(self) -> int:
        """Close all that is open and return the number of the tree's root."""
        while self._open:
            self.close()
        numbers = " ".join(f"{key} {page} 0 R" for key, page in enumerate(self._pages))
        parents = self._file.add(f"<</Nums[{numbers}]>>".encode())
        root = (
            f"<</Type/StructTreeRoot/K[{self._first} 0 R]/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(self._pages)}>>"
        )
        self._file.put(self._root, root.encode())
        return self._root
