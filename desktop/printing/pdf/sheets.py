"""Pages to draw on. Measures are points from a page's lower left corner, y upward."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from desktop.printing.pdf import archive
from desktop.printing.pdf.file import PdfFile, compress, text_string
from desktop.printing.pdf.structure import Structure
from desktop.printing.typesetter.embedding import EmbeddedFace

if TYPE_CHECKING:
    from desktop.printing.typesetter.drawing import Shown
    from desktop.printing.typesetter.fonts import Face

# Of each face, by its name, glyph codes and what they stand for.
Glyphs = tuple[tuple[str, tuple[tuple[int, str], ...]], ...]

_LANGUAGE = b"/Lang(th-TH)"
# So many pages hang on one branch of the tree of pages.
_BRANCH = 64


class Sheets:
    """A Thai document that is written page by page; equal drawing gives equal bytes.

    Everything shares one dictionary of resources: forms drawn once, the fonts, pictures. `tags`
    say what the drawing is.
    """

    def __init__(self, target: BinaryIO | PdfFile, title: str, size: tuple[float, float]) -> None:
        self._file = target if isinstance(target, PdfFile) else PdfFile(target)
        self._title = title
        self._size = size
        self._out: list[str] = []
        self._kept: list[str] = []
        self._page = self._file.reserve()
        self._pages = self._file.reserve()
        self._branches: list[tuple[int, list[int]]] = []
        self._resources = self._file.reserve()
        self._objects: dict[str, int] = {}
        self._form = 0
        self._faces: dict[Face, EmbeddedFace] = {}
        self._shown: set[Shown] = set()
        self._preferences = {"DisplayDocTitle": "true"}
        self.tags = Structure(self._file, self.raw, self._page)

    def prefer(self, name: str, value: str) -> None:
        """Tell viewers and printers how the document wants to be shown."""
        self._preferences[name] = f"/{value}"

    def page_size(self, size: tuple[float, float]) -> None:
        """Set the size of this page and those that follow."""
        self._size = size

    def raw(self, operators: str) -> None:
        """Draw what these operators say."""
        self._out.append(operators)

    def line_width(self, width: float) -> None:
        """Set the width of lines on this page or form."""
        self._out.append(f"{width:g} w")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line."""
        self._out.append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def rect(self, x: float, y: float, width: float, height: float, *, fill: bool = False) -> None:
        """Draw a frame, or a black rectangle."""
        self._out.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re {'f' if fill else 'S'}")

    def show(self, shown: "Shown", x: float, y: float) -> None:
        """Write a line of text whose baseline begins at `x`, `y`."""
        if shown not in self._shown:
            self._note(shown)
        self._out.append(f"BT {x:.2f} {y:.2f} Td{shown.operators}ET")

    def _note(self, shown: "Shown") -> None:
        """Remember what a line needs of the fonts."""
        self._shown.add(shown)
        for word in shown.words:
            face = self._faces.get(word.face)
            if face is None:
                face = self._faces[word.face] = EmbeddedFace(word.face)
            face.use(word)

    def new_glyphs(self) -> Glyphs:
        """Return which glyphs were drawn since this was asked last, with their texts."""
        return tuple((face.name, new) for face, e in self._faces.items() if (new := e.news()))

    def take_glyphs(self, face: "Face", texts: Iterable[tuple[int, str]]) -> None:
        """Embed these glyphs too."""
        if face not in self._faces:
            self._faces[face] = EmbeddedFace(face)
        self._faces[face].take(texts)

    def picture(
        self,
        name: str,
        rgb: bytes,
        pixels: tuple[int, int],
        box: tuple[float, float, float, float],
    ) -> None:
        """Draw a picture, three bytes a pixel, into a box (x, y, width, height)."""
        if name not in self._objects:
            wide, high = pixels
            entries = (
                f"/Type/XObject/Subtype/Image/Width {wide}/Height {high}"
                "/ColorSpace/DeviceRGB/BitsPerComponent 8"
            )
            self._objects[name] = self._file.stream(rgb, entries.encode())
        x, y, width, height = box
        self.raw(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm/{name} Do Q")

    def begin_form(self, name: str) -> None:
        """Begin a drawing that pages show again and again. The name is ASCII."""
        self._form = self._objects[name] = self._file.reserve()
        self._kept, self._out = self._out, []

    def end_form(self) -> None:
        """End the form begun last."""
        width, height = self._size
        entries = (
            f"/Type/XObject/Subtype/Form/BBox[0 0 {width:.2f} {height:.2f}]"
            f"/Resources {self._resources} 0 R"
        )
        self._file.stream("\n".join(self._out).encode("ascii"), entries.encode(), self._form)
        self._out = self._kept

    def do_form(self, name: str) -> None:
        """Show a form at its place."""
        self._out.append(f"/{name} Do")

    def show_page(self) -> None:
        """Write the page and begin the next."""
        self.drawn_page(compress("\n".join(self._out).encode("ascii")))

    def drawn_page(self, packed: bytes) -> None:
        """Write a page drawn elsewhere in place of what is drawn here, and begin the next."""
        content = self._file.compressed(packed)
        self._out = []
        if not self._branches or len(self._branches[-1][1]) == _BRANCH:
            self._branches.append((self._file.reserve(), []))
        parent, leaves = self._branches[-1]
        leaves.append(self._page)
        width, height = self._size
        self._file.pack(
            self._page,
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R/Contents %d 0 R"
            b"/StructParents %d/Tabs/S>>"
            % (parent, width, height, self._resources, content, self.tags.page_key),
        )
        self._page = self._file.reserve()
        self.tags.next_page(self._page)

    def save(self) -> None:
        """Write what all pages share, and end the file. What is drawn still becomes a page."""
        if self._out or not self._branches:
            self.show_page()
        file = self._file
        # The page begun last stays empty and belongs to nothing.
        file.put(self._page, b"null")
        self._write_pages()
        fonts = "".join(f"/{face.name} {e.write(file)} 0 R" for face, e in self._faces.items())
        objects = "".join(f"/{name} {number} 0 R" for name, number in self._objects.items())
        resources = f"<</Font<<{fonts}>>/XObject<<{objects}>>>>"
        file.put(self._resources, resources.encode())
        profile = file.stream(archive.srgb(), b"/N 3")
        words = archive.xmp(self._title)
        metadata = file.add(
            b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%b\nendstream"
            % (len(words), words)
        )
        preferences = "".join(f"/{name} {value}" for name, value in self._preferences.items())
        root = file.add(
            b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R%b/MarkInfo<</Marked true>>"
            b"/StructTreeRoot %d 0 R/ViewerPreferences<<%b>>"
            b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
            b"/Info(sRGB)/DestOutputProfile %d 0 R>>]>>"
            % (
                *(self._pages, metadata, _LANGUAGE),
                *(self.tags.end(), preferences.encode(), profile),
            )
        )
        info = b"<</Title%b/Producer(%b)>>"
        file.close(root, file.add(info % (text_string(self._title), archive.PRODUCER.encode())))

    def _write_pages(self) -> None:
        for number, leaves in self._branches:
            kids = " ".join(f"{leaf} 0 R" for leaf in leaves)
            branch = f"<</Type/Pages/Parent {self._pages} 0 R/Kids[{kids}]/Count {len(leaves)}>>"
            self._file.put(number, branch.encode())
        kids = " ".join(f"{number} 0 R" for number, _ in self._branches)
        count = sum(len(leaves) for _, leaves in self._branches)
        self._file.put(self._pages, f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode())
