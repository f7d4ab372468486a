"""What is followed answer by answer is what a new beginning would find, in any form."""

import graphlib
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.form import Choice, Form, Group, Question
from desktop.domain.records import Answer
from desktop.forms.linting.rules import rule_mistakes
from desktop.forms.rules import Rules

TODAY = date(2026, 1, 5)
MEMBERS = (4, 7, 9)
CHOICES = tuple(Choice(code, code, columns=(("of", of),)) for code, of in ("12", "21", "32"))
GROUPS = {"h0": (), "h1": (), "h2": ("g",), "h3": ("g",), "m0": ("m",), "m1": ("m",)}
GROUPS |= {"m2": ("m", "gm"), "m3": ("m", "gm"), "t0": (), "t1": ("g",)}
# Later ones read earlier ones, so that most forms have no circle; some do.
ORDER = ("h0", "h1", "m0", "g", "h2", "m1", "gm", "m2", "h3", "t0", "m3", "t1")
OF_HOUSEHOLD = ("{h} = 1", "{h} > 2", "{h} + 1", "not({h} = '')", "coalesce({h}, 3)")
OF_MEMBERS = (
    *("sum({m}) + 1", "count({m}) = 2", "max({m}) > 1", "join(' ', {m})"),
    *("count(${{m}}[{m} > 1])", "indexed-repeat({m}, ${{m}}, 2)", "count-non-empty({m})"),
)
OF_ONE_MEMBER = (
    *("{m} = 1", "{m} + 1", "{m} = '' or {h} = 2", "if({m} > 1, {h}, 2)", "position(..) = 1"),
    *("sum(${{m}}[true()]/m0)", "count(${{m}}[{m} > current()/../m0])", "../m0 > 1"),
    *("indexed-repeat({m}, ${{m}}, 1) = 2", "sum(/data/m/m0)", "string-length({m}) + {h}"),
)


def expressions(name):
    """Expressions for the item, of names before it."""
    before = ORDER[: ORDER.index(name)]
    household = [f"${{{one}}}" for one in before if one[0] in "ht"] or ["3"]
    members = [f"${{{one}}}" for one in before if one in ("m0", "m1", "m2", "m3")] or ["''"]
    templates = OF_ONE_MEMBER if name in ("m1", "gm", "m2", "m3") else OF_MEMBERS
    if not before or members == ["''"]:
        templates = ()
    return st.builds(
        lambda template, h, m: template.format(h=h, m=m),
        st.sampled_from((*OF_HOUSEHOLD, *templates)),
        st.sampled_from(household),
        st.sampled_from(members),
    )


@st.composite
def questions(draw, name):
    maybe = st.one_of(st.just(""), expressions(name))
    kind = draw(st.sampled_from(("integer", "text", "select_one")))
    required_when = draw(maybe)
    return Question(
        id=f"id.{name}",
        name=name,
        label=name,
        kind=kind,
        section="",
        choices=CHOICES if kind == "select_one" else (),
        per_member=name[0] == "m",
        groups=GROUPS[name],
        required=not required_when and draw(st.booleans()),
        required_when=required_when,
        relevant=draw(maybe),
        constraint=draw(st.one_of(st.just(""), st.just(". < 3"), expressions(name))),
        calculation=draw(maybe),
        choice_filter=draw(st.sampled_from(("", "of = ${h0}", "name != ${h1}")))
        if kind == "select_one"
        else "",
    )


@st.composite
def forms(draw):
    maybe_g = st.one_of(st.just(""), expressions("g"))
    maybe_gm = st.one_of(st.just(""), expressions("gm"))
    groups = (
        Group("g", "", relevant=draw(maybe_g)),
        Group("m", "", repeat=True, relevant=draw(st.sampled_from(("", "${h0} != 1")))),
        Group("gm", "", groups=("m",), relevant=draw(maybe_gm)),
    )
    return Form("f", "1", "", (), tuple(draw(questions(name)) for name in GROUPS), groups=groups)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(list(GROUPS)),
        st.sampled_from(MEMBERS),
        st.sampled_from(("", "1", "2", "3", "x", "-4.5")),
    ),
    min_size=1,
    max_size=12,
)


def state(form, keyed):
    """Everything that can be asked of a logbook, for everybody."""
    return {
        (question.id, person): (
            keyed.relevant(question.id, person),
            keyed.required(question.id, person),
            keyed.value(question.id, person),
            keyed.complaint(question.id, person),
            keyed.choices(question.id, person),
        )
        for question in form.questions
        for person in (MEMBERS if question.per_member else (0,))
    }


@settings(deadline=None)
@given(forms(), EDITS)
def test_each_answer_changes_what_beginning_anew_would_and_tells_of_it(form, edits):
    try:
        rules = Rules(form)
    except graphlib.CycleError:
        # Rules that wait for each other are told when the form is loaded.
        assert any("อ้างถึง" in mistake.message for mistake in rule_mistakes(form))
        return
    calculated = {
        (question.id, person)
        for question in form.questions
        if question.calculation
        for person in (*MEMBERS, 0)
    }
    given_answers: dict[tuple[str, int], str] = {}
    keyed = rules.begin((), MEMBERS, TODAY)
    for name, member, value in edits:
        asked = (f"id.{name}", member if name[0] == "m" else 0)
        before = state(form, keyed)
        told = keyed.set(*asked, value)
        given_answers[asked] = value
        answers = [Answer(q, value=v, person_id=p) for (q, p), v in given_answers.items()]
        after = state(form, keyed)
        assert after == state(form, rules.begin(answers, MEMBERS, TODAY))
        changed = {one for one in after if after[one] != before[one]}
        assert changed - told <= {asked}
        # A calculation may turn from true to 1, which looks the same.
        assert told - changed <= calculated
