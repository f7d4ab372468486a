"""A submission's answers in words, for who has to decide what becomes of it."""

from collections.abc import Iterator

from desktop.domain.answer_words import labelled, words_of
from desktop.domain.form import Form, Question
from desktop.domain.submissions import SentAnswer
from desktop.forms.sent import Read
from desktop.forms.sent_members import name_of


def in_words(form: Form, read: Read) -> Iterator[SentAnswer]:
    """Yield what is answered, in the order of the form: the household, then its members."""
    for question in form.questions:
        text = read.household.get(question.id, "")
        if text and question.asked and not question.per_member:
            yield SentAnswer("", question.label or question.name, _answer(question, text))
    for number, texts in read.members.items():
        whose = f"{number}. {name_of(form, read, number)}".rstrip()
        for question in form.questions:
            text = texts.get(question.id, "")
            if text and question.asked:
                yield SentAnswer(whose, question.label or question.name, _answer(question, text))


def _answer(question: Question, text: str) -> str:
    if question.kind == "select_one" and question.choices:
        return labelled([text], question.choices)  # one answer, whatever is in it
    return words_of(question, text)
