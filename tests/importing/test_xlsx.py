"""The quick reader gives what the reader of every format gives, or leaves a sheet to it."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.errors import UserError
from desktop.importing import workbook
from desktop.importing.xlsx import book as quick_book
from desktop.importing.xlsx import cells as quick_cells
from desktop.importing.xlsx import words
from desktop.importing.xlsx.package import number_kind
from tests.factories.packages import LINK, LINKS, MAIN, OFFICE, SHEET, XML, package, row

HERE = Path("ก.xlsx")


def content(sheets):
    return [
        (sheet.name, sheet.hidden, [list(column) for column in sheet.columns], sheet.hides)
        for sheet in sheets
    ]


def slowly(data):
    with workbook._told(HERE):
        return content(workbook._AnyBook(data).sheets())


def read(data):
    """Read with both readers, which must agree; return the columns, and how many sheets the
    quick one left to the other."""
    left = 0
    ask = workbook._AnyBook.sheet

    def asked(self, *which):
        nonlocal left
        left += 1
        return ask(self, *which)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook._AnyBook, "sheet", asked)
        sheets = list(workbook._book_sheets(HERE, data))
    for sheet in sheets:
        for column in sheet.columns:
            assert len(set(column.words)) == len(column.words)
            assert column.codes.dtype == "int32"
    assert content(sheets) == slowly(data)
    return sheets, left


def quick(data):
    sheets, left = read(data)
    assert left == 0
    return sheets


def cells(data):
    (sheet,) = quick(data)
    return sheet.rows()


V = '<c r="%s"%s><v>%s</v></c>'
T = '<c r="A1" t="inlineStr"><is>%s</is></c>'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (V % ("A1", "", "12"), "12"),
        (V % ("A1", "", "-1.50"), "-1.5"),
        (V % ("A1", ' t="n"', "0012"), "12"),
        (V % ("A1", "", "1.2345678901234567E+17"), "123456789012345664"),
        (V % ("A1", "", "1103700000001"), "1103700000001"),
        (V % ("A1", "", "12345678901234567890"), "12345678901234567168"),
        (V % ("A1", "", "5E-324"), "5e-324"),
        (V % ("A1", "", "1e999"), "inf"),
        (V % ("A1", "", "+.5"), "0.5"),
        (V % ("A1", "", "-0"), "0"),
        (V % ("A1", ' t="s"', "1"), "ข"),
        (V % ("A1", ' s="5" t="s"', "0"), "ก"),
        (V % ("A1", ' t="s" s="5"', "0"), "ก"),
        (V % ("A1", ' t="b"', "1"), "True"),
        (V % ("A1", ' t="b"', "0"), "False"),
        (V % ("A1", ' t="str"', " a&amp;b_x000D_ "), " a&b\r "),
        (V % ("A1", ' s="1"', "43831"), "2020-01-01"),
        (V % ("A1", ' s="4" t="n"', "43831.25"), "2020-01-01T06:00:00"),
        (V % ("A1", ' s="2"', "0.5"), "12:00:00"),
        (V % ("A1", ' s="3"', "1.5"), "1 day, 12:00:00"),
        (V % ("A1", ' s="5"', "43831"), "43831"),
        (V % ("A1", ' s="99"', "43831"), "43831"),
        (T % "<t> ก </t>", "ก"),
        (T % '<t xml:space="preserve"> ก </t>', " ก "),
        (T % "<t>a_x000D_b_x005F_x000D_ _x0041__x0E01_</t>", "a\rb_x000D_ A_x0E01_"),
        (T % "<t>&lt;&#x0E01;&#3586;&quot;&apos;&gt;></t>", "<กข\"'>>"),
        (T % "<t>a\r\nb\rc&#13;</t>", "a\nb\nc"),
        (T % "<r><t>ก</t></r><r><rPr><b/></rPr><t> ข</t></r>", "กข"),
        (T % "<t>東京</t><rPh sb='0' eb='2'><t>x</t></rPh><phoneticPr fontId='1'/>", "東京"),
        ('<c r="A1"><f>B1&gt;1</f><v>3</v></c>', "3"),
        ('<c r="A1" t="str"><f t="shared" ref="A1:A2" si="0">"a"&amp;1</f><v>a1</v></c>', "a1"),
        ('<c r="A1" cm="1" t="s"><v>0</v></c>', "ก"),
        ("<c r='A1' t='s'><v>0</v></c>", "ก"),
        ('<c r="A1" s="1"><f>TODAY()</f><v>43831</v></c>', "2020-01-01"),
    ],
)
def test_one_cell(cell, text):
    more = V % ("B1", "", "7")
    assert cells(package(row(cell, more))) == [(text, "7")]
    assert cells(package(row(more.replace("B1", "A1"), cell.replace("A1", "B1")))) == [("7", text)]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"/>',
        '<c r="A1" s="1"/>',
        '<c r="A1"></c>',
        '<c r="A1" s="12"></c>',
        '<c r="A1" t="s"><v></v></c>',
        '<c r="A1" t="s"><v/></c>',
        '<c r="A1" t="str"><v></v></c>',
        '<c r="A1" t="n"/>',
        '<c r="A1" t="e"><v>#N/A</v></c>',
        '<c r="A1"><f>B1</f></c>',
        T % "<t/>",
        T % "",
        T % "<t>  </t>",
    ],
)
def test_cells_that_show_nothing(cell):
    assert quick(package(row(cell)))[0].columns == ()
    assert cells(package(row(cell, V % ("C1", "", "7")))) == [("", "", "7")]


@pytest.mark.parametrize(
    "rows",
    [
        row(V % ("A2", "", "1")),  # in a row other than its own
        row(V % ("B1", "", "1"), V % ("A1", "", "2")),
        row(V % ("A1", "", "1"), V % ("A1", "", "2")),
        row(V % ("A2", "", "1"), number=2) + row(V % ("A1", "", "2")),
        row(V % ("a1", "", "1")),
        row("<c><v>1</v></c>", V % ("B1", "", "2")),
        row(V % ("A1", "", "x")),
        row(V % ("A1", "", "nan")),
        row(V % ("A1", "", " 5")),
        row(V % ("A1", ' t="d"', "2020-01-02")),
        row(V % ("A1", ' t="s"', "x")),
        row(V % ("A1", "", "1<!-- -->")),
        row(V % ("A1", ' t="str"', "<![CDATA[a]]>")),
        row(T % "<t><![CDATA[a]]></t>"),
        row(T % "<t>a<!-- --></t>"),
        row(T % "<x>a</x>") + row(V % ("A2", "", "1"), number=2),
        row('<c r="A1" t="inlineStr"><v>1</v><is><t>a</t></is></c>'),
        row('<c r="A1"><v>1</v><f>A2</f></c>'),
        row('<c r="A1"><v>1</v><v>2</v></c>'),
        row('<c r="A1" r="B1"><v>1</v></c>'),
        row('<c r="A1" s="1" s="0"><v>1</v></c>'),
        row('<c r="A1" t="s" t="n"><v>1</v></c>'),
        row("<!-- -->", V % ("A1", "", "1")),
        row("<x/>", V % ("A1", "", "1")),
        '<row r="1" a=">">' + V % ("A1", "", "1") + "</row>",
        "<!--" + row(V % ("A1", "", "1")) + "-->" + row(V % ("A2", "", "2"), number=2),
        "<?a <row ?>" + row(V % ("A1", "", "1")),
        V % ("A1", "", "1"),
        f'<x:row xmlns:x="a" r="1">{V % ("A1", "", "1")}</x:row>',
    ],
)
def test_what_is_left_to_the_other_reader(rows):
    data = package(rows)
    try:
        expected = slowly(data)
    except UserError:
        with pytest.raises(UserError):
            read(data)
        return
    _, left = read(data)
    assert left == 1
    assert expected


@pytest.mark.parametrize(
    "change",
    [
        {
            "xl/worksheets/sheet1.xml": (SHEET % ("", row(V % ("A1", "", "1")), "")).encode(
                "utf-16"
            )
        },
        {"xl/worksheets/sheet1.xml": f"<!DOCTYPE a>{SHEET % ('', row(V % ('A1', '', '1')), '')}"},
        {"xl/worksheets/sheet1.xml": SHEET % ("<!-- -->", row(V % ("A1", "", "1")), "")},
        {
            "xl/workbook.xml": f'{XML}<x:workbook xmlns:x="a" xmlns:r="{OFFICE}"><x:sheets>'
            '<x:sheet name="a" r:id="rId1"/></x:sheets></x:workbook>'
        },
        {"xl/sharedStrings.xml": f"{XML}<sst {MAIN}><!-- --><si><t>a</t></si></sst>"},
        {"XL/worksheets/SHEET1.xml": SHEET % ("", "", "")},
    ],
)
def test_parts_that_are_left_to_the_other_reader(change):
    _, left = read(package(row(V % ("A1", ' t="s"', "0")), parts=change))
    assert left == 1


def test_the_parts_lie_elsewhere():
    links = LINK % ("a", "worksheet", "/other/Sheet.xml") + LINK % ("b", "chartsheet", "c.xml")
    data = package(
        sheets='<sheet name="ก&amp;ข" r:id="a" state="veryHidden"/><sheet name="c" r:id="b"/>',
        parts={
            "_rels/.rels": LINKS % (LINK % ("x", "officeDocument", "/my/workbook.xml")),
            "xl/workbook.xml": None,
            "my/workbook.xml": zipfile.ZipFile(
                io.BytesIO(
                    package(
                        sheets='<sheet name="ก&amp;ข" r:id="a" state="veryHidden"/>'
                        '<sheet name="c" r:id="b"/>'
                    )
                )
            ).read("xl/workbook.xml"),
            "my/_rels/workbook.xml.rels": LINKS % links,
            "other/sheet.xml": SHEET % ("", row(V % ("A1", "", "1")), ""),
        },
    )
    (sheet,) = quick(data)
    assert (sheet.name, sheet.hidden, sheet.rows()) == ("ก&ข", True, [("1",)])


def test_cells_without_places_follow_one_another():
    rows = (
        "<row><c><v>1</v></c><c t='str'><v>x</v></c></row><row/><row spans='1:2'>"
        '<c s="1"/><c t="s"><v>1</v></c></row>'
        '<row r="7"><c t="inlineStr"><is><t>z</t></is></c></row>'
    ).replace("'", '"')
    assert cells(package(rows)) == [
        ("1", "x"),
        ("", ""),
        ("", "ข"),
        ("", ""),
        ("", ""),
        ("", ""),
        ("z", ""),
    ]


@pytest.mark.parametrize("between", ["\n  ", "\r\n", "\t"])
def test_each_cell_on_a_line_of_its_own(between):
    rows = "".join(
        between.join((f'<row r="{n}">', *(V % (f"{c}{n}", "", n) for c in "ABC"), "</row>", ""))
        for n in range(1, 30)
    )
    assert cells(package(between + rows)) == [(str(n),) * 3 for n in range(1, 30)]


def test_places_up_to_the_last_column_and_row():
    rows = row(
        V % ("Z1", "", "1"),
        V % ("AA1", "", "2"),
        V % ("ZZ1", "", "3"),
        V % ("AAA1", "", "4"),
        V % ("XFD1", "", "5"),
    )
    (found,) = cells(package(rows))
    assert [found[at] for at in (25, 26, 701, 702, 16_383)] == list("12345")
    rows = row(V % ("A1", "", "1")) + row(V % ("B1048576", "", "2"), number=1_048_576)
    (sheet,) = quick(package(rows))
    assert sheet.height == 1_048_576
    assert sheet.rows(1_048_575) == [("", "2")]


def test_cells_too_far_apart():
    rows = row(V % ("A1", "", "1")) + row(V % ("XFD1048576", "", "2"), number=1_048_576)
    with pytest.raises(UserError) as caught:
        list(workbook.open_sheets(HERE, package(rows)))
    assert caught.value.title == "แผ่นงานใหญ่ผิดปกติ"
    assert caught.value.where.sheet == "a"
    assert "1,048,576" in caught.value.message
    assert "XFD" in caught.value.message


def test_a_place_past_the_last_column_or_row(monkeypatch):
    left = []
    monkeypatch.setattr(workbook._AnyBook, "sheet", lambda _, name, hidden: left.append(name))
    for place, number in (("XFE1", 1), ("A1048577", 1_048_577)):
        list(workbook._book_sheets(HERE, package(row(V % (place, "", "1"), number=number))))
    assert left == ["a", "a"]


def test_empty_styled_cells_cost_nothing():
    rows = "".join(
        row(*(f'<c r="{c}{n}" s="1"/>' for c in "ABCDE"), number=n) for n in range(1, 20_001)
    )
    assert quick(package(rows))[0].columns == ()
    assert cells(package(rows.replace('<c r="B7" s="1"/>', V % ("B7", "", "1"))))[6:] == [
        ("", "1")
    ]


def test_hidden_rows_and_columns():
    rows = "".join(
        f'<row r="{n}" spans="1:3"{" hidden=" + chr(34) + "1" + chr(34) if n % 3 == 0 else ""}>'
        f"{V % (f'A{n}', '', n)}{V % (f'C{n}', '', n)}</row>"
        for n in range(1, 11)
    )
    rows += '<row r="12" hidden="1"/>'
    head = (
        '<dimension ref="A1:C10"/><cols><col min="2" max="2" hidden="1"/>'
        '<col hidden="true" min="3" max="9"/></cols>'
    )
    (sheet,) = quick(package(rows, head=head))
    assert (sheet.hides.rows, sheet.hides.columns) == (3, 2)


@pytest.mark.parametrize(
    "strings",
    [
        "<si><t>ก</t></si><si/><si><t xml:space='preserve'> ข </t></si>".replace("'", '"'),
        "\n<si>\n<t>ก</t></si>\n<si><t></t></si><si><r><t>ข</t></r><r><t>ค</t></r></si>",
        "<si><t>ก&amp;</t></si><si><t>_x000A_</t></si><si><t>a\r\nb </t></si>"
        "<si><t>ก&amp;</t></si>",
        '<si><t>ก</t><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/></si>'
        "<si><t/></si><si><t>ค</t></si>",
    ],
)
def test_shared_texts(strings):
    rows = row(*(V % (f"{c}1", ' t="s"', n) for n, c in enumerate("ABC")), V % ("D1", "", "1"))
    assert cells(package(rows, strings=strings))[0][3] == "1"


def test_a_shared_text_that_is_not_there():
    with pytest.raises(UserError):
        read(package(row(V % ("A1", ' t="s"', "2"))))


def test_no_shared_texts_and_no_styles():
    parts = {"xl/sharedStrings.xml": None, "xl/styles.xml": None}
    assert cells(package(row(V % ("A1", ' s="1"', "43831")), parts=parts)) == [("43831",)]


@pytest.mark.parametrize("starts_1904", ["0", "1"])
def test_dates_of_both_systems(starts_1904):
    values = [
        "0",
        "0.25",
        "1",
        "59",
        "60",
        "61",
        "366",
        "43831",
        "43831.5",
        "43831.123456",
        "2958465",
        "2958466",
        "-1",
        "1e10",
        "0.999999999",
    ]
    rows = "".join(
        row(
            *(V % (f"{c}{n}", f' s="{s}"', value) for s, c in enumerate("ABCDEF") if s != 3),
            number=n,
        )
        for n, value in enumerate(values, 1)
    )
    quick(package(rows, book=f'<workbookPr date1904="{starts_1904}"/>'))


@pytest.mark.parametrize("starts_1904", ["0", "1"])
def test_days_are_counted_as_the_other_reader_counts_them(starts_1904):
    days = [*range(95, 2000), *range(2000, 1_000_300, 997), *range(999_990, 1_000_010)]
    rows = "".join(row(V % (f"A{n}", ' s="1"', day), number=n) for n, day in enumerate(days, 1))
    quick(package(rows, book=f'<workbookPr date1904="{starts_1904}"/>'))


def test_lengths_of_time():
    rows = row(
        V % ("A1", ' s="3"', "0"), V % ("B1", ' s="3"', "-1.25"), V % ("C1", ' s="3"', "1e5")
    )
    assert cells(package(rows)) == [("0:00:00", "-2 days, 18:00:00", "100000 days, 0:00:00")]
    with pytest.raises(UserError):  # too long for any clock
        list(workbook.open_sheets(HERE, package(row(V % ("A1", ' s="3"', "1e12")))))


FORMAT_CODES = [
    "DD/MM/YY",
    "H:MM:SS;@",
    "#,##0\\ [$\\u20bd-46D]",
    'm"M"d"D";@',
    "[h]:mm:ss",
    "[s].000",
    '"Y: "0.00"m";"Y: "-0.00"m"',
    '"$"#,##0_);[Red]("$"#,##0)',
    "\\Y000000",
    "#,##0*y",
    "*-yyyy",
    '[$-404]e"\\xfc"m',
    "[>=100][Magenta][s].00",
    "[>=100][Magenta]General",
    "ha/p\\\\m",
    "General",
    "[$-107041E]d mmm yy",
    "[$-D000000]0",
    "0.00E+00",
    "@",
    "a/p",
    "[hh]",
    "[mmh]",
    "A/P 0",
    "[",
    "]",
]


def test_formats_mean_what_the_other_reader_takes_them_for():
    formats = "".join(
        f'<numFmt numFmtId="{at}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for at, code in enumerate(FORMAT_CODES, 170)
    )
    styles = "".join(f'<xf numFmtId="{at}"/>' for at in (*range(50), *range(170, 200)))
    sheet = row(
        *(
            V % (f"{chr(65 + n // 26)}{chr(65 + n % 26)}1", f' s="{n}"', "43831.5")
            for n in range(80)
        )
    )
    parts = {
        "xl/styles.xml": f"{XML}<styleSheet {MAIN}><numFmts>{formats}</numFmts>"
        f"<cellXfs>{styles}</cellXfs></styleSheet>"
    }
    assert len(set(cells(package(sheet, parts=parts))[0])) == 4  # nothing, number, date, span


@given(st.text('dmyhsaAp/[]\\"_*;0#@.: MHS', max_size=12))
@settings(max_examples=80)
def test_any_format(code):
    escaped = code.replace('"', "&quot;").replace("<", "&lt;")
    parts = {
        "xl/styles.xml": f'{XML}<styleSheet {MAIN}><numFmts><numFmt numFmtId="170" '
        f'formatCode="{escaped}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>'
    }
    quick(package(row(V % ("A1", ' s="0"', "43831.5")), parts=parts))
    assert number_kind("General") == number_kind("")


def written(rows, **options):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, options) as made:
        sheet = made.add_worksheet("ก")
        day = made.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        span = made.add_format({"num_format": "[h]:mm:ss"})
        box = made.add_format({"border": 1})
        for at, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, timedelta):
                    sheet.write_datetime(at, column, value, span)
                elif isinstance(value, date | time):
                    sheet.write_datetime(at, column, value, day)
                elif value is None:
                    sheet.write_blank(at, column, None, box)
                elif isinstance(value, str):
                    sheet.write_string(at, column, value)
                else:
                    sheet.write(at, column, value)
    return content.getvalue()


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
    st.sampled_from(
        ["ไม่ใช่", "ใช่", "ก" * 300, " a ", "a\nb", "&<>\"'", "_x000D_", "1", "001", "a b " * 9]
    ),
    st.datetimes(datetime(1900, 1, 1), datetime(2600, 1, 1)),  # noqa: DTZ001
    st.times(),
    st.timedeltas(timedelta(0), timedelta(900)),
)
TABLES = st.lists(st.lists(VALUES, max_size=8), max_size=12)


@given(TABLES, st.booleans(), st.booleans(), st.sampled_from([64, 200, 1 << 20]))
@settings(max_examples=60)
def test_any_table_written_by_a_program(table, constant_memory, date_1904, piece):
    if date_1904:
        table = [
            [v for v in line if not isinstance(v, datetime) or v.year > 1904] for line in table
        ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick_book, "_PIECE", piece)
        quick(written(table, constant_memory=constant_memory, date_1904=date_1904))


PIECES = st.one_of(
    st.sampled_from(
        [
            ' s="1"',
            ' t="s"',
            ' t="n"',
            ' t="str"',
            ' t="inlineStr"',
            ' t="b"',
            ' r="A1"',
            ' r="B1"',
            ' r="C2"',
            "<v>",
            "</v>",
            "<is>",
            "</is>",
            "<t>",
            "</t>",
            "<f>",
            "</f>",
            "<c",
            ">",
            "/>",
            "</c>",
            "0",
            "1",
            "x",
            "<r>",
            "</r>",
            "<!--",
            "-->",
            " ",
            "&amp;",
            "</row>",
            '<row r="2">',
            "<row>",
            "'",
            '"',
        ]
    ),
    st.sampled_from(
        [
            '<c r="A1"><v>1</v></c>',
            '<c r="B1" t="s"><v>0</v></c>',
            '<c r="C1"/>',
            '<c r="D1" t="inlineStr"><is><t>a</t></is></c>',
            '<c r="A2" s="1"><v>5</v></c>',
        ]
    ),
)


@given(st.lists(PIECES, max_size=14))
@settings(max_examples=250)
def test_any_rubbish_is_read_alike_or_refused_alike(pieces):
    data = package(f'<row r="1">{"".join(pieces)}</row>')
    try:
        expected = slowly(data)
    except UserError:
        # What the other reader refuses may be readable; it is never anything else's cells.
        return
    assert content(workbook._book_sheets(HERE, data)) == expected


def test_a_workbook_of_openpyxl(tmp_path):
    for write_only in (False, True):
        made = openpyxl.Workbook(write_only=write_only)
        sheet = made.create_sheet("ก")
        for number in range(500):
            sheet.append(
                [
                    "ก" * (number % 9),
                    number,
                    number / 7,
                    None,
                    f" {number} ",
                    number % 2 == 0,
                    date(2020, 1, 1 + number % 28),
                    "=1+1",
                    time(1, 2),
                ]
            )
        made.save(tmp_path / "a.xlsx")
        quick((tmp_path / "a.xlsx").read_bytes())


def test_many_distinct_texts_and_long_ones():
    table = [[f"{n:013}", f"{n % 7}" * 40 + str(n), n * 11, "ก" * (n % 60)] for n in range(9000)]
    for constant_memory in (False, True):
        (sheet,) = quick(written(table, constant_memory=constant_memory))
        assert sheet.rows() == [tuple(map(str, line)) for line in table]


def test_values_with_one_hash_are_told_apart(monkeypatch):
    data = written([["ก" * 9, "ข" * 9], ["ค", "ก" * 9]], constant_memory=True)
    quick(data)
    monkeypatch.setattr(words, "_mix", lambda hashes: hashes.fill(7))
    assert read(data)[1] == 1


def spoiled(data, change):
    """Store the sheet unpacked and change a byte of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    stored = package(parts={name: part.decode() for name, part in parts.items()}, packing=0)
    assert change[0] in stored
    return stored.replace(*change, 1)


