"""Rows and expressions say the same, whichever of them somebody edits."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from surveys.condition_rows import (
    FORMS,
    AnswerTo,
    Comparison,
    DaysFromToday,
    Group,
    Joined,
    Measure,
    Operand,
    Row,
    Subject,
    choices_for,
    expression_of,
    rows_of,
    subject_kind,
)
from surveys.condition_rows.finishing import finished, typed_out
from surveys.condition_rows.typed import TypedGroup, TypedRow
from surveys.logic.check import FactType, value_kind
from surveys.logic.evaluate import Blanks, evaluate
from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.kinds import Kind
from surveys.logic.values import Facts, Missing
from surveys.logic.xlsform_syntax import parse, unparse
from tests.surveys.logic.words import WORDS

TODAY = date(2026, 3, 1)
SCHEMA = {
    "employees": FactType(Kind.NUMBER),
    "revenue": FactType(Kind.NUMBER),
    "opened_on": FactType(Kind.DATE),
    "closed_on": FactType(Kind.DATE),
    "head_office": FactType(Kind.CHOICE, ("gwangju", "jeonnam", "seoul")),
    "needs": FactType(Kind.CHOICES, ("gpu", "data", "npu")),
    "base": FactType(Kind.BOOLEAN),
    "note": FactType(Kind.TEXT),
    "openings": FactType(
        Kind.ROWS, columns={"opening_count": FactType(Kind.NUMBER), "job": FactType(Kind.TEXT)}
    ),
}

SHOWN = {
    "${employees} < 50": Row(Subject("employees"), Comparison.UNDER, (50,)),
    "50 > ${employees}": Row(Subject("employees"), Comparison.UNDER, (50,)),
    "${employees} >= 5 and ${employees} <= 9.5": Row(
        Subject("employees"), Comparison.BETWEEN, (5, Decimal("9.5"))
    ),
    "${employees} > ${revenue}": Row(Subject("employees"), Comparison.OVER, (AnswerTo("revenue"),)),
    "${head_office} = 'seoul'": Row(Subject("head_office"), Comparison.IS, ("seoul",)),
    "selected(${head_office}, 'seoul')": Row(Subject("head_office"), Comparison.IS, ("seoul",)),
    "not(selected(${head_office}, 'seoul'))": Row(
        Subject("head_office"), Comparison.IS_NOT, ("seoul",)
    ),
    "${head_office} = 'seoul' or ${head_office} = 'gwangju'": Row(
        Subject("head_office"), Comparison.ONE_OF, ("seoul", "gwangju")
    ),
    "${head_office} != 'seoul' and ${head_office} != 'gwangju'": Row(
        Subject("head_office"), Comparison.NONE_OF, ("seoul", "gwangju")
    ),
    "selected(${needs}, 'gpu')": Row(Subject("needs"), Comparison.INCLUDES, ("gpu",)),
    "not(selected(${needs}, 'gpu'))": Row(Subject("needs"), Comparison.INCLUDES_NOT, ("gpu",)),
    "selected(${needs}, 'gpu') and selected(${needs}, 'npu')": Row(
        Subject("needs"), Comparison.INCLUDES_ALL, ("gpu", "npu")
    ),
    "selected(${needs}, 'gpu') or selected(${needs}, 'npu')": Row(
        Subject("needs"), Comparison.INCLUDES_ANY, ("gpu", "npu")
    ),
    "not(selected(${needs}, 'gpu')) and not(selected(${needs}, 'npu'))": Row(
        Subject("needs"), Comparison.INCLUDES_NONE, ("gpu", "npu")
    ),
    "count-selected(${needs}) >= 2": Row(
        Subject("needs", Measure.CHOSEN), Comparison.AT_LEAST, (2,)
    ),
    "count(${openings}) > 3": Row(Subject("openings", Measure.ENTRIES), Comparison.OVER, (3,)),
    "sum(${openings}/opening_count) > 3": Row(
        Subject("openings", Measure.TOTAL, "opening_count"), Comparison.OVER, (3,)
    ),
    "string-length(${note}) <= 30": Row(
        Subject("note", Measure.CHARACTERS), Comparison.AT_MOST, (30,)
    ),
    "regex(${note}, '[0-9]+')": Row(Subject("note"), Comparison.MATCHES, ("[0-9]+",)),
    "not(contains(${note}, 'AI'))": Row(Subject("note"), Comparison.CONTAINS_NOT, ("AI",)),
    "${opened_on} < date('2020-01-01')": Row(
        Subject("opened_on"), Comparison.UNDER, (date(2020, 1, 1),)
    ),
    "${opened_on} <= today() - 365": Row(
        Subject("opened_on"), Comparison.AT_MOST, (DaysFromToday(-365),)
    ),
    "${opened_on} > today()": Row(Subject("opened_on"), Comparison.OVER, (DaysFromToday(0),)),
    "${note} != ''": Row(Subject("note"), Comparison.ANSWERED),
    "${openings} = ''": Row(Subject("openings"), Comparison.BLANK),
    "not(${base})": Row(Subject("base"), Comparison.FAILS),
    "${gone} = 'x'": Row(Subject("gone"), Comparison.IS, ("x",)),
}


@pytest.mark.parametrize("text", SHOWN)
def test_a_single_comparison_is_one_row(text: str) -> None:
    assert rows_of(parse(text), SCHEMA) == Group(Joined.ALL, (SHOWN[text],))


def test_groups_keep_their_places() -> None:
    seoul = Row(Subject("head_office"), Comparison.IS, ("seoul",))
    small = Row(Subject("employees"), Comparison.UNDER, (50,))
    based = Row(Subject("base"), Comparison.HOLDS)

    assert rows_of(
        parse(
            "${head_office} = 'seoul' and (${employees} < 50 or not(${base} and ${employees} < 50))"
        ),
        SCHEMA,
    ) == Group(
        Joined.ALL,
        (seoul, Group(Joined.ANY, (small, Group(Joined.NOT_ALL, (based, small))))),
    )
    assert rows_of(parse("not(${employees} < 50)"), SCHEMA) == Group(Joined.NONE, (small,))
    assert rows_of(parse("not(${employees} < 50 or ${base})"), SCHEMA) == Group(
        Joined.NONE, (small, based)
    )


@pytest.mark.parametrize(
    "text",
    [
        "${employees} + 1 < 50",
        "${employees} = 'few'",
        "${employees} < ${note}",
        "${needs} = 'gpu'",
        "round(${employees}) = 5",
        "true()",
        "${head_office} = 'seoul' and ${employees} * 2 > 5",
        "count-selected(${head_office}) = 1",
        "sum(${openings}/job) > 1",
        "if(${base}, ${employees}, 1) = 1",
        "contains(${note}, ${head_office})",
        "${employees} < today()",
    ],
)
def test_what_rows_cannot_show_is_left_to_the_expression(text: str) -> None:
    assert rows_of(parse(text), SCHEMA) is None


def test_no_condition_is_a_group_without_rows() -> None:
    assert rows_of(None, SCHEMA) == Group(Joined.ALL)
    assert expression_of(Group(Joined.ALL)) is None
    assert expression_of(Group(Joined.NONE, (Group(Joined.ANY),))) is None


# --- generated ---------------------------------------------------------------------------------

numbers = st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=2, allow_nan=False)
days = st.dates(date(1990, 1, 1), date(2040, 1, 1))


def operands(draw: st.DrawFn, row: Row, kind: Kind) -> tuple[Operand, ...]:
    form, fact = FORMS[row.comparison], SCHEMA[row.subject.name]
    count = form.fewest if form.most is not None else draw(st.integers(2, 3))
    if kind in (Kind.CHOICE, Kind.CHOICES):
        return tuple(draw(st.permutations(fact.options))[:count])
    others = {
        Kind.NUMBER: st.sampled_from(["employees", "revenue"]).map(AnswerTo),
        Kind.DATE: st.sampled_from(["opened_on", "closed_on"]).map(AnswerTo)
        | st.integers(-2000, 2000).map(DaysFromToday),
        Kind.TEXT: st.just(AnswerTo("note")),
    }
    values: dict[Kind, st.SearchStrategy[Operand]] = {
        Kind.NUMBER: numbers,
        Kind.DATE: days,
        Kind.TEXT: st.text("ab 가", min_size=1, max_size=3),
    }
    is_simple = row.comparison in (Comparison.IS, Comparison.UNDER, Comparison.AT_LEAST)
    if kind in others and is_simple and draw(st.booleans()):
        return (draw(others[kind]),)
    return tuple(draw(values[kind]) for _ in range(count)) if count else ()


@st.composite
def rows(draw: st.DrawFn) -> Row:
    name = draw(st.sampled_from(list(SCHEMA)))
    groups = choices_for(SCHEMA[name], WORDS)
    choice = draw(st.sampled_from([one for group in groups for one in group.choices]))
    bare = Row(choice.subject(name), choice.comparison)
    kind = subject_kind(bare.subject, SCHEMA)
    assert kind is not None
    return Row(bare.subject, bare.comparison, operands(draw, bare, kind))


def joined(members: list[Row | Group], how: Joined) -> Group:
    return Group(how, tuple(members))


members = st.recursive(
    rows(),
    lambda parts: st.builds(
        joined, st.lists(parts, min_size=2, max_size=3), st.sampled_from(list(Joined))
    ),
    max_leaves=6,
)
groups = st.builds(joined, st.lists(members, min_size=2, max_size=3), st.sampled_from(list(Joined)))
answers: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {},
    optional={
        "employees": numbers | st.sampled_from(list(Missing)),
        "revenue": numbers | st.sampled_from(list(Missing)),
        "opened_on": days | st.sampled_from(list(Missing)),
        "closed_on": days | st.sampled_from(list(Missing)),
        "head_office": st.sampled_from([*SCHEMA["head_office"].options, Missing.BLANK]),
        "needs": st.lists(st.sampled_from(SCHEMA["needs"].options), unique=True).map(tuple)
        | st.sampled_from(list(Missing)),
        "base": st.booleans() | st.sampled_from(list(Missing)),
        "note": st.text("ab 가", max_size=3) | st.sampled_from(list(Missing)),
        "openings": st.lists(
            st.fixed_dictionaries({"opening_count": numbers, "job": st.just("x")}), max_size=2
        ).map(tuple)
        | st.sampled_from(list(Missing)),
    },
)


def means_one_row(group: Group) -> bool:
    """Whether the whole group says what a single row says: then it is that row."""
    expression = expression_of(Group(group.joined, group.members))
    assert expression is not None
    found = rows_of(expression, SCHEMA)
    return found is not None and len(found.members) == 1


def has_group_of_one_row(group: Group) -> bool:
    return means_one_row(group) or any(
        has_group_of_one_row(one) for one in group.members if isinstance(one, Group)
    )


@given(groups)
def test_rows_come_back_from_their_expression(group: Group) -> None:
    assume(not has_group_of_one_row(group))
    expression = expression_of(group)

    assert expression is not None
    assert rows_of(expression, SCHEMA) == group


@given(groups)
def test_an_expression_comes_back_from_its_rows(group: Group) -> None:
    expression = expression_of(group)
    assert expression is not None

    found = rows_of(expression, SCHEMA)

    assert found is not None
    assert expression_of(found) == expression
    assert value_kind(expression, SCHEMA) is Kind.BOOLEAN
    assert parse(unparse(expression)) == expression


@given(groups)
def test_typed_out_and_finished_again_nothing_is_lost(group: Group) -> None:
    assert finished(typed_out(group), SCHEMA) == (group, [])


comparisons = st.builds(
    lambda op, left, right: Apply(op, (left, right)),
    st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "selected", "contains", "starts-with"]),
    st.sampled_from(list(SCHEMA)).map(Answer) | numbers.map(Literal),
    st.sampled_from(list(SCHEMA)).map(Answer)
    | numbers.map(Literal)
    | st.sampled_from(["gpu", "seoul", "a"]).map(Literal)
    | days.map(Literal),
)
conditions: st.SearchStrategy[Expression] = st.recursive(
    comparisons,
    lambda parts: (
        st.builds(
            lambda op, some: Apply(op, tuple(some)),
            st.sampled_from(["and", "or"]),
            st.lists(parts, min_size=2, max_size=3),
        )
        | parts.map(lambda one: Apply("not", (one,)))
    ),
    max_leaves=6,
)


@given(conditions, answers, st.sampled_from(list(Blanks)))
def test_every_expression_that_is_shown_keeps_its_value(
    expression: Expression, facts: Facts, blanks: Blanks
) -> None:
    found = rows_of(expression, SCHEMA)
    assume(found is not None)
    assert found is not None
    again = expression_of(found)
    assert again is not None

    assert evaluate(again, facts, today=TODAY, blanks=blanks) == evaluate(
        expression, facts, today=TODAY, blanks=blanks
    )


def test_days_from_today_are_counted_from_today() -> None:
    expression = expression_of(
        Row(Subject("opened_on"), Comparison.AT_LEAST, (DaysFromToday(-30),))
    )
    assert expression is not None

    for age, is_recent in ((30, True), (31, False)):
        facts = {"opened_on": TODAY - timedelta(days=age)}
        assert evaluate(expression, facts, today=TODAY) is is_recent


def chosen(
    *values: str, question: str = "head_office", chosen_for: str = "head_office"
) -> TypedGroup:
    row = TypedRow(question, "answer::none_of", "value", values, chosen_for)
    return TypedGroup(Joined.ALL, (row,))


@pytest.mark.parametrize("values", [("gone",), ("seoul", "gone", "gwangju"), ("gone", "other")])
def test_an_option_that_is_gone_is_not_dropped_in_silence(values: tuple[str, ...]) -> None:
    _, lacks = finished(chosen(*values), SCHEMA)

    assert [one.path for one in lacks] == [(0,)]
    assert lacks[0].message.en.startswith("An option that is chosen here is gone.")


def test_options_of_a_question_that_was_replaced_are_not_missed() -> None:
    values = ("gpu", "seoul", "gwangju")
    group, lacks = finished(chosen(*values, chosen_for="needs"), SCHEMA)
    assert lacks == []
    assert group == Group(
        Joined.ALL, (Row(Subject("head_office"), Comparison.NONE_OF, ("seoul", "gwangju")),)
    )

    _, lacks = finished(chosen("gpu", chosen_for="needs"), SCHEMA)

    assert lacks[0].message.en == "Choose at least two options."
