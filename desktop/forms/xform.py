"""The last gate: pyxform turns the workbook into the XForm that phones take.

It stops at its first mistake, so it comes after our own reader, which finds them all. Only this
module knows pyxform.
"""

import io
import re

from desktop.domain.form import FormMistake, FormMistakes

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet")
_SHEETS = ("survey", "choices", "settings")


def to_xform(content: bytes) -> str:
    """Return the XForm of a workbook, as ODK Collect and KoboToolbox take it.

    Raises:
        FormMistakes: pyxform refuses the workbook; its one reason.
    """
    # Loaded when a form goes out: it brings a lot along.
    from pyxform.xls2xform import convert

    try:
        result = convert(io.BytesIO(content), validate=False, file_type=".xlsx")
    except Exception as error:
        # Not only its own error: it stumbles over some workbooks that other versions take.
        raise FormMistakes((_told(str(error)),)) from None
    return str(result.xform)


def _told(message: str) -> FormMistake:
    """Return pyxform's message as a mistake; its English stands in the quote for who helps."""
    row = _ROW.search(message)
    sheet = _SHEET.search(message)
    named = sheet[1] if sheet and sheet[1] in _SHEETS else "survey"
    plain = " ".join(_ROW.sub("", message).split())
    words = f"แปลงเป็นแบบฟอร์มสำหรับโทรศัพท์ (ODK/Kobo) ไม่ได้ ตัวแปลงแจ้งว่า: {plain[:300]}"
    return FormMistake(named, int(row[1]) if row else 1, "", words)