@pytest.mark.parametrize("cell", [V % ("A1", "", "123"), T % "<t>123<!-- --></t>"])
def test_a_wrong_checksum(cell):
    data = spoiled(package(row(cell)), (b"123", b"124"))
    with pytest.raises(UserError, match="ไฟล์เสียหาย"):
        list(workbook.open_sheets(HERE, data))


def test_more_content_than_announced():
    data = package(row(V % ("A1", "", "1")) + " " * 5000)
    with zipfile.ZipFile(io.BytesIO(data)) as parcel:
        size = parcel.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (size - 4000).to_bytes(4, "little"))
    with pytest.raises(UserError, match="ไฟล์เสียหาย"):
        list(workbook.open_sheets(HERE, lying))


def test_rows_without_an_end():
    data = package(
        parts={"xl/worksheets/sheet1.xml": f"{XML}<worksheet {MAIN}><sheetData><row r='1'>"}
    )
    with pytest.raises(UserError):
        list(workbook.open_sheets(HERE, data))


def test_rows_are_followed_by_much_else():
    tail = (
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
        + '<rowBreaks count="1"><brk id="1"/></rowBreaks>' * 50
    )
    for size in range(60, 130):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(quick_book, "_PIECE", size)
            found = cells(package(row(V % ("A1", "", "1")) * 1, tail=tail, packing=0))
        assert found == [("1",)]


