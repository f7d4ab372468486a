"""Random ids that may leave the database: on paper, in a file, in a QR code."""

import base64
import secrets

import numpy as np

UID_LENGTH = 16
_BYTES = 10
_LETTERS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", np.uint8)


def random_uid() -> str:
    """Return 80 random bits as 16 letters and digits of base 32, derived from nothing."""
    return base64.b32encode(secrets.token_bytes(_BYTES)).decode("ascii")


def random_uids(count: int) -> list[str]:
    """Return `count` ids at once, in order: a province's import needs 180,000.

    Their index is filled from one end to the other. The order tells which of two came first in
    one list and no more: between two neighbours lie some 2**60 others.
    """
    # Five random bits a letter, which is what base 32 writes.
    drawn = np.frombuffer(secrets.token_bytes(UID_LENGTH * count), np.uint8) & 31
    text = _LETTERS[drawn].tobytes().decode("ascii")
    return sorted(text[i : i + UID_LENGTH] for i in range(0, UID_LENGTH * count, UID_LENGTH))
