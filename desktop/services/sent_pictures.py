"""The pictures of phones' submissions: out of their parcels, into households' papers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.domain.errors import UserError
from desktop.domain.form import Form
from desktop.domain.keying import Place
from desktop.domain.papers import Paper
from desktop.domain.progress import Reporter
from desktop.domain.submissions import Found, Picture
from desktop.importing.submissions.receiving import picture_bytes
from desktop.services.attachments import title_of
from desktop.services.shrinking import papers_of
from desktop.storage import attachments, submissions
from desktop.storage.work import Work

Papers = Mapping[Picture, Paper]


def read_pictures(
    found: Sequence[Found], report: Reporter
) -> tuple[Papers, tuple[UserError, ...]]:
    """Return the pictures that came along, shrunk, and why others can't be had.

    Raises:
        Cancelled: the clerk asked to stop.
    """
    wanted = [picture for one in found for picture in one.sent.pictures if picture.file]
    papers: dict[Picture, Paper] = {}
    refused: list[UserError] = []
    for number, picture in enumerate(dict.fromkeys(wanted)):
        report.step(number, len(wanted), "อ่านและย่อรูป")
        try:
            data = picture_bytes(picture)
            papers[picture] = next(papers_of(data, picture.name, title_of(picture.name)))
        except UserError as error:
            refused.append(error)
    return papers, tuple(refused)


def attach(work: Work, form: Form, found: Found, papers: Papers) -> int:
    """Give a submission's pictures to its household, each once; return how many.

    Each is called after the question that it answers.
    """
    home, count = found.household_id, 0
    for picture in found.sent.pictures if home is not None else ():
        place, title = _place(form, found, picture)
        kept = submissions.kept_picture(work.session, picture.kept) if picture.kept else None
        paper = kept[1] if kept else papers.get(picture)
        if home is None or paper is None:
            continue
        hashes = [paper.source_sha256] if kept else [paper.source_sha256, paper.sha256]
        if attachments.title_of_same(work.session, home, hashes) is not None:
            continue
        called = replace(paper, title=title or paper.title or title_of(picture.name))
        content_id = kept[0] if kept else attachments.keep_content(work.session, paper)
        attachments.add_kept(work, home, content_id, called, place)
        count += 1
    return count


def _place(form: Form, found: Found, picture: Picture) -> tuple[Place, str]:
    """Return whose and which question a picture answers, and the question's words."""
    answers = found.draft.answers if found.draft else ()
    answer = next((one for one in answers if one.value == picture.name), None)
    if answer is None:
        return ("", 0), ""
    label = next((one.label for one in form.questions if one.id == answer.question), "")
    return (answer.question, answer.person_id), label
