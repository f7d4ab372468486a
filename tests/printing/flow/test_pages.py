"""Pieces of paper are dealt to pages: none lost, none out of order, none over the edge."""

from itertools import islice, pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.flow.pages import Piece, paginate

ROOM = 100.0


def drawn(number):
    """Something to draw that can be told apart."""
    return lambda _pen: number


pieces = st.lists(
    st.builds(
        Piece,
        height=st.floats(0.5, ROOM),
        draw=st.integers().map(drawn),
        keep=st.booleans(),
    ),
    max_size=40,
)


@given(pieces)
def test_every_piece_is_placed_once_in_order_and_within_the_page(given_pieces):
    pages = list(paginate(given_pieces, ROOM))
    placed = [one for page in pages for one in page]
    assert [one.piece for one in placed] == given_pieces
    assert all(one.y + one.piece.height <= ROOM + 1e-6 for one in placed)
    for page in pages:
        for one, other in pairwise(page):
            assert other.y >= one.y + one.piece.height - 1e-6


def test_what_is_kept_together_moves_on_together():
    first, head, line = Piece(80, drawn(1)), Piece(10, drawn(2), keep=True), Piece(15, drawn(3))
    pages = paginate([first, head, line], ROOM)
    assert [[one.piece for one in page] for page in pages] == [[first], [head, line]]


def test_a_tables_head_comes_again_on_each_page():
    head = Piece(10, drawn(0), keep=True)
    rows = [Piece(30, drawn(n), head=head) for n in range(1, 6)]
    pages = paginate([head, *rows], ROOM)
    assert [[one.piece for one in page] for page in pages] == [
        [head, *rows[:3]],
        [head, *rows[3:]],
    ]


def test_room_at_the_top_of_a_page_is_dropped():
    one, gap = Piece(95, drawn(1)), Piece(10)
    assert [len(page) for page in paginate([gap, one, gap, one], ROOM)] == [1, 1]


def test_nothing_makes_one_empty_page():
    assert list(paginate([], ROOM)) == [()]


def test_pages_come_while_pieces_still_do():
    def endless():
        while True:
            yield Piece(40, drawn(1))

    assert [len(page) for page in islice(paginate(endless(), ROOM), 3)] == [2, 2, 2]
