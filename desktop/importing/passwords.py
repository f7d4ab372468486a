"""Open encrypted workbooks of Excel with the passwords that the clerk gave.

Passwords stay in this process: never in a message, a log or a result.
"""

import io
from collections.abc import Sequence
from typing import Any

# Excel itself encrypts with this word where a workbook is protected but opens without asking.
_OF_EXCEL = "VelvetSweatshop"


def is_encrypted(data: bytes) -> bool:
    """Return whether a workbook in an OLE container is encrypted."""
    try:
        return bool(_opened(data).is_encrypted())
    except MemoryError:
        raise
    except Exception:
        # The library fails in many ways on damaged files; who reads on says what is wrong.
        return False


def decrypted(data: bytes, passwords: Sequence[str]) -> bytes | None:
    """Return the workbook as it is without encryption; None when no password opens it."""
    for password in (_OF_EXCEL, *passwords):
        plain = io.BytesIO()
        try:
            book = _opened(data)
            book.load_key(password=password)
            book.decrypt(plain)
        except MemoryError:
            raise
        except Exception:  # noqa: S112  # a wrong password shows as any of many errors
            continue
        if _is_workbook(plain.getbuffer()):
            return plain.getvalue()
    return None


def _opened(data: bytes) -> Any:
    import msoffcrypto  # heavy, and needed for old workbooks and encrypted ones only

    return msoffcrypto.OfficeFile(io.BytesIO(data))


def _is_workbook(plain: memoryview) -> bool:
    return bytes(plain[:2]) in (b"PK", b"\xd0\xcf")
