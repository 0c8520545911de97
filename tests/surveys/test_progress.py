"""The section list: what state each section is in, and where to go on."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from surveys.logic.text import Text
from surveys.logic.values import Facts
from surveys.logic.xlsform_syntax import parse
from surveys.progress import SectionProgress, State, progress
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.routing import route
from tests.factories import small_questionnaire

TODAY = date(2026, 11, 23)


@dataclass
class Saved:
    page: str
    saved_at: datetime = datetime(2026, 11, 23, 9)
    saved_by: str = "a colleague"


def of(
    questionnaire: Questionnaire, facts: Facts, *saved: Saved, typed: tuple[str, ...] = ()
) -> tuple[SectionProgress, ...]:
    way = route(questionnaire, facts, TODAY)
    return progress(questionnaire, way, saved, today=TODAY, typed=typed)


def next_page(section: SectionProgress) -> str:
    return section.next_page.page.code if section.next_page else ""


def whole(code: str, *, relevant: str = "", **fields: object) -> Section:
    """A section of one page with one question, each of this code."""
    question = Question(code, QuestionType.INTEGER, Text(en=code), **fields)  # type: ignore[arg-type]
    page = Page(code, Text(), (question,))
    return Section(code, Text(en=code), (page,), parse(relevant) if relevant else None)


def test_sections_tell_how_far_it_has_come() -> None:
    first, second = of(
        small_questionnaire(), {"employees": 3, "uses_gpu": "yes"}, Saved("company_size")
    )
    assert (first.state, first.pages_done, first.pages_total) == (State.IN_PROGRESS, 1, 2)
    assert next_page(first) == "compute_barriers"
    assert (first.saved_by, second.state) == ("a colleague", State.NOT_STARTED)


def test_a_section_was_saved_when_its_latest_page_was() -> None:
    facts: Facts = {"employees": 3, "uses_gpu": "yes", "compute_barriers": ("cost",)}
    early, late = datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 10)
    first, second = of(
        small_questionnaire(),
        facts,
        Saved("company_size", late, "A"),
        Saved("compute_barriers", early, "B"),
    )
    assert (first.state, first.saved_at, first.saved_by) == (State.DONE, late, "A")
    assert (second.saved_at, second.saved_by) == (None, None)


def test_a_section_with_an_answer_that_does_not_fit_needs_a_look() -> None:
    section = whole("a", maximum=Decimal(5))
    other = whole("b")
    one = Questionnaire("q", Text(), (Section("s", Text(), (*other.pages, *section.pages)),))
    [found] = of(one, {"a": 6})
    assert (found.state, found.pages_done, found.has_misfits) == (State.NEEDS_A_LOOK, 0, True)
    assert next_page(found) == "a"  # before "b", which only wants an answer


def test_a_section_in_which_something_is_only_missing_has_nothing_to_look_at_again() -> None:
    one = Questionnaire("q", Text(), (whole("a", maximum=Decimal(5)),))
    [section] = of(one, {})
    assert (section.state, section.has_misfits) == (State.NOT_STARTED, False)


def test_what_somebody_typed_but_did_not_save_needs_a_look() -> None:
    facts: Facts = {"employees": 3, "uses_gpu": "no", "signatory_name": "A"}
    first, second = of(small_questionnaire(), facts, typed=("company_size",))
    assert (first.state, first.has_typed, next_page(first)) == (
        State.NEEDS_A_LOOK,
        True,
        "company_size",
    )
    assert (second.state, second.has_typed) == (State.DONE, False)


def test_a_page_that_is_not_asked_needs_no_look() -> None:
    facts: Facts = {"employees": 3, "uses_gpu": "no"}
    first, _ = of(small_questionnaire(), facts, typed=("compute_barriers",))
    assert (first.state, first.has_typed) == (State.DONE, False)


def test_a_section_waits_in_its_place_until_an_answer_opens_or_closes_it() -> None:
    one = Questionnaire("q", Text(), (whole("later", relevant="${count} > 2"), whole("count")))
    waiting, count = of(one, {})
    assert (waiting.section.code, waiting.state, waiting.next_page) == (
        "later",
        State.WAITING,
        None,
    )
    assert [question.code for question in waiting.waits_for] == ["count"]
    assert count.state is State.NOT_STARTED
    assert [(s.section.code, s.state) for s in of(one, {"count": 3})] == [
        ("later", State.NOT_STARTED),
        ("count", State.DONE),
    ]
    assert [s.section.code for s in of(one, {"count": 2})] == ["count"]


def test_a_section_of_which_some_pages_are_asked_does_not_wait() -> None:
    first, _ = of(small_questionnaire(), {})
    assert (first.state, first.pages_total, first.waits_for) == (State.NOT_STARTED, 1, ())


def test_the_time_that_is_left_is_that_of_what_is_not_answered() -> None:
    one = Questionnaire(
        "q", Text(), (replace(whole("a"), pages=(*whole("a").pages, *whole("b").pages)),)
    )
    assert [(s.seconds, s.seconds_left) for s in of(one, {})] == [(110, 110)]
    assert [(s.seconds, s.seconds_left) for s in of(one, {"a": 1})] == [(110, 55)]
    assert [(s.seconds, s.seconds_left) for s in of(one, {"a": 1, "b": 2})] == [(110, 0)]
