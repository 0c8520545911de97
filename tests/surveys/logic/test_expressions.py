"""The tree and its JSON."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.logic.expressions import (
    MAX_DEPTH,
    Answer,
    Apply,
    Literal,
    LogicError,
    answers_read,
    from_json,
    to_json,
)
from tests.surveys.logic.trees import expressions

SMALL = Apply("<", (Answer("employees"), Literal(50)))


def test_stored_form_is_the_documented_json() -> None:
    expression = Apply(
        "and",
        (
            SMALL,
            Apply(">=", (Answer("share"), Literal(Decimal("12.50")))),
            Apply("<", (Answer("opened_on"), Literal(date(2021, 3, 12)))),
        ),
    )
    assert to_json(expression) == {
        "logic": 1,
        "expression": {
            "op": "and",
            "args": [
                {"op": "<", "args": [{"answer": "employees"}, {"value": 50}]},
                {"op": ">=", "args": [{"answer": "share"}, {"value": "12.50", "type": "decimal"}]},
                {
                    "op": "<",
                    "args": [{"answer": "opened_on"}, {"value": "2021-03-12", "type": "date"}],
                },
            ],
        },
    }


@given(expressions)
def test_json_round_trip_is_the_identity(expression: Apply) -> None:
    assert from_json(json.loads(json.dumps(to_json(expression)))) == expression


def test_bare_scalars_are_constants() -> None:
    data = {"logic": 1, "expression": {"op": "<", "args": [{"answer": "employees"}, 50]}}
    assert from_json(data) == SMALL
    assert from_json({"logic": 1, "expression": 12.5}) == Literal(Decimal("12.5"))


@pytest.mark.parametrize(
    "expression",
    [
        None,
        [],
        {},
        {"op": "<"},
        {"op": "no-such", "args": []},
        {"op": "<", "args": [1]},
        {"op": "<", "args": [1, 2], "more": 3},
        {"op": "answered", "args": [1]},
        {"op": "column", "args": [{"answer": "a"}, 1]},
        {"answer": ""},
        {"answer": 1},
        {"value": None},
        {"value": "x", "type": "date"},
        {"value": "2021-02-30", "type": "date"},
        {"value": "NaN", "type": "decimal"},
        {"value": "1e999999", "type": "decimal"},
        {"value": "1", "type": "colour"},
        {"value": 1, "type": []},
        float("inf"),
        10**30,
    ],
)
def test_unreadable_json_is_a_logic_error(expression: object) -> None:
    with pytest.raises(LogicError):
        from_json({"logic": 1, "expression": expression})


@pytest.mark.parametrize(
    "data", [None, 1, [], {}, {"expression": 1}, {"logic": 2, "expression": 1}]
)
def test_unreadable_envelope_is_a_logic_error(data: object) -> None:
    with pytest.raises(LogicError):
        from_json(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
        lambda part: (
            st.lists(part, max_size=3)
            | st.dictionaries(st.sampled_from(["op", "args", "answer", "value", "type"]), part)
        ),
    )
)
def test_no_json_gives_another_error(data: object) -> None:
    try:
        expression = from_json({"logic": 1, "expression": data})
    except LogicError:
        return
    assert from_json(to_json(expression)) == expression


def test_depth_is_bounded_on_both_sides_of_the_limit() -> None:
    expression: Apply | Answer = Answer("a")
    for _ in range(MAX_DEPTH):
        expression = Apply("not", (expression,))
    assert from_json(to_json(expression)) == expression
    assert hash(expression) == hash(from_json(to_json(expression)))
    with pytest.raises(LogicError, match="100 levels"):
        Apply("not", (expression,))


def test_endlessly_nested_json_is_refused() -> None:
    data: object = 1
    for _ in range(50_000):
        data = {"op": "not", "args": [data]}
    with pytest.raises(LogicError, match="100 levels"):
        from_json({"logic": 1, "expression": data})


def test_constants_of_different_types_differ() -> None:
    assert len({Literal(1), Literal(True), Literal(Decimal(1)), Literal("1")}) == 4
    assert Literal(Decimal("1.0")) == Literal(Decimal("1"))


def test_numbers_may_have_thirty_digits() -> None:
    assert Literal(10**30 - 1).value == 10**30 - 1
    for value in (10**30, -(10**30), Decimal("1e30"), Decimal("1e-31"), Decimal("Infinity")):
        with pytest.raises(LogicError):
            Literal(value)


def test_a_time_of_day_is_no_constant() -> None:
    with pytest.raises(LogicError):
        Literal(datetime(2021, 1, 1))


def test_answers_read_finds_every_answer() -> None:
    assert answers_read(Apply("or", (SMALL, Apply("answered", (Answer("b"),)), SMALL))) == {
        "employees",
        "b",
    }