LIST = [[f"{n:013}", "บ้าน" * (n % 5), n] for n in range(40_000)]


@pytest.mark.parametrize("constant_memory", [False, True])
def test_first_rows(constant_memory, monkeypatch):
    data = written(LIST, constant_memory=constant_memory)
    (whole,) = workbook.open_sheets(HERE, data)
    assert whole.about is None
    read_pieces = []
    pieces = quick_book.Parcel.pieces

    def counted(self, name, size):
        for piece in pieces(self, name, size):
            read_pieces.append(len(piece))
            yield piece

    monkeypatch.setattr(quick_book.Parcel, "pieces", counted)
    (sheet,) = workbook.first_rows(HERE, data, 100)
    assert 100 <= sheet.height < 10_000
    assert sheet.rows() == whole.rows(0, sheet.height)
    assert 30_000 < sheet.about < 50_000
    assert sum(read_pieces) < 1_000_000


@given(size=st.integers(1, 400), wanted=st.integers(1, 16), shared=st.booleans())
def test_first_rows_wherever_the_part_is_cut(size, wanted, shared):
    kind = ' t="s"' if shared else ""
    rows = "".join(
        row(V % (f"A{n}", kind, n % 2), V % (f"C{n}", "", "1"), number=n) for n in range(1, 15)
    )
    data = package(rows, tail='<rowBreaks count="0"/>', packing=0)
    (whole,) = workbook.open_sheets(HERE, data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick_book, "_FIRST_PIECE", size)
        (sheet,) = workbook.first_rows(HERE, data, wanted)
    assert sheet.height >= min(wanted, 14)
    assert sheet.rows() == whole.rows(0, sheet.height)


