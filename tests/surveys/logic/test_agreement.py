"""Three ways to run an expression, one meaning."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.logic.columns import Columns, evaluate_columns
from surveys.logic.compiled import compiled
from surveys.logic.evaluate import evaluate
from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.kinds import Blanks, Context, Kind, kind_of
from surveys.logic.values import Facts, Missing, Scalar, Value
from surveys.logic.xlsform_syntax import parse
from tests.surveys.logic import trees, typed_trees

today = st.sampled_from([date(2026, 3, 1), datetime(2026, 3, 1, 10, 0)])
blanks = st.sampled_from(list(Blanks))
NUMERIC = [
    *("and", "or", "not", "if", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "neg"),
    *("sum", "min", "max", "count", "count-non-empty", "column", "today"),
]


def typed(values: Sequence[Value]) -> list[tuple[Kind | None, Value]]:
    """1 and true are equal to Python; here they are not."""
    return [(kind_of(value), value) for value in values]


def assert_all_agree(
    expression: Expression, facts: Sequence[Facts], today: date, blanks: Blanks
) -> None:
    reference = typed([evaluate(expression, one, today=today, blanks=blanks) for one in facts])
    function, context = compiled(expression, blanks=blanks), Context(today, blanks)
    assert typed([function(one, context) for one in facts]) == reference
    outcomes = evaluate_columns(expression, Columns.of(facts), today=today, blanks=blanks)
    assert typed(list(outcomes)) == reference


@settings(max_examples=400)
@given(typed_trees.cases(), today, blanks)
def test_all_agree_on_what_questionnaires_hold(
    case: tuple[Expression, list[Facts]], today: date, blanks: Blanks
) -> None:
    expression, facts = case
    assert_all_agree(expression, facts, today, blanks)
    assert_all_agree(expression, facts * 2, today, blanks)


@settings(max_examples=300)
@given(typed_trees.cases(most=12, ops=NUMERIC), blanks)
def test_all_agree_on_numbers_and_days(
    case: tuple[Expression, list[Facts]], blanks: Blanks
) -> None:
    expression, facts = case
    assert_all_agree(expression, facts, date(2026, 3, 1), blanks)


@settings(max_examples=200)
@given(trees.expressions, st.lists(trees.facts, max_size=4), today, blanks)
def test_all_agree_on_anything_at_all(
    expression: Expression, facts: list[Facts], today: date, blanks: Blanks
) -> None:
    assert_all_agree(expression, facts * 2, today, blanks)


VALUES: tuple[Value, ...] = (
    *(0, 1, 2, Decimal("0.5"), Decimal("1"), Decimal("Infinity"), True, False),
    *("", "a", "ab", "1", "gpu data", "2026-03-01"),
    *(date(2026, 2, 28), date(2026, 3, 1), datetime(2026, 3, 1), datetime(2026, 3, 1, 10)),
    *((), ("a",), ("a", "b"), ({"a": 1},), ({"a": 1}, {})),
    *Missing,
)
CONSTANTS = (1, Decimal("0.5"), True, "a", "", "1", date(2026, 3, 1))
TESTS = ("=", "!=", "<", "<=", ">", ">=", "selected", "contains")


@pytest.mark.parametrize("op", TESTS)
@pytest.mark.parametrize("constant", CONSTANTS, ids=repr)
def test_all_agree_on_any_answer_beside_any_constant(op: str, constant: Scalar) -> None:
    facts: list[Facts] = [{"x": value} for value in VALUES]
    answer, other = Answer("x"), Literal(constant)
    for args in ((answer, other), (other, answer)):
        for blanks in Blanks:
            assert_all_agree(Apply(op, args), [*facts, {}], date(2026, 3, 1), blanks)


@pytest.mark.parametrize(
    "text",
    [
        *("${x} != ''", "not(${x})", "${x} and ${y}", "${x} or ${y}", "if(${x}, ${y}, 1)"),
        *("coalesce(${x}, ${y})", "${x} + ${y}", "${x} - ${y}", "${x} * ${y}", "-${x}"),
        *("${x} < ${y}", "${x} = ${y}", "count(${x})", "sum(${x}/a)", "min(${x}/a)"),
        "count-non-empty(${x}/a)",
    ],
)
def test_all_agree_on_any_two_answers(text: str) -> None:
    facts: list[Facts] = [{"x": one, "y": other} for one in VALUES for other in VALUES]
    for blanks in Blanks:
        assert_all_agree(parse(text), facts, date(2026, 3, 1), blanks)
