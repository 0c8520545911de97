import pytest
from hypothesis import given

from support_plans.matching.need import need_score
from support_plans.matching.rule import Need
from surveys.logic.values import Facts, Missing
from tests.support_plans.matching.examples import TODAY, facts, need, needs


@pytest.mark.parametrize(
    ("weights", "score"),
    [((1, 4), 20), ((1, 5), 17), ((1, 7), 13), ((1, 1), 50), ((1, 0), 100)],
)
def test_the_score_is_a_share_of_the_weights_rounded_half_up(weights, score: int) -> None:
    shown, other = weights
    asked = (need("a", shown), *([need("b", other)] if other else []))
    assert need_score(asked, {"a": True, "b": False}, today=TODAY).score == score


def test_without_needs_the_score_is_nothing() -> None:
    assert need_score((), {}, today=TODAY).score == 0


def test_the_weightiest_comes_first_and_the_unknown_is_listed() -> None:
    a, b, c = need("a", 2), need("b", 5), need("c", 3)
    found = need_score((a, b, c), {"a": True, "b": True, "c": Missing.DONT_KNOW}, today=TODAY)
    assert (found.shown, found.unknown, found.score) == ((b, a), (c,), 70)
    assert found.truths == {"a": True, "b": True, "c": Missing.DONT_KNOW}


@given(needs, facts)
def test_the_score_lies_within_its_bounds(asked: tuple[Need, ...], answers: Facts) -> None:
    found = need_score(asked, answers, today=TODAY)
    assert 0 <= found.score <= 100
    assert (found.score == 100) == (bool(asked) and len(found.shown) == len(asked))
