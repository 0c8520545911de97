"""Text to tree and back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.logic.expressions import (
    POSITION,
    Answer,
    Apply,
    Expression,
    Literal,
    LogicError,
    option_column,
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
        ("selected(${a}, '')", Apply("not", (Apply("answered", (A,)),))),
        ("selected((${a}), '')", Apply("selected", (A, Literal("")))),
        ("(${a}) != ''", Apply("!=", (A, Literal("")))),
        ("../a + 1", Apply("+", (A, ONE))),
        ("../../group/a", A),
        ("./a = 1", Apply("=", (A, ONE))),
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
    assert parse(text, this="me", unique_names=frozenset("a")) == expression
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
        ("1 + ../../b", 4, "expected ${b}"),
        ("current()/../b", 0, "expected ${b}"),
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
    expression = parse(" + ".join(["1"] * 10_000))
    assert expression.depth == 1
    assert parse(unparse(expression)) == expression


def test_the_deepest_tree_prints_and_parses() -> None:
    for op, others in (("not", ()), ("neg", ()), ("-", (ONE,)), ("and", (A,)), ("*", (A,))):
        expression: Expression = A
        for _ in range(100):
            expression = Apply(op, (*others, expression))
        assert parse(unparse(expression)) == expression


def test_what_xlsform_cannot_write_is_a_logic_error() -> None:
    no_repeat = Apply("column", (Answer(POSITION), Literal("count")))
    for expression in (Literal("'\""), Answer("two words"), Answer(""), no_repeat):
        with pytest.raises(LogicError):
            unparse(expression)


_FRAGMENTS = (
    *("${a}", "${b-1}", "${ a }", "${", "}", ".", "..", "../a", "current()/../a", "position(..)"),
    *("1", "2.5", "-", "9" * 31, "'x'", "“y”", "''", '"', "’", "true()", "FALSE", "column"),
    *("(", ")", ",", "[", "]", "/", "//", "|", "@", "::", "$", "\u00a0", "\n", "가"),
    *("+", "*", "div", "mod", "and", "or", "not", "=", "!=", "<", ">=", "==", "&lt;", "≤"),
    *("selected(", "if(", "sum(", "date(", "regex(", "pulldata(", "indexed-repeat(", "once("),
    *("instance('list')", "/root/item", "[name = ", "jr:choice-name(", "${last-saved#a}", "b"),
)
_LIST = {"list": [{"name": "a", "label": "A", "column": "1"}]}
_WHOLE = (
    "selected(${needs}, 'gpu') and not(${employees} < 50) or ${revenue} >= 1200000000",
    "if(${a} = '', 0, round(${a} div 3, 2)) + coalesce(${b}, -1.5) mod 7",
    "regex(., '^[0-9]{3}-[0-9]{4}$') and string-length(normalize-space(.)) <= 13",
    "instance('list')/root/item[name = ${a}]/label != pulldata('list', 'label', 'name', ${a})",
    "sum(${rows}/count) > indexed-repeat(${count}, ${rows}, position(..) - 1)",
    "format-date(date('2026-03-01'), '%Y-%m') = concat(../year, “-”, ‘03’)",
)


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """A sound expression after somebody has worked on it."""
    text = draw(st.sampled_from(_WHOLE))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 3)))
        text = text[:start] + draw(st.sampled_from(["", "(", ")", *_FRAGMENTS])) + text[end:]
    return text


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from(_FRAGMENTS)).map(" ".join)
    | st.lists(st.sampled_from(_FRAGMENTS)).map("".join)
    | _mutated()
    | st.text()
)
def test_no_text_gives_another_error(text: str) -> None:
    expression, fault = _read(text)
    if expression is not None:
        assert _read(unparse(expression, this="me")) == (expression, None)
    else:
        assert fault is not None
        assert 0 <= fault.position <= len(text)
        assert fault.text.ko.endswith(".")
        assert fault.text.en.endswith(".")


def _read(text: str) -> tuple[Expression | None, ExpressionSyntaxError | None]:
    columns = frozenset({"column", "b"})
    try:
        expression = parse(
            text, this="me", option_columns=columns, lists=_LIST, unique_names=frozenset("a")
        )
    except ExpressionSyntaxError as fault:
        return None, fault
    return expression, None


@pytest.mark.parametrize(
    "expression",
    [
        Apply("=", (Answer(option_column("region")), A)),
        Apply("selected", (A, Answer(option_column("name")))),
        Apply("and", (Apply(">", (Answer(POSITION), ONE)), Answer(option_column("and-so-on")))),
        Apply("neg", (Answer(POSITION),)),
        Apply("!=", (Answer(POSITION), Literal(""))),
        Apply("not", (Apply("answered", (Answer(option_column("region")),)),)),
        Apply("indexed-repeat", (A, Literal("count"), Apply("-", (Answer(POSITION), ONE)))),
    ],
)
def test_rows_and_options_print_and_parse(expression: Expression) -> None:
    columns = frozenset({"region", "name", "and-so-on"})
    assert parse(unparse(expression), option_columns=columns) == expression


def test_a_name_is_a_column_in_a_choice_filter_only() -> None:
    with pytest.raises(ExpressionSyntaxError, match="expected"):
        parse("region = 'south'")
    filtered = parse("region = 'south'", option_columns=frozenset({"region"}))
    assert filtered == Apply("=", (Answer(option_column("region")), Literal("south")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pulldata('none', 'label', 'name', 1)", "The choices sheet has no list “none”"),
        ("pulldata('list', 'size', 'name', 1)", "The list “list” has no column “size”"),
        ("pulldata('long', 'label', 'name', 1)", "more than 1000 entries"),
        ("pulldata(${a}, 'label', 'name', 1)", "pulldata takes the names"),
        ("instance('list')/root/entry[name = 1]/label", "instance is for finding one entry"),
        ("instance('list')/root/item[name > 1]/label", "expected “=”"),
        ("instance('list')/root/item", "expected “[”"),
        ("instance(${a})/root/item[name = 1]/label", "instance is for finding one entry"),
    ],
)
def test_what_cannot_be_looked_up_is_said(text: str, message: str) -> None:
    lists = {**_LIST, "long": [{"name": str(at), "label": ""} for at in range(1001)]}
    with pytest.raises(ExpressionSyntaxError) as caught:
        parse(text, lists=lists)
    assert message in str(caught.value)


def test_a_list_of_a_thousand_entries_can_be_looked_up_in() -> None:
    lists = {"long": [{"name": str(at), "label": ""} for at in range(1000)]}
    found = parse("pulldata('long', 'label', 'name', 1)", lists=lists)
    assert isinstance(found, Apply)
    assert len(found.args) == 4 + 2000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "식이 비어 있습니다(1번째 글자, 올 수 있는 것: 조건)."),
        (
            "${a} ${b}",
            "${b}는 여기에 올 수 없습니다(6번째 글자, 올 수 있는 것: and 같은 연산자 또는 끝).",
        ),
        ("1 == 2", "“==”는 식에 쓰지 않습니다(3번째 글자, 올 수 있는 것: =)."),
        ("if(1, 2)", "‘if’에는 인수 3개가 필요한데 2개가 왔습니다(1번째 글자)."),
        ("uuid()", "uuid 함수는 아직 지원하지 않습니다(1번째 글자)."),
        ("fly(1)", "“fly”라는 함수는 없습니다(1번째 글자)."),
        (
            "count(${a}[b = 1])",
            "${repeat}[…]처럼 대괄호에 쓴 조건은 아직 지원하지 않습니다(11번째 글자).",
        ),
        ("${last-saved#a}", "last-saved#은 아직 지원하지 않습니다(1번째 글자)."),
    ],
)
def test_fault_reads_in_korean(text: str, message: str) -> None:
    with pytest.raises(ExpressionSyntaxError) as caught:
        parse(text)
    assert caught.value.text.ko == message