def test_first_rows_of_short_sheets_empty_ones_and_odd_ones():
    data = package(row(V % ("A1", "", "1")))
    (sheet,) = workbook.first_rows(HERE, data, 100)
    assert (sheet.rows(), sheet.about) == ([("1",)], None)
    blank = "".join(row(f'<c r="A{n}" s="1"/>', number=n) for n in range(1, 20_000))
    data = package(blank + row(V % ("A20000", "", "1"), number=20_000))
    (sheet,) = workbook.first_rows(HERE, data, 100)
    assert (sheet.height, sheet.about) == (20_000, None)
    (sheet,) = workbook.first_rows(HERE, package(row("<c r='A1'><v>x</v></c>")), 100)
    assert sheet.rows() == [("x",)]
    (sheet,) = workbook.first_rows(Path("ก.csv"), "ก,ข\n1,2".encode(), 100)
    assert sheet.rows() == [("ก", "ข"), ("1", "2")]


def test_mostly_odd_cells_are_left_to_the_other_reader(monkeypatch):
    monkeypatch.setattr(quick_cells, "_ODD_AT_MOST", 3)
    rows = row(*(f'<c r="{c}1"><f>A2</f><v>1</v></c>' for c in "ABCDE"), V % ("F1", "", "1"))
    assert read(package(rows))[1] == 1
    rows = row(*(f'<c r="{c}1"><f>A2</f><v>1</v></c>' for c in "ABC"), V % ("F1", "", "1"))
    assert read(package(rows))[1] == 0


