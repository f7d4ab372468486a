"""The list that a workbook of problems remembers: its name and data date, as our own properties.

Only a small part of the file is read, so that it can be asked before anything else is.
"""

import html
import re
import zipfile
from pathlib import Path

from desktop.domain.repairing import LIST_DATE, LIST_NAME
from desktop.importing.hidden import BROKEN

_PART = "docProps/custom.xml"
_LARGEST = 64 * 1024
_PROPERTY = re.compile(
    r"<(?:\w+:)?property\b[^<>]*?\bname\s*=\s*[\"']([^\"'<>]{1,40})[\"'][^<>]*>"
    r"\s*<(?:\w+:)?lpw?str\b[^<>]*>([^<>]{1,300})</"
)


def remembered_list(path: Path) -> tuple[str, str] | None:
    """Return the name and the data date (as written, meant as ISO), None where none is noted."""
    try:
        with zipfile.ZipFile(path) as parcel, parcel.open(_PART) as part:
            text = part.read(_LARGEST).decode("utf-8", "replace")
    except BROKEN:
        return None
    found = {html.unescape(name): html.unescape(value) for name, value in _PROPERTY.findall(text)}
    name, as_of = found.get(LIST_NAME, ""), found.get(LIST_DATE, "")
    return (name, as_of) if name and as_of else None
