"""Text to tree and back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.logic.expressions import (
    POSITION,
    Answer,
    Apply,
    Expression,
    Literal,
    LogicError,
)
from surveys.logic.not_supported import NOT_SUPPORTED_YET
from surveys.logic.xlsform_syntax import ExpressionSyntaxError, parse, unparse
from tests.surveys.logic.trees import expressions, lists_of

A, B, C = Answer("a"), Answer("b"), Answer("c")
ONE, TWO, THREE = Literal(1), Literal(2), Literal(3)


@given(expressions)
def test_parse_of_unparse_is_the_identity(expression: Expression) -> None:
    text, lists = unparse(expression), lists_of(expression)
    assert parse(text, lists=lists) == expression
    assert unparse(parse(text, lists=lists)) == text


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("1 + 2 * 3", Apply("+", (ONE, Apply("*", (TWO, THREE))))),
        ("1 - 2 - 3", Apply("-", (Apply("-", (ONE, TWO)), THREE))),
        ("1 - (2 - 3)", Apply("-", (ONE, Apply("-", (TWO, THREE))))),
        ("1 + 2 + 3", Apply("+", (ONE, TWO, THREE))),
        ("(1 + 2) + 3", Apply("+", (Apply("+", (ONE, TWO)), THREE))),
        ("${a} or ${b} and ${c}", Apply("or", (A, Apply("and", (B, C))))),
        ("(${a} or ${b}) and ${c}", Apply("and", (Apply("or", (A, B)), C))),
        ("${a} = 1 < 2", Apply("=", (A, Apply("<", (ONE, TWO))))),
        ("-${a} * 2", Apply("*", (Apply("neg", (A,)), TWO))),
        ("-5", Literal(-5)),
        ("-(5)", Apply("neg", (Literal(5),))),
        ("3 - -5", Apply("-", (THREE, Literal(-5)))),
        (".5", Literal(Decimal("0.5"))),
        ("5.", Literal(Decimal(5))),
        ("true()", Literal(True)),
        ("date('2026-03-01')", Literal(date(2026, 3, 1))),
        ("“it's”", Literal("it's")),
        ("‘yes’ ", Literal("yes")),
        ("'yes’", Literal("yes")),
        ("${ a\u00a0}\n=‘x’", Apply("=", (A, Literal("x")))),
        (". >= 1", Apply(">=", (Answer("me"), ONE))),
        (".!=''", Apply("answered", (Answer("me"),))),
        ("${a} != ''", Apply("answered", (A,))),
        ("${a} = ''", Apply("not", (Apply("answered", (A,)),))),
        ("(${a}) != ''", Apply("!=", (A, Literal("")))),
        ("../a + 1", Apply("+", (A, ONE))),
        ("../../group/a", A),
        ("../a != ''", Apply("answered", (A,))),
        ("position(..) != ''", Apply("answered", (Answer(POSITION),))),
        ("current()/../a", A),
        ("sum(${a}/count)", Apply("sum", (Apply("column", (A, Literal("count"))),))),
        ("today()", Apply("today", ())),
        ("count-selected(${a})>=2", Apply(">=", (Apply("count-selected", (A,)), TWO))),
        ("${a} div 2 mod 3", Apply("mod", (Apply("div", (A, TWO)), THREE))),
    ],
)
def test_reads_as(text: str, expression: Expression) -> None:
    assert parse(text, this="me") == expression
    assert parse(unparse(expression)) == expression


@pytest.mark.parametrize(
    "text",
    [
        "${a} < 5 and selected(${b}, 'x') or not(${c} = 3)",
        "(${a} or ${b}) and ${c}",
        "if(${a} = '', 0, ${a} + 1)",
        "-(${a} + 1) * -${b}",
        "round(${a} div 3, 2) >= 0.5",
    ],
)
def test_tidy_text_prints_as_it_was(text: str) -> None:
    assert unparse(parse(text)) == text


def test_own_answer_prints_as_a_dot() -> None:
    assert unparse(parse(". > ${a}", this="me"), this="me") == ". > ${a}"


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, "nothing here"),
        ("${a} +", 6, "ends too early"),
        ("${a} ${b}", 5, "Did not expect ${b}"),
        ("(${a}", 5, "“)”"),
        ("${a})", 4, "Did not expect “)”"),
        ("if(1, 2)", 0, "3 arguments"),
        ("if(1, 2", 7, "“,” or “)”"),
        ("1 == 2", 2, "expected ="),
        ("1 <> 2", 2, "expected !="),
        ("1 ≥ 2", 2, "expected >="),
        ("${a} && ${b}", 5, "expected and"),
        ("'abc", 0, "not closed"),
        ("${a", 0, "not closed"),
        ("${}", 0, "name is missing"),
        ("${a b}", 0, "cannot be a question's name"),
        ("${last-saved#a}", 0, "last-saved# is not supported yet"),
        ("$a", 0, "${name}"),
        ("employees > 5", 0, "${employees}"),
        (". > 5", 0, "no question is meant"),
        ("/data/a", 0, "paths"),
        ("..", 0, "paths"),
        ("./a", 0, "paths"),
        ("../", 3, "a question's name"),
        ("../1", 3, "a question's name"),
        ("current()", 0, "current is not supported yet"),
        ("current()/a", 0, "current is not supported yet"),
        ("current(1)", 8, "current()"),
        ("current()/..", 0, "paths"),
        ("${a}/b/c", 6, "Longer paths"),
        ("count(${a}[b = 1])", 10, "square brackets"),
        ("sum(${a}/b[1])", 10, "Longer paths"),
        ("FALSE", 0, "false()"),
        (". &gt; 1", 2, "expected >"),
        ("${a} | ${b}", 5, "Did not expect “|”"),
        ("Selected(${a}, 'x')", 0, "did you mean selected"),
        ("count_selected(${a})", 0, "did you mean count-selected"),
        ("fly(1)", 0, "no function “fly”"),
        ("indexed-repeat(${a}, 'b', 1)", 0, "a question of the repeat"),
        ("1 + position()", 13, "position(..)"),
        ("jr:choice-name(1, 2)", 0, "jr:choice-name is not supported yet"),
        ("date('2026-02-30')", 0, "not a date"),
        ("true(1)", 0, "no argument"),
        ("and 1", 0, "stand before and"),
        ("1 + #", 4, "“#” has no meaning"),
        ("9" * 31, 0, "30 digits"),
        ("9" * 9999, 0, "30 digits"),
    ],
)
def test_fault_has_its_place_and_its_words(text: str, position: int, words: str) -> None:
    with pytest.raises(ExpressionSyntaxError) as caught:
        parse(text)
    assert words in str(caught.value)
    assert caught.value.position == position
    assert f"at character {position + 1}" in str(caught.value)


@pytest.mark.parametrize("name", sorted(NOT_SUPPORTED_YET))
def test_every_other_function_is_refused_by_name(name: str) -> None:
    with pytest.raises(ExpressionSyntaxError, match=f"^{name} is not supported yet"):
        parse(f"{name}(1)")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "1" + ")" * 10_000,
        "not(" * 10_000 + "1" + ")" * 10_000,
        "-" * 10_000 + "1",
        "1" + " - 1" * 10_000,
        "1" + " + 1 - 1" * 10_000,
    ],
)
def test_deep_nesting_is_a_syntax_error_that_says_so(text: str) -> None:
    with pytest.raises(ExpressionSyntaxError, match="nested more than"):
        parse(text)


def test_a_long_sum_is_not_deep() -> None:
    expression = parse(" + ".join(["1"] * 2000))
    assert expression.depth == 1
    assert parse(unparse(expression)) == expression


def test_the_deepest_tree_prints_and_parses() -> None:
    for op, others in (("not", ()), ("neg", ()), ("-", (ONE,)), ("and", (A,)), ("*", (A,))):
        expression: Expression = A
        for _ in range(100):
            expression = Apply(op, (*others, expression))
        assert parse(unparse(expression)) == expression


def test_what_xlsform_cannot_write_is_a_logic_error() -> None:
    for expression in (Literal("'\""), Answer("two words"), Answer("")):
        with pytest.raises(LogicError):
            unparse(expression)


@given(
    st.lists(
        st.sampled_from(
            ["${a}", ".", "1", "2.5", "'x'", "“y”", "''", "(", ")", ",", "+", "-", "*", "div"]
        )
        | st.sampled_from(
            ["and", "or", "not", "=", "!=", "<", "/", "[", "selected", "sum", "if", "date", "b"]
        )
    ).map(" ".join)
    | st.text()
)
def test_no_text_gives_another_error(text: str) -> None:
    try:
        expression = parse(text, this="me")
    except ExpressionSyntaxError as error:
        place = error.position
    else:
        assert parse(unparse(expression)) == expression
        place = 0
    assert 0 <= place <= len(text)
