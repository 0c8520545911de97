"""An answer that was taken fits for as long as nothing that its constraint reads changes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.answers import decode
from surveys.forms import PageForm
from surveys.forms.controls import from_stored
from surveys.logic.expressions import answers_read
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.routing import route

Q = QuestionType
TODAY = date(2026, 11, 23)
CODES = [f"q{at}" for at in range(4)]
CONSTRAINTS = ("${this} != ${other}", "not(${this} > ${other})", "${this} + ${other} < 6")
TRIES = 4  # to fill a page in so that it is accepted
numbers = st.integers(0, 3)


@st.composite
def questions(draw: st.DrawFn, at: int) -> Question:
    """A number, or entries of one; asked by answers before it, its constraint may read any."""
    code, is_repeat = CODES[at], draw(st.sampled_from([False, False, True]))
    own = f"{code}_n" if is_repeat else code
    constraint = draw(st.sampled_from([None, *CONSTRAINTS]))
    if constraint is not None:
        other = draw(st.sampled_from([one for one in CODES if one != code]))
        constraint = constraint.replace("this", own).replace("other", other)
    before = draw(st.sampled_from([None, None, 0, 1])) if at else None
    asked = None if before is None else parse(f"${{{CODES[at - 1]}}} != {before}")
    number = Question(
        own,
        Q.INTEGER,
        Text(en=own),
        is_required=draw(st.booleans()),
        minimum=draw(st.none() | st.just(Decimal(1))),
        maximum=draw(st.none() | st.just(Decimal(2))),
        constraint=parse(constraint) if constraint else None,
    )
    if not is_repeat:
        return replace(number, relevant=asked)
    return Question(code, Q.REPEAT, Text(en=code), children=(number,), relevant=asked)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    found = [draw(questions(at)) for at in range(len(CODES))]
    split = draw(st.integers(1, len(CODES) - 1))
    pages = tuple(
        Page(f"page{at}", Text(), tuple(some))
        for at, some in enumerate((found[:split], found[split:]))
    )
    return Questionnaire("q", Text(), (Section("s", Text(), pages),))


def answer(draw: st.DrawFn, question: Question) -> object:
    if question.type is Q.REPEAT:
        cells = st.fixed_dictionaries({question.children[0].code: numbers})
        return draw(st.lists(cells, min_size=1, max_size=2))
    return draw(st.sampled_from([None, 0, 1, 2, 3]))


@st.composite
def filled_in(draw: st.DrawFn) -> tuple[Questionnaire, dict[str, object]]:
    """A questionnaire, and what its forms accepted, page after page, up to the first refusal."""
    whole = draw(questionnaires())
    stored: dict[str, object] = {}
    for page in whole.pages:
        for _try in range(TRIES):
            drawn = {one.code: answer(draw, one) for one in page.answered}
            form = page_form(whole, page, stored, from_stored(page.questions, drawn))
            if form.is_valid():
                stored |= form.answers
                break
        else:
            break
    return whole, stored


def page_form(
    whole: Questionnaire, page: Page, stored: Mapping[str, object], typed: Mapping[str, Any]
) -> PageForm:
    facts = route(whole, decode(whole, stored), TODAY).facts
    with translation.override("en"):
        return PageForm(whole, page, answers=stored, today=TODAY, facts=facts, data=typed)


@settings(max_examples=300)
@given(filled_in())
def test_what_every_page_accepted_fits_but_for_constraints_that_read_later_pages(
    filled: tuple[Questionnaire, dict[str, object]],
) -> None:
    whole, stored = filled
    place = {code: whole.pages.index(page) for code, page in whole.page_of.items()}
    for found in route(whole, decode(whole, stored), TODAY).misfits.values():
        for misfit in found:
            assert misfit.question.constraint is not None
            read = answers_read(misfit.question.constraint)
            assert max(place[code] for code in read) > place[misfit.code]


@settings(max_examples=200)
@given(filled_in())
def test_a_page_refuses_what_the_way_says_does_not_fit_and_nothing_else(
    filled: tuple[Questionnaire, dict[str, object]],
) -> None:
    whole, stored = filled
    way = route(whole, decode(whole, stored), TODAY)
    for asked in way.pages:
        if all(one.code in stored for one in asked.answered):
            typed = from_stored(asked.page.questions, stored)
            form = page_form(whole, asked.page, stored, typed)
            is_fitting = not any(one.code in way.misfits for one in asked.answered)
            assert form.is_valid() is is_fitting, form.errors
