"""Everything there is to say of a form's workbook from outside, said at once."""

from dataclasses import dataclass

from desktop.domain.form import Form, FormMistake, FormMistakes
from desktop.domain.progress import Reporter
from desktop.forms.definition import read_all
from desktop.forms.remarks import remarks, rule_errors
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
    form, mistakes = read_all(content)
    mistakes.found.extend(rule_errors(form))
    if mistakes.found:
        return Vetted(None, mistakes.in_order())
    try:
        to_xform(content)
    except FormMistakes as refused:
        return Vetted(None, refused.mistakes)
    return Vetted(form, (), remarks(form), unsupported(form))
