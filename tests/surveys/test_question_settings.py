"""What a change of type costs, and that it costs nothing else."""

from decimal import Decimal

import pytest

from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.question_settings import changed_to, fits, lost_as
from surveys.questionnaire import WITHOUT_ANSWER, Option, Question, QuestionType

EMPLOYEES = Question(
    "employees",
    QuestionType.INTEGER,
    Text("상시 근로자", "Employees"),
    hint=Text("오늘 기준", "As of today"),
    unit=Text("명", "people"),
    minimum=Decimal(0),
    constraint=parse("${employees} != 13"),
    allowed_missing=frozenset({Missing.DONT_KNOW}),
    is_required=False,
    required_if=parse("${x} = 1"),
)
NEEDS = Question(
    "needs",
    QuestionType.CHOOSE_SEVERAL,
    Text("필요", "Needs"),
    options=(Option("gpu", Text("GPU", "GPU")),),
)


@pytest.mark.parametrize(
    ("kind", "lost"),
    [
        (QuestionType.DECIMAL, ()),
        (QuestionType.TEXT, ("unit", "minimum")),
        (
            QuestionType.NOTE,
            ("unit", "required_if", "allowed_missing", "minimum", "constraint"),
        ),
        (QuestionType.GRID, ("unit", "allowed_missing", "minimum", "constraint")),
    ],
)
def test_what_a_number_would_lose(kind: QuestionType, lost: tuple[str, ...]) -> None:
    assert lost_as(EMPLOYEES, kind) == lost


def test_a_changed_question_keeps_what_fits_and_nothing_else() -> None:
    changed = changed_to(EMPLOYEES, QuestionType.TEXT)

    assert changed.type is QuestionType.TEXT
    assert changed.unit == Text()
    assert changed.minimum is None
    assert changed.hint == EMPLOYEES.hint
    assert changed.constraint == EMPLOYEES.constraint
    assert lost_as(changed, QuestionType.TEXT) == ()


def test_options_go_with_every_type_that_has_options() -> None:
    for kind in (QuestionType.CHOOSE_ONE, QuestionType.RANKING, QuestionType.GRID):
        assert changed_to(NEEDS, kind).options == NEEDS.options
    assert lost_as(NEEDS, QuestionType.TEXT) == ("options",)


def test_rows_of_a_grid_are_no_columns_of_repeated_rows() -> None:
    grid = Question("g", QuestionType.GRID, Text("ㄱ", "g"), children=(NEEDS,))

    assert lost_as(grid, QuestionType.GRID) == ()
    assert lost_as(grid, QuestionType.REPEAT) == ("children",)
    assert changed_to(grid, QuestionType.REPEAT).children == ()


def test_a_setting_that_is_not_in_the_table_fits_every_type() -> None:
    assert all(fits("label", kind) for kind in QuestionType)
    assert not fits("pattern", QuestionType.INTEGER)


@pytest.mark.parametrize("kind", sorted(WITHOUT_ANSWER))
def test_what_asks_nothing_is_not_required_until_it_asks_something(kind: QuestionType) -> None:
    silent = changed_to(NEEDS, kind)

    assert NEEDS.is_required
    assert not silent.is_required
    assert changed_to(silent, QuestionType.TEXT).is_required


def test_what_may_be_left_out_may_be_so_as_another_type() -> None:
    assert not changed_to(EMPLOYEES, QuestionType.TEXT).is_required


def test_a_calculation_has_limits_and_words_for_the_second_look() -> None:
    limits = ("minimum", "maximum", "constraint", "constraint_message")
    assert all(fits(name, QuestionType.CALCULATED) for name in limits)
    assert not fits("pattern", QuestionType.CALCULATED)
    assert lost_as(EMPLOYEES, QuestionType.CALCULATED) == (
        "hint",
        "required_if",
        "allowed_missing",
    )
