"""About how long it takes: by the kinds of questions that are asked."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import surveys.demonstration
from surveys.duration import SECONDS, minutes, seconds, seconds_left, seconds_of
from surveys.logic.text import Text
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.routing import route
from surveys.xlsform import read_workbook

TODAY = date(2026, 11, 23)


def question(type_: QuestionType, code: str = "a", *children: Question) -> Question:
    return Question(code, type_, Text(en=code), children=children)


def test_every_kind_of_question_takes_some_time_and_a_calculation_none() -> None:
    assert SECONDS.keys() == set(QuestionType)
    assert [one for one, time in SECONDS.items() if not time] == [QuestionType.CALCULATED]


def test_a_grid_takes_as_long_as_it_has_rows() -> None:
    rows = [question(QuestionType.CHOOSE_ONE, code) for code in "abc"]
    assert seconds(question(QuestionType.GRID, "grid", *rows)) == 15 + 3 * 10


def test_repeated_rows_take_what_two_of_them_do() -> None:
    columns = (question(QuestionType.TEXT), question(QuestionType.INTEGER, "b"))
    assert seconds(question(QuestionType.REPEAT, "rows", *columns)) == 30 + 2 * (20 + 40)


def test_of_a_grid_the_rows_that_are_not_rated_are_left() -> None:
    rows = [question(QuestionType.CHOOSE_ONE, code) for code in "abc"]
    grid = replace(question(QuestionType.GRID, "grid", *rows))
    page = Page("p", Text(), (grid,))
    one = Questionnaire("q", Text(), (Section("s", Text(), (page,)),))
    way = route(one, {"a": "x"}, TODAY)
    assert (seconds_of(way.pages), seconds_left(way, way.pages)) == (60, 50)
    way = route(one, {"a": "x", "b": "x", "c": "x"}, TODAY)
    assert seconds_left(way, way.pages) == 0


@pytest.mark.parametrize(
    ("told", "wanted"),
    [(0, 0), (1, 1), (60, 1), (61, 2), (600, 10), (601, 15), (900, 15), (901, 20), (1800, 30)],
)
def test_minutes_are_told_as_people_tell_them(told: int, wanted: int) -> None:
    assert minutes(told) == wanted


def test_the_demonstration_takes_about_half_an_hour() -> None:
    workbook = Path(surveys.demonstration.__file__).parent / "company_survey.xlsx"
    way = route(read_workbook(workbook).questionnaire, {}, TODAY)
    assert minutes(seconds_of(way.pages)) == 30
