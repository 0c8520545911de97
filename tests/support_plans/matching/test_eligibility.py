from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_plans.matching.eligibility import (
    deciding,
    distance,
    eligibility,
    lacking,
    truth_of,
    truths_of,
)
from support_plans.matching.rule import Group
from surveys.logic.values import Facts, Missing
from surveys.logic.xlsform_syntax import parse
from tests.support_plans.matching.examples import NAMES, TODAY, condition, facts, groups

A, B, C = condition("a"), condition("b"), condition("c")
UNKNOWN = Missing.DONT_KNOW


@pytest.mark.parametrize(
    ("quantifier", "a", "b", "expected"),
    [
        ("all", True, True, True),
        ("all", True, False, False),
        ("all", True, UNKNOWN, UNKNOWN),
        ("all", False, UNKNOWN, False),
        ("any", False, False, False),
        ("any", True, UNKNOWN, True),
        ("any", False, UNKNOWN, UNKNOWN),
    ],
)
def test_three_valued_groups(quantifier, a, b, expected) -> None:
    assert eligibility(Group(quantifier, (A, B)), {"a": a, "b": b}) is expected
    assert eligibility(Group(quantifier, (B, A)), {"a": a, "b": b}) is expected


def test_no_condition_is_open_to_everybody() -> None:
    assert eligibility(Group("all"), {}) is True


def test_what_is_no_truth_is_not_computable() -> None:
    assert truth_of(parse("${x} + 1"), {"x": 1}, today=TODAY) is Missing.NOT_COMPUTABLE


def test_only_what_came_out_as_its_group_decided() -> None:
    group = Group("all", (A, Group("any", (B, C))))
    assert deciding(group, {"a": True, "b": False, "c": True}) == (A, C)
    assert deciding(group, {"a": True, "b": False, "c": False}) == (B, C)
    assert deciding(group, {"a": False, "b": True, "c": UNKNOWN}) == (A,)
    assert deciding(group, {"a": True, "b": UNKNOWN, "c": False}) == (B,)


@given(groups, facts, st.sampled_from(NAMES), st.booleans())
def test_an_added_answer_never_makes_the_known_unknown(
    group: Group, answers: Facts, name: str, answer: bool
) -> None:
    before = eligibility(group, truths_of(group, answers, today=TODAY))
    if isinstance(answers[name], Missing) and not isinstance(before, Missing):
        more = {**answers, name: answer}
        assert eligibility(group, truths_of(group, more, today=TODAY)) is before


@given(groups, facts)
def test_the_deciding_conditions_alone_decide(group: Group, answers: Facts) -> None:
    """Whatever becomes of the others, as long as nothing unknown turns up, the outcome stays."""
    truths = truths_of(group, answers, today=TODAY)
    outcome = eligibility(group, truths)
    decided = {one.code for one in deciding(group, truths)}
    assert decided or group.quantifier == "all"
    if isinstance(outcome, bool):
        others = {code: not outcome for code in truths if code not in decided}
        assert eligibility(group, {**truths, **others}) is outcome


@given(groups, facts)
def test_the_order_of_members_makes_no_difference(group: Group, answers: Facts) -> None:
    truths = truths_of(group, answers, today=TODAY)
    turned = replace(group, members=group.members[::-1])
    one, other = eligibility(group, truths), eligibility(turned, truths)
    assert one is other or (isinstance(one, Missing) and isinstance(other, Missing))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("${employees} >= 5", 0.2),
        ("${employees} > 4", 0.0),
        ("${employees} = 8", 0.5),
        ("${employees} >= 8 and ${employees} >= 5", 0.5),
        ("${employees} >= 8 or ${employees} >= 5", 0.2),
        ("${employees} >= 5 and ${field} = 'x'", None),
        ("${field} = 'x'", None),
        ("${employees} >= 4", None),  # it holds
        ("${nobody} >= 4", None),  # it is unknown
    ],
)
def test_how_near_a_miss_is(written: str, expected: float | None) -> None:
    answers: Facts = {"employees": 4, "field": "y"}
    assert distance(parse(written), answers, today=TODAY) == expected


def test_only_the_facts_that_leave_it_open_are_lacking() -> None:
    answers: Facts = {"a": True, "b": Missing.BLANK, "c": Missing.DONT_KNOW}
    assert lacking(parse("${a} and (${b} or ${c} or ${d})"), answers, today=TODAY) == (
        "b",
        "c",
        "d",
    )
    assert lacking(parse("(${a} or ${b}) and ${c}"), answers, today=TODAY) == ("c",)
    assert lacking(parse("${a} or ${b}"), answers, today=TODAY) == ()
