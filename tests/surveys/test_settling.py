"""What is asked and what counts: filters of options, entries that answers count, cells of rows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from surveys.answers import decode
from surveys.fitting import Limit
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


# --- Answers that do not fit ----------------------------------------------------------------------


def beyond(one: Route) -> list[tuple[str, Limit, int | None]]:
    return [
        (misfit.question.code, misfit.limit, misfit.entry)
        for found in one.misfits.values()
        for misfit in found
    ]


@pytest.mark.parametrize(
    ("kind", "limits", "fitting", "misfit", "limit"),
    [
        (Q.INTEGER, {"minimum": Decimal(5)}, 5, 4, Limit.MINIMUM),
        (Q.INTEGER, {"maximum": Decimal(5)}, 5, 6, Limit.MAXIMUM),
        (Q.DECIMAL, {"minimum": Decimal("0.5")}, "0.5", "0.49", Limit.MINIMUM),
        (Q.PERCENT, {"maximum": Decimal("12.5")}, "12.5", "12.51", Limit.MAXIMUM),
        (
            Q.MONEY,  # in won, whatever the unit
            {"maximum": Decimal(10**6), "unit": Text("백만원", "KRW million")},
            10**6,
            10**6 + 1,
            Limit.MAXIMUM,
        ),
        (Q.YEAR, {"minimum": Decimal(2000)}, 2000, 1999, Limit.MINIMUM),
        (Q.TEXT, {"pattern": "[A-Z]{2}"}, "AB", "ABC", Limit.PATTERN),
        (Q.EMAIL, {"pattern": ".*@example[.]org"}, "a@example.org", "a@example.com", Limit.PATTERN),
        (Q.DATE, {"constraint": parse("${x} <= today()")}, "2026-11-23", "2026-11-24", None),
        (Q.MONTH, {"constraint": parse("${x} <= today()")}, "2026-11", "2026-12", None),
        (Q.CHOOSE_ONE, {"constraint": parse("${x} != 'no'")}, "yes", "no", None),
        (
            Q.CHOOSE_SEVERAL,
            {"constraint": parse("count-selected(${x}) < 2")},
            ["a"],
            ["a", "b"],
            None,
        ),
    ],
)
def test_an_answer_beyond_a_limit_counts_and_wants_another_look(
    kind: QuestionType, limits: dict[str, Any], fitting: object, misfit: object, limit: Limit | None
) -> None:
    one = question("x", kind, options=options(yes="", no="", a="", b=""), **limits)
    fits, does_not = way({"x": fitting}, (one,)), way({"x": misfit}, (one,))
    assert (wanted(fits), beyond(fits)) == ([], [])
    assert (wanted(does_not), beyond(does_not)) == (["x"], [("x", limit or Limit.CONSTRAINT, None)])
    assert does_not.facts["x"] == decode(whole((one,)), {"x": misfit})["x"]


@pytest.mark.parametrize("stored", [None, {"missing": "dont_know"}])
def test_who_gave_no_value_has_given_none_that_does_not_fit(stored: object) -> None:
    limits: dict[str, Any] = {"minimum": Decimal(5), "constraint": parse("${x} > 5")}
    one = question("x", Q.INTEGER, is_required=False, **limits)
    assert wanted(way({"x": stored}, (one,))) == []


def test_the_first_limit_that_is_broken_is_the_one() -> None:
    limits: dict[str, Any] = {"maximum": Decimal(5), "constraint": parse("${x} < 5")}
    one = question("x", Q.INTEGER, **limits)
    assert beyond(way({"x": 9}, (one,))) == [("x", Limit.MAXIMUM, None)]
    assert beyond(way({"x": 5}, (one,))) == [("x", Limit.CONSTRAINT, None)]


def test_what_is_not_asked_is_no_misfit() -> None:
    one = question("x", Q.INTEGER, maximum=Decimal(5), relevant=parse("${region} = 'south'"))
    assert beyond(way({"region": "south", "x": 9}, (REGION,), (one,))) != []
    assert beyond(way({"region": "north", "x": 9}, (REGION,), (one,))) == []


def test_an_option_that_is_not_shown_is_asked_for_again_and_no_misfit_beside() -> None:
    town = replace(TOWN, constraint=parse("false()"))
    one = way({"region": "north", "town": "mokpo"}, (REGION, town))
    assert (wanted(one), beyond(one)) == (["town"], [])


def test_a_constraint_may_read_what_comes_later_and_be_read_back() -> None:
    few = question("few", Q.INTEGER, constraint=parse("${few} <= ${many}"))
    many = question("many", Q.INTEGER, constraint=parse("${many} >= ${few}"))
    pages = ((few,), (many,))
    assert wanted(way({"few": 3, "many": 3}, *pages)) == []
    assert wanted(way({"few": 4, "many": 3}, *pages)) == ["few", "many"]


@pytest.mark.parametrize(
    ("constraint", "is_kept"),
    [("${x} <= ${region}", False), ("${x} != ${region}", True), ("${region}", False)],
)
@pytest.mark.parametrize("region", [None, {"missing": "dont_know"}])
def test_a_constraint_takes_a_blank_for_an_empty_text(
    constraint: str, is_kept: bool, region: object
) -> None:
    one = question("x", Q.INTEGER, constraint=parse(constraint))
    heads = question("region", Q.INTEGER, is_required=False)
    assert wanted(way({"x": 3, "region": region}, (one, heads))) == ([] if is_kept else ["x"])


def test_what_hangs_on_a_misfit_stays() -> None:
    one = question("x", Q.INTEGER, maximum=Decimal(5))
    more = question("more", Q.TEXT, relevant=parse("${x} > 7"))
    found = way({"x": 9, "more": "so"}, (one,), (more,))
    assert (dict(found.facts), wanted(found)) == ({"x": 9, "more": "so"}, ["x"])


def test_a_grid_s_row_may_not_fit() -> None:
    rows = (
        question("first", Q.CHOOSE_ONE, constraint=parse("${first} != ${second}")),
        question("second", Q.CHOOSE_ONE),
        question("third", Q.CHOOSE_ONE, constraint=parse("false()"), relevant=parse("false()")),
    )
    grid = question("grid", Q.GRID, options=SCALE, children=rows)
    assert wanted(way({"first": "low", "second": "high", "third": "low"}, (grid,))) == []
    same = way({"first": "low", "second": "low"}, (grid,))
    assert (wanted(same), beyond(same)) == (["first"], [("first", Limit.CONSTRAINT, None)])


STAFF = question(
    "staff",
    Q.REPEAT,
    children=(
        question("age", Q.INTEGER, minimum=Decimal(15)),
        question("since", Q.YEAR, constraint=parse("${since} >= ${founded} + position(..)")),
    ),
)
FOUNDED = question("founded", Q.YEAR)


def test_a_cell_that_does_not_fit_opens_its_entry() -> None:
    fits = [{"age": 15, "since": 2001}, {"age": 30, "since": 2002}]
    assert wanted(way({"founded": 2000, "staff": fits}, (STAFF,), (FOUNDED,))) == []
    later = way({"founded": 2001, "staff": fits}, (STAFF,), (FOUNDED,))
    assert (wanted(later), beyond(later)) == (
        ["staff"],
        [("since", Limit.CONSTRAINT, 0), ("since", Limit.CONSTRAINT, 1)],
    )
    young = [fits[0], {"age": 14, "since": 2002}]
    found = way({"founded": 2000, "staff": young}, (STAFF,), (FOUNDED,))
    assert (wanted(found), beyond(found)) == (["staff"], [("age", Limit.MINIMUM, 1)])


def test_entries_may_not_fit_as_a_whole() -> None:
    staff = replace(STAFF, children=STAFF.children[:1], constraint=parse("count(${staff}) < 2"))
    ages = [{"age": 20}, {"age": 30}]
    assert wanted(way({"staff": ages[:1]}, (staff,))) == []
    assert beyond(way({"staff": ages}, (staff,))) == [("staff", Limit.CONSTRAINT, None)]


def test_an_entry_beyond_the_number_that_is_asked_for_is_no_misfit() -> None:
    staff = replace(STAFF, children=STAFF.children[:1], row_count=parse("${heads}"))
    rows = [{"age": 20}, {"age": 3}]
    one = way({"heads": 1, "staff": rows}, (HEADS,), (staff,))
    assert (wanted(one), beyond(one)) == (["staff"], [])  # open because of the number alone


def test_a_file_s_name_and_a_calculation_have_no_limits() -> None:
    file = question("file", Q.FILE, pattern="[a-z]+")
    total = question("total", Q.CALCULATED, calculation=parse("9"), maximum=Decimal(5))
    one = way({"file": {"file": "1", "name": "A.pdf"}}, (file, total))
    assert (wanted(one), beyond(one)) == ([], [])


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
