"""New versions of logbook forms: load, see what changed, decide the crosswalk, publish, export."""

from dataclasses import replace
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.crosswalk import Crosswalk
from desktop.domain.errors import Place, UserError
from desktop.domain.form import Form, FormMistakes
from desktop.domain.progress import Reporter
from desktop.domain.version_column import Cell, read_column
from desktop.domain.versions import LoadedForm
from desktop.forms.crosswalk import propose
from desktop.forms.crosswalk_book import read_crosswalk, write_crosswalk
from desktop.forms.difference import difference
from desktop.forms.editing import editable
from desktop.forms.phones import for_phones
from desktop.forms.remarks import remarks
from desktop.forms.unsupported import unsupported
from desktop.forms.xform import to_xform
from desktop.importing.child import run_child
from desktop.services import form_files, forms
from desktop.services.desk import Desk
from desktop.services.files import written_beside
from desktop.storage import casework
from desktop.storage import forms as stored
from desktop.storage.work import work

_LARGEST = 16 * 1024 * 1024


def load(desk: Desk, path: Path, report: Reporter) -> LoadedForm:
    """Read a form's workbook from outside, and say what it would change; nothing is stored.

    It is read in a process of its own.

    Raises:
        FormMistakes: everything that is wrong in it, at once.
        UserError: it can't be read, or its version is already another workbook's.
        Cancelled: the clerk asked to stop.
    """
    content, vetted = run_child(form_files.read, path, _bytes(path), report=report, seconds=120)
    if vetted.form is None:
        raise FormMistakes(vetted.mistakes)
    return _compared(desk, LoadedForm(vetted.form, content, vetted.remarks, vetted.unsupported))


def load_known(desk: Desk, form: str, version: str) -> LoadedForm:
    """A version that is known already, and what publishing it again would change.

    Raises:
        UserError: the program doesn't know it.
    """
    workbook = forms.workbook_of(desk, form, version)
    read = forms.form_of(desk, form, version)
    return _compared(desk, LoadedForm(read, workbook, remarks(read), unsupported(read)))


def publish(desk: Desk, loaded: LoadedForm) -> Changes:
    """Let a version be in force from now on; logbooks that were begun keep theirs.

    Its crosswalk is kept too, if it replaces one: with what waits for a decision, which is
    carried nowhere until it is decided. To take it back, publish the version before.

    Raises:
        FormMistakes: it asks what can't be keyed yet.
        UserError: its version is already another workbook's, or another was published meanwhile.
    """
    form = loaded.form
    if loaded.unsupported:
        raise FormMistakes(loaded.unsupported)
    _refuse_used_version(desk, form)
    before = _replaced(desk, form)
    if before != loaded.replaces:
        raise UserError(
            "มีผู้ประกาศใช้รุ่นอื่นไปแล้ว", "กรุณาเปิดไฟล์แบบฟอร์มอีกครั้ง ตรวจความแตกต่าง แล้วประกาศใช้ใหม่"
        )
    label = f"ประกาศใช้แบบฟอร์ม {form.title} รุ่น {form.version}"
    with work(desk.db, label, desk.actor, kind="form") as current:
        if before is not None:
            forms.keep(desk, current, before.id, before.version)
        stored.publish(current, form, loaded.workbook)
        if loaded.crosswalk is not None:
            stored.save_crosswalk(current, loaded.crosswalk)
    return current.done


def export(desk: Desk, form: str, version: str, target: Path) -> Path:
    """Write a version as a workbook to be edited in Excel, every question with its stable id.

    Raises:
        UserError: the program doesn't know the version, or the file can't be written.
    """
    return _written(target, editable(forms.workbook_of(desk, form, version)))


def export_xform(desk: Desk, form: str, version: str, target: Path) -> Path:
    """Write a version as the XForm that ODK Collect takes, made ready for phones.

    Raises:
        FormMistakes: the converter refuses it.
        UserError: the program doesn't know the version, or the file can't be written.
    """
    xform = to_xform(for_phones(forms.workbook_of(desk, form, version)))
    return _written(target, xform.encode())


