"""What is odd about answers, and what only cannot be told: both sides of every threshold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from surveys.answers import decode
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.routing import route
from surveys.second_look import Earlier, SecondLook, second_looks

TODAY = date(2026, 11, 24)
WAVE = Text("봄 조사", "Spring")
MONEY, INTEGER, CALCULATED = QuestionType.MONEY, QuestionType.INTEGER, QuestionType.CALCULATED


def numbered(code: str, kind: QuestionType = INTEGER, **more: object) -> Question:
    made = Question(code, kind, Text(f"{code} 질문", f"About {code}"), is_required=False)
    return replace(made, **more)  # type: ignore[arg-type]


REVENUE, EMPLOYEES = numbered("revenue", MONEY), numbered("employees")
PER_HEAD = numbered(
    "per_head",
    CALCULATED,
    short=Text("1인당 매출액", "Revenue per head"),
    unit=Text("원", "won"),
    calculation=parse("${revenue} div ${employees}"),
    minimum=Decimal(10_000_000),
    maximum=Decimal(5_000_000_000),
)


def asked(*questions: Question) -> Questionnaire:
    page = Page("page", Text("쪽", "Page"), questions)
    return Questionnaire("whole", Text(), (Section("s", Text(), (page,)),))


def looks(
    *questions: Question, earlier: Earlier | None = None, **answers: object
) -> tuple[SecondLook, ...]:
    whole = asked(*questions)
    way = route(whole, decode(whole, answers), TODAY)
    return second_looks(whole, way, TODAY, earlier)


def per_head(**answers: object) -> tuple[SecondLook, ...]:
    return looks(REVENUE, EMPLOYEES, PER_HEAD, **answers)


# --- Calculations --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("revenue", "is_odd"),
    [
        (9_999_999, True),
        (10_000_000, False),
        (5_000_000_000, False),
        (5_000_000_001, True),
    ],
)
def test_beyond_a_limit_of_a_calculation_is_odd(revenue: int, is_odd: bool) -> None:
    assert bool(per_head(revenue=revenue, employees=1)) is is_odd


def test_it_says_what_it_comes_to_and_names_the_answers_in_their_order() -> None:
    [found] = per_head(employees=10, revenue=5_000_000)
    assert found.about == ("revenue", "employees")
    assert found.sentence == Text(
        "“1인당 매출액” 값이 50만 원으로 계산되어 보통의 범위를 벗어납니다. 아래 답변이 맞습니까?",
        "“Revenue per head” comes to KRW 500,000, which is outside the usual range. "
        "Are the answers below right?",
    )


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"revenue": 1},
        {"revenue": None, "employees": 1},
        {"revenue": 1, "employees": None},
        {"revenue": 1, "employees": 0},  # not computable
        {"revenue": {"missing": "dont_know"}, "employees": 1},
    ],
)
def test_a_calculation_without_a_value_asks_for_nothing(answers: dict[str, object]) -> None:
    assert per_head(**answers) == ()


def test_the_questionnaires_own_words_have_the_value_in_them() -> None:
    own = Text("1인당 ${per_head}입니다. 맞습니까?", "It is ${per_head} per head. Is that right?")
    found = looks(
        REVENUE, EMPLOYEES, replace(PER_HEAD, constraint_message=own), revenue=5, employees=1
    )
    assert [one.sentence for one in found] == [
        Text("1인당 5원입니다. 맞습니까?", "It is KRW 5 per head. Is that right?")
    ]


@pytest.mark.parametrize(
    ("answers", "is_odd"),
    [
        ({"revenue": 9, "goal": 10}, True),
        ({"revenue": 10, "goal": 10}, False),
        ({"revenue": 9, "goal": None}, False),  # it cannot be told
        ({"revenue": 9}, False),
    ],
)
def test_a_constraint_that_reads_another_answer_has_three_values(
    answers: dict[str, object], is_odd: bool
) -> None:
    total = numbered(
        "total",
        CALCULATED,
        calculation=parse("${revenue}"),
        constraint=parse(". >= ${goal}", this="total"),
    )
    found = looks(REVENUE, numbered("goal"), total, **answers)
    assert bool(found) is is_odd
    if is_odd:
        assert found[0].about == ("revenue", "goal")


def test_the_answers_behind_another_calculation_are_named() -> None:
    twice = numbered("twice", CALCULATED, calculation=parse("${per_head} * 2"), maximum=Decimal(1))
    free = replace(PER_HEAD, minimum=None, maximum=None)
    [found] = looks(REVENUE, EMPLOYEES, free, twice, revenue=5, employees=1)
    assert found.about == ("revenue", "employees")


def test_what_is_not_asked_any_more_is_not_odd() -> None:
    hidden = replace(PER_HEAD, relevant=parse("${employees} > 5"))
    assert looks(REVENUE, EMPLOYEES, hidden, revenue=5, employees=5) == ()
    assert len(looks(REVENUE, EMPLOYEES, hidden, revenue=6, employees=6)) == 1


def test_a_calculation_blocks_nothing() -> None:
    whole = asked(REVENUE, EMPLOYEES, PER_HEAD)
    way = route(whole, decode(whole, {"revenue": 1, "employees": 1}), TODAY)
    assert (way.misfits, way.unfinished) == ({}, ())


def test_a_calculation_in_rows_is_held_against_its_limits_row_by_row() -> None:
    area = numbered(
        "area", CALCULATED, calculation=parse("${wide} * ${deep}"), maximum=Decimal(100)
    )
    rooms = numbered(
        "rooms",
        QuestionType.REPEAT,
        short=Text("방", "Rooms"),
        children=(numbered("wide"), numbered("deep"), area),
    )
    rows = [{"wide": 10, "deep": 10}, {"wide": 10, "deep": 11}, {"wide": 99, "deep": None}]
    [found] = looks(rooms, rooms=rows)
    assert found.about == ("rooms",)
    assert found.sentence.en == (
        "Entry 2 of “Rooms”: “About area” comes to 110, which is outside the usual range. "
        "Are the answers below right?"
    )


# --- Last time -----------------------------------------------------------------------------------


def last_time(*questions: Question, **answers: object) -> Earlier:
    whole = asked(*questions)
    return Earlier(whole, decode(whole, answers), WAVE)


@pytest.mark.parametrize(
    ("before", "after", "is_odd"),
    [
        (38, 380, True),
        (38, 379, False),
        (380, 38, True),
        (380, 39, False),
        (-38, 380, True),
        (0, 380, False),
        (38, 0, False),
        (0, 0, False),
        (None, 380, False),
        (38, None, False),
        ({"missing": "dont_know"}, 380, False),
        (38, {"missing": "dont_know"}, False),
    ],
)
def test_ten_times_as_much_or_a_tenth_is_odd(before: object, after: object, is_odd: bool) -> None:
    ways_out = frozenset({Missing.DONT_KNOW})
    employees = replace(EMPLOYEES, allowed_missing=ways_out)
    earlier = last_time(employees, employees=before)
    assert bool(looks(employees, earlier=earlier, employees=after)) is is_odd


def test_decimals_are_compared_exactly() -> None:
    share = numbered("share", QuestionType.DECIMAL)
    for after, is_odd in (("0.3", True), ("0.2999999", False)):
        earlier = last_time(share, share="0.03")
        assert bool(looks(share, earlier=earlier, share=after)) is is_odd


def test_it_says_both_values_and_when() -> None:
    employees = replace(
        EMPLOYEES, short=Text("상시 근로자 수", "Employees"), unit=Text("명", "person|people")
    )
    earlier = last_time(employees, employees=38)
    assert looks(employees, earlier=earlier, employees=380) == (
        SecondLook(
            Text(
                "“상시 근로자 수” 값이 ‘봄 조사’ 때의 38명에서 380명으로 열 배 이상 "
                "달라졌습니다. 맞습니까?",
                "“Employees” was 38 people in “Spring” and is 380 people now: "
                "ten times as much, or a tenth. Is that right?",
            ),
            ("employees",),
        ),
    )


def test_numbers_in_other_units_are_not_compared() -> None:
    hours = numbered("time", unit=Text("시간", "hours"))
    earlier = last_time(replace(hours, unit=Text("분", "minutes")), time=600)
    assert looks(hours, earlier=earlier, time=10) == ()


def test_what_was_no_number_then_is_not_compared() -> None:
    earlier = last_time(numbered("employees", QuestionType.TEXT), employees="38")
    assert looks(EMPLOYEES, earlier=earlier, employees=380) == ()
    whole_then = last_time(numbered("employees", QuestionType.DECIMAL), employees="38")
    assert len(looks(EMPLOYEES, earlier=whole_then, employees=380)) == 1


def test_a_question_that_was_not_asked_then_is_not_compared() -> None:
    assert looks(EMPLOYEES, earlier=last_time(REVENUE, revenue=1), employees=380) == ()


def test_rows_have_no_counterpart() -> None:
    rows = numbered("rows", QuestionType.REPEAT, children=(numbered("count"),))
    earlier = last_time(rows, rows=[{"count": 1}])
    assert looks(rows, earlier=earlier, rows=[{"count": 100}]) == ()
