"""Closed or waiting: whether answers that nobody has given yet may still open a section."""

from datetime import date

import pytest

from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from surveys.routing import route
from surveys.waiting import Waiting

TODAY = date(2026, 11, 23)


def number(code: str, relevant: str = "", **fields: object) -> Question:
    condition = parse(relevant) if relevant else None
    values: dict[str, object] = {"type": QuestionType.INTEGER, "relevant": condition, **fields}
    return Question(code, label=Text(en=code), **values)  # type: ignore[arg-type]


def section(code: str, *questions: Question, relevant: str = "", page: str = "") -> Section:
    """A section of one page; both may have a condition."""
    condition = parse(page) if page else None
    made = Page(f"page_{code}", Text(), questions or (number(code),), relevant=condition)
    return Section(code, Text(en=code), (made,), parse(relevant) if relevant else None)


def waits(facts: Facts, *sections: Section) -> tuple[str, ...]:
    """What the last of the sections waits for."""
    one = Questionnaire("q", Text(), sections)
    way = route(one, facts, TODAY)
    assert sections[-1].code not in {asked.section.code for asked in way.pages}
    return Waiting(one, way, TODAY).of_section(sections[-1])


AB = section("first", number("a"), number("b"))


@pytest.mark.parametrize(
    ("condition", "facts", "wanted"),
    [
        ("${a} > 1", {}, ("a",)),
        ("${a} > 1", {"a": 1}, ()),
        ("${a} > 1", {"a": Missing.BLANK}, ()),  # left blank: XPath makes no number of it
        ("${a} > 1", {"a": Missing.DONT_KNOW}, ()),
        ("${a} > 1 and ${b} > 1", {}, ("a", "b")),
        ("${a} > 1 and ${b} > 1", {"a": 2}, ("b",)),
        ("${a} > 1 and ${b} > 1", {"a": 1}, ()),  # whatever b will be
        ("${a} > 1 or ${b} > 1", {"a": 1}, ("b",)),
        ("${a} > 1 or ${b} > 1", {"a": 1, "b": 1}, ()),
        ("${b} > 1 and not(${a} > 1)", {"a": 2}, ()),
        ("${b} > 1 and not(${a} > 1)", {}, ("a", "b")),
        ("${a} + ${b} > 1", {"a": 1}, ("b",)),
        ("false() and ${a} > 1", {}, ()),
    ],
)
def test_a_section_waits_while_an_answer_may_open_it(
    condition: str, facts: Facts, wanted: tuple[str, ...]
) -> None:
    assert waits(facts, AB, section("last", relevant=condition)) == wanted
    assert waits(facts, AB, section("last", page=condition)) == wanted
    assert waits(facts, AB, section("last", number("x", condition))) == wanted


def test_it_waits_where_one_of_its_pages_does() -> None:
    pages = (
        *section("x", page="${a} > 1").pages,
        *section("y", page="${b} > 1").pages,
    )
    assert waits({"a": 0}, AB, Section("last", Text(), pages)) == ("b",)
    assert waits({"a": 0, "b": 0}, AB, Section("last", Text(), pages)) == ()


def test_what_a_closed_part_asks_is_never_reached() -> None:
    between = section("between", number("c", "${a} > 1"))
    last = section("last", relevant="${c} > 1")
    assert waits({"a": 1}, AB, between, last) == ()


def test_of_what_waits_itself_the_question_that_can_be_answered_now_is_named() -> None:
    between = section("between", number("c", "${a} > 1"))
    last = section("last", relevant="${c} > 1")
    assert waits({}, AB, between, last) == ("a",)
    assert waits({"a": 2}, AB, between, last) == ("c",)
    assert waits({"a": 2, "c": 1}, AB, between, last) == ()


def test_a_condition_on_a_calculation_waits_for_what_it_is_calculated_from() -> None:
    sum_ = number("sum", type=QuestionType.CALCULATED, calculation=parse("${a} + ${b}"))
    first = section("first", number("a"), number("b"), sum_)
    last = section("last", relevant="${sum} > 4")
    assert waits({}, first, last) == ("a", "b")
    assert waits({"a": 1}, first, last) == ("b",)
    assert waits({"a": 1, "b": 1}, first, last) == ()


def test_a_condition_on_a_row_of_a_grid_waits_for_that_row() -> None:
    scale = (Option("low", Text(en="low")), Option("high", Text(en="high")))
    rows = (number("r1", type=QuestionType.CHOOSE_ONE), number("r2", type=QuestionType.CHOOSE_ONE))
    grid = number("grid", type=QuestionType.GRID, children=rows, options=scale)
    first = section("first", grid)
    last = section("last", relevant="${r1} = 'high'")
    assert waits({"r2": "low"}, first, last) == ("r1",)
    assert waits({"r1": "low"}, first, last) == ()


def test_a_group_of_as_many_entries_as_an_answer_says_waits_for_it() -> None:
    rows = number(
        "rows", type=QuestionType.REPEAT, children=(number("x"),), row_count=parse("${a}")
    )
    assert waits({}, AB, section("last", rows)) == ("a",)
    assert waits({"a": 0}, AB, section("last", rows)) == ()


def test_what_reads_itself_round_and_round_waits_for_nothing() -> None:
    around = Section(
        "last",
        Text(),
        (
            *section("x", number("c", "${d} > 1")).pages,
            *section("y", number("d", "${c} > 1")).pages,
        ),
    )
    assert waits({}, AB, around) == ()


def test_a_section_of_calculations_alone_is_never_waited_for() -> None:
    hidden = number("sum", "${a} > 1", type=QuestionType.CALCULATED, calculation=parse("${a} + 1"))
    assert waits({}, AB, section("last", hidden)) == ()
