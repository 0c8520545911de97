"""The way through a questionnaire, by what was answered."""

from datetime import date

import pytest

from surveys.answers import decode
from surveys.progress import State, progress
from surveys.routing import Route, route
from tests.factories import small_questionnaire

TODAY = date(2026, 11, 23)


def way(stored: dict[str, object]) -> Route:
    questionnaire = small_questionnaire()
    return route(questionnaire, decode(questionnaire, stored), TODAY)


def pages(one: Route) -> list[str]:
    return [asked.page.code for asked in one.pages]


@pytest.mark.parametrize("stored", [{}, {"uses_gpu": "no"}, {"uses_gpu": None}])
def test_a_page_waits_for_the_answer_that_opens_it(stored: dict[str, object]) -> None:
    assert pages(way(stored)) == ["company_size", "signature"]


def test_the_answer_opens_it() -> None:
    assert pages(way({"uses_gpu": "yes"})) == ["company_size", "compute_barriers", "signature"]


def test_answers_behind_a_closed_door_do_not_count() -> None:
    one = way({"uses_gpu": "no", "compute_barriers": ["cost"]})
    assert dict(one.facts) == {"uses_gpu": "no"}


def test_unanswered_and_blank_required_questions_are_wanted() -> None:
    one = way({"employees": None, "uses_gpu": "yes"})
    assert [[q.code for q in one.unanswered(asked)] for asked in one.pages] == [
        ["employees"],
        ["compute_barriers"],
        ["signatory_name"],
    ]


def test_a_reason_for_no_answer_is_an_answer() -> None:
    one = way({"employees": {"missing": "dont_know"}, "uses_gpu": "no", "signatory_name": "x"})
    assert one.unfinished == ()


def test_neighbours() -> None:
    one = way({"uses_gpu": "yes"})
    after, before = one.after("company_size"), one.before("signature")
    assert after == before
    assert after in one.pages
    assert one.before("company_size") is None
    assert one.after("signature") is None
    assert one.after("no_such_page") is None


def test_sections_tell_how_far_it_has_come() -> None:
    class Saved:
        page = "company_size"
        saved_at = TODAY
        saved_by = "a colleague"

    first, second = progress(way({"employees": 3, "uses_gpu": "yes"}), [Saved()])  # type: ignore[list-item]
    assert (first.state, first.pages_done, first.pages_total) == (State.IN_PROGRESS, 1, 2)
    assert first.next_page.page.code == "compute_barriers"
    assert (first.saved_by, second.state) == ("a colleague", State.NOT_STARTED)
