"""What is wrong with the papers of households chosen to hurt: nothing may be."""

import re
from collections import defaultdict
from contextlib import closing
from dataclasses import replace

from desktop.domain.answer_words import words_of
from desktop.domain.paper_layout import Fields, Questions, Signatures, Table, Words, filled, shown
from desktop.printing.flow.document import Paper, page_size
from desktop.printing.flow.questions import MOST_BOXES
from desktop.printing.pen import MM
from desktop.printing.typesetter.ending import ELLIPSIS
from desktop.services.documents import bundles, catalogue, making
from desktop.services.documents.layouts import layout_of, typesetter_of
from tests.factories.watched import WatchedSheets

# Ink may come this near, in points: a tone mark over a tail is no overlap to an eye.
SLACK = 0.4
EDGE = 6.0
BOXED = ("select_one", "select_multiple", "acknowledge")


def faults(desk, kind, ids):
    """Return (clipped, overlapped, lost) of a kind that a layout sets, as words about each."""
    name = bundles.LAYOUT if kind == "bundle" else catalogue.named(kind).write.__self__.layout
    layout = layout_of(desk, name)
    sheets = WatchedSheets(page_size(layout))
    paper = Paper(layout, typesetter_of(desk, layout))
    found = [], [], []
    with closing(_contents(desk, kind, ids)) as contents:
        for content in contents:
            sheets.pages.clear()
            sheets.read.clear()
            paper.draw(sheets, content)
            whose = content.values.get("number", "")
            for one, some in zip(found, _faults(layout, content, sheets), strict=True):
                one.extend((whose, *fault) for fault in some)
    return found


def _contents(desk, kind, ids):
    parts = making.parts(desk, kind, ids)
    if kind != "bundle":
        return catalogue.named(kind).write.__self__.contents(desk, parts, False)
    return (
        replace(one.cover, values={**one.cover.values, "sheets": "12"})
        for one in bundles._bundles(desk, parts)
    )


def _faults(layout, content, sheets):
    width, height = (side / MM for side in page_size(layout))
    clipped, overlapped = [], []
    for number, (lines, _) in enumerate(sheets.pages, 1):
        for at, line in enumerate(lines):
            x, bottom, end, top = (side / MM for side in line.box)
            if x < EDGE or end > width - EDGE or bottom < EDGE or top > height - EDGE:
                clipped.append((number, line.text, line.box))
            overlapped += [
                (number, line.text, other.text)
                for other in lines[at + 1 :]
                if line.over(other, SLACK)
            ]
    return clipped, overlapped, _lost(layout, content, sheets.read)


def _lost(layout, content, read):
    """Return the texts of which characters are missing.

    On a page that comes back nothing moves with what a household is called: there a text may end
    in an ellipsis. (Who made it is told.)
    """
    columns = defaultdict(list)
    for line in read:
        columns[round(line.box[0])].append(line.text)
    printed = [_bare("".join(line.text for line in read))]
    printed += [_bare("".join(texts)) for texts in columns.values()]
    cut = [_bare(whole.split(ELLIPSIS)[0]) for whole in _cut(content, read)]
    return [
        (text,)
        for text in map(_bare, _said(layout, content))
        if text
        and not any(text in whole for whole in printed)
        and not any(text.startswith(begun) for begun in cut)
    ]


def _cut(content, read):
    """Yield the texts, of one line or two, that end in an ellipsis of ours."""
    if content.comes_back:
        for at, line in enumerate(read):
            if line.text.endswith(ELLIPSIS):
                yield line.text
                yield read[at - 1].text + line.text if at else line.text


def _said(layout, content):
    values = content.values
    if content.comes_back:
        yield from (filled(line, values) for line in layout.head)
    for block in shown(layout, content):
        if isinstance(block, Words):
            yield filled(block.text, values)
        elif isinstance(block, Fields):
            for one in (one for row in block.rows for one in row):
                yield from (one.label, filled(one.value, values), one.unit)
        elif isinstance(block, Table):
            yield from _cells(block, content)
        elif isinstance(block, Signatures):
            for one in block.people:
                yield from (filled(t, values) for t in (one.role, one.name, one.position))
        elif isinstance(block, Questions):
            yield from _asked(content.form)


def _cells(table, content):
    yield from (filled(column.head, content.values) for column in table.columns)
    rows = content.tables.get(table.rows, ())
    for row in rows:
        yield filled(table.group, row)
        yield from (filled(column.value, row) for column in table.columns)
    if not rows:
        yield filled(table.empty, content.values)


def _asked(lines):
    for line in lines:
        yield line.text
        question = line.question
        if line.kind != "question":
            continue
        yield from (question.label, question.hint)
        if question.kind in BOXED and 0 < len(question.choices) <= MOST_BOXES:
            yield from (choice.label for choice in question.choices)
        else:
            yield words_of(question, line.value)


def _bare(text):
    return re.sub(r"[\s\u200b]", "", text)
