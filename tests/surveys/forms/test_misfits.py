"""An answer that does not fit any more, on its page before anybody sends it."""

from decimal import Decimal
from typing import Any

import pytest

from surveys.answers import decode
from surveys.fitting import Limit, Misfit
from surveys.forms import PageForm
from surveys.forms.misfits import why
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from tests.surveys.forms.pages import drawn, form, messages, question, sent

Q = QuestionType


def notice_and_error(one: Question, stored: object) -> tuple[str, str]:
    """What stands beside the control before the page is sent, and after."""
    shown = form(one, answers={"x": stored})
    back = form(one, answers={"x": stored}, post=sent(shown))
    assert not back.is_valid()
    assert (shown.prompts[0].error, back.prompts[0].notice) == ("", "")
    sentence = back.errors["x"][0].removeprefix("“About x”: ")
    return shown.prompts[0].notice, str(sentence)


@pytest.mark.parametrize(
    ("kind", "limits", "stored", "sentence"),
    [
        (Q.INTEGER, {"minimum": Decimal(5)}, 4, "Write a number that is at least 5."),
        (Q.DECIMAL, {"maximum": Decimal("2.5")}, "2.6", "Write a number that is at most 2.5."),
        (Q.PERCENT, {"maximum": Decimal(50)}, "51", "Write a number that is at most 50."),
        (
            Q.MONEY,
            {"maximum": Decimal(10**8), "unit": Text("백만원", "KRW million")},
            2 * 10**8,
            "Write a number that is at most KRW 100 million.",
        ),
        (Q.YEAR, {"minimum": Decimal(2000)}, 1999, "Write a number that is at least 2000."),
        (
            Q.TEXT,
            {"pattern": "[A-Z]+"},
            "ab",
            "This does not have the form that is asked for. Check it.",
        ),
        (Q.DATE, {"constraint": parse("${x} < today()")}, "2026-03-02", "Check this answer."),
        (Q.MONTH, {"constraint": parse("${x} < today()")}, "2026-04", "Check this answer."),
        (
            Q.INTEGER,
            {"maximum": Decimal(5), "constraint_message": Text(en="Five at most, not ${x}.")},
            6,
            "Five at most, not 6.",
        ),
        (Q.CHOOSE_ONE, {"constraint": parse("${x} != 'a'")}, "a", "Check this answer."),
    ],
)
def test_the_page_says_beforehand_what_it_would_say_when_it_is_sent(
    kind: QuestionType, limits: dict[str, Any], stored: object, sentence: str
) -> None:
    one = question("x", kind, options=(Option("a", Text(en="A")),), **limits)
    assert notice_and_error(one, stored) == (sentence, sentence)
    assert form(one, answers={"x": stored}).typed["x"] != []  # it is still in its control


def test_the_control_is_described_by_it() -> None:
    page = drawn(form(question("x", Q.INTEGER, maximum=Decimal(5)), answers={"x": 6}))
    [control] = page.xpath("//input[@id='id_x']")
    assert (control.get("value"), control.get("aria-describedby")) == ("6", "id_x-notice")


@pytest.mark.parametrize("stored", [None, {"missing": "dont_know"}, 5])
def test_where_nothing_is_beyond_a_limit_nothing_is_said(stored: object) -> None:
    ways_out = frozenset({Missing.DONT_KNOW})
    one = question("x", Q.INTEGER, maximum=Decimal(5), allowed_missing=ways_out)
    assert form(one, answers={"x": stored}).prompts[0].notice == ""


def test_what_hangs_on_it_stays_on_the_page() -> None:
    one = question("x", Q.INTEGER, maximum=Decimal(5))
    more = question("more", Q.TEXT, relevant=parse("${x} > 5"))
    stored = {"x": 6, "more": "so"}
    shown = form(one, more, answers=stored)
    assert [prompt.name for prompt in shown.prompts] == ["x", "more"]
    back = form(one, more, answers=stored, post=sent(shown))
    assert messages(back) == ["“About x”: Write a number that is at most 5."]


def test_a_grid_s_row_says_it_for_itself() -> None:
    rows = (question("first", Q.CHOOSE_ONE, constraint=parse("${first} != 'a'")),)
    grid = question("grid", Q.GRID, options=(Option("a", Text(en="A")),), children=rows)
    [row] = form(grid, answers={"first": "a"}).prompts[0].parts
    assert row.notice == "Check this answer."


ROWS = question(
    "rows",
    Q.REPEAT,
    children=(
        question("age", Q.INTEGER, minimum=Decimal(15)),
        question(
            "since",
            Q.YEAR,
            constraint=parse("${since} >= ${founded}"),
            constraint_message=Text(en="Not before ${founded}, at ${age}."),
        ),
    ),
)
FOUNDED = Page("founded", Text(), (question("founded", Q.YEAR),))


def rows_page(founded: int, rows: list[dict[str, object]]) -> PageForm:
    page = Page("page", Text(), (ROWS,))
    whole = Questionnaire("whole", Text(), (Section("s", Text(), (page, FOUNDED)),))
    answers = {"founded": founded, "rows": rows}
    return PageForm(whole, page, answers=answers, facts=decode(whole, answers), today=form().today)


def test_a_cell_says_it_in_its_entry() -> None:
    shown = rows_page(2001, [{"age": 20, "since": 2001}, {"age": 14, "since": 2000}])
    assert [[cell.notice for cell in entry] for entry in shown.prompts[0].entries] == [
        ["", ""],
        ["Write a number that is at least 15.", "Not before 2001, at 14."],
    ]


def test_entries_are_held_to_the_constraint_of_their_group() -> None:
    group = question(
        "rows",
        Q.REPEAT,
        children=(question("n", Q.INTEGER),),
        constraint=parse("count(${rows}) < 2"),
        constraint_message=Text(en="One will do."),
    )
    stored = {"rows": [{"n": 2}, {"n": 3}]}
    shown = form(group, answers=stored)
    assert shown.prompts[0].notice == "One will do."
    back = form(group, answers=stored, post=sent(shown))
    assert messages(back) == ["“About rows”: One will do."]
    assert form(group, answers=stored, post=sent(shown, **{"rows-0-n": ""})).is_valid()


def test_elsewhere_a_sentence_names_the_column_and_the_entry() -> None:
    whole = Questionnaire(
        "whole", Text(), (Section("s", Text(), (Page("page", Text(), (ROWS,)), FOUNDED)),)
    )
    facts = {"founded": 2001, "rows": ({"age": 20, "since": 2001}, {"age": 15, "since": 2000})}
    since = ROWS.children[1]
    assert why(Misfit("rows", since, Limit.CONSTRAINT, 1), whole, facts) == (
        "“About since” in entry 2: Not before 2001, at 15."
    )
    few = question("few", Q.INTEGER, maximum=Decimal(5))
    assert why(Misfit("few", few, Limit.MAXIMUM), whole, {"few": 6}) == (
        "Write a number that is at most 5."
    )
