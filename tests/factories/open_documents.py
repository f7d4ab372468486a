"""OpenDocument spreadsheets, as LibreOffice saves them."""

import zipfile
from xml.sax.saxutils import escape, quoteattr

_CONTENT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 %s</office:spreadsheet></office:body></office:document-content>"""
_CELL = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def write_open_document(path, sheets, keys=""):
    """Write sheets (name to rows of texts); `keys` says in the manifest how they are encrypted."""
    tables = "".join(_table(name, rows) for name, rows in sheets.items())
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = f'<m:manifest xmlns:m="{_MANIFEST}">{keys}</m:manifest>'
        made.writestr("META-INF/manifest.xml", manifest)
        made.writestr("content.xml", _CONTENT % tables)
    return path


def _table(name, rows):
    lines = (
        f"<table:table-row>{''.join(_CELL % escape(text) for text in row)}</table:table-row>"
        for row in rows
    )
    return f"<table:table table:name={quoteattr(name)}>{''.join(lines)}</table:table>"
