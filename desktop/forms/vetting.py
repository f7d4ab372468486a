"""Everything there is to say of a form's workbook from outside, said at once."""

from dataclasses import dataclass

from desktop.domain.form import Form, FormMistake, FormMistakes
from desktop.domain.progress import Reporter
from desktop.forms.definition import examine
from desktop.forms.remarks import remarks
from desktop.forms.unsupported import unsupported
from desktop.forms.xform import to_xform


@dataclass(frozen=True, slots=True)
class Vetted:
    """A form, or what is wrong with it; what to look at again, and what can't be keyed yet."""

    form: Form | None
    mistakes: tuple[FormMistake, ...] = ()
    remarks: tuple[FormMistake, ...] = ()
    unsupported: tuple[FormMistake, ...] = ()


def vet(content: bytes, _report: Reporter) -> Vetted:
    """Read a workbook by our own rules, then by those of phones; for the child process.

    Raises:
        UserError: it is no .xlsx workbook.
    """
    form, mistakes = examine(content)
    if form is None:
        return Vetted(None, mistakes)
    try:
        to_xform(content)
    except FormMistakes as refused:
        return Vetted(None, refused.mistakes)
    return Vetted(form, (), remarks(form), unsupported(form))
