"""From pieces of paper to pages. All measures are millimetres."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop.printing.flow.setting import Named
from desktop.printing.pen import Pen

Draw = Callable[[Pen], None]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of the text, maybe of many pieces: a paragraph 'P', a heading 'H1', a 'Table'."""

    tag: str = "P"


@dataclass(frozen=True, slots=True)
class Piece:
    """A strip over the paper's width that no page break cuts.

    `draw` gets a pen that begins at the piece's upper left corner; None is empty room, dropped
    at the top of a page. `keep` holds it with the next piece. `head` is drawn again above it
    where it begins a page. `part` is what it is read as, None for what is not read aloud. `of`
    names the texts that it has only some lines of.
    """

    height: float
    draw: Draw | None = None
    keep: bool = False
    head: "Piece | None" = None
    part: Part | None = None
    of: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece that begins `y` under the top of the page's room; `again` for a repeated head."""

    piece: Piece
    y: float
    again: bool = False


Page = tuple[Placed, ...]


def paginate(pieces: Iterable[Piece], room: float) -> Iterator[Page]:
    """Deal pieces to pages with `room` for them, one page after the other, at least one.

    What is kept together moves on together; what has no room on a whole page is cut there
    nevertheless, between its pieces.
    """
    page: list[Placed] = []
    y, first = 0.0, True
    for together in _kept(pieces):
        fits = y + sum(one.height for one in together) <= room
        for number, piece in enumerate(together):
            if page and (y + piece.height > room or (not fits and number == 0)):
                yield tuple(page)
                page, y, first = [], 0.0, False
            if not page and piece.draw is None:
                continue
            for one in (piece,) if page or piece.head is None else (piece.head, piece):
                page.append(Placed(one, y, again=one is not piece))
                y += one.height
    if page or first:
        yield tuple(page)


def _kept(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces that stay together."""
    held: list[Piece] = []
    for piece in pieces:
        held.append(piece)
        if not piece.keep:
            yield held
            held = []
    if held:
        yield held


def going_on(pages: Sequence[Page]) -> Iterator[Named]:
    """Yield the texts that go on from one page to the next."""
    for page, following in pairwise(pages):
        if page and following:
            first = next((one.piece for one in following if not one.again), following[0].piece)
            yield from (of for of in page[-1].piece.of if of in first.of)
