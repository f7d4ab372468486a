"""From pieces of paper to pages. All measures are millimetres."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop.printing.pen import Pen

Draw = Callable[[Pen], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A strip over the paper's width that no page break cuts.

    `draw` gets a pen that begins at the piece's upper left corner; None is empty room, dropped
    at the top of a page. `keep` holds it with the next piece. `head` is drawn again above it
    where it begins a page.
    """

    height: float
    draw: Draw | None = None
    keep: bool = False
    head: "Piece | None" = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece that begins `y` under the top of the page's room."""

    piece: Piece
    y: float


Page = tuple[Placed, ...]


def paginate(pieces: Iterable[Piece], room: float) -> list[Page]:
    """Deal pieces to pages with `room` for them.

    What is kept together moves on together; what has no room on a whole page is cut there
    nevertheless, between its pieces.
    """
    pages = _Pages(room)
    held: list[Piece] = []
    for piece in pieces:
        held.append(piece)
        if not piece.keep:
            pages.add(held)
            held = []
    pages.add(held)
    return pages.done


class _Pages:
    def __init__(self, room: float) -> None:
        self._room = room
        self._done: list[Page] = []
        self._page: list[Placed] = []
        self._y = 0.0

    @property
    def done(self) -> list[Page]:
        """The pages, at least one."""
        return [*self._done, tuple(self._page)] if self._page or not self._done else self._done

    def add(self, together: list[Piece]) -> None:
        """Place pieces on the page they all have room on, else on the next."""
        if self._y + sum(one.height for one in together) > self._room:
            self._turn()
        for piece in together:
            if self._y + piece.height > self._room:
                self._turn()
            self._place(piece)

    def _place(self, piece: Piece) -> None:
        if not self._page:
            if piece.draw is None:
                return
            if piece.head is not None:
                self._put(piece.head)
        self._put(piece)

    def _put(self, piece: Piece) -> None:
        self._page.append(Placed(piece, self._y))
        self._y += piece.height

    def _turn(self) -> None:
        if self._page:
            self._done.append(tuple(self._page))
            self._page, self._y = [], 0.0
