from itertools import combinations

from hypothesis import given

from support_plans.matching.counterfactual import would_be_if
from support_plans.matching.eligibility import eligibility, truths_of
from support_plans.matching.rule import Group
from surveys.logic.values import Facts, Missing
from tests.support_plans.matching.examples import CONDITIONS, TODAY, condition, facts, groups

A, B, C, GIVEN = (CONDITIONS[name] for name in "abce")


def becomes_true(group: Group, truths: dict, change: tuple[str, ...]) -> bool:
    return eligibility(group, {**truths, **dict.fromkeys(change, True)}) is True


@given(groups, facts)
def test_the_change_is_real_and_the_smallest(group: Group, answers: Facts) -> None:
    """Against every set of changeable conditions there is."""
    truths = truths_of(group, answers, today=TODAY)
    change = would_be_if(group, truths)
    changeable = [
        code for code in truths if CONDITIONS[code].is_changeable and truths[code] is not True
    ]
    sizes = [
        size
        for size in range(len(changeable) + 1)
        if any(becomes_true(group, truths, way) for way in combinations(changeable, size))
    ]
    if sizes:
        assert becomes_true(group, truths, change)
        assert len(change) == sizes[0]
        assert set(change) <= set(changeable)
    else:
        assert change == ()


@given(groups, facts)
def test_no_part_of_the_change_is_enough(group: Group, answers: Facts) -> None:
    truths = truths_of(group, answers, today=TODAY)
    change = would_be_if(group, truths)
    for size in range(len(change)):
        assert not any(becomes_true(group, truths, part) for part in combinations(change, size))


def test_a_failed_given_condition_cannot_be_changed() -> None:
    group = Group("all", (A, GIVEN))
    assert would_be_if(group, {"a": False, "e": True}) == ("a",)
    assert would_be_if(group, {"a": False, "e": False}) == ()
    assert would_be_if(group, {"a": False, "e": Missing.BLANK}) == ()


def test_another_way_round_a_given_condition_is_found() -> None:
    group = Group("any", (GIVEN, Group("all", (A, B)), C))
    assert would_be_if(group, dict.fromkeys("abce", False)) == ("c",)


def test_one_change_that_serves_twice_beats_two() -> None:
    group = Group("all", (Group("any", (A, C)), Group("any", (B, C))))
    assert would_be_if(group, dict.fromkeys("abc", False)) == ("c",)


def test_of_two_equal_ways_the_one_written_first_is_named() -> None:
    assert would_be_if(Group("any", (B, A)), {"a": False, "b": False}) == ("b",)


def test_a_rule_of_many_branches_takes_no_time_and_stays_minimal() -> None:
    pairs = [
        Group("any", tuple(condition(f"{side}{number}", is_changeable=True) for side in "xy"))
        for number in range(200)
    ]
    group = Group("all", tuple(pairs))
    truths = {one.code: False for one in group.conditions()}
    assert would_be_if(group, truths) == tuple(f"x{number}" for number in range(200))


def test_what_a_later_condition_makes_superfluous_is_left_out() -> None:
    """64 equal ways through six pairs are more than are kept; all that are begin with x0."""
    pairs = [
        Group("any", tuple(condition(f"{side}{number}", is_changeable=True) for side in "xy"))
        for number in range(6)
    ]
    group = Group("all", (*pairs, condition("y0", is_changeable=True)))
    truths = {one.code: False for one in group.conditions()}
    assert would_be_if(group, truths) == ("y0", "x1", "x2", "x3", "x4", "x5")
