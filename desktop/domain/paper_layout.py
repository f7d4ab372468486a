"""A paper's layout as data: what a TOML file says of its texts, their order and their measures.

Texts hold names of values in braces, as 'ครัวเรือนเลขที่ {number}'. All measures are millimetres,
sizes of letters are points of Sarabun.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from desktop.domain.errors import Place, UserError
from desktop.domain.form_paper import ComesBack, FormLine

# Values that are the same on all papers of a file.
COMMON = frozenset(
    {"office", "project", "province", "fiscal_year", "printed_on", "today", "clerk"}
    | {"form", "form_version", "marked"}
)
_NAME = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_THE_FAULT = "แบบเอกสารผิด"
Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `indent` moves its first line, `aside` all of it.

    `keep` holds it on one page with what follows; `code` leaves room at its right for the QR.
    """

    text: str
    size: float = 10.5
    bold: bool = False
    align: Align = "left"
    indent: float = 0
    aside: float = 0
    before: float = 0
    after: float = 1
    keep: bool = False
    code: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A label with what is known, on a dotted line to write on. `share` is its part of the row."""

    label: str
    value: str = ""
    share: float = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Rows of fields, `pitch` apart."""

    rows: tuple[tuple[Field, ...], ...]
    pitch: float = 8
    size: float = 10.5
    label_size: float = 0
    bold: bool = False
    code: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. `number` makes numbers of its cells in a workbook."""

    head: str
    value: str
    width: float
    align: Align = "left"
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table of the content; `blank` more are left empty to write in.

    With `group` a line stands over the rows that have the same text there. `empty` is what is
    said where there is no row. `height` is that of a row of one line.
    """

    rows: str
    columns: tuple[Column, ...]
    size: float = 9.5
    group: str = ""
    blank: int = 0
    empty: str = ""
    height: float = 7
    when: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to write on."""

    count: int
    label: str = ""
    pitch: float = 8
    when: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: `role` after the line, name and position under it, '' to be written."""

    role: str
    name: str = ""
    position: str = ""
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signatures side by side."""

    people: tuple[Signature, ...]
    before: float = 8
    when: str = ""


@dataclass(frozen=True, slots=True)
class Space:
    """Room left free; none at the top of a page."""

    height: float
    when: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """The lines of a form, labels at the left, `label` wide; `pitch` apart are rows of boxes."""

    size: float = 10
    pitch: float = 9
    label: float = 62
    lines: int = 3
    when: str = ""


@dataclass(frozen=True, slots=True)
class Logo:
    """The office's own picture, a PNG or JPEG beside the layout; nothing where there is none."""

    file: str
    height: float = 15
    align: Align = "left"
    when: str = ""


Block = Words | Fields | Table | Lines | Signatures | Space | Questions | Logo


@dataclass(frozen=True, slots=True)
class Layout:
    """A version of a paper's layout. `margins` are left, top, right and bottom.

    `code` is the text of the QR in the first page's upper right corner. `number` tells the page
    by {page} and {pages}, at the foot, or in the middle of the top from the second page on.
    `digits` is '' for those of the settings. With `fit` a paper is set a little smaller where
    that brings it on so many pages. `head` are the lines at the top of each page of a paper that
    comes back, between its marks.
    """

    key: str
    version: int
    title: str
    blocks: tuple[Block, ...]
    across: bool = False
    margins: tuple[float, ...] = (20, 15, 15, 15)
    foot: str = ""
    number: str = "หน้า {page} จาก {pages}"
    number_at: Literal["foot", "top"] = "foot"
    code: str = ""
    digits: Literal["", "thai", "arabic"] = ""
    fit: int = 0
    head: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What one paper says: single values and rows of tables as text, and a form's lines.

    One that `comes_back` is marked, so that a scan of it can be read.
    """

    values: Mapping[str, str]
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    form: tuple[FormLine, ...] = ()
    comes_back: ComesBack | None = None


# What a TOML block is called, what it is made of, and how it differs from its kind's defaults.
_KINDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "title": (Words, {"size": 16, "bold": True, "align": "center", "after": 2, "keep": True}),
    "heading": (Words, {"size": 11.5, "bold": True, "before": 3, "keep": True}),
    "paragraph": (Words, {}),
    "fields": (Fields, {}),
    "table": (Table, {}),
    "lines": (Lines, {}),
    "signatures": (Signatures, {}),
    "space": (Space, {}),
    "questions": (Questions, {}),
    "logo": (Logo, {}),
}


def load_layout(text: str, key: str, file: str = "") -> Layout:
    """Read a layout.

    Raises:
        UserError: it is no layout; says which block and why.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise wrong(file, f"อ่านเป็น TOML ไม่ได้ ({error})") from None
    blocks = raw.pop("block", [])
    if not isinstance(blocks, list) or not blocks:
        raise wrong(file, "ไม่มี [[block]]")
    read = tuple(_block(one, f"block ที่ {number}", file) for number, one in enumerate(blocks, 1))
    layout: Layout = made(Layout, {**raw, "key": key, "blocks": read}, "ส่วนบน", file)
    if len(layout.margins) != 4 or layout.version < 1:
        raise wrong(file, "margins ต้องมี 4 ค่า (ซ้าย บน ขวา ล่าง) และ version ต้องเป็น 1 ขึ้นไป")
    return layout


