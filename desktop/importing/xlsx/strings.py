"""Texts in XML as the office program means them: entities, escapes, rich text, shared texts."""

import re

from desktop.importing.xlsx.refusal import NotPlain

_AROUND = " \t\r\n"
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7}));|&")
# Characters that XML can't hold are written so, and so is "_" where it would look like one.
_ESCAPE = re.compile(r"_x00([0-9A-Fa-f]{2}|\+[0-9A-Fa-f])_")
_TEXT = r'<t(?P<{0}space> xml:space="preserve")?>(?P<{0}text>[^<]*)</t>|<t ?/>'
_PIECE = re.compile(
    r"<r>\s*(?:<rPr>[^<]*(?:<(?!t[\s/>])[^<>]*>[^<]*)*?</rPr>|<rPr ?/>)?"
    rf"\s*(?:{_TEXT.format('run_')})?\s*</r>"
    rf"|{_TEXT.format('')}|<rPh [^<>]*>[^<]*<t[^<>]*>[^<]*</t>[^<]*</rPh>|<phoneticPr[^<>]*/>|\s+"
)
_ITEM = re.compile(r"\s*(?:<si>(.*?)</si>|<si ?/>|\Z)", re.DOTALL)
_FIRST, _LAST = "<si><t>", "</t></si>"
_BETWEEN = _LAST + _FIRST
_NO_TEXTS = re.compile(r"\s*<sst(?:\s[^<>]*)?/>\s*")
_OPENS = re.compile(r"\s*<sst(?:\s[^<>]*)?>")
_CLOSES = "</sst>"


def decoded(raw: bytes) -> str:
    """Return UTF-8 as text.

    Raises:
        NotPlain: it is no UTF-8.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotPlain("no UTF-8") from None


def exact(text: str) -> str:
    """Return the text that XML means, with its escapes undone.

    Raises:
        NotPlain: an entity isn't known.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return _unescaped(text)


def trimmed(text: str) -> str:
    """Return what `exact` does of a text whose spaces around it don't count."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return _unescaped(text.strip(_AROUND))


def _unescaped(text: str) -> str:
    if "_x00" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _character(found: re.Match[str]) -> str:
    name, hexadecimal, decimal = found.groups()
    if name:
        return _ENTITIES[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal or 0)
    if not 0 < code <= 0x10FFFF or 0xD800 <= code < 0xE000:
        raise NotPlain("an entity")
    return chr(code)


def rich_text(raw: bytes) -> str:
    """Return the text inside <si> or <is>: its runs joined, what tells its sound left out.

    Raises:
        NotPlain: it holds anything else.
    """
    return _rich(decoded(raw))


def _rich(xml: str) -> str:
    at = 0
    pieces = []
    while at < len(xml):
        found = _PIECE.match(xml, at)
        if found is None or found.end() == at:
            raise NotPlain("rich text")
        at = found.end()
        text = found["run_text"] if found["text"] is None else found["text"]
        if text is not None:
            kept = found["space"] or found["run_space"]
            pieces.append(exact(text) if kept else trimmed(text))
    return "".join(pieces)


def attribute_text(value: str) -> str:
    """Return what an attribute's value means.

    Raises:
        NotPlain: an entity isn't known.
    """
    return _ENTITY.sub(_character, value)


def shared_texts(xml: str) -> list[str]:
    """Return the texts in the order of their indices.

    Args:
        xml: the whole part without its declaration.

    Raises:
        NotPlain: anything isn't understood.
    """
    opening = _OPENS.match(xml)
    end = xml.rfind(_CLOSES)
    if opening is None or end < 0:
        if _NO_TEXTS.fullmatch(xml):
            return []
        raise NotPlain("shared texts")
    body = xml[opening.end() : end]
    texts: list[str] = []
    parts = body.split(_BETWEEN)
    read = trimmed if "&" in body or "\r" in body or "_x00" in body else stripped
    for index, part in enumerate(parts):
        if index and index < len(parts) - 1 and "<" not in part:
            texts.append(read(part))
            continue
        whole = part if index == 0 else _FIRST + part
        _items(whole if index == len(parts) - 1 else whole + _LAST, texts)
    return texts


def shared_text(xml: bytes) -> str:
    """Return a single shared text.

    Args:
        xml: what stands between the end of the item before, or of nothing, and its own end.

    Raises:
        NotPlain: anything isn't understood.
    """
    before, opening, inside = xml.partition(b"<si>")
    if not opening or not (before.isspace() or not before or before.endswith(b">")):
        raise NotPlain("shared texts")
    return rich_text(inside)


def stripped(text: str) -> str:
    """Return what `trimmed` does of a text without entities, escapes and carriage returns."""
    return text.strip(_AROUND)


def _items(xml: str, texts: list[str]) -> None:
    at = 0
    while at < len(xml):
        found = _ITEM.match(xml, at)
        if found is None:
            raise NotPlain("shared texts")
        at = found.end()
        if found[0].strip():
            texts.append(_rich(found[1] or ""))
