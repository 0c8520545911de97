"""What is asked and what counts: filters of options, entries that answers count, cells of rows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from surveys.answers import decode
from surveys.logic.expressions import Answer, Apply, Expression, Literal, option_column
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from surveys.routing import Route, route, route_near

Q = QuestionType
TODAY = date(2026, 11, 23)


def question(code: str, kind: QuestionType, **more: Any) -> Question:
    return Question(code, kind, Text(f"{code} 질문", f"About {code}"), **more)


def options(**regions: str) -> tuple[Option, ...]:
    """Options with their region, by which they are filtered."""
    return tuple(
        Option(code, Text(code, code), columns=(("region", region),))
        for code, region in regions.items()
    )


def in_region(code: str) -> Expression:
    return Apply("=", (Answer(option_column("region")), Answer(code)))


TOWNS = options(mokpo="south", suncheon="south", suwon="north")
REGION = question("region", Q.CHOOSE_ONE, options=options(south="", north=""))
TOWN = question("town", Q.CHOOSE_ONE, options=TOWNS, choice_filter=in_region("region"))
STREET = question(
    "street", Q.CHOOSE_ONE, options=options(one="mokpo"), choice_filter=in_region("town")
)


def whole(*pages: tuple[Question, ...]) -> Questionnaire:
    made = tuple(Page(f"page{at}", Text(), questions) for at, questions in enumerate(pages, 1))
    return Questionnaire("whole", Text(), (Section("all", Text(), made),))


def way(stored: Mapping[str, object], *pages: tuple[Question, ...]) -> Route:
    questionnaire = whole(*pages)
    found = route(questionnaire, decode(questionnaire, stored), TODAY)
    for asked in found.pages:  # however it is worked out, a page is asked the same
        near = route_near(questionnaire, asked.page, decode(questionnaire, stored), TODAY)
        same = near.pages[near.position(asked.page.code) or 0]
        assert same.questions == asked.questions
        assert near.unanswered(same) == found.unanswered(asked)
        assert [one.page for one in near.pages] == [one.page for one in found.pages]
    return found


def wanted(one: Route) -> list[str]:
    return [question.code for asked in one.unfinished for question in one.unanswered(asked)]


# --- Options that are shown -----------------------------------------------------------------------


def test_only_the_options_whose_filter_holds_are_shown() -> None:
    one = way({"region": "south"}, (REGION, TOWN))
    assert [option.code for option in one.pages[0].questions[1].options] == ["mokpo", "suncheon"]


def test_an_answer_whose_option_is_not_shown_any_more_counts_as_not_given() -> None:
    one = way({"region": "north", "town": "mokpo"}, (REGION,), (TOWN,))
    assert dict(one.facts) == {"region": "north"}
    assert wanted(one) == ["town"]


def test_what_hangs_on_such_an_answer_falls_with_it() -> None:
    stored = {"region": "north", "town": "mokpo", "street": "one"}
    one = way(stored, (STREET,), (REGION, TOWN))
    assert dict(one.facts) == {"region": "north"}
    assert wanted(one) == ["street", "town"]


def test_of_several_choices_one_that_is_not_shown_is_enough() -> None:
    towns = replace(TOWN, type=Q.CHOOSE_SEVERAL)
    assert wanted(way({"region": "south", "town": ["mokpo"]}, (REGION, towns))) == []
    assert wanted(way({"region": "south", "town": ["mokpo", "suwon"]}, (REGION, towns))) == ["town"]


@pytest.mark.parametrize(
    ("order", "open_codes"),
    [
        (["suncheon", "mokpo"], []),
        (["mokpo"], ["town"]),
        (["suncheon", "mokpo", "suwon"], ["town"]),
    ],
)
def test_a_ranking_places_exactly_what_is_shown(order: list[str], open_codes: list[str]) -> None:
    ranking = replace(TOWN, type=Q.RANKING)
    assert wanted(way({"region": "south", "town": order}, (REGION, ranking))) == open_codes


def test_dont_know_needs_no_option() -> None:
    stored = {"region": "north", "town": {"missing": "dont_know"}}
    assert way(stored, (REGION, TOWN)).facts["town"] is Missing.DONT_KNOW


def test_a_filter_knows_the_option_s_own_code_and_takes_a_missing_column_for_blank() -> None:
    is_not_region = Apply("!=", (Answer(option_column("name")), Answer("region")))
    no_region = Apply("=", (Answer(option_column("region")), Literal("")))
    both = Apply("and", (is_not_region, no_region))
    places = (*options(south="x"), Option("east", Text("e", "e")), Option("west", Text("w", "w")))
    town = question("town", Q.CHOOSE_ONE, options=places, choice_filter=both)
    one = way({"region": "west"}, (replace(REGION, options=places), town))
    assert [option.code for option in one.pages[0].questions[1].options] == ["east"]


# --- Grids ----------------------------------------------------------------------------------------

SCALE = options(low="", high="")


def test_a_grid_s_rows_take_its_options_and_ways_out() -> None:
    grid = question(
        "grid",
        Q.GRID,
        options=SCALE,
        allowed_missing=frozenset({Missing.DONT_KNOW}),
        children=(question("row", Q.CHOOSE_ONE),),
    )
    [row] = way({}, (grid,)).pages[0].questions[0].children
    assert (row.options, row.allowed_missing) == (SCALE, frozenset({Missing.DONT_KNOW}))


def test_a_grid_asks_only_those_rows_whose_condition_holds() -> None:
    rows = (
        question("second", Q.CHOOSE_ONE, relevant=parse("${first} = 'high'")),
        question("first", Q.CHOOSE_ONE),
        question("third", Q.CHOOSE_ONE, is_required=False, required_if=parse("${first} = 'high'")),
    )
    grid = question("grid", Q.GRID, options=SCALE, children=rows)
    low = way({"first": "low", "second": "high", "third": None}, (grid,))
    assert [row.code for row in low.pages[0].answered] == ["first", "third"]
    assert dict(low.facts) == {"first": "low", "third": Missing.BLANK}
    assert wanted(low) == []
    assert wanted(way({"first": "high", "third": None}, (grid,))) == ["second", "third"]


# --- Required if ----------------------------------------------------------------------------------


def test_whether_it_is_required_may_hang_on_a_later_answer() -> None:
    first = question("first", Q.TEXT, is_required=False, required_if=parse("${later} = 'yes'"))
    later = question("later", Q.TEXT)
    assert wanted(way({"first": None, "later": "no"}, (first,), (later,))) == []
    assert wanted(way({"first": None, "later": "yes"}, (first,), (later,))) == ["first"]


# --- Rows -----------------------------------------------------------------------------------------

HEADS = question("heads", Q.INTEGER)
PEOPLE = question(
    "people",
    Q.REPEAT,
    children=(question("name", Q.TEXT), question("age", Q.INTEGER, is_required=False)),
    row_count=parse("${heads}"),
)


def row(name: str | None, age: int | None = None) -> dict[str, object]:
    return {"name": name, "age": age}


@pytest.mark.parametrize(
    ("heads", "rows", "counted", "open_codes"),
    [
        (2, [row("A"), row("B", 3)], 2, []),
        (2, [row("A")], 1, ["people"]),
        (2, [row("A"), row("B"), row("C")], 2, ["people"]),
        (2, [row("A"), row(None)], 2, ["people"]),
    ],
)
def test_as_many_entries_as_the_answer_says_are_wanted(
    heads: int, rows: list[object], counted: int, open_codes: list[str]
) -> None:
    one = way({"heads": heads, "people": rows}, (HEADS,), (PEOPLE,))
    people = one.facts["people"]
    assert isinstance(people, tuple)
    assert (len(people), wanted(one), dict(one.row_counts)) == (counted, open_codes, {"people": 2})


@pytest.mark.parametrize("heads", [0, -3, None])
def test_a_count_of_none_asks_for_no_entry(heads: int | None) -> None:
    one = way({"heads": heads, "people": [row("A")]}, (HEADS,), (PEOPLE,))
    assert [asked.page.code for asked in one.pages] == ["page1"]
    assert "people" not in one.facts


def test_a_count_beyond_all_reason_stops_at_a_hundred() -> None:
    assert way({"heads": 10**6}, (HEADS, PEOPLE)).row_counts == {"people": 100}


OPENINGS = question(
    "openings",
    Q.REPEAT,
    children=(
        question("kind", Q.CHOOSE_ONE, options=options(full="", part="")),
        question("hours", Q.INTEGER, relevant=parse("${kind} = 'part'")),
        question("why", Q.TEXT, is_required=False, required_if=parse("${hours} < 10")),
        question("is_first", Q.CALCULATED, calculation=parse("if(position(..) = 1, 'yes', 'no')")),
        question("aside", Q.NOTE),
        replace(TOWN, choice_filter=in_region("region")),
    ),
)


def test_each_entry_is_asked_by_its_own_answers() -> None:
    rows = [
        {"kind": "full", "hours": 8, "why": None, "town": "mokpo"},
        {"kind": "part", "hours": 20, "why": None, "town": "mokpo"},
    ]
    one = way({"region": "south", "openings": rows}, (REGION, OPENINGS))
    assert one.facts["openings"] == (
        {"kind": "full", "why": Missing.BLANK, "is_first": "yes", "town": "mokpo"},
        {"kind": "part", "hours": 20, "why": Missing.BLANK, "is_first": "no", "town": "mokpo"},
    )
    assert wanted(one) == []


@pytest.mark.parametrize(
    "cells",
    [
        {"kind": "part", "hours": None, "why": None, "town": "mokpo"},
        {"kind": "part", "hours": 9, "why": None, "town": "mokpo"},
        {"kind": "full", "why": None, "town": "suwon"},
    ],
    ids=["required", "required if", "an option not shown"],
)
def test_an_entry_with_an_open_cell_wants_an_answer(cells: dict[str, object]) -> None:
    assert wanted(way({"region": "south", "openings": [cells]}, (REGION, OPENINGS))) == ["openings"]


# --- One page of many -----------------------------------------------------------------------------


def many_sections() -> Questionnaire:
    """Fifty sections of a page each, and one whose page reads three answers of others."""
    sections = [
        Section(f"s{at}", Text(), (Page(f"p{at}", Text(), (question(f"other{at}", Q.TEXT),)),))
        for at in range(50)
    ]
    total = question("total", Q.CALCULATED, calculation=parse("${heads} + 1"))
    note = question("note", Q.NOTE, relevant=parse("${total} > 3"), hint=Text(en="Of ${other7}"))
    beside = Page("beside", Text(), (question("x", Q.TEXT),), relevant=parse("${other9} = 'y'"))
    last = Section("last", Text(), (Page("page", Text(en="${other8}"), (note,)), beside))
    first = Section("first", Text(), (Page("heads", Text(), (HEADS, total)),))
    return Questionnaire("whole", Text(), (first, *sections, last))


def test_a_page_takes_no_more_steps_than_its_section_and_its_words_need() -> None:
    questionnaire = many_sections()
    page = questionnaire.pages_by_code["page"]
    steps = questionnaire.steps_near(page)
    asked = [step.key[1] for step in steps.ordered if step.key[0] == "question"]
    assert asked == ["heads", "total", "other7", "other8", "other9", "note", "x"]
    assert questionnaire.pages_near(page) == {"heads", "p7", "p8", "p9", "page", "beside"}
    facts = {"heads": 3, "other9": "y", "other1": "not read"}
    near = route_near(questionnaire, page, facts, TODAY)
    assert [one.page.code for one in near.pages] == ["page", "beside"]
    assert dict(near.facts) == {"heads": 3, "total": 4, "other9": "y"}


def test_a_page_whose_section_is_not_asked_is_on_no_way() -> None:
    closed = Section("s", Text(), (Page("p", Text(), (HEADS,)),), relevant=parse("${region} = 'x'"))
    questionnaire = Questionnaire(
        "whole", Text(), (Section("all", Text(), (Page("q", Text(), (REGION,)),)), closed)
    )
    page = questionnaire.pages_by_code["p"]
    assert route_near(questionnaire, page, {"region": "south"}, TODAY).pages == ()


def test_a_page_takes_the_answers_that_its_words_name_one_through_another() -> None:
    options = (Option("a", Text(en="A of ${heads}")), Option("b", Text(en="B")))
    named = question("named", Q.CHOOSE_ONE, options=options)
    last = Page("last", Text(en="${named}"), (REGION,))
    sections = tuple(
        Section(f"s{at}", Text(), (page,))
        for at, page in enumerate(
            (Page("heads", Text(), (HEADS,)), Page("named", Text(), (named,)), last)
        )
    )
    questionnaire = Questionnaire("whole", Text(), sections)
    assert questionnaire.pages_near(last) == {"heads", "named", "last"}
    near = route_near(questionnaire, last, {"heads": 3, "named": "a"}, TODAY)
    assert dict(near.facts) == {"heads": 3, "named": "a"}
