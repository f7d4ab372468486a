"""What a workbook's small parts tell: its sheets, which numbers are dates, where texts lie."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.importing.xlsx.kinds import DATE, NUMBER, SPAN
from desktop.importing.xlsx.parcel import Parcel
from desktop.importing.xlsx.refusal import NotPlain
from desktop.importing.xlsx.strings import attribute_text, decoded

_LARGEST_INDEX = 4 * 1024 * 1024
_LARGEST_STYLES = 32 * 1024 * 1024
_DECLARATION = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml\s+version\s*=\s*["']1\.[01]["']"""
    rb"""(?:\s+encoding\s*=\s*["'](?i:utf-8|us-ascii)["'])?"""
    rb"""(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>)?\s*(?=<[A-Za-z])"""
)
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*"""
_TAG = re.compile(rf"<(?:([\w:.-]+)({_ATTRIBUTES})\s*/?|/[\w:.-]+\s*)>")
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ODD_STYLES = re.compile(r"<!|<[\w.-]+:(?:numFmts?|cellXfs|xf)[\s/>]")
_STYLE_PARTS = re.compile(r"<(numFmts|cellXfs)[\s>].*?</\1>", re.DOTALL)
_STYLE_ORDERS: tuple[list[str], ...] = ([], ["<cell"], ["<numF", "<cell"])
# Newer programs add a second element of this name, which tells nothing of dates.
_EXTENSION = ":workbookPr"
_HIDDEN = {"visible": False, "hidden": True, "veryHidden": True}
# Those of the languages of East Asia included.
_DATES = (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))
_BUILT_IN = {**dict.fromkeys(_DATES, DATE), 46: SPAN}

Tag = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet and the part that holds it."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook without its cells. `styles` gives each style's kind of number."""

    sheets: tuple[SheetPart, ...]
    styles: tuple[int, ...]
    starts_1904: bool
    texts: str


def read_package(parcel: Parcel) -> Package:
    """Read the small parts.

    Raises:
        Broken: as `Parcel.pieces`.
        NotPlain: they aren't as they usually are.
    """
    folder = _folder(parcel)
    kinds = {}
    for given in _tags(parcel, f"{folder}_rels/workbook.xml.rels", {"Relationship"}):
        kinds[given.get("Id")] = given.get("Type", ""), given.get("Target", "")
    sheets = []
    starts_1904 = False
    for tag, given in _named(parcel, f"{folder}workbook.xml", {"sheet", "workbookPr"}):
        if tag == "workbookPr":
            starts_1904 = given.get("date1904") in ("1", "true")
            continue
        link = [value for key, value in given.items() if key == "id" or key.endswith(":id")]
        state = _HIDDEN.get(given.get("state", "visible"))
        if len(link) != 1 or link[0] not in kinds or state is None:
            raise NotPlain("a sheet's link")
        kind, target = kinds[link[0]]
        kind = kind.rpartition("/")[2]
        if kind == "worksheet":
            part = target[1:] if target.startswith("/") else folder + target
            sheets.append(SheetPart(attribute_text(given.get("name", "")), state, part))
        elif kind not in ("chartsheet", "dialogsheet"):
            raise NotPlain("a sheet's type")
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise NotPlain("two sheets of one name")
    styles = tuple(_styles(parcel, f"{folder}styles.xml"))
    return Package(tuple(sheets), styles, starts_1904, f"{folder}sharedStrings.xml")


def after_declaration(xml: bytes) -> int:
    """Return where a part's content begins.

    Raises:
        NotPlain: it isn't XML in UTF-8, or something unusual stands before its root.
    """
    found = _DECLARATION.match(xml)
    if found is None:
        raise NotPlain("a declaration")
    return found.end()


def _folder(parcel: Parcel) -> str:
    """Return the folder of the workbook's parts, with a slash at its end."""
    targets = [
        given.get("Target", "")
        for given in _tags(parcel, "_rels/.rels", {"Relationship"})
        if given.get("Type", "").endswith("/relationships/officeDocument")
    ]
    if len(targets) != 1 or targets[0].rpartition("/")[2] != "workbook.xml":
        raise NotPlain("no workbook, or several")
    folder, slash, _ = targets[0].rpartition("/")
    return folder.removeprefix("/") + slash


def _styles(parcel: Parcel, part: str) -> Iterator[int]:
    xml = parcel.whole(part, _LARGEST_STYLES)
    if xml is None:
        return
    text = decoded(xml[after_declaration(xml) :])
    if _ODD_STYLES.search(text):
        raise NotPlain("styles")
    parts = [found[0] for found in _STYLE_PARTS.finditer(text)]
    if [part[:5] for part in parts] not in _STYLE_ORDERS:
        raise NotPlain("styles in another order")
    own = {
        given.get("numFmtId"): attribute_text(given.get("formatCode", ""))
        for _, given in elements("".join(parts[:-1]), {"numFmt"})
    }
    for _, given in elements("".join(parts[-1:]), {"xf"}):
        number = given.get("numFmtId", "")
        if number in own:
            yield number_kind(own[number])
        else:
            yield _BUILT_IN.get(int(number), NUMBER) if number.isdigit() else NUMBER


def number_kind(code: str) -> int:
    """Return whether a number format shows a date or time, a length of time, or a number.

    Only what is neither quoted nor escaped counts, and of several formats the first.
    """
    half = unit = False
    brackets = 0
    before = " "
    for character, counts in _format_characters(code):
        low = character.lower()
        if not counts:
            pass
        elif character == "[":
            brackets += 1
        elif character == "]":
            if brackets == 1 and unit:
                return SPAN
            brackets = max(brackets - 1, 0)
        elif not brackets and not half and low == "a":
            half = True
        elif not brackets and low in ("pm/" if half else "dmhys"):
            return DATE
        elif not (unit and low == before.lower()):
            unit = before == "[" and low in "mhs"
        before = character
    return NUMBER


def _format_characters(code: str) -> Iterator[tuple[str, bool]]:
    """Yield the characters of a format's first part, and whether they stand for something."""
    quoted = escaped = False
    for character in code:
        if escaped:
            escaped = False
            yield character, False
        elif character in "_\\*":
            escaped = True
            yield character, False
        elif quoted or character == '"':
            quoted = quoted != (character == '"')
            yield character, False
        elif character == ";":
            return
        else:
            yield character, True


def _tags(parcel: Parcel, part: str, names: set[str]) -> Iterator[dict[str, str]]:
    for _, given in _named(parcel, part, names):
        yield given


def _named(parcel: Parcel, part: str, names: set[str]) -> list[Tag]:
    xml = parcel.whole(part, _LARGEST_INDEX)
    if xml is None:
        raise NotPlain("a part is missing")
    return elements(decoded(xml[after_declaration(xml) :]), names)


def elements(text: str, names: set[str]) -> list[Tag]:
    """Return the elements of some names, each with its attributes as they stand."""
    found = []
    count = 0
    for tag in _TAG.finditer(text):
        count += 1
        name = tag[1] or ""
        if name in names:
            attributes = _ATTRIBUTE.findall(tag[2])
            given = {key: one or other for key, one, other in attributes}
            if len(given) < len(attributes):
                raise NotPlain("an attribute given twice")
            found.append((name, given))
        elif name.rpartition(":")[2] in names and not name.endswith(_EXTENSION):
            raise NotPlain("a prefix")
    if count != text.count("<"):
        raise NotPlain("more than tags")
    return found
