"""What the parts of a document are: the tree that reads it aloud, written as it grows."""

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.printing.pdf.file import PdfFile


@dataclass(slots=True)
class Element:
    """A part of the document that is still open. `kids` are written already, as PDF."""

    tag: str
    number: int
    parent: int
    page: int = 0
    kids: list[str] = field(default_factory=list)


class Structure:
    """The open parts, from the whole document down to the innermost."""

    def __init__(self, file: PdfFile, raw: Callable[[str], None], page: int) -> None:
        """Take the file, what draws operators, and the number of the first page."""
        self._file = file
        self._raw = raw
        self._page = page
        self._unread = 0
        self._root = file.reserve()
        self._open = [Element("Document", file.reserve(), self._root)]
        self._first = self._open[0].number
        self._pages: list[int] = []
        self._marked: list[int] = []

    def open_group(self, tag: str) -> None:
        """Begin what holds parts: a table, a row, a sheet of paper."""
        if not self._unread:
            self._open.append(Element(tag, self._file.reserve(), self._open[-1].number))

    def close_group(self) -> None:
        """End what `open_group` began."""
        if not self._unread:
            self._close()

    def begin_part(self, tag: str) -> None:
        """Begin what is read as one: a paragraph, a cell, a panel; they hold no other."""
        if not self._unread:
            self._open.append(Element(tag, self._file.reserve(), self._open[-1].number))
            self.resume()

    def end_part(self) -> None:
        """End what `begin_part` began."""
        if not self._unread:
            self.pause()
            self._close()

    def resume(self) -> None:
        """Go on with the content of the part opened last, also on a further page."""
        part = self._open[-1]
        number = len(self._marked)
        self._marked.append(part.number)
        if part.page in (0, self._page):
            part.page = self._page
            part.kids.append(str(number))
        else:
            part.kids.append(f"<</Type/MCR/Pg {self._page} 0 R/MCID {number}>>")
        self._raw(f"/{part.tag}<</MCID {number}>>BDC")

    def pause(self) -> None:
        """End content that `resume` began; its part stays open."""
        self._raw("EMC")

    def begin_artifact(self) -> None:
        """Begin what is not read aloud: marks, rules, what was said on the page before."""
        if not self._unread:
            self._raw("/Artifact BMC")
        self._unread += 1

    def end_artifact(self) -> None:
        """End what `begin_artifact` began."""
        self._unread -= 1
        if not self._unread:
            self._raw("EMC")

    def _close(self) -> None:
        part = self._open.pop()
        if self._open:
            self._open[-1].kids.append(f"{part.number} 0 R")
        page = f"/Pg {part.page} 0 R" if part.page else ""
        head = f"<</Type/StructElem/S/{part.tag}/P {part.parent} 0 R{page}"
        self._file.pack(part.number, f"{head}/K[{' '.join(part.kids)}]>>".encode())

    @property
    def page_key(self) -> int:
        """The key of the page at work in the tree of parents."""
        return len(self._pages)

    def next_page(self, following: int) -> None:
        """Write to which parts the marked content of the page belongs; go on to the next."""
        parents = " ".join(f"{number} 0 R" for number in self._marked)
        page = self._file.reserve()
        self._file.pack(page, f"[{parents}]".encode())
        self._pages.append(page)
        self._marked = []
        self._page = following

    def end(self) -> int:
        """Close all that is open and return the number of the tree's root."""
        while self._open:
            self._close()
        numbers = " ".join(f"{key} {page} 0 R" for key, page in enumerate(self._pages))
        parents = self._file.add(f"<</Nums[{numbers}]>>".encode())
        root = (
            f"<</Type/StructTreeRoot/K[{self._first} 0 R]/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(self._pages)}>>"
        )
        self._file.put(self._root, root.encode())
        return self._root
