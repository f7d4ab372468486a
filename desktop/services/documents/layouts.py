"""Layouts of papers: those that ship, and the office's own in their place."""

from functools import lru_cache
from pathlib import Path

from desktop.domain.errors import Place, UserError
from desktop.domain.leaflet_layout import LeafletLayout, load_leaflet
from desktop.domain.paper_layout import Layout, load_layout
from desktop.printing.leaflet.document import VERSION
from desktop.printing.typesetter.paragraph import Typesetter
from desktop.services.desk import Desk
from desktop.services.files import written_beside

LEAFLET = "leaflet"


def own_folder(desk: Desk) -> Path | None:
    """Where the office keeps its own layouts and pictures, beside the settings."""
    return desk.settings_file.parent / "layouts" if desk.settings_file else None


def layout_of(desk: Desk, key: str) -> Layout:
    """The layout in force: the office's own, else the newest that ships.

    Raises:
        UserError: the office's own can't be read; says where.
    """
    file = _file(desk, key)
    return _read(_text(file), key, file.name)


def leaflet_of(desk: Desk) -> LeafletLayout:
    """The leaflet's texts in force: the office's own, else those that ship.

    Raises:
        UserError: the office's own can't be read, or are for another version; says where.
    """
    file = _file(desk, LEAFLET)
    return _read_leaflet(_text(file), file.name)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UserError(
            "อ่านแบบเอกสารไม่ได้",
            "กรุณาบันทึกไฟล์แบบเอกสารเป็น UTF-8 หรือลบออกเพื่อใช้แบบของโปรแกรม แล้วพิมพ์ใหม่",
            Place(file=file.name),
        ) from None


def typesetter_of(desk: Desk, layout: Layout | LeafletLayout) -> Typesetter:
    """The typesetter in the digits that the layout asks for."""
    if not layout.digits:
        return desk.typesetter
    return desk.typesetter.in_digits(thai=layout.digits == "thai")


def export(desk: Desk, key: str, target: Path) -> Path:
    """Write the layout in force as a file to change and put into the office's own folder.

    Raises:
        UserError: there is no such layout, or the file can't be written.
    """
    file = _file(desk, key)
    with written_beside(target) as out:
        out.write(file.read_bytes())
    return target


def _file(desk: Desk, key: str) -> Path:
    folder = own_folder(desk)
    own = folder / f"{key}.toml" if folder else None
    if own is not None and own.is_file():
        return own
    shipped = sorted((desk.resources / "layouts" / key).glob("*.toml"), key=lambda f: int(f.stem))
    if not shipped:
        raise UserError("ไม่รู้จักแบบเอกสารนี้", f"ไม่มีแบบเอกสารชื่อ {key} กรุณาตรวจชื่อแล้วทำใหม่")
    return shipped[-1]


@lru_cache(maxsize=8)
def _read_leaflet(text: str, file: str) -> LeafletLayout:
    return load_leaflet(text, LEAFLET, VERSION, file)


@lru_cache(maxsize=32)
def _read(text: str, key: str, file: str) -> Layout:
    return load_layout(text, key, file)
