"""Random ids that may leave the database: on paper, in a file, in a QR code."""

import base64
import secrets

UID_LENGTH = 16
_BYTES = 10


def random_uid() -> str:
    """Return 80 random bits as 16 letters and digits of base 32, derived from nothing."""
    return base64.b32encode(secrets.token_bytes(_BYTES)).decode("ascii")


def random_uids(count: int) -> list[str]:
    """Return `count` ids at once; a province's import needs 180,000."""
    text = base64.b32encode(secrets.token_bytes(_BYTES * count)).decode("ascii")
    return [text[i : i + UID_LENGTH] for i in range(0, UID_LENGTH * count, UID_LENGTH)]
