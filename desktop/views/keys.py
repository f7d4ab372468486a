"""Keys by their place on the board: on a Thai layout the digit row and the letters type Thai."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_KEDMANEE_DIGITS = dict(zip("ๅ/-ภถุึคตจ", "1234567890", strict=True))
_KEDMANEE_LETTERS = {"ย": "P", "ฟ": "A", "ื": "N", "ำ": "E", "ั": "Y"}
_THAI_DIGITS = {chr(ord("๐") + n): str(n) for n in range(10)}


def digit_of(event: QKeyEvent) -> str:
    """Return the digit standing on the pressed key, '' for another key."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return ""
    text = event.text()
    if text.isascii() and text.isdecimal():
        return text
    if event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
        return ""
    return _THAI_DIGITS.get(text) or _KEDMANEE_DIGITS.get(text, "")


def letter_of(event: QKeyEvent) -> str:
    """Return the Latin capital standing on the pressed key, '' for another key."""
    if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
        return ""
    text = event.text()
    if len(text) == 1 and text.isascii() and text.isalpha():
        return text.upper()
    return _KEDMANEE_LETTERS.get(text, "")
