"""What phones' servers hand out, in each of their shapes. Nobody here exists.

A filled form is the household's answers by question name, and a list of the members' answers.
"""

import csv
import io
import zipfile
from xml.etree import ElementTree

import xlsxwriter
from defusedxml.ElementTree import fromstring

from desktop.forms.definition import read_form
from desktop.forms.phones import for_phones
from desktop.forms.xform import to_xform
from desktop.paths import resources

INSTANCE = "8f0e1d7c-0000-4000-8000-000000000001"
SHORT = (resources() / "forms" / "short-logbook-v1.xlsx").read_bytes()
FULL = (resources() / "forms" / "full-logbook-v1.xlsx").read_bytes()


class Phone:
    """A form on phones, and what comes back of it."""

    def __init__(self, workbook):
        ready = for_phones(workbook)
        self.form, self.plain = read_form(ready), read_form(workbook)
        self.repeat = next((g for g in self.form.groups if g.repeat), None)
        self._xform = to_xform(ready)

    def xml(self, household, members=(), instance=INSTANCE, *, lacking=(), replaces=""):
        """Return one instance as ODK Collect writes it, from the skeleton that pyxform makes."""
        skeleton = fromstring(self._xform)
        root = next(e for e in skeleton.iter() if e.tag.endswith("}data") and "id" in e.attrib)
        self._fill(root, {"onehome_form": f"{self.form.id}@{self.form.version}", **household})
        self._repeat(root, members)
        for element in list(root.iter()):
            for child in list(element):
                if _name(child) in lacking:
                    element.remove(child)
                elif _name(child) == "instanceID":
                    child.text = f"uuid:{instance}" if instance else ""
                    if replaces:
                        made = ElementTree.SubElement(element, child.tag[:-10] + "deprecatedID")
                        made.text = f"uuid:{replaces}"
        return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)

    def _fill(self, element, answers):
        for child in element.iter():
            if len(child) == 0:
                child.text = answers.get(_name(child), "")

    def _repeat(self, root, members):
        name = self.repeat.name
        parent = next(e for e in root.iter() if any(_name(c) == name for c in e))
        lines = [c for c in parent if _name(c) == name]
        place = list(parent).index(lines[0])
        model = ElementTree.tostring(lines[-1])
        for line in lines:
            parent.remove(line)
        for number, answers in enumerate(members):
            line = fromstring(model)
            self._fill(line, answers)
            parent.insert(place + number, line)

    def central(self, submissions, *, media=None):
        """Return the zip that ODK Central exports.

        `submissions` are (id, household, members), `media` pictures by name.
        """
        mine = self._columns(per_member=False)
        theirs = self._columns(per_member=True)
        head = ["SubmissionDate", *(self._path(q, "-") for q in mine)]
        main = [[*head, "meta-instanceID", "KEY", "Status", "FormVersion"]]
        start = len(self.repeat.groups) + 1
        lines = [[*("-".join((*q.groups[start:], q.name)) for q in theirs), "PARENT_KEY", "KEY"]]
        for instance, household, members in submissions:
            key = f"uuid:{instance}"
            told = self._told(household)
            main.append(
                [
                    *("2022-05-16T03:00:00.000Z", *(told.get(q.name, "") for q in mine)),
                    *(key, key, "", self.form.version),
                ]
            )
            for number, answers in enumerate(members, 1):
                line = [answers.get(q.name, "") for q in theirs]
                lines.append([*line, key, f"{key}/{self.repeat.name}[{number}]"])
        name = self.form.id
        return parcel(
            {
                f"{name}.csv": csv_of(main),
                f"{name}-{self.repeat.name}.csv": csv_of(lines),
                **{f"media/{one}": picture for one, picture in (media or {}).items()},
            }
        )

    def kobo(self, submissions, *, separator="/", split=False, labels=False):
        """Return the sheets of KoboToolbox's export, by name."""
        mine, theirs = self._columns(per_member=False), self._columns(per_member=True)

        def head(questions):
            for q in questions:
                path = q.label if labels else self._path(q, separator)
                if split and q.kind == "select_multiple":
                    yield from (f"{path}/{choice.code}" for choice in q.choices)
                else:
                    yield path

        def cells(questions, answers):
            for q in questions:
                text = answers.get(q.name, "")
                if split and q.kind == "select_multiple":
                    chosen = text.split()
                    yield from (
                        ("1" if c.code in chosen else "0") if text else "" for c in q.choices
                    )
                else:
                    yield text

        main = [[*head(mine), "_id", "_uuid", "__version__", "_index"]]
        lines = [[*head(theirs), "_index", "_parent_table_name", "_parent_index"]]
        for number, (instance, household, members) in enumerate(submissions, 1):
            told = self._told(household)
            main.append([*cells(mine, told), "77", instance, "vKoboOwn", str(number)])
            for answers in members:
                line = [*cells(theirs, answers), str(len(lines)), "short", str(number)]
                lines.append(line)
        return {"short": main, self.repeat.name: lines}

    def _told(self, household):
        return {"onehome_form": f"{self.form.id}@{self.form.version}", **household}

    def _columns(self, *, per_member):
        return [q for q in self.form.questions if q.per_member == per_member and q.kind != "note"]

    def _path(self, question, separator):
        return separator.join((*question.groups, question.name)) if separator else question.name


def _name(element):
    return element.tag.rpartition("}")[2]


def parcel(files):
    """Return a zip of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return target.getvalue()


def csv_of(rows, delimiter=","):
    """Return rows as CSV in UTF-8 with BOM, which Excel wants and servers write."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode("utf-8-sig")


def workbook_of(sheets):
    """Return sheets as a workbook of texts."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_numbers": False}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell)
    return target.getvalue()
