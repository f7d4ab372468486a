"""Where the answers stand on the papers that were printed, by what their codes say."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from desktop.domain.form import Form
from desktop.domain.geometry import Geometry, SideGeometry, Sides, from_data, mark_of_places
from desktop.domain.paper_codes import FormPage, SideCode, form_page_of
from desktop.domain.paper_layout import Content, Layout
from desktop.domain.records import Household
from desktop.printing.flow.document import Paper
from desktop.printing.flow.returning import LETTER, version_of
from desktop.printing.typesetter.paragraph import Typesetter
from desktop.services import forms, keying
from desktop.services.desk import Desk
from desktop.services.documents import logbook_forms
from desktop.services.documents.layouts import layout_of, own_folder, typesetter_of

_FOLDERS = {"L": "leaflet"}


def geometry_of(desk: Desk, letter: str, version: int) -> Sides | None:
    """Return the sides of a layout's version, None where this program has none."""
    if letter == LETTER:
        layout = layout_of(desk, logbook_forms.LAYOUT)
        return FormSides(desk, layout) if version == version_of(layout) else None
    folder = _FOLDERS.get(letter)
    file = desk.resources / "layouts" / (folder or "") / f"{version}.json"
    return _read(file) if folder and file.is_file() else None


@lru_cache(maxsize=8)
def _read(file: Path) -> Geometry:
    return from_data(json.loads(file.read_text(encoding="utf-8")))


def form_marked(desk: Desk, mark: str) -> Form | None:
    """Return the version of a form that a page's code speaks of, None where it isn't known."""
    known = forms.known(desk)
    return next((one for one in known if logbook_forms.mark_of_form(one) == mark), None)


def form_code(desk: Desk, home: Household, page: int, form: Form) -> SideCode | None:
    """Return the code that a page of a household's form has if printed today, None for no page."""
    layout = layout_of(desk, logbook_forms.LAYOUT)
    members = len(keying.called(home)) + 1
    sides = FormSides(desk, layout).made(form, members)
    if not 0 < page <= len(sides):
        return None
    marks = logbook_forms.mark_of_form(form), logbook_forms.mark_of_people(home.members)
    said = FormPage(page, members, *marks, mark_of_places(sides[page - 1].places))
    return SideCode(home.uid, LETTER, version_of(layout), said.text)


@dataclass(frozen=True, slots=True)
class FormSides:
    """The pages of printed logbook forms: made again as they were, and trusted only if they are.

    How a form is dealt to pages depends on its version, how many members there are, and the
    layout. Its code tells the first two; by the mark of its places a page that came out
    otherwise, as after a change of the office's own layout, is known.
    """

    desk: Desk
    layout: Layout

    def side(self, letter: str) -> SideGeometry | None:
        """Return a page, None where it can't be made as it was printed."""
        page = form_page_of(letter)
        form = form_marked(self.desk, page.form) if page else None
        if page is None or form is None or not page.members:
            return None
        sides = self.made(form, page.members)
        side = sides[page.page - 1] if 0 < page.page <= len(sides) else None
        return side if side and mark_of_places(side.places) == page.places else None

    def made(self, form: Form, members: int) -> tuple[SideGeometry, ...]:
        """Return the pages of a form for so many members, as they would be printed today."""
        content = logbook_forms.made_again(self.desk, form, members)
        setter = typesetter_of(self.desk, self.layout)
        return _made(_Made(self.layout, setter, own_folder(self.desk), content))


@dataclass(frozen=True, slots=True)
class _Made:
    """What pages are made from; what it says is compared, so that equal ones are made once."""

    layout: Layout
    typesetter: Typesetter
    folder: Path | None
    content: Content

    def __hash__(self) -> int:
        return hash((self.layout.key, len(self.content.form)))


@lru_cache(maxsize=8)
def _made(of: _Made) -> tuple[SideGeometry, ...]:
    return Paper(of.layout, of.typesetter, of.folder).sides(of.content)
