"""Texts that have more to say than there is room for: they end where the room does."""

from collections.abc import Callable

from desktop.printing.typesetter.paragraph import Block
from desktop.printing.typesetter.shaping import clusters

ELLIPSIS = "…"


def ended(text: str, block: Block, tail: str, lay_out: Callable[[str], Block]) -> Block:
    """Return the block, or one that ends in `tail` where it has more text than room."""
    kept = clusters(text[: len(text) - len(block.overflow)])
    while block.overflow and kept:
        block = lay_out("".join(kept).rstrip() + tail)
        kept = kept[:-1]
    return block
