"""The way through a questionnaire, by what was answered."""

from datetime import date, datetime

import pytest

from surveys.answers import decode
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
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


def asked(relevant: str = "", **fields: object) -> Question:
    values: dict[str, object] = {"code": "x", "type": QuestionType.INTEGER, "label": Text(en="x")}
    condition = parse(relevant) if relevant else None
    return Question(**{**values, "relevant": condition, **fields})  # type: ignore[arg-type]


def of(*pages: tuple[Question, ...]) -> Questionnaire:
    made = tuple(Page(f"p{at}", Text(), questions) for at, questions in enumerate(pages, 1))
    return Questionnaire("q", Text(), (Section("s", Text(), made),))


def calculated(code: str, calculation: str, relevant: str = "") -> Question:
    return asked(relevant, code=code, type=QuestionType.CALCULATED, calculation=parse(calculation))


def test_a_condition_may_look_ahead() -> None:
    one = of((asked("${later} > 1", code="early"),), (asked(code="later"),))
    assert pages(route(one, {"later": 1}, TODAY)) == ["p2"]
    assert pages(route(one, {"later": 2}, TODAY)) == ["p1", "p2"]


def test_calculations_are_facts_but_no_answers() -> None:
    one = of((asked(code="a"), calculated("twice", "${a} * 2")), (asked("${twice} > 5", code="b"),))
    found = route(one, {"a": 3}, TODAY)
    assert dict(found.facts) == {"a": 3, "twice": 6}
    assert dict(found.answers) == {"a": 3}
    assert pages(found) == ["p1", "p2"]
    assert pages(route(one, {"a": 2}, TODAY)) == ["p1"]


def test_a_calculation_that_is_not_asked_for_is_no_fact() -> None:
    one = of((asked(code="a"), calculated("b", "${a} + 1", "${a} > 1")))
    assert dict(route(one, {"a": 1}, TODAY).facts) == {"a": 1}
    assert dict(route(one, {"a": 2}, TODAY).facts) == {"a": 2, "b": 3}


def test_a_page_with_nothing_to_look_at_is_passed_over() -> None:
    one = of((asked(code="a"),), (calculated("b", "1"),), (asked("${a} > 1", code="c"),))
    found = route(one, {"a": 1}, TODAY)
    assert pages(found) == ["p1"]
    assert found.facts["b"] == 1


def test_required_if_wants_an_answer_only_where_it_holds() -> None:
    one = of(
        (asked(code="a"),), (asked(code="b", is_required=False, required_if=parse("${a} > 1")),)
    )
    for a, wanted in ((1, []), (2, ["p2"])):
        found = route(one, {"a": a, "b": Missing.BLANK}, TODAY)
        assert [page.page.code for page in found.unfinished] == wanted


def test_rows_are_settled_each_for_itself() -> None:
    repeat = asked(
        code="rows",
        type=QuestionType.REPEAT,
        children=(
            asked(code="n"),
            asked("${n} > ${least}", code="why"),
            calculated("place", "position(..) * 10"),
        ),
    )
    one = of((asked(code="least"), repeat))
    rows = ({"n": 1, "why": 7}, {"n": 5, "why": 8})
    assert route(one, {"least": 3, "rows": rows}, TODAY).facts["rows"] == (
        {"n": 1, "place": 10},
        {"n": 5, "why": 8, "place": 20},
    )


def test_a_moment_as_today_gives_now_its_time() -> None:
    one = of((calculated("hour", "format-date(now(), '%H:%M')"), asked(code="a")))
    assert route(one, {}, datetime(2026, 11, 23, 9, 5)).facts["hour"] == "09:05"
    assert route(one, {}, TODAY).facts["hour"] == "00:00"


# --- Answers that do not fit any more -------------------------------------------------------------


def test_a_page_with_an_answer_that_does_not_fit_is_open_however_far_it_was() -> None:
    one = of((asked(code="a", constraint=parse("${a} <= ${b}")),), (asked(code="b"),))
    assert route(one, {"a": 3, "b": 3}, TODAY).unfinished == ()
    later = route(one, {"a": 3, "b": 2}, TODAY)
    assert [page.page.code for page in later.unfinished] == ["p1"]
    assert dict(later.answers) == {"a": 3, "b": 2}


@pytest.mark.parametrize(("today", "wanted"), [(TODAY, []), (date(2026, 11, 24), ["p1"])])
def test_an_answer_may_cease_to_fit_overnight(today: date, wanted: list[str]) -> None:
    one = of((asked(code="a", type=QuestionType.DATE, constraint=parse("${a} >= today()")),))
    found = route(one, {"a": date(2026, 11, 23)}, today)
    assert [page.page.code for page in found.unfinished] == wanted
