"""The demonstration answers are answers to the shipped questionnaire, to all of it and no more."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import surveys.demonstration
from support_plans.demonstration.answers import answers_by_page, answers_for
from support_plans.demonstration.companies import demonstration_companies
from surveys.answers import decode
from surveys.logic.evaluate import Blanks, evaluate, is_true
from surveys.logic.values import Facts, Missing, Value
from surveys.questionnaire import Question, Questionnaire, QuestionType
from surveys.routing import route
from surveys.second_look import second_looks
from surveys.xlsform import read_workbook

TODAY = date(2026, 3, 2)
CITY = [(company, answers_for(company, today=TODAY)) for company in demonstration_companies()]


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    folder = Path(surveys.demonstration.__file__).parent
    return read_workbook(folder / "company_survey.xlsx").questionnaire


def faults(question: Question, value: Value, facts: Facts) -> Iterator[str]:
    """What is wrong with one answer, in words."""
    if isinstance(value, Missing):
        allowed = set(question.allowed_missing) | (
            set() if question.is_required else {Missing.BLANK}
        )
        if value not in allowed:
            yield f"{question.code} may not be {value}"
        return
    chosen = value if isinstance(value, tuple) else (value,)
    if question.type is QuestionType.REPEAT:
        for row in chosen:
            assert isinstance(row, dict)
            for column in question.children:
                yield from faults(column, row.get(column.code, Missing.NOT_ASKED), {**facts, **row})
    elif question.options:
        options = [question.option(str(code)) for code in chosen]
        if None in options:
            yield f"{question.code} has no option {value}"
        if len(options) > 1 and any(option and option.is_exclusive for option in options):
            yield f"{question.code} cannot be {value} together"
        if list(chosen) != [option.code for option in question.options if option.code in chosen]:
            yield f"{question.code} is not in the options' order: {value}"
    if question.minimum is not None and value < question.minimum:  # type: ignore[operator]
        yield f"{question.code} is under {question.minimum}: {value}"
    if question.maximum is not None and value > question.maximum:  # type: ignore[operator]
        yield f"{question.code} is over {question.maximum}: {value}"
    if question.constraint is not None:
        held = evaluate(question.constraint, facts, today=TODAY, blanks=Blanks.AS_XPATH)
        if not is_true(held):
            yield f"{question.code} breaks its constraint: {value}"


def test_every_key_is_a_question(questionnaire: Questionnaire) -> None:
    answered = {code for _, answers in CITY for code in answers}
    asked = {question.code for page in questionnaire.pages for question in page.answered}
    assert answered == asked


def test_every_answer_is_one_that_its_question_takes(questionnaire: Questionnaire) -> None:
    found = [
        f"{company.registration_number}: {fault}"
        for company, answers in CITY
        for facts in (decode(questionnaire, answers),)
        for code, value in facts.items()
        for fault in faults(questionnaire.questions_by_code[code], value, facts)
    ]
    assert found == []


def test_all_that_is_asked_is_answered_and_nothing_else(questionnaire: Questionnaire) -> None:
    for company, answers in CITY:
        facts = decode(questionnaire, answers)
        way = route(questionnaire, facts, TODAY)
        assert way.answers == facts
        assert second_looks(questionnaire, way, TODAY) == ()
        assert way.unfinished == ()
        pages = answers_by_page(company, today=TODAY)
        assert [asked.page.code for asked in way.pages] == list(pages)
        for asked in way.pages:
            assert {one.code for one in asked.answered} == set(pages[asked.page.code])


def test_every_option_of_the_questionnaire_is_chosen_by_somebody(
    questionnaire: Questionnaire,
) -> None:
    chosen = {
        (code, option)
        for _, answers in CITY
        for code, value in decode(questionnaire, answers).items()
        for option in (value if isinstance(value, tuple) else (value,))
        if isinstance(option, str)
    }
    never = {
        (question.code, option.code)
        for page in questionnaire.pages
        for question in page.answered
        for option in question.options
        if (question.code, option.code) not in chosen
    }
    assert {code for code, _ in never if not code.startswith(("imp_", "att_"))} == {"consent_use"}