def _block(raw: Any, where: str, file: str) -> Block:
    kind = raw.get("kind") if isinstance(raw, dict) else None
    if kind not in _KINDS:
        raise wrong(file, f"{where}: kind ต้องเป็นหนึ่งใน {' '.join(_KINDS)}")
    cls, usual = _KINDS[kind]
    said = {key: value for key, value in raw.items() if key != "kind"}
    block: Block = made(cls, {**usual, **said}, f"{where} ({kind})", file)
    return block


def made(cls: Any, raw: Mapping[str, Any], where: str, file: str) -> Any:
    """Make a record of what TOML says, checked field by field, records within it too.

    Raises:
        UserError: a field is strange, lacks, or has another kind of value; says which.
    """
    known = {one.name: one for one in fields(cls)}
    strange = [key for key in raw if key not in known]
    if strange:
        raise wrong(file, f"{where}: ไม่รู้จัก {', '.join(strange)}")
    missing = [
        name
        for name, one in known.items()
        if name not in raw and one.default is MISSING and one.default_factory is MISSING
    ]
    if missing:
        raise wrong(file, f"{where}: ขาด {', '.join(missing)}")
    return cls(
        **{
            name: _read(known[name].type, value, f"{where}: {name}", file)
            for name, value in raw.items()
        }
    )


def _read(kind: Any, value: Any, where: str, file: str) -> Any:
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        if isinstance(value, (list, tuple)):
            return tuple(_read(inner, one, where, file) for one in value)
    elif get_origin(kind) is Literal:
        if value in get_args(kind):
            return value
    elif get_origin(kind) is Mapping:
        if isinstance(value, dict):
            inner = get_args(kind)[1]
            return {key: _read(inner, one, f"{where}.{key}", file) for key, one in value.items()}
    elif is_dataclass(kind) and isinstance(value, dict):
        return made(kind, value, where, file)
    elif kind is float and type(value) in (int, float) and value >= 0:
        return float(value)
    elif (kind in (str, int, bool) and type(value) is kind) or kind is Block:
        return value
    raise wrong(file, f"{where} ใช้ค่านี้ไม่ได้")


def wrong(file: str, what: str) -> UserError:
    """Return what to say of a layout that can't be used."""
    return UserError(_THE_FAULT, f"{what} กรุณาแก้ไฟล์แบบเอกสาร แล้วพิมพ์ใหม่", Place(file=file))


def names_in(text: str) -> list[str]:
    """Return the names of the values that a text asks for."""
    return _NAME.findall(text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a layout's text with the values in it.

    Raises:
        UserError: the text names a value that there is not.
    """

    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            known = " ".join(f"{{{name}}}" for name in values)
            raise UserError(_THE_FAULT, f"ไม่มีค่าชื่อ {found[0]} ที่ใช้ได้คือ {known}")
        return values[found[1]]

    return _NAME.sub(value, text)


def shown(layout: Layout, content: Content) -> Iterator[Block]:
    """Yield the blocks that stand on this paper: `when` names a value or table that isn't empty.

    With '!' before the name, one that is.
    """
    for block in layout.blocks:
        name = block.when.removeprefix("!")
        there = bool(content.tables.get(name) or content.values.get(name, "").strip())
        if not name or there != block.when.startswith("!"):
            yield block


_MEASURES = ("size", "label_size", "before", "after", "pitch", "height")


def smaller(block: Block, by: float) -> Block:
    """Return a block with its letters and its vertical measures multiplied."""
    there = {one.name for one in fields(block)}
    return replace(block, **{n: getattr(block, n) * by for n in _MEASURES if n in there})
