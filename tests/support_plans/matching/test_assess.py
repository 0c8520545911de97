from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_plans.matching.assess import RECOMMENDED_FROM, Assessment, Outcome, assess
from support_plans.matching.reasons import ReasonKind
from support_plans.matching.rule import Group, Rule
from support_plans.matching.rulebook import Rulebook
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing
from tests.support_plans.matching.examples import TODAY, WORDS, condition, facts, need, rule, rules

RULES = st.lists(rules, min_size=1, max_size=4, unique_by=lambda one: one.programme).map(tuple)


def assessed(asked: Rule, answers: Facts, **sources: tuple[str, ...]) -> Assessment:
    (found,) = assess(Rulebook((asked,)), answers, WORDS, today=TODAY, sources=sources)
    return found


@given(RULES, facts, st.randoms())
def test_the_order_of_rules_makes_no_difference(given_rules, answers: Facts, random) -> None:
    shuffled = list(given_rules)
    random.shuffle(shuffled)
    one = assess(Rulebook(given_rules), answers, WORDS, today=TODAY)
    assert assess(Rulebook(tuple(shuffled)), answers, WORDS, today=TODAY) == one


@given(RULES, facts)
def test_every_outcome_carries_a_reason_in_both_languages(given_rules, answers: Facts) -> None:
    for one in assess(Rulebook(given_rules), answers, WORDS, today=TODAY):
        assert one.reasons
        assert all(reason.text.ko and reason.text.en for reason in one.reasons)
        assert bool(one.missing) == (one.outcome is Outcome.NEEDS_INFORMATION)
        assert not one.would_be_if or one.outcome is Outcome.NOT_ELIGIBLE
        assert len(one.changes) == len(one.would_be_if)


@pytest.mark.parametrize(
    ("other_weight", "outcome"), [(4, Outcome.RECOMMENDED), (5, Outcome.NOT_NEEDED)]
)
def test_both_sides_of_the_threshold_of_need(other_weight: int, outcome: Outcome) -> None:
    asked = rule(condition("a"), needs=(need("n", 1), need("m", other_weight)))
    found = assessed(asked, {"a": True, "n": True, "m": False})
    assert found.outcome is outcome
    assert (found.need >= RECOMMENDED_FROM) == (outcome is Outcome.RECOMMENDED)


def test_why_it_helps_comes_before_why_it_is_allowed() -> None:
    asked = rule(condition("a"), condition("b"), needs=(need("n", 1), need("m", 3)))
    found = assessed(asked, {"a": True, "b": True, "n": True, "m": True})
    assert [(reason.kind, reason.condition) for reason in found.reasons] == [
        (ReasonKind.NEED, "m"),
        (ReasonKind.NEED, "n"),
        (ReasonKind.MET, "a"),
        (ReasonKind.MET, "b"),
    ]


def test_eligible_without_need_says_so() -> None:
    asked = replace(rule(condition("a"), needs=(need("n"),)), not_needed=Text("없음", "No need."))
    reason = assessed(asked, {"a": True, "n": False}).reasons[0]
    assert (reason.kind, reason.text.en, reason.answers) == (ReasonKind.NO_NEED, "No need.", ("n",))
    generic = assessed(replace(asked, not_needed=Text()), {"a": True, "n": False}).reasons[0]
    assert (
        generic.text.en
        == "You may apply, but nothing in your answers shows a need for this programme."
    )


def test_the_nearest_miss_comes_first() -> None:
    asked = rule(
        condition("field", "${field} = 'x'"),
        condition("many", "${employees} >= 50"),
        condition("some", "${employees} >= 5"),
    )
    found = assessed(asked, {"field": "y", "employees": 4})
    assert [reason.condition for reason in found.reasons] == ["some", "many", "field"]
    assert found.reasons[0].answers == ("employees",)


def test_a_condition_without_words_of_its_own_is_still_a_sentence() -> None:
    asked = rule(condition("some", "${employees} >= 5"))
    assert assessed(asked, {"employees": 4}).reasons[0].text == Text(
        ko="귀사는 다음 조건을 충족하지 않습니다: 상시 근로자 수가 5명 이상임. "
        "‘상시 근로자 수’에 4명으로 답하셨습니다.",
        en="You do not meet this condition: Employees is at least 5 people. "
        "You answered “4 people” to “Employees”.",
    )


def test_what_would_make_it_eligible_is_named() -> None:
    change = Text("채용", "Hire")
    asked = rule(condition("some", "${employees} >= 5", is_changeable=True, change=change))
    found = assessed(asked, {"employees": 4})
    assert (found.would_be_if, found.changes) == (("some",), (change,))


def test_the_question_that_settles_it_alone_comes_first() -> None:
    asked = rule(
        Group("any", (condition("a"), condition("b"))),
        condition("c", "${c} or ${d}"),
        condition("e"),
    )
    unknown = dict.fromkeys("abcde", Missing.DONT_KNOW)
    # Without e nobody is eligible; neither a nor b, nor c nor d, settles anything by itself.
    assert assessed(asked, unknown).missing == ("e", "a", "b", "c", "d")


def test_a_question_that_was_put_comes_before_one_that_was_not() -> None:
    asked = rule(condition("both", "${detail} or ${hours} = 0"))
    found = assessed(asked, {"hours": Missing.DONT_KNOW})
    assert found.missing == ("hours", "detail")


def test_what_is_missing_is_a_question_not_a_derived_fact() -> None:
    asked = rule(condition("young", "${age} < 7"), condition("mou", "${mou}"))
    answers: Facts = {"age": Missing.BLANK, "mou": Missing.NOT_ASKED, "opened": Missing.BLANK}
    found = assessed(asked, answers, age=("opened",), mou=())
    assert found.missing == ("opened",)
    assert [reason.answers for reason in found.reasons] == [("opened",), ("mou",)]


def test_an_open_need_counts_nothing_and_is_said() -> None:
    asked = rule(condition("a"), needs=(need("n", 1), need("heavy", 1, "${hours} > 9")))
    found = assessed(asked, {"a": True, "n": True, "hours": Missing.DONT_KNOW})
    assert (found.outcome, found.need) == (Outcome.RECOMMENDED, 50)
    assert found.reasons[-1].kind is ReasonKind.UNKNOWN
    assert found.reasons[-1].text.en == (
        "An answer to “GPU use” would tell us more about how far this would help you."
    )
    never_put = assessed(asked, {"a": True, "n": True, "hours": Missing.NOT_ASKED})
    assert never_put.reasons[-1].kind is ReasonKind.MET


def test_every_leaf_is_kept_as_evidence() -> None:
    asked = rule(condition("a"), condition("b"), condition("c", "${x} + 1"), needs=(need("n"),))
    found = assessed(asked, {"a": True, "b": False, "x": 1, "n": Missing.PREFER_NOT_TO_SAY})
    assert found.leaves == {
        "a": "true",
        "b": "false",
        "c": "unknown:not_computable",
        "n": "unknown:prefer_not_to_say",
    }
