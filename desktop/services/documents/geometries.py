"""Where the answers stand on the papers that were printed, by layout and version."""

import json
from functools import lru_cache
from pathlib import Path

from desktop.domain.geometry import Geometry, from_data
from desktop.services.desk import Desk

_FOLDERS = {"L": "leaflet"}


def geometry_of(desk: Desk, letter: str, version: int) -> Geometry | None:
    """Return the geometry of a layout's version, None where this program has none."""
    folder = _FOLDERS.get(letter)
    file = desk.resources / "layouts" / (folder or "") / f"{version}.json"
    return _read(file) if folder and file.is_file() else None


@lru_cache(maxsize=8)
def _read(file: Path) -> Geometry:
    return from_data(json.loads(file.read_text(encoding="utf-8")))
