"""What can never be true is said to be so; what can, never is."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.logic.check import check
from surveys.logic.contradictions import always_holds, contradiction
from surveys.logic.evaluate import evaluate
from surveys.logic.expressions import Answer, Apply, Expression, Literal, answers_read
from surveys.logic.kinds import Blanks, Kind
from surveys.logic.schema import FactType, Schema
from surveys.logic.values import Facts, Missing, Value
from surveys.logic.xlsform_syntax import parse
from tests.surveys.logic import typed_trees

TODAY = date(2026, 3, 1)
HUNDRED = Decimal(100)
SCHEMA: Schema = {
    "employees": FactType(Kind.NUMBER, minimum=Decimal(0), maximum=Decimal(500), is_whole=True),
    "share": FactType(Kind.NUMBER, minimum=Decimal(0), maximum=HUNDRED),
    "revenue": FactType(Kind.NUMBER),
    "opened_on": FactType(Kind.DATE, is_whole=True),
    "seen_at": FactType(Kind.DATE),
    "head_office": FactType(Kind.CHOICE, ("gwangju", "seoul")),
    "size": FactType(Kind.CHOICE, ("1", "2", "3")),
    "needs": FactType(Kind.CHOICES, ("gpu", "data", "none"), exclusive=frozenset({"none"})),
    "base": FactType(Kind.BOOLEAN),
    "note": FactType(Kind.TEXT),
    "openings": FactType(Kind.ROWS, columns={"count": FactType(Kind.NUMBER)}),
    "grown": FactType(Kind.CHOICE, ("yes", "no"), asked_if=(parse("${employees} > 5"),)),
    "founded": FactType(Kind.DATE, is_whole=True, asked_if=(parse("${employees} > 5"),)),
    "reason": FactType(Kind.TEXT, asked_if=(parse("${grown} = 'no'"), parse("${base}"))),
    "hidden": FactType(Kind.NUMBER, asked_if=(parse("false()"),)),
}


@pytest.mark.parametrize(
    ("text", "en", "ko"),
    [
        (
            "${employees} < 3 and ${employees} > 5",
            "${employees} cannot be under 3 and over 5 at once. Change one of the two.",
            "${employees}의 값은 ‘3 미만임’과 ‘5 초과임’을 동시에 충족할 수 없습니다. "
            "둘 중 하나를 고치십시오.",
        ),
        (
            "not(${employees} < 3 or 5 < ${employees}) and ${employees} = 2",
            "${employees} cannot be at least 3 and 2 at once. Change one of the two.",
            "${employees}의 값은 ‘3 이상임’과 ‘2임’을 동시에 충족할 수 없습니다. "
            "둘 중 하나를 고치십시오.",
        ),
        (
            "${opened_on} > date('2021-03-01') and ${opened_on} < date('2021-03-02')",
            "${opened_on} cannot be after 1 March 2021 and before 2 March 2021 at once. "
            "Change one of the two.",
            "${opened_on}의 값은 ‘2021년 3월 1일보다 늦음’과 ‘2021년 3월 2일보다 빠름’을 "
            "동시에 충족할 수 없습니다. 둘 중 하나를 고치십시오.",
        ),
        (
            "${head_office} = 'gwangju' and ${head_office} = 'seoul'",
            "${head_office} cannot be “gwangju” and “seoul” at once. Change one of the two.",
            "${head_office}의 값은 ‘gwangju임’과 ‘seoul임’을 동시에 충족할 수 없습니다. "
            "둘 중 하나를 고치십시오.",
        ),
        (
            "selected(${needs}, 'none') and selected(${needs}, 'gpu')",
            "selected(${needs}, 'none') and selected(${needs}, 'gpu') cannot be true at once. "
            "Change one of the two.",
            "selected(${needs}, 'none')와 selected(${needs}, 'gpu')는 동시에 참일 수 없습니다. "
            "둘 중 하나를 고치십시오.",
        ),
        (
            "count-selected(${needs}) > 2",
            "count-selected(${needs}) > 2 can never be true. ${needs} has 3 options.",
            "count-selected(${needs}) > 2는 참이 될 수 없습니다. ${needs}의 선택지는 3개입니다.",
        ),
        (
            "${employees} > 500",
            "${employees} > 500 can never be true. ${employees} lies between 0 and 500.",
            "${employees} > 500은 참이 될 수 없습니다. ${employees}의 값은 0에서 500 사이입니다.",
        ),
        (
            "count(${openings}) < 0",
            "count(${openings}) < 0 can never be true. count(${openings}) is at least 0.",
            "count(${openings}) < 0은 참이 될 수 없습니다. count(${openings})의 값은 0 이상입니다.",
        ),
        (
            "${employees} >= 2 and ${employees} != 2 and ${employees} < 3",
            "These cannot all be true at once: ${employees} >= 2, ${employees} != 2, "
            "${employees} < 3. Change one of them.",
            "다음은 모두 함께 참일 수 없습니다: ${employees} >= 2, ${employees} != 2, "
            "${employees} < 3. 그중 하나를 고치십시오.",
        ),
        (
            "${grown} = 'yes' and ${employees} <= 5",
            "${employees} cannot be at most 5 and over 5 at once. Change one of the two. "
            "${grown} is asked only if ${employees} > 5.",
            "${employees}의 값은 ‘5 이하임’과 ‘5 초과임’을 동시에 충족할 수 없습니다. "
            "둘 중 하나를 고치십시오. ${grown} 질문은 ${employees} > 5인 경우에만 나옵니다.",
        ),
        (
            "${hidden} > 3",
            "${hidden} is never asked. Check the condition of that question.",
            "${hidden} 질문은 나오는 경우가 없습니다. 그 질문의 조건을 확인하십시오.",
        ),
    ],
)
def test_contradiction_is_named(text: str, en: str, ko: str) -> None:
    (problem,) = check(parse(text), SCHEMA, expected=Kind.BOOLEAN)
    assert (problem.message.en, problem.message.ko) == (en, ko)
    assert problem.expression == parse(text)


@pytest.mark.parametrize(
    ("text", "is_contradiction"),
    [
        # both sides of every threshold
        ("${employees} > 5 and ${employees} < 7", False),
        ("${employees} > 5 and ${employees} < 6", True),
        ("${share} > 5 and ${share} < 6", False),
        ("${share} > 5 and ${share} <= 5", True),
        ("${share} >= 5 and ${share} <= 5", False),
        ("${share} >= 5 and ${share} <= 5 and ${share} != 5", True),
        ("${employees} >= 500", False),
        ("${employees} < 0", True),
        ("${employees} < 1", False),
        ("${revenue} < -1000000000000", False),
        ("${opened_on} > date('2021-03-01') and ${opened_on} < date('2021-03-03')", False),
        ("${seen_at} > date('2021-03-01') and ${seen_at} < date('2021-03-02')", False),
        (
            "${seen_at} >= date('2021-03-01') and ${seen_at} <= date('2021-03-01')"
            " and ${seen_at} != date('2021-03-01')",
            False,  # midnight is a moment of that day, but not the day itself
        ),
        ("${opened_on} > today() and ${opened_on} < today()", True),
        ("${opened_on} > today() and today() > ${opened_on}", True),
        ("${opened_on} >= today() and ${opened_on} <= today()", False),
        ("count-selected(${needs}) >= 2", False),
        ("count-selected(${needs}) >= 2 and selected(${needs}, 'none')", True),
        ("count-selected(${needs}) = 1 and selected(${needs}, 'none')", False),
        ("count-selected(${needs}) >= 2 and not(selected(${needs}, 'gpu'))", True),
        ("count-selected(${needs}) >= 1 and not(selected(${needs}, 'gpu'))", False),
        ("string-length(${note}) > 5 and string-length(${note}) < 6", True),
        ("string-length(${note}) > 5 and string-length(${note}) < 7", False),
        ("sum(${openings}/count) > 5 and sum(${openings}/count) < 6", False),
        ("sum(${openings}/count) > 5 and sum(${openings}/count) < 5", True),
        ("number(${size}) > 2", False),
        ("number(${size}) > 3", True),
        ("${size} = '1' and number(${size}) = 1", False),
        ("${note} = 'a' and ${note} != 'b'", False),
        ("${note} = 'a' and ${note} != 'a'", True),
        ("${base} = true() and ${base} = false()", True),
        ("if(${base}, ${employees} < 3, ${employees} > 5) and ${employees} = 4", True),
        ("if(${base}, ${employees} < 3, ${employees} > 3) and ${employees} = 4", False),
        ("${employees} + 1 > 5 and not(${employees} + 1 > 5)", True),
        ("regex(${note}, '[a-z]+') and not(regex(${note}, '[a-z]+'))", True),
        ("${employees} = ${revenue} and ${employees} != ${revenue}", True),
        # a blank is neither under nor over anything
        ("not(${employees} < 3) and not(${employees} >= 3)", False),
        ("${employees} = '' and ${employees} < 3", True),
        ("${employees} = '' and not(${employees} < 3)", False),
        ("${needs} = '' and selected(${needs}, 'gpu')", True),
        ("${needs} = '' and not(selected(${needs}, 'gpu'))", False),
        # only an answer says that the question was asked
        ("${grown} != 'yes' and ${employees} <= 5", False),
        ("not(${grown} = 'yes') and ${employees} <= 5", False),
        ("${grown} != '' and ${employees} <= 5", True),
        ("${founded} < today() and ${employees} <= 5", True),
        ("not(${founded} < today()) and ${employees} <= 5", False),
        ("${reason} != '' and ${employees} <= 5", True),
        ("${reason} != '' and not(${base})", True),
        ("${reason} != '' and ${employees} > 5 and ${base}", False),
        # one way that leads somewhere is enough
        ("${employees} < 3 and (${employees} > 5 or ${base})", False),
        ("${employees} < 3 and (${employees} > 5 or ${employees} = 4)", True),
        # what says outright that it never holds is meant so
        ("false()", False),
        ("1 = 2", False),
        ("${employees} = 3 and false()", False),
        ("today() < date('2020-01-01')", False),
    ],
)  # fmt: skip
def test_threshold_of_contradiction(text: str, is_contradiction: bool) -> None:
    assert (contradiction(parse(text), SCHEMA) is not None) is is_contradiction


def test_what_is_given_counts() -> None:
    small, large = parse("${employees} < 3"), parse("${employees} > 5")
    assert contradiction(small, SCHEMA, given=[large]) is not None
    assert contradiction(small, SCHEMA, given=[parse("${employees} >= 2")]) is None


def test_what_is_given_and_contradicts_itself_is_not_the_fault_of_this_condition() -> None:
    impossible = parse("${employees} < 3 and ${employees} > 5")
    assert contradiction(parse("${base}"), SCHEMA, given=[impossible]) is None


@pytest.mark.parametrize(
    ("text", "is_always"),
    [
        ("${base} or not(${base})", True),
        ("${employees} >= 0 or ${employees} = ''", True),
        ("${employees} >= 1 or ${employees} = ''", False),
        ("${employees} >= 0", False),
        ("true()", False),
    ],
)
def test_a_condition_that_is_never_false(text: str, is_always: bool) -> None:
    assert always_holds(parse(text), SCHEMA) is is_always


def test_too_many_ways_to_follow_are_left_alone() -> None:
    either = " and ".join(f"(${{employees}} = {at} or ${{share}} = {at})" for at in range(40))
    assert (
        contradiction(parse(f"({either}) and ${{revenue}} < 1 and ${{revenue}} > 2"), SCHEMA)
        is None
    )


# --- never a false alarm ------------------------------------------------------------------------

TYPED: Schema = {
    **typed_trees.SCHEMA,
    "employees": FactType(Kind.NUMBER, minimum=Decimal(0), maximum=Decimal(4), is_whole=True),
    "share": FactType(Kind.NUMBER, minimum=Decimal("-1.25"), asked_if=(parse("${employees} > 1"),)),
    "opened_on": FactType(Kind.DATE, is_whole=True),
    "size": FactType(Kind.CHOICE, ("1", "2", "3"), asked_if=(parse("${head_office} != ''"),)),
    "needs": FactType(
        Kind.CHOICES, ("gpu", "data", "none"), exclusive=frozenset({"none"}),
        asked_if=(parse("${size} = '1' or ${base}"),),
    ),
}  # fmt: skip
_reasons = st.sampled_from([Missing.BLANK, Missing.DONT_KNOW, Missing.NOT_ASKED])
_days = st.dates(date(2026, 2, 27), date(2026, 3, 3))
_answers: dict[str, st.SearchStrategy[Value]] = {
    "employees": st.integers(0, 4),
    "revenue": typed_trees.numbers | st.sampled_from([Decimal("Infinity"), Missing.NOT_COMPUTABLE]),
    "share": typed_trees.numbers.filter(lambda one: one >= Decimal("-1.25")),
    "opened_on": _days,
    "moved_on": _days | st.datetimes(datetime(2026, 2, 28), datetime(2026, 3, 2)),
    "note": typed_trees.texts,
    "email": typed_trees.texts,
    "base": st.booleans(),
    "head_office": st.sampled_from(typed_trees.OPTIONS["head_office"]),
    "size": st.sampled_from(typed_trees.OPTIONS["size"]),
    "needs": st.sampled_from([("gpu",), ("data",), ("gpu", "data"), ("none",)]),
    "openings": st.lists(
        st.fixed_dictionaries({"count": typed_trees.numbers, "job": typed_trees.texts}), max_size=2
    ).map(tuple),
}
_OPS = [
    *("and", "or", "not", "if", "=", "!=", "<", "<=", ">", ">=", "answered", "selected"),
    *("count-selected", "string-length", "count", "sum", "column", "-", "number", "today"),
]
_conditions = typed_trees.trees(Kind.BOOLEAN, 2, _OPS)
_several = st.lists(_conditions, min_size=2, max_size=4).map(
    lambda parts: Apply("and", tuple(parts))
)


def _settled(answers: Facts) -> Facts:
    """As a route leaves them: what was not to be asked has no answer."""
    facts: dict[str, Value] = {}
    for name, value in answers.items():
        if all(_holds(one, facts) for one in TYPED[name].asked_if):
            facts[name] = value
    return facts


def _holds(condition: Expression, facts: Facts) -> bool:
    truth = Apply("not", (Apply("not", (condition,)),))
    return evaluate(truth, facts, today=TODAY, blanks=Blanks.AS_XPATH) is True


@settings(max_examples=300)
@given(
    _several | _conditions,
    st.lists(
        st.fixed_dictionaries({name: one | _reasons for name, one in _answers.items()}),
        min_size=1,
        max_size=6,
    ),
)
def test_what_came_true_was_never_called_a_contradiction(
    condition: Expression, companies: list[Facts]
) -> None:
    facts = [_settled(one) for one in companies]
    found = contradiction(condition, TYPED)
    for one in facts:
        as_rule = evaluate(condition, one, today=TODAY, blanks=Blanks.UNKNOWN)
        assert found is None or (not _holds(condition, one) and as_rule is not True)
    if always_holds(condition, TYPED):
        assert all(_holds(condition, one) for one in facts)


# --- and of small worlds, the whole truth -------------------------------------------------------

SMALL: Schema = {name: TYPED[name] for name in ("employees", "head_office")} | {
    "needs": FactType(Kind.CHOICES, ("gpu", "data", "none"), exclusive=frozenset({"none"})),
}


def _worlds() -> Iterator[Facts]:
    several = [("none",), *(two for many in (1, 2) for two in combinations(("gpu", "data"), many))]
    for count, place, needs in product(range(5), SMALL["head_office"].options, several):
        full: dict[str, Value] = {"employees": count, "head_office": place, "needs": needs}
        for left_out in product((False, True), repeat=3):
            yield {
                name: Missing.BLANK if is_blank else value
                for (name, value), is_blank in zip(full.items(), left_out, strict=True)
            }


WORLDS = list(_worlds())
_leaves = st.one_of(
    st.builds(
        lambda op, limit: Apply(op, (Answer("employees"), Literal(limit))),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.integers(-1, 5),
    ),
    st.builds(
        lambda op, code: Apply(op, (Answer("head_office"), Literal(code))),
        st.sampled_from(["=", "!=", "selected"]),
        st.sampled_from(SMALL["head_office"].options),
    ),
    st.builds(
        lambda code: Apply("selected", (Answer("needs"), Literal(code))),
        st.sampled_from(SMALL["needs"].options),
    ),
    st.builds(
        lambda op, count: Apply(op, (Apply("count-selected", (Answer("needs"),)), Literal(count))),
        st.sampled_from(["=", "<", ">="]),
        st.integers(0, 3),
    ),
    st.sampled_from([Apply("answered", (Answer(name),)) for name in SMALL]),
)
_small = st.recursive(
    _leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=4).map(lambda all_: Apply("and", tuple(all_))),
        st.lists(parts, min_size=2, max_size=3).map(lambda any_: Apply("or", tuple(any_))),
        parts.map(lambda one: Apply("not", (one,))),
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(_small)
def test_every_contradiction_of_a_small_world_is_found(condition: Expression) -> None:
    can_be = any(_holds(condition, one) for one in WORLDS)
    can_fail = not all(_holds(condition, one) for one in WORLDS)
    assert answers_read(condition)
    assert (contradiction(condition, SMALL) is None) is can_be
    assert always_holds(condition, SMALL) is not can_fail
