"""What is known of answers before there are any."""

from dataclasses import replace
from decimal import Decimal

import pytest

from surveys.fact_types import conditions_around, fact_types, visible_in_rows
from surveys.logic.check import FactType, check
from surveys.logic.expressions import POSITION, Expression
from surveys.logic.kinds import Kind
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section

T = QuestionType
LABEL = Text("질문", "Question")


def question(
    code: str, kind: QuestionType = T.INTEGER, relevant: str = "", **more: object
) -> Question:
    condition = parse(relevant) if relevant else None
    return Question(code, kind, LABEL, relevant=condition, **more)  # type: ignore[arg-type]


def questionnaire(
    *questions: Question, page: Expression | None = None, section: Expression | None = None
) -> Questionnaire:
    first = Section("one", LABEL, (Page("first", LABEL, (question("base_count"),)),))
    pages = (Page("second", LABEL, questions, relevant=page),)
    return Questionnaire("q", LABEL, (first, Section("two", LABEL, pages, relevant=section)))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (question("x"), FactType(Kind.NUMBER, is_whole=True)),
        (question("x", T.DECIMAL), FactType(Kind.NUMBER)),
        (question("x", T.DATE), FactType(Kind.DATE, is_whole=True)),
        (question("x", T.TEXT), FactType(Kind.TEXT)),
        (
            question("x", T.MONEY, minimum=Decimal(1), maximum=Decimal(9)),
            FactType(Kind.NUMBER, minimum=Decimal(1), maximum=Decimal(9), is_whole=True),
        ),
        (
            question("x", T.PERCENT),
            FactType(Kind.NUMBER, minimum=Decimal(0), maximum=Decimal(100)),
        ),
        (
            question("x", T.PERCENT, minimum=Decimal(-5), maximum=Decimal(0)),
            FactType(Kind.NUMBER, minimum=Decimal(0), maximum=Decimal(0)),
        ),
        (
            question(
                "x",
                T.CHOOSE_SEVERAL,
                options=(Option("a", LABEL), Option("none", LABEL, is_exclusive=True)),
            ),
            FactType(Kind.CHOICES, ("a", "none"), exclusive=frozenset({"none"})),
        ),
        (
            question("x", T.CALCULATED, calculation=parse("${base_count} > 3")),
            FactType(Kind.BOOLEAN),
        ),
    ],
)
def test_type_of_an_answer(asked: Question, expected: FactType) -> None:
    assert fact_types(questionnaire(asked))["x"] == expected


def test_an_answer_says_that_section_page_and_question_were_asked() -> None:
    section, page = parse("${base_count} > 1"), parse("${base_count} > 2")
    found = fact_types(
        questionnaire(
            question("x", relevant="${base_count} > 3"),
            question("rate", T.GRID, children=(question("fast", T.CHOOSE_ONE),)),
            section=section,
            page=page,
        )
    )
    assert found["base_count"].asked_if == ()
    assert found["x"].asked_if == (section, page, parse("${base_count} > 3"))
    assert found["fast"].asked_if == (section, page)


def test_a_column_says_that_its_repeat_was_asked_too() -> None:
    columns = (question("a"), question("b", relevant="${a} > 1"))
    repeat = question("rows", T.REPEAT, relevant="${base_count} > 3", children=columns)
    found = fact_types(questionnaire(repeat))
    outside = (parse("${base_count} > 3"),)
    assert found["rows"].asked_if == outside
    assert found["rows"].columns["a"].asked_if == outside
    assert found["rows"].columns["b"].asked_if == (*outside, parse("${a} > 1"))
    inside = visible_in_rows(found, repeat)
    assert inside[POSITION] == FactType(Kind.NUMBER, minimum=Decimal(1), is_whole=True)


def test_conditions_in_a_circle_say_nothing() -> None:
    circle = (question("x", relevant="${y} > 1"), question("y", relevant="${x} > 1"))
    found = fact_types(questionnaire(*circle, question("z", relevant="${base_count} > 1")))
    assert [found[code].asked_if for code in "xyz"] == [(), (), ()]
    rows = question("rows", T.REPEAT, children=circle)
    assert fact_types(questionnaire(rows))["rows"].columns["x"].asked_if == ()


def test_what_stands_around_a_condition_holds_with_it() -> None:
    section, page = parse("${base_count} > 1"), parse("${base_count} > 5")
    whole = questionnaire(question("x"), section=section, page=page)
    assert conditions_around(whole) == {
        ("section", "one"): (),
        ("page", "first"): (),
        ("question", "base_count"): (),
        ("section", "two"): (),
        ("page", "second"): (section,),
        ("question", "x"): (section, page),
    }


def test_a_condition_that_its_page_rules_out_is_a_fault() -> None:
    own = parse("${base_count} < 3")
    whole = questionnaire(replace(question("x"), relevant=own), page=parse("${base_count} > 5"))
    schema, around = fact_types(whole), conditions_around(whole)
    assert check(own, schema, expected=Kind.BOOLEAN) == []
    (problem,) = check(own, schema, expected=Kind.BOOLEAN, given=around["question", "x"])
    assert problem.message.en == (
        "${base_count} cannot be under 3 and over 5 at once. Change one of the two."
    )
