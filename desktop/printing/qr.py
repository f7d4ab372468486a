"""QR codes as pictures of one bit a module: sharp at any size, small in the file."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from desktop.printing.pdf.sheets import Sheets

# Weighing all eight masks takes five times as long; with random ids any of them reads well.
_MASK = 2
_LETTERS = {
    letter: value for value, letter in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
}
_BASE = len(_LETTERS)
# To learn what each bit turns is worth it from so many codes of one length on.
_FEW = 40


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code's modules, row by row from the top, each row of whole bytes; dark is 1."""

    modules: int
    rows: bytes

    def draw(self, canvas: "Sheets", x: float, y: float, side: float) -> None:
        """Draw the code with its lower left corner at `x`, `y`; all in points.

        The quiet zone of four modules around it is the caller's to leave.
        """
        canvas.raw(
            f"q {side:.2f} 0 0 {side:.2f} {x:.2f} {y:.2f} cm"
            f" BI/W {self.modules}/H {self.modules}/BPC 1/IM true/D[1 0]/F/AHx"
            f" ID {self.rows.hex()}> EI Q"
        )


def qr_code(text: str) -> QrCode:
    """Return the QR code of a text. A quarter of it may be lost in a scan."""
    if not _LETTERS.keys() >= set(text):
        return _made(text)
    return _codes(len(text)).code(text)


@lru_cache(maxsize=8)
def _codes(length: int) -> "_Codes":
    return _Codes(length)


@dataclass(slots=True)
class _Codes:
    """Codes of capital letters and digits, all of one length.

    Which module is dark depends on the text's bits and on nothing else than the sum of what each
    bit turns (exclusive or): the bits that detect errors are such sums too, and the mask is
    fixed. So each number a pair of letters makes turns the same modules whatever stands beside.
    """

    length: int
    asked: int = 0
    size: int = 0
    plain: int = 0
    turned: "list[_Turned]" = field(default_factory=list)

    def code(self, text: str) -> QrCode:
        self.asked += 1
        if self.asked <= _FEW:
            return _made(text)
        if not self.turned:
            self._begin()
        modules = self.plain
        for place, known in enumerate(self.turned):
            modules ^= known[text[2 * place : 2 * place + 2]]
        row = (self.size + 7) // 8
        return QrCode(self.size, modules.to_bytes(row * self.size, "big"))

    def _begin(self) -> None:
        plain = _made("0" * self.length)
        self.size, self.plain = plain.modules, int.from_bytes(plain.rows, "big")
        places = range(0, self.length, 2)
        self.turned = [_Turned(self.length, place, self.plain) for place in places]


class _Turned(dict[str, int]):
    """What each pair of letters (or a last one) turns at its place; found out when first asked.

    A pair is the sum of its bits, and of each bit one code tells what it turns.
    """

    def __init__(self, length: int, place: int, plain: int) -> None:
        super().__init__()
        self._length, self._place, self._plain = length, place, plain
        self._bits: dict[int, int] = {}

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * _BASE + _LETTERS[letter]
        turned = 0
        for bit in range(number.bit_length()):
            if number >> bit & 1:
                turned ^= self._bit(bit, len(letters))
        self[letters] = turned
        return turned

    def _bit(self, bit: int, width: int) -> int:
        if bit not in self._bits:
            after = self._length - self._place - width
            text = "0" * self._place + _letters(1 << bit, width) + "0" * after
            self._bits[bit] = int.from_bytes(_made(text).rows, "big") ^ self._plain
        return self._bits[bit]


def _letters(number: int, width: int) -> str:
    """Return the letters that a QR code holds as this number."""
    letters = tuple(_LETTERS)
    return letters[number] if width == 1 else letters[number // _BASE] + letters[number % _BASE]


def _made(text: str) -> QrCode:
    mode = "alphanumeric" if _LETTERS.keys() >= set(text) else None
    matrix = segno.make(
        text, error="q", mode=mode, micro=False, boost_error=False, mask=_MASK
    ).matrix
    size = len(matrix)
    row_bits = (size + 7) // 8 * 8
    rows = bytearray()
    for row in matrix:
        bits = int("".join("1" if dark else "0" for dark in row), 2) << (row_bits - size)
        rows += bits.to_bytes(row_bits // 8, "big")
    return QrCode(size, bytes(rows))