def test_dates_from_1904_in_workbooks_of_newer_programs():
    # The other reader takes the second element for the first, and is four years wrong.
    book = '<workbookPr date1904="1"/><x15:workbookPr xmlns:x15="b" chartTrackingRefBase="1"/>'
    (sheet,) = workbook._book_sheets(HERE, package(row(V % ("A1", ' s="1"', "1")), book=book))
    assert sheet.rows() == [("1904-01-02",)]


def test_errors_that_the_other_reader_refuses_a_sheet_for():
    cell = '<c r="A1" t="e"><v>#SPILL!</v></c>'
    (sheet,) = workbook._book_sheets(HERE, package(row(cell, V % ("B1", "", "1"))))
    assert sheet.rows() == [("", "1")]


@pytest.mark.parametrize("third", ["<si/>", "<si><t>ค</t></si>", "<si><r><t>ค</t></r></si>"])
def test_first_rows_with_shared_texts_of_several_sheets(third):
    strings = f"{third}<si><t>ก</t></si>\n" + "".join(f"<si><t>{n}</t></si>" for n in range(9000))
    rows = "".join(row(V % (f"A{n}", ' t="s"', n % 9002), number=n) for n in range(1, 30_000))
    data = package(
        rows,
        strings=strings,
        sheets='<sheet name="a" r:id="rId1"/><sheet name="b" r:id="b"/>',
        parts={
            "xl/_rels/workbook.xml.rels": LINKS
            % (
                LINK % ("rId1", "worksheet", "worksheets/sheet1.xml")
                + LINK % ("b", "worksheet", "b.xml")
            ),
            "xl/b.xml": SHEET % ("", row(V % ("A1", ' t="s"', 9001)), ""),
        },
    )
    first, second = workbook.first_rows(HERE, data, 100)
    whole, same = workbook.open_sheets(HERE, data)
    assert first.height < whole.height
    assert first.rows() == whole.rows(0, first.height)
    assert second.rows() == same.rows() == [("8999",)]
