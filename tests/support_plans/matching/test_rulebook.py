import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_plans.matching.rule import MOST_CONDITIONS, MOST_LEVELS, Condition, Group, Rule
from support_plans.matching.rule_json import rule_from_json, rule_to_json
from support_plans.matching.rulebook import Rulebook, RuleError
from surveys.logic.text import Text
from tests.support_plans.matching.examples import condition, need, rule, rules

RULES = st.lists(rules, max_size=5, unique_by=lambda one: one.programme).map(tuple)


@given(RULES)
def test_a_rulebook_survives_json(given_rules: tuple[Rule, ...]) -> None:
    book = Rulebook(given_rules)
    again = Rulebook.from_json(json.loads(json.dumps(book.to_json())))
    assert again == book
    assert again.digest == book.digest


def test_every_field_of_a_rule_survives_json() -> None:
    words = Text("말", "words")
    asked = Condition(
        "a", condition("a", "${x} >= 1.5").expression, words, words, words, True, words
    )
    whole = Rule("p", 3, Group("any", (asked,)), (need("n", 2),), words, ("q",), ("r",))
    assert rule_from_json(json.loads(json.dumps(rule_to_json(whole)))) == whole


@given(RULES, st.randoms())
def test_the_order_of_rules_makes_no_difference(given_rules: tuple[Rule, ...], random) -> None:
    shuffled = list(given_rules)
    random.shuffle(shuffled)
    assert Rulebook(tuple(shuffled)) == Rulebook(given_rules)
    assert Rulebook(tuple(shuffled)).digest == Rulebook(given_rules).digest


def test_another_word_is_another_digest() -> None:
    one = rule(condition("a"))
    asked = replace(condition("a"), met=Text("네", "Yes"))
    assert Rulebook((one,)).digest != Rulebook((rule(asked),)).digest
    assert len(Rulebook((one,)).digest) == 64


def test_two_rules_for_one_programme_are_refused() -> None:
    with pytest.raises(RuleError, match="p: two rules for one programme"):
        Rulebook((rule(condition("a")), rule(condition("b"))))


def test_two_different_conditions_of_one_code_are_refused() -> None:
    with pytest.raises(RuleError, match="two different conditions are called a"):
        rule(condition("a"), condition("a", "${b}"))


def test_one_condition_may_stand_in_two_places() -> None:
    rule(condition("a"), Group("any", (condition("a"), condition("b"))))


@pytest.mark.parametrize(
    ("needs", "message"),
    [
        ((need("n", 0),), "its weight is 0"),
        ((need("n"), need("n")), "the code is taken"),
        ((need("a"),), "the code is taken"),
    ],
)
def test_needs_that_cannot_be_meant_are_refused(needs, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        rule(condition("a"), needs=needs)


def test_an_empty_any_is_refused_wherever_it_is() -> None:
    with pytest.raises(RuleError, match="can never hold"):
        rule(Group("all", (Group("any"),)))
    rule()  # an empty all is a programme for everybody


def test_both_sides_of_the_limit_of_conditions() -> None:
    rule(*(condition(f"c{number}") for number in range(MOST_CONDITIONS)))
    with pytest.raises(RuleError, match=f"{MOST_CONDITIONS + 1} conditions"):
        rule(*(condition(f"c{number}") for number in range(MOST_CONDITIONS + 1)))


def nested(levels: int) -> Group:
    group = Group("all", (condition("a"),))
    for _ in range(levels - 1):
        group = Group("all", (group,))
    return group


def test_both_sides_of_the_limit_of_levels() -> None:
    Rule("p", 1, nested(MOST_LEVELS))
    with pytest.raises(RuleError, match="levels deep"):
        Rule("p", 1, nested(MOST_LEVELS + 1))
    with pytest.raises(RuleError, match="levels deep"):
        Rule("p", 1, nested(900))


STORED = rule_to_json(rule(condition("a"), needs=(need("n"),)))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (None, "rule: an object was expected"),
        ({}, "“programme” must be of type str"),
        ({**STORED, "version": True}, "“version” must be of type int"),
        ({**STORED, "eligibility": {}}, "either “all” or “any”"),
        ({**STORED, "eligibility": {"all": [], "any": []}}, "either “all” or “any”"),
        ({**STORED, "eligibility": {"all": [{"code": "a"}]}}, "p · eligibility · a: "),
        ({**STORED, "needs": [7]}, "p · needs: an object was expected"),
        ({**STORED, "not_needed": {"ko": ""}}, "“not_needed” must hold a text"),
        ({**STORED, "exclusive_with": [1]}, "“exclusive_with” must be a list of programme codes"),
    ],
)
def test_a_broken_stored_rule_says_where(broken, message: str) -> None:
    with pytest.raises(RuleError) as raised:
        rule_from_json(broken)
    assert message in str(raised.value)


def test_deep_json_is_refused_before_it_is_built() -> None:
    deep: object = {"all": []}
    for _ in range(500):
        deep = {"all": [deep]}
    with pytest.raises(RuleError, match="levels deep"):
        rule_from_json({**STORED, "eligibility": deep})


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: (
    st.lists(inner) | st.dictionaries(
        st.sampled_from([*STORED, "all", "any", "code", "if", "rules"]) | st.text(), inner)
)))  # fmt: skip
def test_any_json_gives_a_rule_or_a_rule_error(data: object) -> None:
    for read in (rule_from_json, Rulebook.from_json):
        with suppress(RuleError):
            read(data)
