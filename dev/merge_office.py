"""The leaflet as an office makes it today: LibreOffice's mail merge from a list. Timed.

Run by the Python that LibreOffice brings (module `uno`), not by the project's:
`python3 merge_office.py FOLDER RECORDS`, where FOLDER holds leaflets.csv. Prints seconds; the
start of LibreOffice and the template are counted for none.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

_PIPE = "onehomemerge"
_TABLE, _FILE = 0, 2
_PATIENCE = 60


def main(folder: Path, heads: list[str]) -> None:
    """Merge and print the seconds it took."""
    office = subprocess.Popen(
        [
            "soffice",
            *("--headless", "--norestore", "--nologo"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--accept=pipe,name={_PIPE};urp;",
        ],
        start_new_session=True,
    )
    context = _connected()
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    _register(services, context, folder)
    _template(desktop, folder, heads)
    merge = services.createInstanceWithContext("com.sun.star.text.MailMerge", context)
    merge.DataSourceName, merge.CommandType, merge.Command = "onehome", _TABLE, "leaflets"
    merge.DocumentURL = (folder / "template.odt").as_uri()
    merge.OutputType, merge.OutputURL = _FILE, folder.as_uri()
    merge.FileNamePrefix, merge.SaveAsSingleFile = "merged", True
    merge.SaveFilter = "writer_pdf_Export"
    start = time.perf_counter()
    merge.execute(())
    print(time.perf_counter() - start)
    # Asked to end, it crashes now and then while it closes what it merged.
    os.killpg(office.pid, signal.SIGKILL)
    office.wait()


def _connected() -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(_PATIENCE * 4):
        try:
            return resolver.resolve(f"uno:pipe,name={_PIPE};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")


def _register(services: Any, context: Any, folder: Path) -> None:
    """Make the list known as a data source."""
    known = services.createInstanceWithContext("com.sun.star.sdb.DatabaseContext", context)
    source = known.createInstance()
    source.URL = f"sdbc:flat:{folder.as_uri()}"
    said = {"Extension": "csv", "HeaderLine": True, "FieldDelimiter": ",", "CharSet": "UTF-8"}
    source.Info = tuple(_value(name, value) for name, value in said.items())
    source.DatabaseDocument.storeAsURL((folder / "list.odb").as_uri(), ())
    known.registerObject("onehome", source)


def _template(desktop: Any, folder: Path, heads: list[str]) -> None:
    """Write two pages of fields: a line each, and members in a table."""
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, ())
    page = document.StyleFamilies.getByName("PageStyles").getByName("Standard")
    page.IsLandscape, page.Width, page.Height = True, 29700, 21000
    style = document.StyleFamilies.getByName("ParagraphStyles").getByName("Standard")
    style.CharFontNameComplex = style.CharFontName = "Sarabun"
    style.CharHeightComplex = style.CharHeight = 9
    text = document.Text
    cursor = text.createTextCursor()
    for head in heads:
        if head.startswith("member"):
            continue
        if head == "dimensions":
            cursor.BreakType = uno.Enum("com.sun.star.style.BreakType", "PAGE_BEFORE")
        text.insertString(cursor, f"{head}: ", False)
        text.insertTextContent(cursor, _field(document, head), False)
        text.insertControlCharacter(cursor, 0, False)
    cells = [head for head in heads if head.startswith("member")]
    columns = sum(head.startswith("member1_") for head in cells)
    table = document.createInstance("com.sun.star.text.TextTable")
    table.initialize(len(cells) // columns, columns)
    text.insertTextContent(cursor, table, False)
    for number, head in enumerate(cells):
        cell = table.getCellByPosition(number % columns, number // columns)
        cell.insertTextContent(cell.createTextCursor(), _field(document, head), False)
    document.storeAsURL((folder / "template.odt").as_uri(), ())
    document.close(True)


def _field(document: Any, column: str) -> Any:
    master = document.createInstance("com.sun.star.text.fieldmaster.Database")
    master.DataBaseName, master.DataTableName = "onehome", "leaflets"
    master.DataColumnName = column
    field = document.createInstance("com.sun.star.text.textfield.Database")
    field.attachTextFieldMaster(master)
    return field


def _value(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2].split(","))
