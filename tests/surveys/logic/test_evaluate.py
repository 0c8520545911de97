"""Three-valued truth, XPath's blanks, both sides of thresholds, and the trace."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from surveys.logic.evaluate import Blanks, evaluate, is_true, trace
from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.values import Facts, Missing, Value
from surveys.logic.xlsform_syntax import parse
from tests.surveys.logic.trees import expressions, facts

TODAY = date(2026, 3, 1)
BLANK, DONT_KNOW, NOT_ASKED = Missing.BLANK, Missing.DONT_KNOW, Missing.NOT_ASKED
NOT_COMPUTABLE = Missing.NOT_COMPUTABLE
ROWS: Value = ({"count": 2, "job": "x"}, {"count": 3, "job": "y"})
FACTS: Facts = {
    "n": 50,
    "share": Decimal("12.5"),
    "head_office": "gwangju",
    "needs": ("gpu", "data"),
    "none": (),
    "opened_on": date(2021, 3, 1),
    "moved": True,
    "note": "12",
    "openings": ROWS,
    "no_openings": (),
    "gappy": ({"count": 2}, {"count": DONT_KNOW}),
    "unknown": DONT_KNOW,
    "blank": BLANK,
}


def worth(text: str, blanks: Blanks = Blanks.UNKNOWN) -> Value:
    return evaluate(parse(text), FACTS, today=TODAY, blanks=blanks)


def xpath(text: str) -> Value:
    return worth(text, Blanks.AS_XPATH)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # both sides of every threshold
        ("${n} < 50", False), ("${n} < 51", True),
        ("${n} <= 49", False), ("${n} <= 50", True),
        ("${n} > 50", False), ("${n} > 49", True),
        ("${n} >= 51", False), ("${n} >= 50", True),
        ("${n} = 50", True), ("${n} = 51", False), ("${n} != 50", False), ("${n} != 51", True),
        ("${n} = 50.0", True), ("${n} < 50.0000000001", True), ("${share} >= 12.50", True),
        ("0.1 + 0.2 = 0.3", True),
        ("${opened_on} < date('2021-03-01')", False), ("${opened_on} < date('2021-03-02')", True),
        ("${opened_on} = date('2021-03-01')", True), ("${opened_on} <= today()", True),
        ("${head_office} = 'gwangju'", True), ("${head_office} != 'gwangju'", False),
        ("${moved} = true()", True), ("${moved} = false()", False),
        # different kinds are not compared
        ("${n} = '50'", NOT_COMPUTABLE), ("${opened_on} < 5", NOT_COMPUTABLE),
        ("${head_office} < 'z'", NOT_COMPUTABLE), ("${needs} = 'gpu'", NOT_COMPUTABLE),
        ("${moved} = 1", NOT_COMPUTABLE), ("${n} and true()", NOT_COMPUTABLE),
        # membership
        ("selected(${needs}, 'gpu')", True), ("selected(${needs}, 'space')", False),
        ("selected(${head_office}, 'gwangju')", True), ("selected(${none}, 'gpu')", False),
        ("selected(${unknown}, 'gpu')", DONT_KNOW), ("selected(${nowhere}, 'gpu')", NOT_ASKED),
        ("count-selected(${needs})", 2), ("count-selected(${none})", 0),
        ("count-selected(${blank})", BLANK),
        # arithmetic
        ("7 div 2", Decimal("3.5")), ("7 mod 3", 1), ("-7 mod 3", -1), ("7 mod -3", 1),
        ("1.5 mod -0.5 = 0", True), ("1 div 0", NOT_COMPUTABLE), ("1 mod 0", NOT_COMPUTABLE),
        ("2 + 3 * 4 - 1", 13), ("-${n}", -50), ("${n} + ${unknown}", DONT_KNOW),
        ("${n} + 'x'", NOT_COMPUTABLE), ("today() - ${opened_on}", 1826),
        ("${opened_on} + 1 = date('2021-03-02')", True),
        ("date('9999-12-31') + 1", NOT_COMPUTABLE), ("1 - today()", NOT_COMPUTABLE),
        ("round(2.5)", 3), ("round(-2.5)", -2), ("round(2.345, 2)", Decimal("2.35")),
        ("round(1250, -2)", 1300), ("round(1, 99)", NOT_COMPUTABLE),
        ("int(2.9)", 2), ("int(-2.9)", -2), ("int(${note})", 12), ("number(${note})", 12),
        ("number('1.50')", Decimal("1.5")), ("number('1e5')", NOT_COMPUTABLE),
        ("string-length(${note})", 2), ("min(3, 1.5, 2)", Decimal("1.5")), ("max(3, 7)", 7),
        ("min(3, ${unknown})", DONT_KNOW),
        # repeated rows
        ("count(${openings})", 2), ("count(${no_openings})", 0), ("count(${blank})", BLANK),
        ("sum(${openings}/count)", 5), ("sum(${no_openings}/count)", 0),
        ("sum(${gappy}/count)", DONT_KNOW), ("sum(${openings})", NOT_COMPUTABLE),
        ("sum(${openings}/nothing)", NOT_ASKED), ("sum(${blank}/count)", BLANK),
        ("min(${openings}/count)", 2), ("max(${openings}/count)", 3),
        ("max(${no_openings}/count)", NOT_COMPUTABLE),
        # choice
        ("if(${n} = 50, 'a', 'b')", "a"), ("if(${n} = 51, 'a', 'b')", "b"),
        ("if(${unknown} = 1, 'a', 'b')", DONT_KNOW),
        ("coalesce(${blank}, 5)", 5), ("coalesce(${n}, 5)", 50),
        ("coalesce(${blank}, ${unknown})", BLANK),
        # answered is never unknown
        ("${n} != ''", True), ("${blank} != ''", False), ("${unknown} != ''", False),
        ("${nowhere} != ''", False), ("${none} != ''", False), ("${blank} = ''", True),
        ("(${blank}) != ''", BLANK),
    ],
)  # fmt: skip
def test_value_under_unknown(text: str, value: Value) -> None:
    found = worth(text)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${blank} = ''", True), ("(${blank}) = ''", True), ("(${blank}) != ''", False),
        ("(${nowhere}) = ''", True), ("(${unknown}) = ''", True),
        ("${blank} != 'yes'", True), ("${blank} = 'yes'", False),
        ("${blank} < 5", False), ("${blank} >= 5", False), ("${blank} = 0", False),
        ("${blank} != 0", True), ("not(${blank} = 'yes')", True), ("not(${blank})", True),
        ("not(${blank} < 5)", True),
        ("${blank} or ${n}", True), ("${blank} and ${n}", False),
        ("selected(${blank}, 'gpu')", False), ("count-selected(${blank})", 0),
        ("count-selected(${nowhere}) = 0", True), ("count(${nowhere})", 0),
        ("sum(${nowhere}/count)", 0), ("${blank} + 1", NOT_COMPUTABLE),
        ("${blank} + 1 < 5", False), ("${blank} + 1 != 5", True), ("${blank} + 1 = ''", False),
        ("1 div 0 < 5", False), ("-1 div 0 < 5", True), ("1 div (0 * -1.5) > 5", True),
        ("string-length(${blank})", 0),
        ("if(${blank} = 'x', 1, 2)", 2), ("coalesce(${blank}, 'x')", "x"),
        ("${note} = 12", True), ("${note} < 13", True), ("${note} < 12", False),
        ("${needs} = 'gpu data'", True), ("${moved} = 1", True), ("${n} = '50'", True),
        ("${opened_on} < '2021-03-02'", True), ("${opened_on} < '2021-03-01'", False),
        ("(0 div 0) = 'NaN'", False), ("(0 div 0) != 'NaN'", True),
        ("'20210301' > 20000000", True), ("'2021-W09-1' > 0", False),  # a number; nothing
        ("${opened_on} > ''", False), ("${n} >= 50 and ${n} < 51", True),
        ("today() - ${opened_on}", 1826), ("${moved} + 1", 2),
        ("number(date('1970-01-02'))", 1), ("round(2.4)", 2), ("round(2.5)", 3),
    ],
)  # fmt: skip
def test_value_as_xpath(text: str, value: Value) -> None:
    found = xpath(text)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


T, F, U = Literal(True), Literal(False), Answer("unknown")


@pytest.mark.parametrize(
    ("args", "conjunction", "disjunction"),
    [
        ((T, T), True, True), ((T, F), False, True), ((F, T), False, True), ((F, F), False, False),
        ((T, U), DONT_KNOW, True), ((U, T), DONT_KNOW, True),
        ((F, U), False, DONT_KNOW), ((U, F), False, DONT_KNOW), ((U, U), DONT_KNOW, DONT_KNOW),
        ((U, Answer("blank"), T), DONT_KNOW, True), ((Answer("blank"), U), BLANK, BLANK),
        ((Answer("blank"), U, F), False, BLANK),
    ],
)  # fmt: skip
def test_kleene_tables(
    args: tuple[Expression, ...], conjunction: Value, disjunction: Value
) -> None:
    assert evaluate(Apply("and", args), FACTS, today=TODAY) is conjunction
    assert evaluate(Apply("or", args), FACTS, today=TODAY) is disjunction


def test_negation_of_unknown_keeps_the_reason() -> None:
    assert worth("not(${unknown} = 5)") is DONT_KNOW
    assert worth("not(true())") is False


@pytest.mark.parametrize("missing", list(Missing))
def test_every_reason_is_kept_through_a_comparison(missing: Missing) -> None:
    expression = parse("selected(${x}, 'y') and ${x} != 'z'")
    assert evaluate(expression, {"x": missing}, today=TODAY) is missing


def test_only_true_is_true() -> None:
    assert is_true(True)
    assert not any(map(is_true, (False, 1, "x", BLANK, ("a",))))


def test_trace_shows_leaves_and_what_was_read() -> None:
    found = trace(
        parse("${n} < 50 and (not(selected(${needs}, 'gpu')) or ${unknown} > 0)"),
        FACTS,
        today=TODAY,
    )
    assert found.value is False
    assert [(leaf.value, sorted(leaf.reads)) for leaf in found.leaves()] == [
        (False, ["n"]),
        (True, ["needs"]),
        (DONT_KNOW, ["unknown"]),
    ]
    assert found.reads == {"n", "needs", "unknown"}
    assert found.children[0].children[0].value == 50


def test_numbers_that_grow_without_end_are_given_up() -> None:
    expression: Expression = Literal(10**29)
    for _ in range(20):
        expression = Apply("*", (expression, expression))
        if expression.depth > 8:
            break
    assert evaluate(expression, {}, today=TODAY) is NOT_COMPUTABLE


@given(expressions, facts)
def test_any_expression_has_a_value_for_any_answers(expression: Expression, given_: Facts) -> None:
    for blanks in Blanks:
        first = trace(expression, given_, today=TODAY, blanks=blanks)
        assert evaluate(expression, given_, today=TODAY, blanks=blanks) == first.value


@given(expressions, facts)
def test_conditions_are_two_valued_under_xpath(expression: Expression, given_: Facts) -> None:
    for condition in (Apply("not", (expression,)), Apply("=", (expression, Literal(1)))):
        value = evaluate(condition, given_, today=TODAY, blanks=Blanks.AS_XPATH)
        assert isinstance(value, bool)