def export_for_phones(desk: Desk, form: str, version: str, target: Path) -> Path:
    """Write a version as the XLSForm that KoboToolbox and ODK Central take.

    It asks for the household's id and the members' names too, by which submissions find back.

    Raises:
        UserError: the program doesn't know the version, or the file can't be written.
    """
    return _written(target, for_phones(forms.workbook_of(desk, form, version)))


def export_crosswalk(desk: Desk, loaded: LoadedForm, target: Path) -> Path:
    """Write the proposed crosswalk as a workbook, for somebody to decide what waits.

    Raises:
        UserError: the form replaces none, or the file can't be written.
    """
    before, crosswalk = _replacement(loaded)
    return _written(target, write_crosswalk(crosswalk, before, loaded.form))


def with_crosswalk(loaded: LoadedForm, path: Path) -> LoadedForm:
    """The loaded form with the crosswalk that was decided in a workbook.

    Raises:
        FormMistakes: everything that is wrong in it, at once.
        UserError: it can't be read, or the form replaces none.
    """
    before, _ = _replacement(loaded)
    return replace(loaded, crosswalk=read_crosswalk(_bytes(path), before, loaded.form))


def column(desk: Desk, form: str, question: str) -> tuple[Cell, ...]:
    """A question of the version in force, read through all logbooks of whatever version.

    Raises:
        UserError: the version in force has no such question.
    """
    versions, steps = forms.lineage(desk, form)
    if all(one.id != question for one in versions[-1].questions):
        raise UserError("ไม่พบคำถาม", f"แบบฟอร์มที่ใช้อยู่ไม่มีข้อรหัส “{question}” กรุณาตรวจรหัสข้อ")
    with desk.db.read() as session:
        visits = casework.visits_of_form(session, form)
        return tuple(read_column(question, versions, steps, visits))


def _compared(desk: Desk, loaded: LoadedForm) -> LoadedForm:
    """Return a form with what it changes; a crosswalk that was decided before is taken again."""
    form = loaded.form
    _refuse_used_version(desk, form)
    before = _replaced(desk, form)
    if before is None:
        return loaded
    with desk.db.read() as session:
        decided = stored.crosswalk(session, form.id, before.version, form.version)
    return replace(
        loaded,
        replaces=before,
        difference=difference(before, form),
        crosswalk=decided or propose(before, form),
    )


def _replaced(desk: Desk, form: Form) -> Form | None:
    """Return the version in force, None for a form that is new or already in force."""
    known = next((one for one in forms.versions(desk) if one.form == form.id), None)
    if known is None or known.version == form.version:
        return None
    return forms.in_force(desk, form.id)


def _refuse_used_version(desk: Desk, form: Form) -> None:
    for one in forms.versions(desk):
        if (one.form, one.version) == (form.id, form.version) and one.sha256 != form.sha256:
            raise UserError(
                "รุ่นนี้มีอยู่แล้ว",
                f"แบบฟอร์ม “{one.title}” รุ่น {one.version} มีอยู่แล้วและไม่เหมือนไฟล์นี้ "
                "กรุณาเปลี่ยนเลขรุ่น (version) ในแผ่นงาน settings แล้วเปิดอีกครั้ง",
                Place(sheet="settings"),
            )


def _replacement(loaded: LoadedForm) -> tuple[Form, Crosswalk]:
    if loaded.replaces is None or loaded.crosswalk is None:
        raise UserError("ไม่มีตารางเทียบ", "แบบฟอร์มนี้ไม่ได้มาแทนรุ่นใด จึงไม่ต้องเทียบคำถามเดิมกับคำถามใหม่")
    return loaded.replaces, loaded.crosswalk


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError:
        raise UserError(
            "เปิดไฟล์ไม่ได้", "ไม่พบไฟล์ หรือไม่มีสิทธิอ่าน กรุณาตรวจที่เก็บไฟล์แล้วลองอีกครั้ง", Place(file=path.name)
        ) from None
    if len(content) > _LARGEST:
        raise UserError("ไฟล์ใหญ่เกินไป", "แบบฟอร์มมีขนาดได้ไม่เกิน 16 MB", Place(file=path.name))
    return content


def _written(target: Path, content: bytes) -> Path:
    with written_beside(target) as file:
        file.write(content)
    return target
