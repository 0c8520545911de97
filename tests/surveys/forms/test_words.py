"""What stands around the controls: earlier answers in words, more help, units, what was read."""

from decimal import Decimal

import pytest
from django.utils import translation

from surveys.forms import parsing
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, QuestionType
from tests.surveys.forms.pages import (
    STORED,
    drawn,
    every_type,
    form,
    messages,
    question,
    sent,
    text_of,
)

Q = QuestionType


def test_an_earlier_answer_stands_in_titles_labels_and_notes() -> None:
    shown = every_type("numbers", answers=STORED)
    assert shown.screen.words(shown.page.title) == "무등 번역기 in numbers"
    assert shown.prompts[0].label == "How many people work on 무등 번역기?"
    assert shown.prompts[-1].label == "With 7 people, sales per head are KRW 50 million."
    with translation.override("ko"):
        korean = every_type("numbers", answers=STORED)
        assert korean.prompts[-1].label == "7명이 일하면 1인당 매출은 5,000만 원입니다."


def test_an_answer_of_the_same_page_is_the_one_on_the_screen() -> None:
    shown = every_type("numbers", answers=STORED)
    back = every_type("numbers", post=sent(shown, staff="10"))
    assert back.prompts[-1].label == "With 10 people, sales per head are KRW 35 million."


def test_where_there_is_no_answer_yet_dots_stand_for_it() -> None:
    assert every_type("numbers", answers={}).prompts[0].label == "How many people work on …?"


def test_an_earlier_answer_stands_in_everything_else_that_is_said() -> None:
    name = question("name", Q.TEXT)
    named = Text(en="${name}!")
    asked = question(
        "x",
        Q.CHOOSE_ONE,
        short=named,
        hint=named,
        guidance=named,
        options=(Option("a", named),),
        constraint=parse("false()"),
        constraint_message=Text(en="Not for ${name}."),
    )
    page = form(name, asked, post={"name": "<Kim>", "x": "a"})
    prompt = page.prompts[1]
    assert (prompt.hint, prompt.guidance, prompt.choices[0].label) == ("<Kim>!",) * 3
    assert messages(page) == ["“<Kim>!”: Not for <Kim>."]


def test_an_answer_is_shown_as_text_never_as_markup() -> None:
    name = question("name", Q.LONG_TEXT)
    note = question("note", Q.NOTE)
    said = Text(en="Hello ${name}")
    asked = question("x", Q.LONG_TEXT, hint=said, guidance=said, options=())
    page = drawn(
        form(
            name, note, asked, question("note2", Q.NOTE, hint=said), answers={"name": "<b>x</b>\n"}
        )
    )
    assert page.xpath("//b") == []
    assert "Hello <b>x</b>" in text_of(page)


def test_more_help_opens_on_demand_under_the_hint() -> None:
    page = drawn(every_type("words"))
    [details] = page.xpath("//details")
    assert text_of(details.xpath("summary")[0]) == "More help: What is your main product called?"
    assert len(details.xpath("div/p")) == 2
    assert details.getprevious().get("class") == "form-hint"


# --- Limits ---------------------------------------------------------------------------------------


def test_a_text_has_the_form_that_is_asked_for() -> None:
    shown = every_type("words", answers=STORED)
    assert every_type("words", post=sent(shown, licence="AI-0001")).is_valid()
    back = every_type("words", post=sent(shown, licence="AI-0001 "))
    assert back.is_valid()
    assert messages(every_type("words", post=sent(shown, licence="xAI-0001"))) == [
        "“What is your certificate’s number?”: Write two capital letters and four digits, "
        "for example AI-2031."
    ]


@pytest.mark.parametrize("pattern", ["[a-z]+", "[a-z"])
def test_a_pattern_without_words_of_its_own(pattern: str) -> None:
    back = form(question("x", Q.TEXT, pattern=pattern), post={"x": "ABC"})
    expected = ["“About x”: This does not have the form that is asked for. Check it."]
    assert messages(back) == (expected if pattern == "[a-z]+" else [])


@pytest.mark.parametrize(
    ("typed", "is_taken"), [("4", False), ("5", True), ("9", True), ("10", False)]
)
def test_limits_speak_in_the_questionnaire_s_own_words(typed: str, is_taken: bool) -> None:
    asked = question(
        "x",
        Q.INTEGER,
        minimum=Decimal(5),
        maximum=Decimal(9),
        constraint_message=Text(en="From 5 to 9, please."),
    )
    expected = [] if is_taken else ["“About x”: From 5 to 9, please."]
    assert messages(form(asked, post={"x": typed})) == expected


# --- Money ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "typed", "won"),
    [
        ("백만원", "350", 350_000_000),
        ("백만원", "350.5", 350_500_000),
        ("백만원", "1,250", 1_250_000_000),
        ("백만원", "350백만원", 350_000_000),
        ("백만원", "350 백만", 350_000_000),
        ("백만원", "3.5억", 350_000_000),
        ("백만원", "KRW 350 million", 350_000_000),
        ("천원", "35,000", 35_000_000),
        ("천원", "35,000천원", 35_000_000),
        ("원", "350", 350),
        ("", "1,250백만원", 1_250_000_000),
        ("", "350백만", 350_000_000),
        ("", "12천원", 12_000),
        ("", "350 million won", 350_000_000),
    ],
)
def test_money_is_entered_in_its_unit_or_any_other_and_stored_in_won(
    unit: str, typed: str, won: int
) -> None:
    asked = question("x", Q.MONEY, unit=Text(unit))
    back = form(asked, post={"x": typed})
    assert back.is_valid()
    assert back.answers == {"x": won}


@pytest.mark.parametrize(
    ("unit", "won"),
    [("백만원", 10**6), ("백만 원", 10**6), ("KRW million", 10**6), ("million KRW", 10**6),
     ("million won", 10**6), ("억원", 10**8), ("천원", 1000), ("원", 1), ("KRW", 1), ("", 1),
     ("people", 1)],
)  # fmt: skip
def test_what_one_of_a_unit_is_worth(unit: str, won: int) -> None:
    assert parsing.won_per(unit) == won


def test_what_was_read_is_said_beside_the_field() -> None:
    asked = question("x", Q.MONEY, unit=Text("백만원", "KRW million"))
    assert form(asked).prompts[0].understood == ""
    assert form(asked, answers={"x": 350_000_000}).prompts[0].value == "350"
    page = drawn(form(asked, question("y", Q.TEXT), post={"x": "350", "y": ""}))
    [said] = page.xpath("//*[@class='form-understood']")
    assert text_of(said) == "Read as: KRW 350 million"
    assert page.xpath("//input[@name='x']/@aria-describedby")[0].split() == [
        "id_x-hint",
        "id_x-unit",
        "id_x-understood",
    ]


def test_limits_of_money_are_said_in_won() -> None:
    asked = question("x", Q.MONEY, unit=Text("백만원"), minimum=Decimal(10**8))
    assert messages(form(asked, post={"x": "99"})) == [
        "“About x”: Write a number that is at least KRW 100 million."
    ]
    assert form(asked, post={"x": "100"}).is_valid()
